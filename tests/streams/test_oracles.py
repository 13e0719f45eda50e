"""Every stream has the octets that tshark and tcpflow find, or those that their known faults make of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import captures, oracle
from streams.oracles import check_follow, check_tcpflow, exceptions, follow, ours, run, tcpflow
from streams.oracles.summary import Summary
from streams.oracles.verdict import Verdict
from support.flowdump import capture
from support.streamdump import STREAMDUMP

EXCEPTIONS = exceptions.read()


@pytest.fixture(scope="module")
def _tools() -> None:
    if " 4.0." not in oracle.tshark_version():
        pytest.fail(f"needs tshark 4.0, whose follow is described here; found {oracle.tshark_version() or 'none'}")
    if "1.6.1" not in tcpflow.version():
        pytest.fail(f"needs tcpflow 1.6.1, which is described here; found {tcpflow.version() or 'none'}")
    if not STREAMDUMP.exists():
        pytest.fail(f"{STREAMDUMP} is not built")


@pytest.mark.usefixtures("_tools")
def test_streams_equal_the_oracles(oracle_capture: Path, oracle_summary: Summary, tmp_path: Path) -> None:
    """What neither a rule nor exceptions.tsv explains fails, and so does a line there that explains nothing."""
    if reason := captures.skip_reason(oracle_capture):
        oracle_summary.skip(oracle_capture, reason)
        pytest.skip(reason)
    result = run.compare(oracle_capture, tmp_path)
    oracle_summary.add(oracle_capture, result)
    name = captures.name_of(oracle_capture)
    known = [line for line in EXCEPTIONS if line.capture == name]
    if wrong := result.misplaced + exceptions.complaints(result.verdicts, known, result.oracles):
        pytest.fail("\n".join([name, *wrong]), pytrace=False)


@pytest.mark.usefixtures("_tools")
@pytest.mark.parametrize("name", ["http.pcap", "tcp_capture_loss.pcap", "tcp_reorder.pcapng"])
@pytest.mark.parametrize("offset", [0, 40])
def test_another_octet_is_found(name: str, offset: int, tmp_path: Path) -> None:
    """The rules work on our octets: one that is wrong shows, also in streams that they explain."""
    path = capture(name)
    found = ours.read(path, tmp_path / "ours")
    stream = next(one for one in found.streams if one.size > offset and one.path)
    changed = bytearray(stream.octets())
    changed[offset] ^= 0x20
    stream.path.write_bytes(changed)
    packets = oracle.ask(path)
    written = tcpflow.write(path, tmp_path / "tcpflow")
    verdicts = [
        *check_follow.check(found, follow.ask(path, packets), packets),
        *check_tcpflow.check(found, written, packets, path, tmp_path / "model"),
    ]
    differing = [(one.oracle, one.tcp_stream, one.direction) for one in verdicts if one.difference]
    assert differing == [(name, stream.tcp_stream, stream.direction) for name in ("tshark", "tcpflow")]
    assert ours.misplaced(stream)


def test_an_exception_that_explains_nothing_fails() -> None:
    """Lines about oracles that were not asked are left alone."""
    line = exceptions.Known("a.pcap", "0", "forward", "tshark", "tshark", "why", "1")
    differing = Verdict("tshark", 0, "forward", 5, difference="other octets")
    assert exceptions.complaints([differing], [line], ["tshark"]) == []
    assert "no longer differs" in exceptions.complaints([], [line], ["tshark"])[0]
    assert exceptions.complaints([], [line], ["tcpflow"]) == []
    assert exceptions.complaints([differing], [], ["tshark"]) == [str(differing)]


def test_exceptions_name_captures() -> None:
    """A line about a capture that is gone would never be found stale."""
    if not captures.SHARED.is_dir():
        pytest.skip(f"no shared captures in {captures.SHARED}")
    roots = (captures.SHARED, captures.ROOT)
    assert not {line.capture for line in EXCEPTIONS if not any((root / line.capture).exists() for root in roots)}


def test_exceptions_have_reasons() -> None:
    """A line without a reason and frames explains nothing."""
    assert not [line for line in EXCEPTIONS if not (line.reason and line.frames and line.wrong)]
