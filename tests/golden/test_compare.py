"""The comparison itself: a wrong value is seen, a known one is excused, and only as long as it occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from golden.columns import COLUMNS
from golden.compare import Comparison, compare
from golden.exceptions import Known, complaints, ranges
from golden.layers import path_of
from golden.oracle import FIELDS, Answer

HEADER = [column.name for column in COLUMNS]

TCP = {
    "frame.number": "1", "frame.encap_type": "1", "frame.time_epoch": "1.000000000", "frame.len": "66",
    "frame.cap_len": "66", "frame.protocols": "eth:ethertype:ip:tcp", "ip.version": "4", "ip.hdr_len": "20",
    "ip.len": "52",
    "ip.id": "0x0012", "ip.ttl": "64", "ip.proto": "6", "ip.src": "10.0.0.1", "ip.dst": "10.0.0.2",
    "tcp.srcport": "1", "tcp.dstport": "2", "tcp.flags": "0x0002", "tcp.len": "0", "tcp.stream": "0",
}  # fmt: skip
OURS = {
    "frame_number": "1", "time": "1.000000000", "wire_bytes": "66", "captured_bytes": "66",
    "ip_version": "4", "ip_bytes": "52", "ip_id": "18", "ip_ttl": "64", "ip_protocol": "6",
    "src_addr": "10.0.0.1", "dst_addr": "10.0.0.2", "src_port": "1", "dst_port": "2",
    "tcp_flags": "2", "payload_bytes": "0", "tcp_stream": "0",
}  # fmt: skip


def answer(*frames: Mapping[str, str], exit_code: int = 0) -> Answer:
    """tshark's rows with these values."""
    return Answer(tuple(FIELDS), [[frame.get(name, "") for name in FIELDS] for frame in frames], exit_code)


def ours(*rows: Mapping[str, str]) -> list[list[str]]:
    """flowdump's rows with these values."""
    return [[row.get(name, "") for name in HEADER] for row in rows]


def differing(result: Comparison) -> list[tuple[int, str]]:
    """Where the two differ."""
    return [(one.frame, one.column) for one in result.differences]


def test_equal_rows_have_no_difference() -> None:
    assert differing(compare(HEADER, ours(OURS), answer(TCP))) == []


@pytest.mark.parametrize("column", sorted(OURS))
@pytest.mark.parametrize("wrong", ["", "3", "nonsense"])
def test_a_wrong_cell_is_seen(column: str, wrong: str) -> None:
    result = compare(HEADER, ours({**OURS, column: wrong}), answer(TCP))
    assert differing(result) == [(1, column)]


def test_a_value_where_tshark_has_none_is_seen() -> None:
    assert differing(compare(HEADER, ours({**OURS, "icmp_type": "0"}), answer(TCP))) == [(1, "icmp_type")]


def test_a_missing_row_is_seen() -> None:
    assert differing(compare(HEADER, [], answer(TCP))) == [(0, "rows")]


def test_rows_behind_the_place_where_tshark_stopped_are_not_compared() -> None:
    assert differing(compare(HEADER, ours(OURS, {}), answer(TCP, exit_code=2))) == []
    assert differing(compare(HEADER, ours(OURS, {}), answer(TCP))) == [(0, "rows")]


def test_the_innermost_ip_layer_counts() -> None:
    frame = {**TCP, "frame.protocols": "eth:ethertype:ip:ip:tcp", "ip.src": "1.1.1.1,10.0.0.1",
             "ip.dst": "1.1.1.2,10.0.0.2", "ip.ttl": "9,64", "ip.proto": "4,6", "ip.len": "72,52",
             "ip.version": "4,4", "ip.hdr_len": "20,20", "ip.id": "0x0001,0x0012"}  # fmt: skip
    assert differing(compare(HEADER, ours(OURS), answer(frame))) == []


def test_a_quoted_header_does_not_count() -> None:
    quote = {**TCP, "frame.protocols": "eth:ethertype:ip:icmp:ip:tcp", "ip.proto": "1,6",
             "ip.src": "10.0.0.1,9.9.9.9", "icmp.type": "3", "icmp.code": "1",
             "communityid": "1:of the quote"}  # fmt: skip
    none = dict.fromkeys(["src_port", "dst_port", "tcp_flags", "payload_bytes", "tcp_stream"], "")
    row = {**OURS, **none, "ip_protocol": "1", "icmp_type": "3", "icmp_code": "1"}
    assert differing(compare(HEADER, ours(row), answer(quote))) == []


def test_extension_headers_name_the_protocol_and_shorten_the_payload() -> None:
    frame = {"frame.encap_type": "7", "frame.protocols": "raw:ipv6:ipv6.hopopts:ipv6.fraghdr:sctp",
             "ipv6.src": "::1", "ipv6.dst": "::2", "ipv6.nxt": "0", "ipv6.plen": "100", "ipv6.hopopts.nxt": "44",
             "ipv6.hopopts.len_oct": "8", "ipv6.fraghdr.nxt": "132", "ipv6.fraghdr.more": "0"}  # fmt: skip
    row = {"frame_number": "1", "ip_version": "6", "src_addr": "::1", "dst_addr": "::2", "ip_protocol": "132",
           "ip_bytes": "140", "payload_bytes": "72"}  # fmt: skip
    assert differing(compare(HEADER, ours(row), answer(frame))) == []
    first_piece = {**frame, "ipv6.fraghdr.more": "1"}
    assert differing(compare(HEADER, ours(row), answer(first_piece))) == [(1, "payload_bytes")]


def test_records_that_are_no_packets_take_no_number() -> None:
    block = {"frame.number": "1", "frame.protocols": "data", "frame.len": "24"}
    assert differing(compare(HEADER, ours(OURS), answer(block, {**TCP, "frame.number": "2"}))) == []


def test_frames_with_a_tunnel_above_transport_are_compared_below_ip_only() -> None:
    frame = {**TCP, "frame.protocols": "eth:ethertype:ip:udp:sflow:eth:ethertype:ip:tcp"}
    row = {**OURS, "tcp_flags": "9", "wire_bytes": "67"}
    result = compare(HEADER, ours(row), answer(frame))
    assert (differing(result), result.in_scope, sorted(result.renumbered)) == ([(1, "wire_bytes")], 0, ["tcp"])


def test_hidden_connections_only_shift_the_numbers() -> None:
    hidden = {**TCP, "frame.protocols": "eth:cfp:eth:ethertype:ip:tcp"}
    frames = answer(hidden, *({**TCP, "tcp.stream": number} for number in "121"))
    numbers = zip("1234", ["", "0", "1", "0"])
    rows = [{**OURS, "frame_number": number, "tcp_stream": stream} for number, stream in numbers]
    assert differing(compare(HEADER, ours(*rows), frames)) == []
    rows[3]["tcp_stream"] = "1"
    assert differing(compare(HEADER, ours(*rows), frames)) == [(4, "tcp_stream")]


@pytest.mark.parametrize(
    ("protocols", "layers", "in_scope", "hidden"),
    [
        ("eth:ethertype:vlan:ethertype:ip:tcp:http", 6, True, []),
        ("eth:ethertype:arp", 3, True, []),
        ("eth:ethertype:lldp", 2, True, []),
        ("eth:eth:llc:dtp", 1, False, []),
        ("eth:llc:ip:udp", 4, True, []),
        ("eth:ethertype:ip:gre:ip:tcp", 6, True, []),
        ("eth:ethertype:ip:udp:gtp:ip:udp:dns", 7, True, []),
        ("eth:ethertype:ip:udp:gtp", 5, True, []),
        ("eth:ethertype:ip:udp:sflow:ip:tcp", 4, False, ["tcp"]),
        ("eth:ethertype:ip:icmp:ip:tcp", 4, True, []),
        ("eth:ethertype:ip:icmp:ip:sflow:ip:tcp", 4, True, ["tcp"]),
        ("eth:ethertype:ip:data", 3, True, []),
        ("ppp:ip:tcp", 3, True, []),
        ("pktap:eth:ethertype:ip:tcp", 0, False, ["tcp"]),
        ("raw:ipv6:ipv6.routing:ipv6:udp:dns", 5, True, []),
    ],
)
def test_path(protocols: str, layers: int, in_scope: bool, hidden: list[str]) -> None:
    path = path_of(protocols)
    assert (len(path.layers), path.in_scope, sorted(path.hidden)) == (layers, in_scope, hidden)


@pytest.mark.parametrize(
    ("protocols", "ip", "transport"),
    [
        ("eth:ethertype:ip:udp:gtp", "ip", "udp"),
        ("eth:ethertype:ip:udp:vxlan:eth:ethertype:arp", "ip", "udp"),
        ("eth:ethertype:ip:udp:gtp:ipv6:tcp:http", "ipv6", "tcp"),
        ("eth:ethertype:ip:udp:gtp:ip:esp", "ip", ""),
        ("eth:ethertype:ipv6:udp:gtp:ip:icmp", "ip", "icmp"),
    ],
)
def test_the_innermost_ip_header_counts(protocols: str, ip: str, transport: str) -> None:
    path = path_of(protocols)
    assert (path.ip, path.transport) == (ip, transport)


def test_a_header_without_addresses_is_no_layer() -> None:
    cut = {**TCP, "frame.protocols": "eth:ethertype:ipv6:ipv6.fraghdr:ip", "ipv6.src": "::1", "ipv6.dst": "::2",
           "ipv6.nxt": "44", "ipv6.fraghdr.nxt": "4", "ipv6.plen": "16", "ip.src": "", "ip.dst": ""}  # fmt: skip
    row = {name: OURS[name] for name in ("frame_number", "time", "wire_bytes", "captured_bytes")}
    row |= {"ip_version": "6", "src_addr": "::1", "dst_addr": "::2", "ip_protocol": "4", "ip_bytes": "56"}
    assert differing(compare(HEADER, ours(row), answer(cut))) == []


@pytest.mark.parametrize(
    ("rule", "frames", "column", "complaint"),
    [
        ("all frames of the column are excused", "*", "ip_ttl", ""),
        ("named frames are excused", "1-2", "ip_ttl", ""),
        ("another column is not", "*", "ip_id", "frame 1 ip_ttl"),
        ("another frame is not", "2", "ip_ttl", "frame 1 ip_ttl"),
        ("an exception that occurs no more is stale", "1-3", "ip_ttl", "no longer differs in frames [3]"),
    ],
)
def test_exceptions(rule: str, frames: str, column: str, complaint: str) -> None:
    wrong = {**OURS, "ip_ttl": "63"}
    result = compare(HEADER, ours(wrong, {**wrong, "frame_number": "2"}), answer(TCP, {**TCP, "frame.number": "2"}))
    words = complaints(result.differences, [Known("x.pcap", frames, column, "a reason")])
    assert (complaint in words[0]) if complaint else not words, rule


def test_ranges() -> None:
    assert ranges([5, 1, 3, 4]) == "1,3-5"
    assert Known("x.pcap", "1,3-5", "time", "a reason").numbers() == {1, 3, 4, 5}
