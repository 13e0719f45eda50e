"""Streams whose bytes are known: hand-made captures, and those of tcpflow's own tests."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.flowdump import ROOT
from support.frames import ACK, FIN_ACK, RST, SYN, SYN_ACK, Segment, pcap
from support.streamdump import dump, files, md5s

SHARED = ROOT.parent / "shared" / "captures"
CLIENT, SERVER = "10.0.0.1:40000", "10.0.0.2:80"
ISNS = (0, 1, 2**31 - 2, 2**31 - 1, 2**31, 2**31 + 1, 2**32 - 2, 2**32 - 1)
FORWARD = "tcp000000-forward-10.0.0.1.40000-10.0.0.2.80"


def sent(seq: int, payload: bytes = b"", flags: int = ACK, isn: int = 0) -> Segment:
    """A segment of the client; the SYN has sequence number `isn`."""
    return Segment(CLIENT, SERVER, flags, (isn + seq) % 2**32, payload)


@dataclass(frozen=True)
class Case:
    """What the client sends, as (sequence number, payload, flags), and what has to come out."""

    name: str
    segments: list[tuple[int, bytes, int]]
    streams: list[bytes]
    spans: list[str]


CASES = [
    Case(
        "data before the SYN",
        [(6, b"world", ACK), (0, b"", SYN), (1, b"hello", ACK), (11, b"", FIN_ACK)],
        [b"helloworld"],
        ["0 10 data"],
    ),
    Case(
        "a hole",
        [(0, b"", SYN), (1, b"first", ACK), (1006, b"after-gap", ACK)],
        [b"first" + bytes(1000) + b"after-gap"],
        ["0 5 data", "5 1000 hole", "1005 9 data"],
    ),
    Case(
        "an overlap that differs",
        [(0, b"", SYN), (1, b"AAAAAAAA", ACK), (5, b"BBBBBBBB", ACK)],
        [b"AAAAAAAABBBB"],
        ["0 4 data", "4 4 conflict", "8 4 data"],
    ),
    Case(
        "a keep-alive",
        [(0, b"", SYN), (1, b"hello", ACK), (5, b"\0", ACK)],
        [b"hello"],
        ["0 5 data"],
    ),
    Case(
        "a retransmission after the FIN",
        [(0, b"", SYN), (1, b"hello", ACK), (6, b"", FIN_ACK), (1, b"hello", ACK)],
        [b"hello"],
        ["0 5 data"],
    ),
    Case(
        "a reused port",
        [(0, b"", SYN), (1, b"one", ACK), (5000, b"", SYN), (5001, b"two", ACK)],
        [b"one", b"two"],
        ["0 3 data", "0 3 data"],
    ),
    Case("data on a RST", [(0, b"", SYN), (1, b"bye", RST)], [b"bye"], ["0 3 data"]),
]


@pytest.mark.parametrize("isn", ISNS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hand_made(case: Case, isn: int, tmp_path: Path) -> None:
    path, out = tmp_path / "x.pcap", tmp_path / "out"
    path.write_bytes(pcap(sent(seq, payload, flags, isn).frame() for seq, payload, flags in case.segments))
    dump(path, "-o", out, "--spans", "--format", "csv")
    assert list(files(out).values()) == case.streams
    rows = list(csv.DictReader((out / "spans.csv").open()))
    assert [f"{row['offset']} {row['span_bytes']} {row['status']}" for row in rows] == case.spans


def test_a_split_handshake_and_ports_are_kept_apart(tmp_path: Path) -> None:
    path, out = tmp_path / "x.pcap", tmp_path / "out"
    frames = [
        sent(0, flags=SYN),
        Segment(SERVER, CLIENT, SYN, 900),
        sent(0, flags=SYN_ACK),
        Segment(SERVER, CLIENT, ACK, 901, b"from the server"),
        sent(1, b"from the client"),
    ]
    path.write_bytes(pcap(each.frame() for each in frames))
    dump(path, "-o", out)
    assert files(out) == {
        FORWARD: b"from the client",
        "tcp000000-backward-10.0.0.2.80-10.0.0.1.40000": b"from the server",
    }


# MD5 of what tcpflow's own tests expect, without the Ethernet padding that it takes for data.
KNOWN = [
    (
        "tcp/tcpflow-test1.pcap",
        {
            "074.125.019.101.00080-192.168.001.102.50956": "ae30a88136feb0655492bdb75e078643",
            "074.125.019.104.00080-192.168.001.102.50955": "61051e417d34e1354559e3a8901d19d3",
            "192.168.001.102.50955-074.125.019.104.00080": "14e9c335bf54dc4652999e25d99fecfe",
            "192.168.001.102.50956-074.125.019.101.00080": "78b8073093d107207327103e80fbdf43",
        },
    ),
    (
        "seeds/tcpflow-test2.pcap",
        {
            "010.000.000.001.09999-010.000.000.002.36559--42": "b7d0b9ee8a7c1ea94b6b43b5a3e0da83",
            "010.000.000.002.36559-010.000.000.001.09999--42": "c4b95c552616bda3e21d063e8ee2e332",
        },
    ),
    ("tcp/tcpflow-test3.pcap", {None: "372d2509fc79c1722e10dfe5642df3eb", "": "b432c47f1e268cb406d48307736cf0f7"}),
    (
        "tcp/tcpflow-test5-lines.pcap",
        {None: "4efc87d2ed413f00ebe629e27aab804a", "": "9028a8087c146069592c6234c656a439"},
    ),
    (
        "tcp/tcpflow-test5-lines-randomized.pcap",
        {None: "4efc87d2ed413f00ebe629e27aab804a", "": "9028a8087c146069592c6234c656a439"},
    ),
]


@pytest.mark.parametrize(("name", "expected"), KNOWN, ids=[name for name, _ in KNOWN])
def test_tcpflows_own(name: str, expected: dict[str | None, str], tmp_path: Path) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"not there: {path}")
    dump("-r", path, "-o", tmp_path / "out", "--naming", "tcpflow")
    found = md5s(tmp_path / "out")
    if None in expected:  # only the contents are known
        assert sorted(found.values()) == sorted(expected.values())
    else:
        assert found == expected


def test_three_flows_of_the_same_ports(tmp_path: Path) -> None:
    path = SHARED / "seeds" / "tcpflow-test7-three-flows.pcap"
    if not path.exists():
        pytest.skip(f"not there: {path}")
    dump("-r", path, "-o", tmp_path / "out", "--naming", "tcpflow")
    found = files(tmp_path / "out")
    assert [len(data) for data in found.values()] == [28, 28, 28]
    assert sorted(name[-2:] for name in found)[-2:] == ["c1", "c2"]
