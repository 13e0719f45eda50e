"""What tshark's follow and tcpflow do that leaves other octets than those that were sent, and why that is wrong."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class Fault(enum.Enum):
    """A rule: whose fault, and what it does. follow_model.py and tcpflow_model.py do the same to our octets."""

    # Of tshark -z follow,tcp,raw.
    sentence = "tshark", "puts '[n bytes missing in capture file]' and a NUL where acknowledged octets are missing"
    tail_lost = "tshark", "drops what lies behind a hole that the peer did not acknowledge, as in captures of one way"
    late_lost = "tshark", "drops octets that fill a hole late, or come before the first packet's"
    closed_up = "tshark", "closes up what the snapshot length cut off"
    other_version = "tshark", "of octets that came twice and differ prints another version than the first that came"
    one_for_two = "tshark", "takes a SYN of the same number for the same connection, also when that one is over"
    moved_base = "tshark", "counts from a second SYN|ACK with another number, so that octets move or are dropped"
    after_fin = "tshark", "prints octets behind the place of the FIN"
    # Of tcpflow 1.6.1.
    padding = "tcpflow", "writes Ethernet's padding and trailers behind the IPv4 datagram as data"
    ignored_syn = "tcpflow", "ignores the SYN of a new connection on the same ports: both go to one file"
    new_file = "tcpflow", "begins a new file behind a RST, a FIN or a jump of 16 MiB"
    last_version = "tcpflow", "of octets that came twice and differ writes the last version, keep-alives too"
    early_lost = "tcpflow", "drops octets that come before those of the first packet once a SYN was seen"
    stale_octets = "tcpflow", "makes room at a file's start and leaves octets of before in the gap"
    unread = "tcpflow", "reads no such link layer, tunnel, extension header or total length of 0"
    behind_fin = "tcpflow", "writes octets behind the place of the FIN"
    uncaptured = "tcpflow", "writes what happens to be in memory behind a packet that was cut off"
    syn_octets = "tcpflow", "puts data on a SYN before offset 0, which drops them, or one octet early"

    def __init__(self, who: str, what: str) -> None:
        self.who = who
        self.what = what


@dataclass
class Faults:
    """The faults of one stream, with the frames where they happened."""

    frames: dict[Fault, list[int]] = field(default_factory=dict)

    def note(self, fault: Fault, frame: int) -> None:
        """Adds a frame."""
        self.frames.setdefault(fault, []).append(frame)

    def add(self, other: Faults) -> None:
        """Adds all of another's."""
        for fault, frames in other.frames.items():
            self.frames.setdefault(fault, []).extend(frames)

    def __str__(self) -> str:
        return "; ".join(f"{fault.name} at {frames[:5]}" for fault, frames in self.frames.items())
