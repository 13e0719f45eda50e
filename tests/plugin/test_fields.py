"""Every field of every packet equals flowdump's column of that name."""

from __future__ import annotations

import csv
import datetime
import functools
import io
import json
import subprocess
from pathlib import Path

import pytest

from golden import captures
from support.flowdump import COMPLETE, DAMAGED, FLOWDUMP, capture
from support.plugin import Shark, shark

OF_PACKET = [
    "flow_id", "flow_uid", "flow_hash", "community_id", "direction", "flow_packet", "packet_in_direction",
    "time_since_first", "iat", "iat_in_direction", "payload_bytes", "ip_direction_asc",
]  # fmt: skip
DIRECTIONS = {"0": "forward", "1": "backward", "": ""}
BOOLEANS = {"1": "true", "0": "false", "True": "true", "False": "false", "": ""}


@functools.cache
def exceptions(version: str) -> dict[str, str]:
    """Captures whose frames flowdump and Wireshark of this version read otherwise, and why."""
    with Path(__file__).with_name("exceptions.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["capture"]: row["reason"] for row in rows if row["wireshark"] == "all" or version in row["wireshark"].split(",")}


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def rows_of(path: Path, table: str, columns: list[str]) -> list[dict[str, str]]:
    """A table of flowdump."""
    line = [str(FLOWDUMP), "--table", table, "--columns", ",".join(columns), "--format", "csv", str(path)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode in (COMPLETE, DAMAGED), done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def types() -> dict[str, str]:
    """The type of each column of the table of flows that a feature has."""
    said = subprocess.run([str(FLOWDUMP), "--table", "flows", "--list-columns=json"], capture_output=True, check=True).stdout
    return {row["name"]: row["type"].removesuffix(" not null") for row in json.loads(said)}


def measured(tshark: Shark) -> list[str]:
    """What the plugin tells of a stream."""
    said = tshark.run("-G", "fields").stdout
    names = [line.split("\t")[2] for line in said.splitlines() if "\tflowstat.stream." in line]
    return [name.removeprefix("flowstat.stream.") for name in names]


def as_number(text: str, kind: str) -> float | int | str:
    """A cell of either program as something that can be compared."""
    if text == "":
        return ""
    if kind.startswith("timestamp"):
        return nanoseconds_since_1970(text)
    if kind.startswith("duration"):
        return nanoseconds(text)
    return pytest.approx(float(text), rel=1e-12) if kind == "double" else int(text)


def nanoseconds(text: str) -> int:
    """Of "-1.000000005"."""
    whole, fraction = text.split(".")
    count = abs(int(whole)) * 10**9 + int(fraction.ljust(9, "0"))
    return -count if text.startswith("-") else count


def nanoseconds_since_1970(text: str) -> int:
    """Of "2026-11-24T12:28:51.308895000Z" or "Nov 24, 2026 12:28:51.308895000 UTC"."""
    whole, fraction = text.removesuffix("Z").removesuffix(" UTC").split(".")
    form = "%Y-%m-%dT%H:%M:%S" if "T" in whole else "%b %d, %Y %H:%M:%S"
    time = datetime.datetime.strptime(whole, form).replace(tzinfo=datetime.timezone.utc)
    return int(time.timestamp()) * 10**9 + int(fraction)


def expected_of_packet(row: dict[str, str]) -> dict[str, str]:
    """flowdump's row of a packet; no flow, no field."""
    return row if row["flow_id"] else dict.fromkeys(row, "")


def normal(row: dict[str, str]) -> dict[str, str]:
    """tshark's row of a packet in flowdump's words."""
    plain = {name.removeprefix("flowstat."): text for name, text in row.items()}
    plain["direction"] = DIRECTIONS[plain["direction"]]
    plain["ip_direction_asc"] = BOOLEANS[plain["ip_direction_asc"]]
    return plain


def check(tshark: Shark, path: Path) -> None:
    """Compares all fields of all packets, in both passes."""
    names = measured(tshark)
    kinds = types()
    packet_names = [f"flowstat.{name}" for name in OF_PACKET]
    run_names, stream_names = ([f"flowstat.{scope}.{name}" for name in names] for scope in ("run", "stream"))
    copy = tshark.readable(path)
    once = tshark.fields(copy, [*packet_names, *run_names])
    twice = tshark.fields(copy, [*packet_names, *run_names, *stream_names], "-2")
    packets = rows_of(path, "packets", OF_PACKET)
    flows = {row["flow_id"]: row for row in rows_of(path, "flows", ["flow_id", *names])}
    assert len(once) == len(twice) == len(packets)
    last = {row["flowstat.flow_id"]: row for row in twice}
    for number, (first, second, packet) in enumerate(zip(once, twice, packets, strict=True), 1):
        assert first == {name: second[name] for name in first}, f"frame {number}"
        found = normal({name: second[name] for name in packet_names})
        assert found == expected_of_packet(packet), f"frame {number}"
        if packet["flow_id"]:
            totals = {name: as_number(second[f"flowstat.stream.{name}"], kinds[name]) for name in names}
            assert totals == {name: as_number(flows[packet["flow_id"]][name], kinds[name]) for name in names}
    for flow_id, row in last.items():
        if flow_id:
            assert [row[name] for name in run_names] == [row[name] for name in stream_names], f"flow {flow_id}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A case for each capture."""
    if "any_capture" not in metafunc.fixturenames:
        return
    cases = captures.below(captures.OWN)
    if captures.SHARED.is_dir():
        shared = captures.below(captures.SHARED)
        cases += shared if captures.all_are_wanted(metafunc.config) else shared[::20]
    metafunc.parametrize("any_capture", cases, ids=captures.name_of)


def test_fields_equal_columns(tshark: Shark, any_capture: Path) -> None:
    if reason := captures.skip_reason(any_capture):
        pytest.skip(reason)
    if reason := exceptions(tshark.version()).get(captures.name_of(any_capture)):
        with pytest.raises(AssertionError):
            check(tshark, any_capture)
        pytest.xfail(reason)
    check(tshark, any_capture)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_value_so_far_is_that_of_the_frames_so_far(tshark: Shark, part: float, tmp_path: Path) -> None:
    """What run says of a packet is what flowdump says of a capture that ends with it."""
    names = measured(tshark)
    kinds = types()
    rows = tshark.fields(tshark.readable(capture("http_loss.pcap")), ["flowstat.flow_id", *(f"flowstat.run.{name}" for name in names)])
    count = int(len(rows) * part)
    subprocess.run(["editcap", "-r", capture("http_loss.pcap"), tmp_path / "x.pcap", f"1-{count}"], check=True)
    flows = {row["flow_id"]: row for row in rows_of(tmp_path / "x.pcap", "flows", ["flow_id", *names])}
    so_far = rows[count - 1]
    expected = flows[so_far["flowstat.flow_id"]]
    for name in names:
        assert as_number(so_far[f"flowstat.run.{name}"], kinds[name]) == as_number(expected[name], kinds[name])


def test_totals_are_absent_where_they_are_not_known(tshark: Shark) -> None:
    rows = tshark.fields(tshark.readable(capture("http.pcap")), ["flowstat.run.packets", "flowstat.stream.packets"])
    assert any(row["flowstat.run.packets"] for row in rows)
    assert not any(row["flowstat.stream.packets"] for row in rows)


def test_a_filter_on_totals(tshark: Shark) -> None:
    path = tshark.readable(capture("http.pcap"))
    words = ("-2", "-r", path, "-Y", "flowstat.stream.forward_packets > 7 && flowstat.stream.duration > 0.001")
    done = tshark.run(*words, "-T", "fields", "-e", "flowstat.stream.forward_packets")
    counts = [int(line) for line in done.stdout.split()]
    assert counts and min(counts) > 7
