"""Every packet's columns equal what tshark says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import captures, exceptions, oracle, program
from golden.summary import Summary

EXCEPTIONS = exceptions.read()


@pytest.fixture(scope="module")
def _tools() -> None:
    if " 4.0." not in oracle.tshark_version():
        pytest.fail(f"needs tshark 4.0, whose stream numbers are compared; found {oracle.tshark_version() or 'none'}")
    if not program.FLOWDUMP.exists():
        pytest.fail(f"{program.FLOWDUMP} is not built")


@pytest.mark.usefixtures("_tools")
def test_packets_equal_tshark(golden_capture: Path, golden_summary: Summary) -> None:
    """A difference that exceptions.tsv does not explain fails, and so does a line there that explains none."""
    answer = _answer(golden_capture, golden_summary)
    output = program.dump(golden_capture)
    result = program.check(output, answer)
    golden_summary.add(golden_capture, result)
    name = captures.name_of(golden_capture)
    known = [line for line in EXCEPTIONS if line.capture == name]
    if wrong := exceptions.complaints(result.differences, known):
        said = f"flowdump exit code {output.exit_code}: {output.message}" if output.exit_code else ""
        pytest.fail("\n".join([name, *wrong, said]).rstrip(), pytrace=False)


def _answer(capture: Path, summary: Summary) -> oracle.Answer:
    reason = captures.skip_reason(capture)
    if reason and capture.is_relative_to(captures.OWN):
        pytest.fail(f"a capture of ours cannot be compared: {reason}")
    if not reason:
        answer = oracle.ask(capture)
        if not answer.timed_out_after:
            return answer
        reason = f"oracle took longer than {answer.timed_out_after:g} s"
    summary.skip(capture, reason)
    pytest.skip(reason)


def test_exceptions_name_captures() -> None:
    """A line about a capture that is gone would never be found stale."""
    if not captures.SHARED.is_dir():
        pytest.skip(f"no shared captures in {captures.SHARED}")
    roots = (captures.SHARED, captures.ROOT)
    gone = {line.capture for line in EXCEPTIONS if not any((root / line.capture).exists() for root in roots)}
    assert not gone


def test_exceptions_have_reasons() -> None:
    """A line without a reason explains nothing."""
    assert not [line for line in EXCEPTIONS if not line.reason.strip()]
