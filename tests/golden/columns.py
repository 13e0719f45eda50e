"""What each column of flowdump has to be, from tshark's values: a row a column."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

from golden.layers import Seen

#: A column's value as tshark has it; empty for null, None where the two are not to be compared.
Expected = Callable[[Seen], str | None]
#: The same where the two can always be compared.
Value = Callable[[Seen], str]
#: Brings either side's text to one form, so that 0x0012 equals 18.
Form = Callable[[str], str]


def as_text(text: str) -> str:
    """Nothing to unify."""
    return text


def as_number(text: str) -> str:
    """Decimal, whatever the base was."""
    return str(int(text, 0))


def as_address(text: str) -> str:
    """The address in hex."""
    return socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text).hex()


@dataclass(frozen=True)
class Column:
    """One compared column."""

    name: str
    expected: Expected
    form: Form = as_number
    #: Compared in every frame, also where the layers above the link are not all ours.
    in_every_frame: bool = False


def frame(field: str) -> Value:
    """A value that a frame has once."""
    return lambda seen: seen.at(field, 0)


def ip(v4: str, v6: str) -> Value:
    """A value of the innermost IP layer."""
    fields = {"ip": v4, "ipv6": v6, "": ""}

    def expected(seen: Seen) -> str:
        field = fields[seen.path.ip]
        return seen.of(seen.path.ip, field) if field else ""

    return expected


def transport(**fields: str) -> Value:
    """A value of the transport layer, by its name."""

    def expected(seen: Seen) -> str:
        field = fields.get(seen.path.transport)
        return seen.of(seen.path.transport, field) if field else ""

    return expected


def eth(field: str) -> Value:
    """A value of the innermost Ethernet header."""
    return lambda seen: seen.of("eth", field)


def ip_version(seen: Seen) -> str:
    """4 or 6 by the layer's name: ip.version also appears, hidden, in tshark's IPv6 layers."""
    return {"ip": "4", "ipv6": "6", "": ""}[seen.path.ip]


def vlan_id(seen: Seen) -> str:
    """The outermost tag's, of whichever kind."""
    tag = next((name for name in seen.path.layers if name in ("vlan", "ieee8021ad")), "")
    return seen.at(f"{tag}.id", 0) if tag else ""


def ip_protocol(seen: Seen) -> str:
    """What follows the innermost IP header and its extension headers, AH being one under IPv4 too."""
    value = ip("ip.proto", "ipv6.nxt")(seen)
    for name, index in seen.extensions():
        value = seen.at("ah.next_header" if name == "ah" else f"{name}.nxt", index) or value
    return value


def ip_bytes(seen: Seen) -> str:
    """Header and payload as the innermost IP header says, or its jumbo payload option."""
    if seen.path.ip == "ip":
        return seen.of("ip", "ip.len")
    payload = seen.all("ipv6.opt.jumbo") or seen.of("ipv6", "ipv6.plen")
    return str(int(payload) + 40) if seen.path.ip and payload else ""


def _above_ip_bytes(seen: Seen) -> int | None:
    """What is left of ip_bytes behind the innermost IP layer's headers."""
    total = ip_bytes(seen)
    header = "40" if seen.path.ip == "ipv6" else seen.of("ip", "ip.hdr_len")
    if not total or not header:
        return None
    return int(total) - int(header) - sum(_extension_bytes(seen, *extension) for extension in seen.extensions())


def _extension_bytes(seen: Seen, name: str, index: int) -> int:
    if name == "ipv6.fraghdr":
        return 8
    if name == "ah":
        return 4 * (int(seen.at("ah.length", index) or 0) + 2)
    return int(seen.at(f"{name}.len_oct", index) or 0)


def _is_fragment(seen: Seen) -> bool:
    more = [ip("ip.flags.mf", "")(seen)]
    more += [seen.at("ipv6.fraghdr.more", index) for name, index in seen.extensions() if name == "ipv6.fraghdr"]
    return any(value not in ("", "0") for value in more)


def _udp_payload_bytes(seen: Seen) -> str:
    length = int(seen.of("udp", "udp.length") or 0)
    if length >= 8:
        return str(length - 8)
    above = _above_ip_bytes(seen)
    is_jumbogram = length == 0 and seen.path.ip == "ipv6" and above is not None and above > 0xFFFF
    return str(above - 8) if above is not None and is_jumbogram else ""


def _sctp_payload_bytes(seen: Seen) -> str:
    if _is_fragment(seen):
        return ""  # as for TCP: the header does not say how long the whole is
    above = _above_ip_bytes(seen)
    return "" if above is None or above < 12 else str(above - 12)


#: By transport; null for the others.
PAYLOAD_BYTES: dict[str, Value] = {
    "tcp": transport(tcp="tcp.len"),
    "udp": _udp_payload_bytes,
    "sctp": _sctp_payload_bytes,
}


def payload_bytes(seen: Seen) -> str:
    """What the headers say was sent above the transport header."""
    expected = PAYLOAD_BYTES.get(seen.path.transport)
    return expected(seen) if expected else ""


def community_id(seen: Seen) -> str | None:
    """tshark hashes the innermost layer that it reaches, in an ICMP error the quoted one."""
    if seen.path.quotes:
        return None
    return seen.all("communityid") if seen.path.ip else ""


#: Numbers that tshark counts up over a capture, and the header that is counted.
STREAMS = {"tcp_stream": "tcp", "udp_stream": "udp"}

COLUMNS = (
    Column("frame_number", lambda seen: str(seen.number), in_every_frame=True),
    Column("time", frame("frame.time_epoch"), as_text, in_every_frame=True),
    Column("wire_bytes", frame("frame.len"), in_every_frame=True),
    Column("captured_bytes", frame("frame.cap_len"), in_every_frame=True),
    Column("eth_src", eth("eth.src"), as_text),
    Column("eth_dst", eth("eth.dst"), as_text),
    Column("vlan_id", vlan_id),
    Column("ip_version", ip_version),
    Column("src_addr", ip("ip.src", "ipv6.src"), as_address),
    Column("dst_addr", ip("ip.dst", "ipv6.dst"), as_address),
    Column("ip_protocol", ip_protocol),
    Column("ip_bytes", ip_bytes),
    Column("ip_ttl", ip("ip.ttl", "ipv6.hlim")),
    Column("ip_dscp", ip("ip.dsfield.dscp", "ipv6.tclass.dscp")),
    Column("ip_id", ip("ip.id", "")),
    Column("src_port", transport(tcp="tcp.srcport", udp="udp.srcport", sctp="sctp.srcport")),
    Column("dst_port", transport(tcp="tcp.dstport", udp="udp.dstport", sctp="sctp.dstport")),
    Column("tcp_seq", transport(tcp="tcp.seq_raw")),
    Column("tcp_ack", transport(tcp="tcp.ack_raw")),
    Column("tcp_flags", transport(tcp="tcp.flags")),
    Column("tcp_window", transport(tcp="tcp.window_size_value")),
    Column("tcp_ts_val", transport(tcp="tcp.options.timestamp.tsval")),
    Column("tcp_ts_ecr", transport(tcp="tcp.options.timestamp.tsecr")),
    Column("icmp_type", transport(icmp="icmp.type", icmpv6="icmpv6.type")),
    Column("icmp_code", transport(icmp="icmp.code", icmpv6="icmpv6.code")),
    Column("payload_bytes", payload_bytes),
    Column("tcp_stream", transport(tcp="tcp.stream")),
    Column("udp_stream", transport(udp="udp.stream")),
    Column("community_id", community_id, as_text),
)
