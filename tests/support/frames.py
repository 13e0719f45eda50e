"""Frames and captures written by hand, for cases that no recording has."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterable
from dataclasses import dataclass

SYN, SYN_ACK, ACK, FIN_ACK, RST = 0x02, 0x12, 0x10, 0x11, 0x04
ETHERNET = 1


@dataclass(frozen=True)
class Segment:
    """A TCP segment from `src` to `dst`, each "address:port"."""

    src: str
    dst: str
    flags: int
    seq: int = 1
    payload: bytes = b""
    ack: int = 0

    def frame(self) -> bytes:
        """The segment in IPv4 in Ethernet; checksums are zero."""
        (src, src_port), (dst, dst_port) = self.src.split(":"), self.dst.split(":")
        tcp = struct.pack(">HHIIBBHHH", int(src_port), int(dst_port), self.seq, self.ack, 0x50, self.flags, 1024, 0, 0)
        size = 20 + len(tcp) + len(self.payload)
        addresses = ipaddress.ip_address(src).packed + ipaddress.ip_address(dst).packed
        ip = struct.pack(">BBHHHBBH", 0x45, 0, size, 0, 0, 64, 6, 0) + addresses
        return bytes(12) + b"\x08\x00" + ip + tcp + self.payload


@dataclass(frozen=True)
class Datagram:
    """A UDP datagram from `src` to `dst`, each "address:port"."""

    src: str
    dst: str
    payload: bytes

    def frame(self) -> bytes:
        """The datagram in IPv4 in Ethernet; checksums are zero."""
        (src, src_port), (dst, dst_port) = self.src.split(":"), self.dst.split(":")
        udp = struct.pack(">HHHH", int(src_port), int(dst_port), 8 + len(self.payload), 0)
        addresses = ipaddress.ip_address(src).packed + ipaddress.ip_address(dst).packed
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 28 + len(self.payload), 0, 0, 64, 17, 0) + addresses
        return bytes(12) + b"\x08\x00" + ip + udp + self.payload


def pcap(frames: Iterable[bytes], first_s: int = 1_700_000_000) -> bytes:
    """A pcap file of Ethernet frames, a millisecond between one and the next."""
    header = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, ETHERNET)
    return header + b"".join(record(frame, first_s * 10**6 + 1000 * i) for i, frame in enumerate(frames))


def record(frame: bytes, time_us: int) -> bytes:
    """A record of a pcap file."""
    return struct.pack("<IIII", time_us // 10**6, time_us % 10**6, len(frame), len(frame)) + frame
