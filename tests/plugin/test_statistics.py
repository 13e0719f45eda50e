"""What the windows below Statistics show, as tshark prints it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from plugin.test_reports import flows_of
from support.flowdump import capture
from support.plugin import Shark, shark

NAMES = ["http_loss.pcap", "tunnels.pcap", "tcp_port_reuse.pcap", "icmp_errors.pcap", "http_ipv6.pcapng"]
PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def printed(tshark: Shark, path: Path, what: str, *words: str) -> list[str]:
    done = tshark.run("-q", "-n", "-r", path, *words, "-z", what)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def table(tshark: Shark, path: Path, what: str, *words: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in printed(tshark, path, what, *words) if line[:1].isdigit()]


@PASSES
@pytest.mark.parametrize("name", NAMES)
def test_the_table_has_each_flow(tshark: Shark, name: str, passes: list[str]) -> None:
    flows = sorted(flows_of(capture(name)), key=lambda flow: int(flow["flow_id"]))
    rows = table(tshark, tshark.readable(capture(name)), "flowstat,table", *passes)
    assert [row[0] for row in rows] == [flow["flow_id"] for flow in flows]
    for row, flow in zip(rows, flows, strict=True):
        counts = [flow[f"{way}_{what}"] for what in ("packets", "payload_bytes") for way in ("forward", "backward")]
        assert row[4:8] == counts
        assert float(row[8]) == pytest.approx(float(flow["duration"]), abs=1e-6)
        assert flow["src_addr"] in row[2] and flow["dst_addr"] in row[3]


@PASSES
def test_the_table_tells_what_is_missing(tshark: Shark, passes: list[str]) -> None:
    path = tshark.readable(capture("tcp_capture_loss.pcap"))
    rows = table(tshark, path, "flowstat,table", *passes)
    heads, *streams = (line.split() for line in printed(tshark, path, "flowstat,streams"))
    missing = {(row["flow_id"], row["direction"]): row["hole_bytes"] for row in (dict(zip(heads, stream, strict=True)) for stream in streams)}
    assert {(row[0], way): row[9 + i] for row in rows for i, way in enumerate(("forward", "backward"))} == missing
    assert any(octets != "0" for octets in missing.values())


@PASSES
def test_a_filter_chooses_flows(tshark: Shark, passes: list[str]) -> None:
    path = tshark.readable(capture("http.pcap"))
    every = table(tshark, path, "flowstat,table", *passes)
    assert table(tshark, path, "flowstat,table,tcp.port == 38760", *passes) == [row for row in every if "38760" in row[2]] != every


@PASSES
@pytest.mark.parametrize("name", NAMES)
def test_the_tree_sorts_each_flow(tshark: Shark, name: str, passes: list[str]) -> None:
    limits = {"0": 0, "1": 1, "2-3": 3, "4-9": 9, "10-99": 99, "100-999": 999, "1000-9999": 9999, "10000": 10**12}
    packets = [int(flow["packets"]) for flow in flows_of(capture(name))]
    lines = [line[:20].strip() + "|" + line[20:35].strip() for line in printed(tshark, tshark.readable(capture(name)), "flowstat,tree", *passes)]
    cells = [line.split("|") for line in lines]
    assert ["Flows", str(len(packets))] in cells
    start = cells.index(["Packets", str(len(packets))])
    counted = {name.removesuffix(" or more"): int(count) for name, count in cells[start + 1 : start + 8]}
    names = sorted(counted, key=limits.__getitem__)
    expected = Counter(next(name for name in names if number <= limits[name]) for number in packets)
    assert {name: count for name, count in counted.items() if count} == dict(expected)


@pytest.mark.parametrize("name", NAMES)
def test_conversations_are_flows(tshark: Shark, name: str) -> None:
    lines = printed(tshark, tshark.readable(capture(name)), "conv,flowstat")
    rows = [line.split() for line in lines if "<->" in line]
    flows = flows_of(capture(name))
    assert Counter(tuple(sorted((row[0], row[2]))) for row in rows) == Counter(tuple(sorted((flow["src_addr"], flow["dst_addr"]))) for flow in flows)


@pytest.mark.parametrize("name", NAMES)
def test_endpoints_have_each_packet_twice(tshark: Shark, name: str) -> None:
    lines = printed(tshark, tshark.readable(capture(name)), "endpoints,flowstat")
    rows = [cells for cells in map(str.split, lines) if len(cells) in (7, 10) and cells[1].isdigit()]  # 4.6 adds units
    assert sum(int(row[1]) for row in rows) == 2 * sum(int(flow["packets"]) for flow in flows_of(capture(name)))
