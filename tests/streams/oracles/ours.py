"""What streamdump wrote of a capture, and the segments that it was made of."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from support import streamdump
from support.flowdump import BAD_FILE, COMPLETE, DAMAGED, run

STREAM_RULE = "4.0"  # that of the tshark we compare with
FIN, SYN, RST, ACK = 1, 2, 4, 16
TCP = 6
COLUMNS = """frame_number file_offset captured_bytes tcp_stream src_addr src_port dst_addr dst_port ip_protocol
tcp_flags tcp_seq tcp_ack payload_bytes payload""".split()

End = tuple[str, int]
Sender = tuple[str, int, str, int]


@dataclass
class Frame:
    """Where a frame's record stands in the unpacked capture."""

    number: int
    file_offset: int
    captured_bytes: int


@dataclass
class Segment:
    """A TCP segment as flowdump decodes it."""

    frame: int
    tcp_stream: int
    sender: Sender
    flags: int
    seq: int  # of the first payload octet, behind any SYN
    ack: int
    sent_bytes: int
    payload: bytes  # as much as was captured

    @property
    def src(self) -> End:
        """Who sent it."""
        return self.sender[:2]

    @property
    def own_seq(self) -> int:
        """The same where a SYN with a RST is none, as in our streams."""
        return (self.seq - 1) % 2**32 if self.flags & SYN and self.flags & RST else self.seq


@dataclass(frozen=True)
class Span:
    """A row of spans.csv."""

    offset: int
    end: int
    status: str
    first_frame: int | None

    def __str__(self) -> str:
        return f"{self.offset}-{self.end} {self.status}" + (f" of frame {self.first_frame}" if self.first_frame else "")


@dataclass
class Stream:
    """A direction of a connection."""

    tcp_stream: int
    direction: str
    sender: Sender
    path: Path | None
    size: int  # with what is missing
    spans: list[Span]
    first_frame: int
    outside_bytes: int
    segments: list[Segment] = field(default_factory=list)
    base: int = 0  # sequence number of offset 0

    @property
    def name(self) -> str:
        """What a message calls it."""
        return f"stream {self.tcp_stream} {self.direction}"

    def octets(self, first: int = 0, end: int | None = None) -> bytes:
        """A part of the stream, with zeros where octets are missing."""
        end = self.size if end is None else min(end, self.size)
        if self.path is None or not 0 <= first < end:
            return b""
        with self.path.open("rb") as file:
            return os.pread(file.fileno(), end - first, first)

    def equals(self, octets: bytes) -> bool:
        """Whether it has just these octets."""
        return len(octets) == self.size and octets == self.octets()

    def offset_of(self, seq: int) -> int:
        """Where a sequence number stands; the captures have no stream of 2 GiB."""
        return signed(seq - self.base)

    def octets_of(self, segment: Segment) -> bytes:
        """A segment's captured octets, out of the file wherever that has this packet's version."""
        at = self.offset_of(segment.own_seq)
        own = bytearray(segment.payload)
        first, end = max(-at, 0), min(len(own), self.size - at)
        if segment.sent_bytes == 1 or end <= first:  # one octet may be a keep-alive
            return bytes(own)
        own[first:end] = self.octets(at + first, at + end)
        for span in self.spans_in(at + first, at + end):
            if span.status in ("conflict", "hole", "truncated"):
                begin, stop = max(span.offset - at, first), min(span.end - at, end)
                own[begin:stop] = segment.payload[begin:stop]
        return bytes(own)

    def is_behind_fin(self, offset: int) -> bool:
        """Whether a FIN says that the stream ended before that octet."""
        return any(one.flags & FIN and self.offset_of(one.own_seq) + one.sent_bytes <= offset for one in self.segments)

    def is_conflict(self, offset: int) -> bool:
        """Whether that octet came twice and differed."""
        return any(span.status == "conflict" for span in self.spans_in(offset, offset + 1))

    def spans_in(self, first: int, end: int) -> Iterator[Span]:
        """The spans that have octets of a range."""
        return (span for span in self.spans if span.offset < end and first < span.end)


@dataclass
class Ours:
    """A capture as streamdump and flowdump read it."""

    streams: list[Stream]
    segments: list[Segment]  # of all streams, in order of frames
    frames: list[Frame]
    exit_code: int = COMPLETE
    stream_of: dict[int, Stream] = field(default_factory=dict)  # by the id() of a segment

    def octets_of(self, segment: Segment) -> bytes:
        """A segment's captured octets, out of its stream's file."""
        stream = self.stream_of.get(id(segment))
        return stream.octets_of(segment) if stream else segment.payload


def signed(difference: int) -> int:
    """A difference of sequence numbers as RFC 9293 §3.4 compares them."""
    return (difference + 2**31) % 2**32 - 2**31


def read(capture: Path, folder: Path) -> Ours:
    """Runs streamdump and flowdump on a capture; the streams are written to `folder`."""
    done = streamdump.run(capture, "-o", folder, "--format", "csv", "--spans", "--stream-rule", STREAM_RULE)
    if done.exit_code == BAD_FILE:
        return Ours([], [], [], done.exit_code)
    assert done.exit_code in (COMPLETE, DAMAGED), done.stderr
    frames, segments = _packets(capture)
    ours = Ours(list(_streams(folder)), segments, frames, done.exit_code)
    _give_segments(ours)
    return ours


def _packets(capture: Path) -> tuple[list[Frame], list[Segment]]:
    done = run(capture, "--stream-rule", STREAM_RULE, "--columns", ",".join(COLUMNS), "--format", "arrows", "-o", "-")
    assert done.exit_code in (COMPLETE, DAMAGED), done.stderr
    frames, segments = [], []
    for batch in pa.ipc.open_stream(done.stdout):
        for row in batch.to_pylist():
            frames.append(Frame(row["frame_number"], row["file_offset"], row["captured_bytes"]))
            if row["ip_protocol"] == TCP and row["tcp_stream"] is not None:
                segments.append(_segment(row))
    return frames, segments


def _segment(row: dict[str, object]) -> Segment:
    flags = row["tcp_flags"] or 0
    return Segment(
        row["frame_number"], row["tcp_stream"],
        (row["src_addr"], row["src_port"], row["dst_addr"], row["dst_port"]),
        flags, ((row["tcp_seq"] or 0) + (flags >> 1 & 1)) % 2**32, row["tcp_ack"] or 0,
        row["payload_bytes"] or 0, row["payload"] or b"",
    )  # fmt: skip


def _streams(folder: Path) -> Iterator[Stream]:
    csv.field_size_limit(2**30)
    spans: dict[tuple[str, str], list[Span]] = {}
    for row in _rows(folder / "spans.csv"):
        first = int(row["offset"])
        span = Span(first, first + int(row["span_bytes"]), row["status"],
                    int(row["first_frame"]) if row["first_frame"] else None)  # fmt: skip
        spans.setdefault((row["flow_id"], row["direction"]), []).append(span)
    for row in _rows(folder / "streams.csv"):
        path = folder / row["file"] if row["file"] else None
        yield Stream(int(row["tcp_stream"]), row["direction"],
                     (row["src_addr"], int(row["src_port"]), row["dst_addr"], int(row["dst_port"])),
                     path, path.stat().st_size if path else 0,
                     spans.get((row["flow_id"], row["direction"]), []), int(row["first_frame"]),
                     int(row["outside_bytes"]))  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def _give_segments(ours: Ours) -> None:
    """Each segment belongs to the newest stream of its sender and receiver."""
    newest: dict[Sender, Stream] = {}
    waiting = sorted(ours.streams, key=lambda one: one.first_frame, reverse=True)
    for segment in ours.segments:
        while waiting and waiting[-1].first_frame <= segment.frame:
            stream = waiting.pop()
            newest[stream.sender] = stream
        if stream := newest.get(segment.sender):
            stream.segments.append(segment)
            ours.stream_of[id(segment)] = stream
    acked = {(segment.sender, segment.ack) for segment in ours.segments if segment.flags & ACK}
    for stream in ours.streams:
        _find_base(stream, acked)


def _find_base(stream: Stream, acked: set[tuple[Sender, int]]) -> None:
    """Behind the SYN's octet, of several that which the other side acknowledged; else the lowest that came."""
    syns = [segment.seq for segment in stream.segments if segment.flags & SYN and not segment.flags & RST]
    other = stream.sender[2:] + stream.sender[:2]
    sent = [segment.own_seq for segment in stream.segments if segment.payload]
    if syns:
        stream.base = next((seq for seq in syns if (other, seq) in acked), syns[0])
    elif sent:
        stream.base = (sent[0] + min(signed(seq - sent[0]) for seq in sent)) % 2**32


def misplaced(stream: Stream) -> list[str]:
    """Captured octets that do not stand in the stream at their sequence number, though nothing says why."""
    wrong: list[str] = []
    outside: set[int] = set()
    for segment in stream.segments:
        at = stream.offset_of(segment.own_seq)
        first, end = max(at, 0), max(min(at + len(segment.payload), stream.size), 0)
        if segment.sent_bytes == 1:  # may be a keep-alive
            continue
        behind = at + len(segment.payload)
        outside.update(range(at, min(first, behind)), range(max(end, at), behind))
        if first >= end or any(span.status == "conflict" for span in stream.spans_in(first, end)):
            continue
        if stream.octets(first, end) != segment.payload[first - at : end - at]:
            wrong.append(f"{stream.name}: frame {segment.frame} has other octets at offset {at}")
    if len(outside) > stream.outside_bytes:
        wrong.append(f"{stream.name}: {len(outside)} octets are not in it, {stream.outside_bytes} said to be outside")
    return wrong
