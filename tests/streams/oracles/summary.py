"""What a run compared and what it left out, printed at its end: nothing is left out silently."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from golden import captures
from streams.oracles.faults import Fault
from streams.oracles.run import Comparison

ORACLES = ("tshark", "tcpflow")


class Summary:
    """Counts over all captures of a run."""

    def __init__(self) -> None:
        self.compared = 0
        self._equal: Counter[str] = Counter()
        self._explained: Counter[str] = Counter()
        self._faults: Counter[Fault] = Counter()
        self._undecoded: Counter[str] = Counter()
        self._listed: Counter[str] = Counter()
        self._left_out: dict[str, list[str]] = defaultdict(list)

    def add(self, capture: Path, result: Comparison) -> None:
        """Counts a compared capture."""
        self.compared += 1
        for verdict in result.verdicts:
            self._equal[verdict.oracle] += verdict.is_equal
            self._listed[verdict.oracle] += bool(verdict.difference)
            if verdict.undecoded:
                self._undecoded[f"{verdict.oracle}, {verdict.undecoded}"] += 1
            if verdict.is_explained:
                self._explained[verdict.oracle] += 1
                self._faults.update(verdict.faults.frames.keys())
        name = captures.name_of(capture)
        if result.unread:
            self._left_out["streamdump reads no such file"].append(name)
        if result.late:
            self._left_out["not compared, tshark took too long"].append(f"{name} streams {_ranges(result.late)}")
        if result.refused:
            reason = re.sub(r"\d+", "N", result.refused)
            self._left_out[f"not compared with tcpflow, which says: {reason}"].append(name)

    def skip(self, capture: Path, reason: str) -> None:
        """Notes a capture that could not be compared."""
        self._left_out[f"skipped, {reason}"].append(captures.name_of(capture))

    def lines(self) -> list[str]:
        """The summary, a fact a line. A stream may have several faults."""
        words = [f"{self.compared} captures"]
        for oracle in ORACLES:
            words.append(f"{oracle}: {self._equal[oracle]} streams are equal, {self._explained[oracle]} explained by "
                         f"rules, {self._listed[oracle]} by neither")  # fmt: skip
            words += [f"  {self._faults[fault]:6}  {fault.name}: {fault.what}" for fault in Fault
                      if fault.who == oracle and self._faults[fault]]  # fmt: skip
        for layer, count in sorted(self._undecoded.items()):
            words.append(f"  {count:6}  only {layer}: a layer below that flowdump does not decode")
        for reason, names in self._left_out.items():
            words.append(f"{reason}: {len(names)} ({' '.join(names)})")
        return words


def _ranges(numbers: Sequence[int]) -> str:
    return f"{numbers[0]}-{numbers[-1]}" if len(numbers) == numbers[-1] - numbers[0] + 1 else str(list(numbers))
