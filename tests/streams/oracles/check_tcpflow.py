"""Our streams against tcpflow's files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from golden import oracle
from streams.oracles.faults import Fault, Faults
from streams.oracles.ours import Ours, Segment, Sender, Stream
from streams.oracles.tcpflow import Written
from streams.oracles.tcpflow_frames import Seen, seen
from streams.oracles.tcpflow_model import File, Tcpflow
from streams.oracles.undecoded import undecoded
from streams.oracles.verdict import Verdict

ORACLE = "tcpflow"
CHUNK = 2**20


def check(ours: Ours, written: Written, packets: oracle.Answer, capture: Path, folder: Path) -> Iterator[Verdict]:
    """A verdict for each of our streams that has octets, and for each sender whom only tcpflow knows."""
    hidden = undecoded(packets)
    streams: dict[Sender, list[Stream]] = defaultdict(list)
    for stream in ours.streams:
        streams[stream.sender].append(stream)
    model: Tcpflow | None = None
    for sender in {**streams, **written.files}:
        own = [stream for stream in streams[sender] if stream.size]
        files = [path for *_, path in written.files.get(sender, [])]
        if len(own) == len(files) and all(map(_is_equal, own, files)):
            yield from (Verdict(ORACLE, one.tcp_stream, one.direction, one.size, is_equal=True) for one in own)
            continue
        if model is None:
            model = _run(ours, capture, folder)
        for verdict in _explained(sender, own, files, model, ours):
            if verdict.difference and not own and hidden:
                verdict.undecoded = " ".join(sorted(set().union(*(one.layers for one in hidden.values()))))
                verdict.difference = ""
            yield verdict


def _is_equal(stream: Stream, path: Path) -> bool:
    return stream.path is not None and same(stream.path, path, [])


def _explained(sender: Sender, own: list[Stream], files: list[Path], model: Tcpflow, ours: Ours) -> list[Verdict]:
    verdicts = []
    for stream in own or _without_octets(sender, ours):
        verdict = Verdict(ORACLE, stream.tcp_stream, stream.direction, stream.size)
        verdict.is_equal = any(_is_equal(stream, path) for path in files)
        if not verdict.is_equal:
            verdict.faults.add(model.faults.get(sender, Faults()))
            _note_fin(verdict.faults, stream)
            verdict.difference = "" if verdict.faults.frames else "no rule was at work"
        verdicts.append(verdict)
    if difference := _compare(model.files.get(sender, []), files):
        verdicts[0].is_equal, verdicts[0].difference = False, difference
    return verdicts


def _without_octets(sender: Sender, ours: Ours) -> list[Stream]:
    """A stream in which only tcpflow finds octets; it may be one that we do not know."""
    known = [stream for stream in ours.streams if stream.sender == sender]
    return known[:1] or [Stream(-1, f"from {sender[0]}:{sender[1]}", sender, None, 0, [], 0, 0)]


def _note_fin(faults: Faults, stream: Stream) -> None:
    """A FIN is the end of the stream, whatever claims to come behind it."""
    for segment in stream.segments:
        if segment.payload and stream.is_behind_fin(stream.offset_of(segment.seq) + segment.sent_bytes - 1):
            faults.note(Fault.behind_fin, segment.frame)


def _compare(made: list[tuple[int, str, File]], files: list[Path]) -> str:
    """What differs between the files that the rules make and those that tcpflow made."""
    if len(made) != len(files):
        return f"tcpflow has {len(files)} files, its rules make {len(made)}"
    for (_, _, file), path in zip(sorted(made, key=lambda one: one[:2]), files, strict=True):
        if not same(file.path, path, file.guessed):
            return f"{path.name} has {path.stat().st_size} octets, tcpflow's rules make others, {file.size}"
    return ""


def same(first: Path, second: Path, but: list[tuple[int, int]]) -> bool:
    """Whether two files are equal, but for some ranges."""
    size = first.stat().st_size
    if size != second.stat().st_size:
        return False
    with first.open("rb") as one, second.open("rb") as other:
        for at in range(0, size, CHUNK):
            mine, theirs = bytearray(one.read(CHUNK)), bytearray(other.read(CHUNK))
            for begin, end in but:
                count = max(min(end - at, len(mine)) - max(begin - at, 0), 0)
                if count:
                    place = slice(max(begin - at, 0), min(end - at, len(mine)))
                    mine[place] = theirs[place] = bytes(count)
            if mine != theirs:
                return False
    return True


def _run(ours: Ours, capture: Path, folder: Path) -> Tcpflow:
    """tcpflow's rules at work on our octets."""
    folder.mkdir()
    segments = {segment.frame: segment for segment in ours.segments}
    model = Tcpflow(folder, lambda one: _octets(ours, segments.get(one.frame), one))
    read = set()
    for one in seen(capture, ours.frames):
        segment = segments.get(one.frame)
        if segment and segment.sender == one.sender and len(one.octets) > segment.sent_bytes:
            one.padding_bytes = len(one.octets) - segment.sent_bytes
            model.faults.setdefault(one.sender, Faults()).note(Fault.padding, one.frame)
        read.add(one.frame)
        model.take(one)
    for segment in ours.segments:
        if segment.frame not in read and segment.payload:
            model.faults.setdefault(segment.sender, Faults()).note(Fault.unread, segment.frame)
    return model


def _octets(ours: Ours, segment: Segment | None, one: Seen) -> bytes:
    """What tcpflow reads, with our octets in the place of the payload."""
    if segment is None or segment.sender != one.sender:
        return one.octets
    octets = ours.octets_of(segment)
    return octets[: len(one.octets)] + one.octets[len(octets) :]
