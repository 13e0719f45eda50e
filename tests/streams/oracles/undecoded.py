"""Streams that tshark reaches through a layer that flowdump does not decode; docs/design.md says which those are."""

from __future__ import annotations

from dataclasses import dataclass, field

from golden.layers import path_of
from golden.oracle import SEPARATOR, Answer


@dataclass
class Undecoded:
    """The frames of a stream where we see no TCP."""

    layers: set[str] = field(default_factory=set)  # where flowdump stops, by Wireshark's names
    frames: list[int] = field(default_factory=list)


def undecoded(packets: Answer) -> dict[int, Undecoded]:
    """By tshark's number of the stream."""
    found: dict[int, Undecoded] = {}
    at = {name: packets.fields.index(name) for name in ("frame.number", "frame.protocols", "tcp.stream")}
    for row in packets.rows:
        path = path_of(row[at["frame.protocols"]])
        if "tcp" not in path.hidden:
            continue
        names = row[at["frame.protocols"]].split(":")
        ours = path.layers.count("tcp")
        for number in row[at["tcp.stream"]].split(SEPARATOR)[ours:]:
            if number:
                stream = found.setdefault(int(number), Undecoded())
                stream.layers.add(names[len(path.layers)])
                stream.frames.append(int(row[at["frame.number"]]))
    return found
