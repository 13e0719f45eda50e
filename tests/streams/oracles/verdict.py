"""What came out of comparing a direction of a stream with an oracle."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.oracles.faults import Faults


@dataclass
class Verdict:
    """Equal; or explained, where the faults make the oracle's octets out of ours; or one of the others."""

    oracle: str
    tcp_stream: int
    direction: str
    octets: int  # of ours, with what is missing
    is_equal: bool = False
    faults: Faults = field(default_factory=Faults)
    undecoded: str = ""  # the layer below that flowdump does not decode
    difference: str = ""  # what no rule explains

    @property
    def is_explained(self) -> bool:
        """Whether rules make the oracle's octets."""
        return not (self.is_equal or self.undecoded or self.difference)

    def __str__(self) -> str:
        faults = f" ({self.faults})" if self.faults.frames else ""
        return f"stream {self.tcp_stream} {self.direction} and {self.oracle}: {self.difference}{faults}"
