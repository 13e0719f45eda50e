"""The page of preferences."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.test_reports import flows_of, report
from support.flowdump import capture
from support.frames import Datagram, pcap
from support.plugin import Shark, shark

A, B = "10.0.0.1:1000", "10.0.0.2:53"


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def ids(tshark: Shark, path: Path, *words: str) -> list[str]:
    return [row["flowstat.flow_id"] for row in tshark.fields(path, ["flowstat.flow_id"], *words)]


def seconds_apart(tshark: Shark, *gaps: int) -> Path:
    """Datagrams of one flow, with so many seconds between them."""
    octets = pcap([Datagram(A, B, b"x").frame()])
    header, record = octets[:24], octets[24:]
    first = int.from_bytes(record[:4], "little")
    times = [first]
    for gap in gaps:
        times.append(times[-1] + gap)
    return tshark.written("gaps.pcap", header + b"".join(time.to_bytes(4, "little") + record[4:] for time in times))


@pytest.mark.parametrize(
    ("preference", "flag", "expected"),
    [("idle_timeout:15", ["--idle-timeout", "15"], ["0", "0", "1", "1", "1"]), ("active_timeout:25", ["--active-timeout", "25"], ["0", "0", "1", "1", "2"])],
)
def test_timeouts_are_those_of_flowdump(tshark: Shark, preference: str, flag: list[str], expected: list[str]) -> None:
    path = seconds_apart(tshark, 10, 20, 14, 14)
    assert ids(tshark, path) == ["0"] * 5
    assert ids(tshark, path, "-o", f"flowstat.{preference}") == expected
    assert sorted(int(flow["packets"]) for flow in flows_of(path, *flag)) == sorted(expected.count(each) for each in set(expected))


def test_most_flows(tshark: Shark) -> None:
    path = tshark.readable(capture("http.pcap"))
    every, some = ids(tshark, path), ids(tshark, path, "-o", "flowstat.max_flows:2")
    assert {"0", "1"} < set(every)
    assert some == [each if each in ("0", "1") else "" for each in every]


def test_the_outermost_header(tshark: Shark) -> None:
    """An IP header in another."""
    path = tshark.readable(capture("tunnels.pcap"))
    inner = report(tshark, path, "flowstat,hosts")
    said = tshark.run("-q", "-n", "-r", path, "-o", "flowstat.ip_header:outermost", "-z", "flowstat,hosts").stdout
    outer = {line.split()[0] for line in said.splitlines()[1:]}
    names = ["ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "frame.protocols"]
    expected = set()
    for row in tshark.fields(path, [*names, "flowstat.flow_id"]):
        if not row["flowstat.flow_id"]:
            continue  # behind what is not decoded, such as MPLS
        first = next((layer for layer in row["frame.protocols"].split(":") if layer in ("ip", "ipv6")), None)
        expected |= {row[f"{first}.{end}"].split(",")[0] for end in ("src", "dst") if first}
    assert outer == expected
    assert outer != {row["address"] for row in inner}


def test_off(tshark: Shark) -> None:
    path = tshark.readable(capture("http.pcap"))
    off = ("-o", "flowstat.enabled:FALSE")
    assert not any(ids(tshark, path, *off))
    assert "Flow statistics" not in tshark.run("-n", "-r", path, "-V", *off).stdout
    done = tshark.run("-q", "-n", "-r", path, *off, "-z", "flowstat,summary")
    assert (done.returncode, done.stderr) == (1, "tshark: -z flowstat,summary: flowstat is off in the preferences\n")


@pytest.mark.parametrize(
    ("preference", "gone", "left"),
    [
        ("packet_fields", "Community id:", "Up to this packet"),
        ("run_fields", "Up to this packet", "Whole conversation"),
        ("stream_fields", "Whole conversation", "Up to this packet"),
    ],
)
def test_groups_leave_the_details(tshark: Shark, preference: str, gone: str, left: str) -> None:
    path = tshark.readable(capture("http.pcap"))
    said = tshark.run("-2", "-n", "-r", path, "-V", "-c", "4", "-o", f"flowstat.{preference}:FALSE").stdout
    assert left in said and gone not in said
    assert ids(tshark, path, "-o", f"flowstat.{preference}:FALSE") == ids(tshark, path)
