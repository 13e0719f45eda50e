"""What a run compared and what it left out, printed at its end: nothing is left out silently."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from golden import captures
from golden.compare import Comparison


class Summary:
    """Counts over all captures of a run."""

    def __init__(self) -> None:
        self.compared = 0
        self.frames = 0
        self.in_scope = 0
        self._renumbered: dict[str, list[str]] = defaultdict(list)
        self._skipped: dict[str, list[str]] = defaultdict(list)

    def add(self, capture: Path, result: Comparison) -> None:
        """Counts a compared capture."""
        self.compared += 1
        self.frames += result.frames
        self.in_scope += result.in_scope
        for transport in sorted(result.renumbered):
            self._renumbered[transport].append(captures.name_of(capture))

    def skip(self, capture: Path, reason: str) -> None:
        """Notes a capture that could not be compared."""
        self._skipped[reason].append(captures.name_of(capture))

    def lines(self) -> list[str]:
        """The summary, a fact a line."""
        words = [f"{self.compared} captures, {self.frames} frames, {self.in_scope} of them with known layers only"]
        for transport, names in self._renumbered.items():
            words.append(f"{transport}_stream up to renumbering, as tshark also counts {transport} in layers that "
                         f"flowdump does not decode: {' '.join(names)}")  # fmt: skip
        for reason, names in self._skipped.items():
            words.append(f"skipped, {reason}: {' '.join(names)}")
        return words
