"""The captures to compare, and the summary at the end of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import captures
from golden.summary import Summary

_SUMMARY = pytest.StashKey[Summary]()


def pytest_configure(config: pytest.Config) -> None:
    """One summary a run."""
    config.stash[_SUMMARY] = Summary()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A case for each capture; one skipped case says so where the shared captures are missing."""
    # Other tests write files of their own: no real capture may ever be handed to them.
    if "golden_capture" not in metafunc.fixturenames or metafunc.module.__name__ != "golden.test_tshark":
        return
    shared = captures.below(captures.SHARED) if captures.all_are_wanted(metafunc.config) else captures.subset()
    if captures.SHARED.is_dir():
        cases = [pytest.param(path, id=captures.name_of(path)) for path in shared]
    else:
        skipped = pytest.mark.skip(reason=f"no shared captures in {captures.SHARED} (FLOWSTAT_SHARED_CAPTURES)")
        cases = [pytest.param(captures.SHARED, id="shared", marks=skipped)]
    own = [pytest.param(path, id=captures.name_of(path)) for path in captures.below(captures.OWN)]
    metafunc.parametrize("golden_capture", own + cases)


@pytest.fixture
def golden_summary(request: pytest.FixtureRequest) -> Summary:
    """Where cases report what they compared."""
    return request.config.stash[_SUMMARY]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints the summary."""
    if config.stash[_SUMMARY].compared:
        terminalreporter.section("compared with tshark")
        for line in config.stash[_SUMMARY].lines():
            terminalreporter.write_line(line)
