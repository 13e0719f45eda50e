"""The tap flowstat_stream, heard by a plugin that is built as anybody would build one."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from support.flowdump import capture
from support.frames import ACK, SYN, Segment, pcap
from support.plugin import Shark, shark
from support.streamdump import STREAMDUMP

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["http.pcap", "http_loss.pcap", "tcp_port_reuse.pcap", "snaplen96.pcap", "tcp_reorder.pcapng", "tcp_capture_loss.pcap"]

Event = dict[str, str]


@pytest.fixture(scope="module")
def tshark() -> Shark:
    made = shark()
    made.add_listener()
    return made


def heard(tshark: Shark, path: Path, *words: str, rest: str = "") -> tuple[list[Event], dict[str, bytes]]:
    """The events, and the streams that they make."""
    folder = tshark.new_folder()
    done = tshark.run("-q", "-n", "-r", path, *words, "-z", f"flowlisten,{folder}{rest}")
    assert done.returncode == 0, done.stderr
    *lines, last = done.stdout.splitlines()
    assert last == "end"
    events = [{"kind": kind} | dict(word.split("=") for word in words) for kind, *words in map(str.split, lines)]
    return events, {file.name: file.read_bytes() for file in folder.iterdir()}


def streams(path: Path, folder: Path, *words: str) -> dict[str, bytes]:
    """The files of streamdump, holes as zeros, by the names that the listener gives."""
    subprocess.run([STREAMDUMP, path, "-q", "-o", folder, "--format", "csv", "--spans", "--naming", "%f-%d", *words], check=True)
    named = ((file.name.split("-"), file) for file in folder.iterdir() if file.suffix != ".csv")
    return {f"{int(flow)}-{direction}": file.read_bytes() for (flow, direction), file in named}


@pytest.mark.parametrize("name", NAMES)
def test_streams_are_those_of_streamdump(tshark: Shark, tmp_path: Path, name: str) -> None:
    path = tshark.readable(capture(name))
    events, files = heard(tshark, path)
    expected = streams(path, tmp_path / "out", "--stream-rule", tshark.version())
    assert {stream for stream, octets in files.items() if octets} == set(expected)
    for stream, octets in expected.items():  # which end with the last octet that was captured
        assert files[stream][: len(octets)] == octets and not any(files[stream][len(octets) :])
    end: dict[tuple[str, str], int] = defaultdict(int)
    for event in events:
        if event["kind"] == "conflict":
            continue
        stream = (event["flow"], event["direction"])
        assert int(event["offset"]) == end[stream]
        end[stream] += int(event["bytes"])


@pytest.mark.parametrize("name", ["http_loss.pcap", "tcp_capture_loss.pcap", "tcp_port_reuse.pcap"])
def test_two_passes_tell_the_same(tshark: Shark, name: str) -> None:
    path = tshark.readable(capture(name))
    assert heard(tshark, path, "-2") == heard(tshark, path)


def test_a_frame_of_the_first_pass_that_is_left_out_of_the_second_is_not_missed_by_others(tshark: Shark) -> None:
    path = tshark.readable(capture("http_loss.pcap"))
    every, _ = heard(tshark, path)
    chosen, _ = heard(tshark, path, "-2", "-R", "tcp.dstport == 80")
    assert 0 < len(chosen) < len(every)
    assert all(event in every for event in chosen)


def test_holes_are_told_with_the_frame_behind_them(tshark: Shark, tmp_path: Path) -> None:
    path = tshark.readable(capture("tcp_capture_loss.pcap"))
    events, _ = heard(tshark, path)
    streams(path, tmp_path / "out", "--stream-rule", tshark.version())
    with open(tmp_path / "out" / "spans.csv", encoding="utf-8") as file:
        spans = [row for row in csv.DictReader(file) if row["status"] == "hole"]
    holes = [event for event in events if event["kind"] == "hole"]
    assert holes
    assert {(event["flow"], event["offset"], event["bytes"]) for event in holes} <= {(row["flow_id"], row["offset"], row["span_bytes"]) for row in spans}


A, B = "10.0.0.1:1000", "10.0.0.2:80"


def test_a_conflict_has_the_octets_that_came_later(tshark: Shark) -> None:
    sent = [Segment(A, B, SYN, 0), Segment(A, B, ACK, 1, b"AAAAAAAA"), Segment(A, B, ACK, 3, b"AABBAABBCC")]
    events, files = heard(tshark, tshark.written("conflict.pcap", pcap(each.frame() for each in sent)))
    (conflict,) = [event for event in events if event["kind"] == "conflict"]
    assert (conflict["offset"], conflict["bytes"], conflict["octets"], conflict["frame"]) == ("4", "2", "4242", "3")
    assert files["0-forward"] == b"AAAAAAAABBCC"


def test_what_waits_at_the_end_is_drained(tshark: Shark) -> None:
    sent = [Segment(A, B, SYN, 0), Segment(A, B, ACK, 11, b"later")]
    events, files = heard(tshark, tshark.written("waits.pcap", pcap(each.frame() for each in sent)))
    assert [(event["kind"], event["offset"], event["bytes"]) for event in events] == [("begin", "0", "0"), ("hole", "0", "10"), ("data", "10", "5")]
    assert files["0-forward"] == bytes(10) + b"later"


def test_many_segments_that_wait_are_all_told(tshark: Shark) -> None:
    """More than Wireshark has room for in one frame."""
    count = 6000
    late = [Segment(A, B, ACK, 1 + 10 * i, b"0123456789") for i in range(1, count)]
    sent = [Segment(A, B, SYN, 0), *late, Segment(A, B, ACK, 1, b"0123456789")]
    _, files = heard(tshark, tshark.written("many.pcap", pcap(each.frame() for each in sent)))
    assert files["0-forward"] == b"0123456789" * count


def test_what_a_stranger_installs_is_what_the_project_has(tmp_path: Path) -> None:
    """make install-plugin puts the header where the example looks for it."""
    build = ROOT / "build" / "release"
    if not (build / "plugin" / "flowstat.so").exists():
        pytest.skip("the plugin is not built in build/release")
    subprocess.run(["cmake", "--install", build, "--component", "plugin", "--prefix", tmp_path], check=True, capture_output=True, env={**os.environ, "DESTDIR": str(tmp_path / "root")})
    (header,) = (tmp_path / "root").rglob("flowstat/stream_tap.h")
    assert header.read_bytes() == (ROOT / "plugin" / "stream_tap.h").read_bytes()
