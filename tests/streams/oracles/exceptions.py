"""The differences that no rule explains and that are known, each with its reason: exceptions.tsv.

    PYTHONPATH=tests python3 -m streams.oracles.exceptions CAPTURE...      prints lines that lack only the reason
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from golden import captures
from streams.oracles import run
from streams.oracles.verdict import Verdict

TABLE = Path(__file__).resolve().parent.parent / "exceptions.tsv"
SHOWN = 8


@dataclass(frozen=True)
class Known:
    """A line: one direction of one stream that differs from one oracle, who is wrong, and why."""

    capture: str
    tcp_stream: str
    direction: str
    oracle: str
    wrong: str
    reason: str
    frames: str

    def covers(self, verdict: Verdict) -> bool:
        """Whether this line is about that verdict."""
        place = (str(verdict.tcp_stream), verdict.direction, verdict.oracle)
        return place == (self.tcp_stream, self.direction, self.oracle)


def read(path: Path = TABLE) -> list[Known]:
    """The lines of the table."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return [Known(*line.split("\t")) for line in lines[1:]]


def complaints(verdicts: Sequence[Verdict], known: Sequence[Known], oracles: Sequence[str]) -> list[str]:
    """What is wrong with one capture: what nothing explains, then lines that explain nothing any more.

    A line counts only where its oracle was asked.
    """
    unexplained = [one for one in verdicts if one.difference]
    new = [one for one in unexplained if not any(line.covers(one) for line in known)]
    words = [str(one) for one in new[:SHOWN]]
    if len(new) > SHOWN:
        words.append(f"... and {len(new) - SHOWN} more")
    for line in known:
        if line.oracle in oracles and not any(line.covers(one) for one in unexplained):
            words.append(f"exceptions.tsv: stream {line.tcp_stream} {line.direction} no longer differs "
                         f"from {line.oracle}: {line.reason}")  # fmt: skip
    return words


def main() -> int:
    """Prints a line for each difference of the captures that are named."""
    for path in [Path(word).resolve() for word in sys.argv[1:]]:
        with tempfile.TemporaryDirectory() as folder:
            for one in run.compare(path, Path(folder)).verdicts:
                if one.difference:
                    print(captures.name_of(path), one.tcp_stream, one.direction, one.oracle, "", one.difference, "",
                          sep="\t")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
