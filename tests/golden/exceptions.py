"""The differences from tshark that are known, each with its reason: exceptions.tsv.

    PYTHONPATH=tests python3 -m golden.exceptions CAPTURE...      prints lines for the ones that are not known yet
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from golden import captures, oracle, program
from golden.compare import Difference

TABLE = captures.HERE / "exceptions.tsv"

#: Differences that a message shows; the rest is counted.
SHOWN = 8


@dataclass(frozen=True)
class Known:
    """One line of exceptions.tsv: cells of one capture and column that differ, and why."""

    capture: str
    frames: str  # "*", or "1,3-5"; 0 is the capture as a whole
    column: str
    reason: str

    def covers(self, difference: Difference) -> bool:
        """Whether this line is about that cell."""
        return self.column == difference.column and (self.frames == "*" or difference.frame in self.numbers())

    def numbers(self) -> set[int]:
        """The frames that are named one by one; empty for all."""
        found: set[int] = set()
        for part in [] if self.frames == "*" else self.frames.split(","):
            first, _, last = part.partition("-")
            found.update(range(int(first), int(last or first) + 1))
        return found


def read(path: Path = TABLE) -> list[Known]:
    """The lines of the table: capture, frames, column, reason."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return [Known(*line.split("\t")) for line in lines[1:]]


def complaints(differences: Sequence[Difference], exceptions: Sequence[Known]) -> list[str]:
    """What is wrong with one capture: new differences, then exceptions that occur no more."""
    new = [one for one in differences if not any(known.covers(one) for known in exceptions)]
    words = [str(one) for one in new[:SHOWN]]
    if len(new) > SHOWN:
        words.append(f"... and {len(new) - SHOWN} more: {_by_column(new)}")
    return words + [stale for known in exceptions if (stale := _stale(known, differences))]


def _by_column(differences: Sequence[Difference]) -> str:
    names = [one.column for one in differences]
    return ", ".join(f"{names.count(name)} {name}" for name in dict.fromkeys(names))


def _stale(known: Known, differences: Sequence[Difference]) -> str:
    met = {one.frame for one in differences if known.covers(one)}
    missing = sorted(known.numbers() - met)
    if met and not missing:
        return ""
    where = f"frames {missing}" if missing else "any frame"
    return f"exceptions.tsv: {known.column} of {known.capture} no longer differs in {where}: {known.reason}"


def ranges(numbers: Iterable[int]) -> str:
    """ "1,3-5" for 1, 3, 4, 5."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ",".join("-".join(map(str, part)) for part in parts)


def proposals(name: str, differences: Sequence[Difference], known: Sequence[Known]) -> list[str]:
    """Lines for exceptions.tsv that lack only the reason."""
    new = [one for one in differences if not any(line.covers(one) for line in known)]
    columns = dict.fromkeys(one.column for one in new)
    return [f"{name}\t{ranges(one.frame for one in new if one.column == column)}\t{column}\t" for column in columns]


def main() -> int:
    """Prints the proposals for the captures that are named."""
    for path in [Path(word).resolve() for word in sys.argv[1:]]:
        differences = program.check(program.dump(path), oracle.ask(path)).differences
        lines = [line for line in read() if line.capture == captures.name_of(path)]
        print("\n".join(proposals(captures.name_of(path), differences, lines)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
