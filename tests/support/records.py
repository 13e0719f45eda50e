"""A little reader of pcap and pcapng that shares nothing with the one under test."""

from __future__ import annotations

import gzip
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECTION, OLD_PACKET, SIMPLE_PACKET, PACKET = 0x0A0D0D0A, 2, 3, 6
PCAP_ORDERS = {b"\xd4\xc3\xb2\xa1": "<", b"\x4d\x3c\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">", b"\xa1\xb2\x3c\x4d": ">"}


@dataclass(frozen=True)
class Record:
    """A frame and where its record begins in the decompressed file."""

    offset: int
    frame: bytes


def unpacked(path: Path) -> bytes:
    """A file's bytes, decompressed by Python or by the zstd program."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return subprocess.run(["zstd", "-dc"], input=data, capture_output=True, check=True).stdout
    return data


def records(data: bytes) -> Iterator[Record]:
    """Every frame of a capture, in order of the file."""
    return _pcap(data, PCAP_ORDERS[data[:4]]) if data[:4] in PCAP_ORDERS else _pcapng(data)


def _pcap(data: bytes, order: str) -> Iterator[Record]:
    at = 24
    while at < len(data):
        (size,) = struct.unpack_from(order + "I", data, at + 8)
        yield Record(at, data[at + 16 : at + 16 + size])
        at += 16 + size


def _pcapng(data: bytes) -> Iterator[Record]:
    at, order = 0, "<"
    while at < len(data):
        if struct.unpack_from("<I", data, at)[0] == SECTION:  # reads the same in both orders
            order = "<" if data[at + 8 : at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
        kind, total = struct.unpack_from(order + "II", data, at)
        if kind in (PACKET, OLD_PACKET):
            (size,) = struct.unpack_from(order + "I", data, at + 20)
            yield Record(at, data[at + 28 : at + 28 + size])
        if kind == SIMPLE_PACKET:
            (size,) = struct.unpack_from(order + "I", data, at + 8)
            yield Record(at, data[at + 12 : at + 12 + min(size, total - 16)])
        at += total
