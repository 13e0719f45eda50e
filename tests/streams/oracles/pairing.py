"""Which stream of tshark's is which of ours.

The numbers are the same, except in captures where tshark also decodes layers that flowdump does not: there the n-th
stream of two ends is the n-th of these ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from streams.oracles.follow import Answer, Followed
from streams.oracles.ours import End, Ours, Segment, Stream


@dataclass
class Pair:
    """A stream of tshark's and what we have of it; either may be missing."""

    number: int  # tshark's, or ours if tshark has none
    followed: Followed | None
    segments: list[Segment]

    @property
    def our_number(self) -> int | None:
        """The stream's number among ours."""
        return self.segments[0].tcp_stream if self.segments else None


def node(end: End) -> str:
    """An address and port as follow prints them."""
    return f"[{end[0]}]:{end[1]}" if ":" in end[0] else f"{end[0]}:{end[1]}"


def streams_of(ours: Ours, segments: list[Segment], name: str) -> list[Stream]:
    """Our streams that these segments of one sender belong to; several where we begin a new connection."""
    found = {id(segment): ours.stream_of.get(id(segment)) for segment in segments if node(segment.src) == name}
    return list({id(stream): stream for stream in found.values() if stream}.values())


def pairs(ours: Ours, answer: Answer) -> Iterator[Pair]:
    """Every stream of either."""
    segments: dict[int, list[Segment]] = defaultdict(list)
    for segment in ours.segments:
        segments[segment.tcp_stream].append(segment)
    own = _by_ends({number: (node(some[0].src), node(some[0].sender[2:])) for number, some in segments.items()})
    theirs = _by_ends({number: followed.nodes for number, followed in answer.streams.items()})
    for ends in {**own, **theirs}:
        for their, our in _matched(theirs[ends], own[ends]):
            if their is not None or our not in answer.late:
                number = their if their is not None else our
                yield Pair(number, answer.streams.get(their), segments.get(our, []))


def _by_ends(nodes: dict[int, tuple[str, str]]) -> dict[frozenset[str], list[int]]:
    found: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, ends in sorted(nodes.items()):
        found[frozenset(ends)].append(number)
    return found


def _matched(theirs: list[int], own: list[int]) -> Iterator[tuple[int | None, int | None]]:
    same = set(theirs) & set(own)
    left, right = [n for n in theirs if n not in same], [n for n in own if n not in same]
    yield from ((number, number) for number in sorted(same))
    for i in range(max(len(left), len(right))):
        yield left[i] if i < len(left) else None, right[i] if i < len(right) else None
