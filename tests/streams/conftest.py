"""The captures to compare with the oracles, and the summary at the end of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import captures
from streams.oracles.summary import Summary

SUBSET = Path(__file__).resolve().parent / "oracles" / "subset.txt"
_SUMMARY = pytest.StashKey[Summary]()


def pytest_configure(config: pytest.Config) -> None:
    """One summary a run."""
    config.stash[_SUMMARY] = Summary()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A case for each capture; one skipped case says so where the shared captures are missing."""
    if "oracle_capture" not in metafunc.fixturenames:
        return
    cases = [pytest.param(path, id=captures.name_of(path)) for path in captures.below(captures.OWN)]
    if captures.SHARED.is_dir():
        cases += [pytest.param(path, id=captures.name_of(path)) for path in _shared(metafunc.config)]
    else:
        reason = f"no shared captures in {captures.SHARED} (FLOWSTAT_SHARED_CAPTURES)"
        cases.append(pytest.param(captures.SHARED, id="shared", marks=pytest.mark.skip(reason=reason)))
    metafunc.parametrize("oracle_capture", cases)


def _shared(config: pytest.Config) -> list[Path]:
    return captures.below(captures.SHARED) if captures.all_are_wanted(config) else captures.subset(SUBSET)


@pytest.fixture
def oracle_summary(request: pytest.FixtureRequest) -> Summary:
    """Where cases report what they compared."""
    return request.config.stash[_SUMMARY]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints the summary."""
    if config.stash[_SUMMARY].compared:
        terminalreporter.section("streams compared with tshark and tcpflow")
        for line in config.stash[_SUMMARY].lines():
            terminalreporter.write_line(line)
