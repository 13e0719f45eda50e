"""Which way is forward: fixed at a flow's first packet."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from support.flowdump import dump
from support.frames import ACK, FIN_ACK, RST, SYN, SYN_ACK, Segment, pcap

CLIENT, SERVER = "192.0.2.9:50000", "192.0.2.1:80"


@dataclass(frozen=True)
class Case:
    """A rule, the segments sent as (who, flags, seq), and for each its flow and direction."""

    rule: str
    sent: tuple[tuple[str, int, int], ...]
    expected: str


CASES = (
    Case("a SYN's sender is the initiator", (("c", SYN, 1), ("s", SYN_ACK, 9), ("c", ACK, 2)), "0> 0< 0>"),
    Case("a SYN+ACK's receiver is", (("s", SYN_ACK, 9), ("c", ACK, 2)), "0< 0>"),
    Case("without a SYN the first packet's sender is", (("s", ACK, 9), ("c", ACK, 2)), "0> 0<"),
    Case("a later SYN turns nothing around", (("s", ACK, 9), ("c", SYN, 2)), "0> 0<"),
    Case("a repeated SYN opens no flow", (("c", SYN, 1), ("c", SYN, 1), ("s", SYN_ACK, 9)), "0> 0> 0<"),
    Case("a SYN with another number opens one", (("c", SYN, 1), ("s", SYN_ACK, 9), ("c", SYN, 7)), "0> 0< 1>"),
    Case("a SYN after RST opens one", (("c", SYN, 1), ("s", RST, 0), ("c", SYN, 1)), "0> 0< 1>"),
    Case(
        "a SYN after both FINs opens one, which its sender initiates",
        (("c", SYN, 1), ("c", FIN_ACK, 2), ("s", FIN_ACK, 9), ("c", ACK, 3), ("s", SYN, 40), ("c", SYN_ACK, 50)),
        "0> 0> 0< 0> 1> 1<",
    ),
    Case("one FIN closes nothing", (("c", SYN, 1), ("c", FIN_ACK, 2), ("s", ACK, 9)), "0> 0> 0<"),
)


def frame(who: str, flags: int, seq: int) -> bytes:
    """A segment of the client or of the server."""
    src, dst = (CLIENT, SERVER) if who == "c" else (SERVER, CLIENT)
    return Segment(src, dst, flags, seq).frame()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_direction(case: Case) -> None:
    source = pcap(frame(*sent) for sent in case.sent)
    cells = dump("-", "--columns", "flow_id,direction", stdin=source).cells()
    found = [flow + {"forward": ">", "backward": "<"}[direction] for flow, direction in cells]
    assert " ".join(found) == case.expected


def test_source_of_a_flow_is_its_initiator() -> None:
    source = pcap([frame("s", SYN_ACK, 9), frame("c", ACK, 2)])
    cells = dump("-", "--table", "flows", "--columns", "src_addr,src_port,dst_addr,dst_port", stdin=source).cells()
    assert cells == [[*CLIENT.split(":"), *SERVER.split(":")]]


def test_ip_direction_asc_compares_addresses_only() -> None:
    source = pcap([frame("c", SYN, 1), frame("s", SYN_ACK, 9)])
    cells = dump("-", "--columns", "ip_direction_asc,direction", stdin=source).cells()
    assert cells == [["false", "forward"], ["true", "backward"]]
