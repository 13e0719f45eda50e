"""--summary, --list-columns, --help and --version."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.flowdump import COMPLETE, DAMAGED, capture, dump, run
from support.tables import listed

SUMMARY = re.compile(
    r"read     36 frames, 10,226 bytes in \d+\.\d\d s \([\d,]+ frames/s\)\n"
    r"taken    36 packets, 2 flows\n"
    r"time     2026-11-24T12:28:51\.308868000Z to 2026-11-24T12:28:51\.322403000Z\n"
    r"defects  none\n"
    r"wrote    36 rows to out/packets\.parquet\n"
    r"wrote    2 rows to out/flows\.parquet\n"
)


def test_summary_text(tmp_path: Path) -> None:
    done = run(capture("http.pcap"), "--table", "packets,flows", "-o", "out/", "--summary", cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (COMPLETE, b"")
    assert SUMMARY.fullmatch(done.stderr), done.stderr


@pytest.mark.parametrize(
    ("rule", "words", "line"),
    [
        ("one is no plural", ("-c", "1", "-f", "icmp"), "taken    1 packet, 1 flow"),
        ("flows that nobody asked for are not counted", ("--columns", "time"), "taken    7 packets"),
        ("rows on standard output", ("-c", "1"), "wrote    1 row to standard output"),
        ("no packet, no times", ("--start", "100"), "taken    0 packets, 0 flows\ndefects  none"),
    ],
)
def test_lines_of_a_summary(rule: str, words: tuple[str, ...], line: str) -> None:
    assert f"\n{line}\n" in run(capture("arp.pcap"), "--summary", *words).stderr, rule


def test_summary_of_defects() -> None:
    assert "\ndefects  truncated 16\n" in run(capture("snaplen40.pcap"), "--summary").stderr


def test_summary_json() -> None:
    report = json.loads(run(capture("snaplen40.pcap"), "--summary=json").stderr)
    assert report.pop("seconds") > 0
    assert report.pop("defects").pop("truncated") == 16
    assert report == {
        "frames": 16, "packets": 16, "flows": 1, "input_bytes": capture("snaplen40.pcap").stat().st_size,
        "first_time": report["first_time"], "last_time": report["last_time"], "outputs": [{"path": "-", "rows": 16}],
        "engine": None, "engine_why": None,
    }  # fmt: skip
    assert report["first_time"] < report["last_time"]


def test_summary_json_of_nothing() -> None:
    report = json.loads(run(capture("empty.pcap"), "--summary=json", "--columns", "time").stderr)
    assert [report[name] for name in ("frames", "flows", "first_time", "last_time")] == [0, None, None, None]


def test_summary_of_a_damaged_capture() -> None:
    done = run("-", "--summary=json", stdin=capture("http.pcap").read_bytes()[:1500])
    summary, message = done.stderr.splitlines()
    assert (done.exit_code, json.loads(summary)["frames"]) == (DAMAGED, 10)
    assert message.startswith("flowdump: standard input is damaged at offset 1222: ")


def test_three_forms_of_the_list_agree() -> None:
    cells = [tuple(vars(column).values()) for column in listed()]
    both = ("--table", "packets,flows")
    markdown = dump("--list-columns=markdown", *both).lines()
    assert [tuple(line[2:-2].split(" | ")) for line in markdown[2:]] == cells
    assert (markdown[0], markdown[1]) == ("| table | name | type | unit | wireshark | about |", "|" + " --- |" * 6)
    text = dump("--list-columns", *both).lines()
    starts = [text[0].index(name) for name in text[0].split()]
    ends = [*starts[1:], None]
    split = [tuple(line[at:end].strip() for at, end in zip(starts, ends, strict=True)) for line in text]
    assert split[1:] == cells


def test_every_column_says_what_it_is() -> None:
    for column in listed():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.about.endswith("."), column.name


def test_the_list_follows_the_options() -> None:
    lines = dump("--list-columns", "--columns", "time,src_addr", "--addresses", "binary", "--time-unit", "us").lines()
    assert [line.split()[1:3] for line in lines[1:]] == [["time", "timestamp[us,"], ["src_addr", "binary"]]
    assert [line.split()[1] for line in dump("--list-columns", "--preset", "seed0-short").lines()[1:3]] == [
        "timestamp", "flow_hash"]  # fmt: skip


def test_default_columns() -> None:
    names = ("frame_number time wire_bytes src_addr src_port dst_addr dst_port ip_protocol tcp_flags tcp_seq tcp_ack "
             "payload_bytes tcp_stream udp_stream flow_id flow_hash direction defect")  # fmt: skip
    assert dump(capture("arp.pcap")).lines()[0].split("\t") == names.split()


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help(flag: str) -> None:
    lines = dump(flag).lines()
    assert lines[0] == "flowdump - packets and flows of captures as typed columns"
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []
    for heading in ("Usage:", "Input:", "Output:", "Examples:", "Exit codes:"):
        assert any(line.startswith(heading) for line in lines), heading


def test_help_names_every_format_and_preset() -> None:
    text = dump("--help").stdout.decode()
    for word in ("parquet", "arrow", "arrows", "csv", "tsv", "jsonl", "seed0", "4.6", "md5-16"):
        assert word in text


@pytest.mark.parametrize("flag", ["--version", "-v"])
def test_version(flag: str) -> None:
    text = dump(flag).stdout.decode()
    assert re.fullmatch(r"flowdump \d+\.\d+\.\d+\nApache Arrow \d+\.\d+\.\d+\nlibpcap \d+\.\d+\.\d+\n", text)


def test_help_wins_over_whatever_else_is_asked_for() -> None:
    assert dump("nope.pcap", "--help").stdout == dump("--help").stdout
