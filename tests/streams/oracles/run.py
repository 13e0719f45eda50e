"""Everything about one capture: our streams, both oracles, the verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from golden import oracle
from streams.oracles import check_follow, check_tcpflow, follow, ours, tcpflow
from streams.oracles.verdict import Verdict
from support.flowdump import BAD_FILE


@dataclass
class Comparison:
    """What came out, and what was not compared."""

    verdicts: list[Verdict] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    oracles: list[str] = field(default_factory=list)  # that were asked
    late: list[int] = field(default_factory=list)  # streams that took tshark too long
    refused: str = ""  # why tcpflow does not read the capture
    unread: bool = False  # streamdump does not read it


def compare(capture: Path, folder: Path) -> Comparison:
    """Compares one capture; `folder` is for files on the way."""
    found = ours.read(capture, folder / "ours")
    if found.exit_code == BAD_FILE:
        return Comparison(unread=True)
    result = Comparison(misplaced=[line for stream in found.streams for line in ours.misplaced(stream)])
    packets = oracle.ask(capture)
    answer = follow.ask(capture, packets)
    result.oracles.append(check_follow.ORACLE)
    result.late = answer.late
    result.verdicts += check_follow.check(found, answer, packets)
    written = tcpflow.write(capture, folder / "tcpflow")
    if written.failure:
        result.refused = written.failure
        return result
    result.oracles.append(check_tcpflow.ORACLE)
    result.verdicts += check_tcpflow.check(found, written, packets, capture, folder / "model")
    return result
