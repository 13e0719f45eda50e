"""What `tshark -q -z flowstat,...` prints is what flowdump's tables add up to."""

from __future__ import annotations

import csv
import io
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from support.flowdump import FLOWDUMP, capture
from support.streamdump import STREAMDUMP
from support.plugin import PLUGIN, Shark, shark

NAMES = ["http_loss.pcap", "tunnels.pcap", "http_ipv6.pcapng", "icmp_errors.pcap"]
QUANTITIES = ["packets", "wire_bytes", "payload_bytes"]


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def flows_of(path: Path, *words: str) -> list[dict[str, str]]:
    """flowdump's table of flows."""
    line = [str(FLOWDUMP), "--table", "flows", "--columns", "all", "--format", "csv", *words, str(path)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def report(tshark: Shark, path: Path, which: str) -> list[dict[str, str]]:
    """The rows of a report."""
    done = tshark.run("-q", "-n", "-r", path, "-z", which)
    assert done.returncode == 0, done.stderr
    heads, *rows = (line.split() for line in done.stdout.splitlines())
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_hosts(tshark: Shark, name: str) -> None:
    expected: dict[str, Counter[str]] = {}
    for flow in flows_of(capture(name)):
        sides = (("src_addr", "initiated_flows", "forward", "backward"), ("dst_addr", "answered_flows", "backward", "forward"))
        for end, role, out, back in sides:
            host = expected.setdefault(flow[end], Counter())
            host[role] += 1
            for quantity in QUANTITIES:
                host[f"sent_{quantity}"] += int(flow[f"{out}_{quantity}"])
                host[f"received_{quantity}"] += int(flow[f"{back}_{quantity}"])
    rows = report(tshark, tshark.readable(capture(name)), "flowstat,hosts")
    found = {row.pop("address"): Counter({name: int(count) for name, count in row.items()}) for row in rows}
    assert found == expected
    carried = [host["sent_wire_bytes"] + host["received_wire_bytes"] for host in found.values()]
    assert carried == sorted(carried, reverse=True)


@pytest.mark.parametrize("name", NAMES)
def test_summary(tshark: Shark, name: str) -> None:
    flows = flows_of(capture(name))
    rows = report(tshark, tshark.readable(capture(name)), "flowstat,summary")
    assert {row["ip_protocol"]: int(row["flows"]) for row in rows[:-1]} == Counter(flow["ip_protocol"] for flow in flows)
    total = rows[-1]
    assert (total["ip_protocol"], int(total["flows"])) == ("-", len(flows))
    for quantity in QUANTITIES:
        for way in ("forward", "backward"):
            assert int(total[f"{way}_{quantity}"]) == sum(int(flow[f"{way}_{quantity}"]) for flow in flows)
    one_way = [flow for flow in flows if "0" in (flow["forward_packets"], flow["backward_packets"])]
    assert int(total["one_way_flows"]) == len(one_way)


@pytest.mark.parametrize("name", [*NAMES, "tcp_reorder.pcapng", "midstream.pcap", "snaplen96.pcap", "ssh.pcap"])
def test_streams(tshark: Shark, name: str) -> None:
    """The rows of `streamdump --list`."""
    done = subprocess.run([STREAMDUMP, capture(name), "--list", "--format", "table"], capture_output=True, text=True, check=True)
    heads, *rows = (line.split() for line in done.stdout.splitlines())
    expected = [dict(zip(heads, row, strict=True)) for row in rows]
    found = report(tshark, tshark.readable(capture(name)), "flowstat,streams")
    in_order = sorted(expected, key=lambda row: (int(row["flow_id"]), row["direction"] == "backward"))
    assert found == in_order


def test_a_filter_chooses_whole_streams(tshark: Shark) -> None:
    path = tshark.readable(capture("http.pcap"))
    every = report(tshark, path, "flowstat,streams")
    chosen = report(tshark, path, "flowstat,streams,tcp.srcport == 38760")
    assert chosen == [row for row in every if "38760" in (row["src_port"], row["dst_port"])] != every


def test_a_filter_chooses_packets(tshark: Shark) -> None:
    path = tshark.readable(capture("http_loss.pcap"))
    (row,) = [row for row in report(tshark, path, "flowstat,summary,tcp.len > 0") if row["ip_protocol"] == "6"]
    assert int(row["forward_packets"]) + int(row["backward_packets"]) == len(
        tshark.fields(path, ["frame.number"], "-Y", "tcp.len > 0")
    )


@pytest.mark.parametrize("words", ["flowstat,nonsense", "flowstat", "flowstat,hostsx", "flowstat,streamsx", "flowstat,tablex", "flowstat,treex,tcp", "flowstat,hosts,tcp &&"])
def test_what_is_wrong_is_told_in_one_line(tshark: Shark, words: str) -> None:
    done = tshark.run("-q", "-r", tshark.readable(capture("http.pcap")), "-z", words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and done.stderr.startswith(f"tshark: -z {words}: ")


@pytest.mark.parametrize(
    ("words", "why"),
    [(["--disable-protocol", "flowstat"], "the protocol flowstat is disabled"), (["-o", "flowstat.enabled:FALSE"], "flowstat is off in the preferences")],
)
@pytest.mark.parametrize("report", ["summary", "hosts", "streams", "save", "table", "tree"])
def test_no_report_is_empty_as_flowstat_is_off(tshark: Shark, report: str, words: list[str], why: str) -> None:
    folder = tshark.new_folder() / "never"
    rest = f",{folder}" if report == "save" else ""
    done = tshark.run("-q", "-r", tshark.readable(capture("http.pcap")), *words, "-z", f"flowstat,{report}{rest}")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"tshark: -z flowstat,{report}: {why}\n")
    assert not folder.exists()


def test_the_library_has_all_that_it_needs() -> None:
    if not PLUGIN.exists():
        pytest.skip(f"not built: {PLUGIN}")
    said = subprocess.run(["ldd", "-r", PLUGIN], capture_output=True, text=True, check=True).stdout
    missing = [line for line in said.splitlines() if "undefined symbol" in line and "__asan" not in line and "__ubsan" not in line]
    assert not missing
    needed = subprocess.run(["readelf", "-d", PLUGIN], capture_output=True, text=True, check=True).stdout
    assert not [name for name in ("libcrypto", "libarrow", "libparquet", "libpcap") if name in needed]
