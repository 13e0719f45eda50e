"""Recorded transfers whose contents can be made again: whole, and with packets taken out of the capture."""

from __future__ import annotations

import csv
import random
import struct
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.flowdump import capture
from support.frames import pcap
from support.records import records, unpacked
from support.streamdump import dump, files

TRANSFERS = [
    ("http_loss.pcap", "backward", 4000),
    ("tcp_loss.pcap", "forward", 2000),
    ("tcp_reorder.pcapng", "forward", 2000),
]


def numbered_lines(count: int) -> bytes:
    """What captures/lib.sh sends."""
    return b"".join(b"line %06d of a text that a test can make again\n" % i for i in range(1, count + 1))


def restored(folder: Path, direction: str) -> bytes:
    """The one stream of that direction."""
    [data] = [data for name, data in files(folder).items() if f"-{direction}-" in name]
    return data


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table beside the streams."""
    return list(csv.DictReader((folder / f"{table}.csv").open()))


def holes(folder: Path, direction: str) -> list[tuple[int, int]]:
    """(first, end) of each hole, as the table of spans has it."""
    return [
        (int(row["offset"]), int(row["offset"]) + int(row["span_bytes"]))
        for row in rows_of(folder, "spans")
        if row["status"] == "hole" and row["direction"] == direction
    ]


@pytest.mark.parametrize(("name", "direction", "lines"), TRANSFERS)
def test_a_transfer_is_what_was_sent(name: str, direction: str, lines: int, tmp_path: Path) -> None:
    dump(capture(name), "-o", tmp_path / "out", "--spans", "--format", "csv")
    assert restored(tmp_path / "out", direction).endswith(numbered_lines(lines))
    assert holes(tmp_path / "out", direction) == []


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("name", "direction", "lines"), TRANSFERS)
def test_what_is_taken_out_is_a_hole(name: str, direction: str, lines: int, seed: int, tmp_path: Path) -> None:
    dump(capture(name), "-o", tmp_path / "whole")
    whole = restored(tmp_path / "whole", direction)
    frames = [record.frame for record in records(unpacked(capture(name)))]
    draw = random.Random(seed)
    # Where a stream ends is known by its FIN alone.
    kept = [frame for frame in frames if draw.random() > 0.1 or not payload_of(frame) or segment_of(frame).is_fin]
    draw.shuffle(kept)
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(pcap(kept))
    dump(cut, "-o", tmp_path / "out", "--spans", "--format", "csv")
    sender, base = sender_of(frames, whole)
    there = bytearray(len(whole))
    for frame in kept:
        sent = segment_of(frame)
        if sent.src_port == sender and sent.payload:
            first = (sent.seq - base) % 2**32
            there[first : first + len(sent.payload)] = b"\1" * len(sent.payload)
    expected = runs(there)
    [row] = [row for row in rows_of(tmp_path / "out", "streams") if int(row["src_port"]) == sender]
    data = (tmp_path / "out" / row["file"]).read_bytes()
    assert holes(tmp_path / "out", row["direction"]) == expected
    for offset, (octet, sent) in enumerate(zip(data, whole, strict=False)):
        assert octet == (sent if there[offset] else 0)


@dataclass(frozen=True)
class Sent:
    """A TCP segment out of a frame."""

    src_port: int
    seq: int  # of the payload
    is_fin: bool
    payload: bytes


def segment_of(frame: bytes) -> Sent:
    """The segment in a frame that holds TCP in IPv4 or IPv6 in Ethernet."""
    at, ip_bytes = (54, struct.unpack_from(">H", frame, 18)[0] + 54) if frame[12:14] == b"\x86\xdd" else (
        14 + (frame[14] & 15) * 4, struct.unpack_from(">H", frame, 16)[0] + 14)  # fmt: skip
    port, _, seq, _, offset, flags = struct.unpack_from(">HHIIBB", frame, at)
    return Sent(port, seq + (flags >> 1 & 1), bool(flags & 1), frame[at + (offset >> 4) * 4 : ip_bytes])


def payload_of(frame: bytes) -> bytes:
    """The TCP payload of a frame; none if it is no TCP."""
    is_tcp = frame[12:14] == b"\x08\x00" and frame[23] == 6 or frame[12:14] == b"\x86\xdd" and frame[20] == 6
    return segment_of(frame).payload if is_tcp else b""


def sender_of(frames: list[bytes], whole: bytes) -> tuple[int, int]:
    """Source port and sequence number of the stream that `whole` is."""
    for frame in frames:
        payload = payload_of(frame)
        if len(payload) > 8 and whole.startswith(payload):
            return segment_of(frame).src_port, segment_of(frame).seq
    raise AssertionError("no packet has the stream's first octets")


def runs(there: bytearray) -> list[tuple[int, int]]:
    """(first, end) of each run of zeros."""
    found, first = [], None
    for offset, octet in enumerate([*there, 1]):
        if not octet and first is None:
            first = offset
        elif octet and first is not None:
            found.append((first, offset))
            first = None
    return found
