"""A frame as tcpflow 1.6.1 reads it: link layer, VLAN tags, IPv4 or IPv6, TCP, and nothing else."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.oracles.ours import Frame, Sender
from support.records import PCAP_ORDERS, unpacked

NULL, ETHERNET, PPP, PPPOE, LOOP, SLL = 0, 1, 9, 51, 108, 113
RAW = (12, 14, 101)
SKIPPED = {NULL: 4, LOOP: 4, PPP: 4, PPPOE: 8, **dict.fromkeys(RAW, 0)}
VLAN, TAGS = 0x8100, (0x8100, 0x9100, 0x88A8)
TCP = 6


@dataclass
class Seen:
    """What tcpflow takes out of a frame."""

    frame: int
    sender: Sender
    vlan: str  # how the file's name ends; empty without a tag
    flags: int
    seq: int  # as sent
    octets: bytes  # with what follows the datagram in the frame
    missing_bytes: int  # that it believes to be there behind them
    padding_bytes: int = 0  # of the octets, those that are not the datagram's


def seen(capture: Path, frames: list[Frame]) -> Iterator[Seen]:
    """The TCP segments that tcpflow sees in a capture, in order."""
    data = unpacked(capture)
    link = _link_type(data)
    header_bytes = 16 if data[:4] in PCAP_ORDERS else 28
    for frame in frames:
        at = frame.file_offset + header_bytes
        if found := _segment(frame.number, link, data[at : at + frame.captured_bytes]):
            yield found


def _link_type(data: bytes) -> int:
    """That of the file, which is that of a pcapng file's first interface."""
    if order := PCAP_ORDERS.get(data[:4]):
        return struct.unpack_from(order + "I", data, 20)[0] & 0xFFFF
    order = "<" if data[8:12] == b"\x4d\x3c\x2b\x1a" else ">"
    at = 0
    while at + 12 < len(data):
        kind, total = struct.unpack_from(order + "II", data, at)
        if kind == 1:
            return struct.unpack_from(order + "H", data, at + 8)[0]
        at += total
    return -1


def _segment(number: int, link: int, frame: bytes) -> Seen | None:
    at, vlan = _ip_offset(link, frame)
    if at is None or len(frame) - at < 20:
        return None
    datagram = frame[at:]
    return (_ipv4 if datagram[0] >> 4 == 4 else _ipv6)(number, vlan, datagram)


def _ip_offset(link: int, frame: bytes) -> tuple[int | None, str]:
    if link == SLL:
        return _behind_mpls(frame), ""
    if link == NULL and frame[:1] not in (b"\x02", b"\x0a"):
        return None, ""
    if link != ETHERNET:
        return SKIPPED.get(link), ""
    at = 12
    while len(frame) >= at + 2 and _u16(frame, at) in TAGS:
        at += 4
    if len(frame) < at + 2 or _u16(frame, at) not in (0x0800, 0x86DD):
        return None, ""
    return at + 2, str(_u16(frame, 14)) if _u16(frame, 12) == VLAN else ""


def _behind_mpls(frame: bytes) -> int | None:
    if len(frame) < 16:
        return None
    at = 16
    while _u16(frame, 14) == 0x8847:
        if len(frame) < at + 4:
            return None
        at += 4
        if frame[at - 2] & 1:
            break
    return at


def _ipv4(number: int, vlan: str, datagram: bytes) -> Seen | None:
    header_bytes, total = (datagram[0] & 15) * 4, _u16(datagram, 2)
    if datagram[9] != TCP or _u16(datagram, 6) & 0x1FFF or header_bytes > total:
        return None
    # Not the total length: what was captured of the frame, with its padding, in 16 bits.
    payload = (len(datagram) - header_bytes) % 2**16
    return _tcp(number, vlan, (datagram[12:16], datagram[16:20]), datagram[header_bytes:], payload)


def _ipv6(number: int, vlan: str, datagram: bytes) -> Seen | None:
    if datagram[0] >> 4 != 6 or len(datagram) < 40 or datagram[6] != TCP:
        return None
    return _tcp(number, vlan, (datagram[8:24], datagram[24:40]), datagram[40:], _u16(datagram, 4))


def _tcp(number: int, vlan: str, addresses: tuple[bytes, bytes], segment: bytes, payload: int) -> Seen | None:
    if payload < 20 or len(segment) < 14:
        return None
    src_port, dst_port, seq, _, offset, flags = struct.unpack_from(">HHIIBB", segment)
    header_bytes = (offset >> 4) * 4
    size = max(payload - header_bytes, 0)
    octets = segment[header_bytes : header_bytes + size]
    src, dst = (str(ipaddress.ip_address(address)) for address in addresses)
    return Seen(number, (src, src_port, dst, dst_port), vlan, flags, seq, octets, size - len(octets))


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")
