"""How tshark's follow puts a stream together, told from its behaviour, to make what it prints out of our octets.

It keeps one next number a side. What fits is printed; what lies ahead is held until it fits, or until the peer has
acknowledged something behind it: then a sentence takes the place of what is missing. What lies before the next number
is dropped, and so is what is still held at the end. Numbers are relative to those of the SYN and the SYN|ACK.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from streams.oracles.faults import Fault, Faults
from streams.oracles.ours import ACK, SYN, End, Segment, signed

Octets = Callable[[Segment], bytes]


@dataclass
class Held:
    """Octets that wait for those before them."""

    seq: int
    octets: bytes
    frame: int
    lacks: int  # octets of the packet that were not captured


@dataclass
class Printed:
    """Octets that follow prints."""

    seq: int  # as sent
    octets: bytes
    frame: int


@dataclass
class Side:
    """What follow knows of a direction."""

    base: int | None = None  # what relative numbers count from
    next: int = 0
    records: list[bytes] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)  # what was passed over
    has_printed: bool = False
    faults: Faults = field(default_factory=Faults)

    def print(self, seq: int, octets: bytes, frame: int) -> None:
        """Adds a record."""
        self.records.append(octets)
        self.printed.append(Printed((seq + (self.base or 0)) % 2**32, octets, frame))

    def skip(self, first: int, octets: int) -> None:
        """Notes octets that will never be printed."""
        if octets > 0:
            self.gaps.append((first, first + octets))

    def drop(self, seq: int, octets: bytes, frame: int) -> None:
        """Notes octets that come too late; those that were printed before do not count."""
        if any(signed(seq - end) < 0 < signed(seq + len(octets) - first) for first, end in self.gaps):
            self.faults.note(Fault.late_lost, frame)


def follow(segments: list[Segment], octets: Octets) -> tuple[End, tuple[Side, Side]]:
    """What follow makes of a stream's segments, and who is node 0."""
    sides = Side(), Side()
    client = segments[0].src
    for segment in segments:
        is_server = segment.src != client
        own, peer = sides[is_server], sides[not is_server]
        _find_bases(own, peer, segment)
        if segment.flags & ACK:
            _acknowledge(peer, signed(segment.ack - (peer.base or 0)), segment.frame)
        _take(own, segment, octets(segment))
    for side in sides:
        for held in side.held:
            side.faults.note(Fault.tail_lost, held.frame)
    return client, sides


def _find_bases(own: Side, peer: Side, segment: Segment) -> None:
    base = (segment.seq - 1) % 2**32  # of a SYN its own number, else that of the octet before
    if own.base is None:
        own.base = base
    elif segment.flags & SYN and segment.flags & ACK and own.base != base:
        own.base = base
        own.faults.note(Fault.moved_base, segment.frame)
    if peer.base is None and segment.flags & ACK:
        peer.base = (segment.ack - 1) % 2**32


def _acknowledge(side: Side, ack: int, frame: int) -> None:
    while side.held:
        if _release(side):
            continue
        lowest = side.held[0].seq
        for held in side.held:
            lowest = held.seq if signed(lowest - held.seq) > 0 else lowest
        if signed(ack - lowest) <= 0:
            return
        missing = signed(lowest - side.next)
        side.records.append(b"[%d bytes missing in capture file]\0" % missing)
        side.skip(side.next, missing)
        side.faults.note(Fault.sentence, frame)
        side.next = lowest


def _release(side: Side) -> bool:
    """Prints the first of the held that does not lie ahead."""
    for held in side.held:
        ahead = signed(held.seq - side.next)
        if ahead > 0:
            continue
        side.held.remove(held)
        fresh = held.octets[-ahead:] if ahead else held.octets
        side.drop(held.seq, held.octets[: len(held.octets) - len(fresh)], held.frame)
        if fresh:
            side.print(side.next, fresh, held.frame)
            side.next += len(fresh)
        # What the capture cut off is not counted here, so it becomes a hole behind these octets.
        return True
    return False


def _take(side: Side, segment: Segment, octets: bytes) -> None:
    seq = signed(segment.seq - (side.base or 0))
    if side.next == 0 and not side.has_printed:
        side.next = seq
        side.skip(seq - 2**30, 2**30)
    end = seq + segment.sent_bytes
    behind = signed(side.next - seq)
    if behind > 0 and signed(end - side.next) > 0:
        side.drop(seq, octets[:behind], segment.frame)
        octets, seq = octets[behind:], side.next
    if not octets or signed(seq - side.next) < 0:
        side.drop(seq, octets, segment.frame)
        return
    if seq != side.next:
        side.held.append(Held(seq, octets, segment.frame, end - seq - len(octets)))
        return
    if len(octets) < end - seq:
        side.skip(seq + len(octets), end - seq - len(octets))
        side.faults.note(Fault.closed_up, segment.frame)
    side.has_printed = True
    side.print(seq, octets, segment.frame)
    side.next = end
    while _release(side):
        pass
