"""Our streams against tshark's follow."""

from __future__ import annotations

from collections.abc import Iterator

from golden import oracle
from streams.oracles.faults import Fault
from streams.oracles.follow import Answer, Followed
from streams.oracles.follow_model import Printed, Side, follow
from streams.oracles.ours import Ours, Stream
from streams.oracles.pairing import Pair, node, pairs, streams_of
from streams.oracles.undecoded import undecoded
from streams.oracles.verdict import Verdict

ORACLE = "tshark"


def check(ours: Ours, answer: Answer, packets: oracle.Answer) -> Iterator[Verdict]:
    """A verdict for each direction that has octets here or there."""
    hidden = undecoded(packets)
    for pair in pairs(ours, answer):
        for verdict in _compared(ours, pair, pair.followed) if pair.followed else _ours_only(pair):
            if verdict.difference and pair.number in hidden:
                verdict.undecoded = " ".join(sorted(hidden[pair.number].layers))
                verdict.difference = ""
            yield verdict


def _ours_only(pair: Pair) -> Iterator[Verdict]:
    frames = [segment.frame for segment in pair.segments if segment.payload]
    if frames:
        octets = sum(len(segment.payload) for segment in pair.segments)
        yield Verdict(ORACLE, pair.number, "both", octets, difference=f"tshark finds none: frames {frames[:5]}")


def _compared(ours: Ours, pair: Pair, followed: Followed) -> Iterator[Verdict]:
    sides: dict[str, Side] = {}
    for number, name in enumerate(followed.nodes):
        every = streams_of(ours, pair.segments, name)
        streams = [stream for stream in every if stream.tcp_stream == pair.our_number]
        theirs = followed.octets(number)
        size = sum(stream.size for stream in streams)
        if not theirs and not size:
            continue
        verdict = Verdict(ORACLE, pair.number, every[0].direction if every else f"from {name}", size)
        if len(theirs) == size and theirs == b"".join(stream.octets() for stream in streams):
            verdict.is_equal = True
        else:
            sides = sides or _sides(ours, pair)
            _explain(verdict, sides.get(name, Side()), theirs, every)
        yield verdict


def _sides(ours: Ours, pair: Pair) -> dict[str, Side]:
    """What follow makes of each end's segments."""
    if not pair.segments:
        return {}
    client, (first, second) = follow(pair.segments, ours.octets_of)
    ends = {node(segment.src) for segment in pair.segments}
    return {node(client): first, **{name: second for name in ends - {node(client)}}}


def _explain(verdict: Verdict, side: Side, theirs: bytes, streams: list[Stream]) -> None:
    verdict.faults.add(side.faults)
    if len(streams) > 1:
        verdict.faults.note(Fault.one_for_two, streams[-1].first_frame)
    made = b"".join(side.records)
    if made != theirs:
        verdict.difference = f"tshark has {len(theirs)} octets, its rules make {len(made)}, we have {verdict.octets}"
    elif strange := _note_versions(verdict, side, streams):
        verdict.difference = f"our stream has not the octets of frames {strange[:8]}"
    elif not verdict.faults.frames:
        verdict.difference = f"tshark has {len(theirs)} octets, we have {verdict.octets}, and no rule was at work"


def _note_versions(verdict: Verdict, side: Side, streams: list[Stream]) -> list[int]:
    """Notes where follow prints other octets than ours, with a reason; gives the frames where there is none."""
    strange = []
    for printed in side.printed:
        stream = next((one for one in reversed(streams) if one.first_frame <= printed.frame), None)
        offsets = _differing(stream, printed) if stream else [0]
        if not offsets:
            continue
        if stream and all(map(stream.is_conflict, offsets)):
            verdict.faults.note(Fault.other_version, printed.frame)
        elif stream and stream.is_behind_fin(offsets[0]):
            verdict.faults.note(Fault.after_fin, printed.frame)
        else:
            strange.append(printed.frame)
    return strange


def _differing(stream: Stream, printed: Printed) -> list[int]:
    """Offsets where the stream has not what was printed."""
    at = stream.offset_of(printed.seq)
    own = stream.octets(max(at, 0), at + len(printed.octets))
    if at >= 0 and own == printed.octets:
        return []
    return [at + i for i, octet in enumerate(printed.octets)
            if at + i < 0 or at + i >= stream.size or own[at + i - max(at, 0)] != octet]  # fmt: skip
