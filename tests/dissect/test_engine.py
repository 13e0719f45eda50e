"""Fields that are read natively are those of Wireshark's dissectors, and who reads them is chosen rightly."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dissect.exceptions import exception
from golden import captures
from support.dissect import ENV, compared, dissect, version
from support.flowdump import COMPLETE, DAMAGED, FLOWDUMP, USAGE, capture

HTTP = capture("http.pcap")
OTHER_RULE = "4.6" if version() == "4.0" else "4.0"
#: What --summary calls them, with a tree and without.
WIRESHARK = ("dissector", "taps")
#: Wireshark's dissectors may take minutes with a packet.
LIMIT_SECONDS = 60


def native_fields() -> list[str]:
    return [line.split("\t")[0] for line in dissect("--engine", "native", "--list-fields", ".").lines()]


ASKED = [word for field in native_fields() for word in ("-e", field)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "compared_capture" in metafunc.fixturenames:
        paths = compared(metafunc.config)
        metafunc.parametrize("compared_capture", paths, ids=map(captures.name_of, paths))


def engine(*words: str | Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> tuple[str, str]:
    """Who read the fields of a run, and why."""
    line = [str(FLOWDUMP), *map(str, words), "-q", "-o", "/dev/null", "--format", "csv", "--force", "--summary=json"]
    done = subprocess.run(line, input=stdin, capture_output=True, env={**os.environ, **ENV, **(env or {})}, timeout=LIMIT_SECONDS, check=True)
    said = json.loads(done.stderr)
    return said["engine"], said["engine_why"]


def found(path: Path, to: Path, *words: str) -> tuple[str, pq.ParquetFile]:
    """Who read the fields of a capture, and what it made of them."""
    done = dissect(path, *words, *ASKED, "-o", to, "--summary=json")
    if done.exit_code not in (COMPLETE, DAMAGED):
        pytest.skip(f"cannot be read: {done.stderr}")
    (summary,) = (line for line in done.stderr.splitlines() if line.startswith("{"))
    return json.loads(summary)["engine"], pq.ParquetFile(to)


def described(file: pq.ParquetFile) -> list[tuple[object, ...]]:
    """Name, type and so on of each column. The sentences are those of Wireshark 4.0."""
    keys = (b"wireshark", b"description") if version() == "4.0" else (b"wireshark",)
    return [(field.name, field.type, field.nullable, *map(field.metadata.get, keys)) for field in file.schema_arrow]


def check_both(path: Path, folder: Path, *words: str) -> None:
    """Fails where the engines do not find the same in a capture that may be read natively."""
    which, ours = found(path, folder / "ours.parquet", *words)
    if which != "native":
        return  # the same engine twice
    _, theirs = found(path, folder / "theirs.parquet", "--engine", "dissector", *words)
    assert described(ours) == described(theirs)
    for row, expected in zip(ours.read().to_pylist(), theirs.read().to_pylist(), strict=True):
        different = {name: (value, expected[name]) for name, value in row.items() if value != expected[name]}
        assert not different, (row["frame.number"], different)


def test_both_engines_find_the_same(compared_capture: Path, tmp_path: Path) -> None:
    if reason := exception(captures.name_of(compared_capture)):
        pytest.skip(reason)
    check_both(compared_capture, tmp_path)


@pytest.mark.parametrize("occurrence", ["f", "l"])
def test_both_choose_the_same_of_several_values(occurrence: str, tmp_path: Path) -> None:
    check_both(HTTP, tmp_path, "-E", f"occurrence={occurrence}")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("-Y", "tcp"), "the display filter"),
        (("-e", "ip.src", "-e", "http.host"), "http.host"),
        (("-e", "ip.src", "-2"), "two passes"),
        (("-e", "ip.proto", "--value-strings"), "--value-strings"),
        (("-e", "tcp.port", "-o", "tcp.desegment_tcp_streams:FALSE"), "what is set of Wireshark"),
        (("-e", "ip.src", "-d", "tcp.port==80,ftp"), "what is set of Wireshark"),
        (("-e", "ip.src", "--engine", "dissector"), "--engine"),
        (("-e", "tcp.stream", "--columns", "tcp_stream", "--stream-rule", OTHER_RULE), "columns that number streams by another rule"),
    ],
)
def test_what_needs_the_dissectors(words: tuple[str, ...], why: str) -> None:
    which, because = engine(HTTP, *words)
    assert which in WIRESHARK and because == why


def test_native_where_nothing_else_is_asked(tmp_path: Path) -> None:
    every = ("native", "every frame and field")
    assert engine(HTTP, "-e", "ip.src", "-e", "tcp.stream") == every
    assert engine(HTTP, "-e", "tcp.stream", "--columns", "tcp_stream", "--stream-rule", "installed") == every
    assert engine("-", "-e", "ip.src", stdin=HTTP.read_bytes()) == every
    assert engine(HTTP, HTTP, "-e", "ip.src", "-f", "tcp", "--table", "flows") == every
    assert engine(HTTP, "-e", "ip.src", "--engine", "native") == ("native", "--engine")


def test_a_frame_that_is_not_plain_is_named() -> None:
    done = dissect(capture("ip_fragments.pcap"), "-e", "ip.src", "--summary")
    assert "engine   taps: frame " in done.stderr and " holds a fragment" in done.stderr


@pytest.mark.parametrize("name", ["preferences", "disabled_protos", "init.lua", "plugins/more.lua"])
def test_settings_of_the_user_are_wiresharks(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    env = {"WIRESHARK_CONFIG_DIR": str(tmp_path)}
    which, why = engine(HTTP, "-e", "ip.src", env=env)
    assert which in WIRESHARK and why.startswith(str(tmp_path))
    assert engine(HTTP, "-e", "ip.src", "--no-profile", env=env)[0] == "native"


@pytest.mark.parametrize("words", [("-Y", "tcp"), ("-e", "http.host"), ("-e", "ip.src", "-2")])
def test_native_says_what_it_cannot(words: tuple[str, ...]) -> None:
    done = dissect("--engine", "native", HTTP, *words)
    assert done.exit_code == USAGE
    assert "--engine native has no answer: " in done.stderr and "needs Wireshark's dissectors" in done.stderr


def test_native_reads_every_frame_and_tells_of_doubts() -> None:
    done = dissect("--engine", "native", capture("ip_fragments.pcap"), "-e", "ip.src", "--format", "jsonl")
    assert done.exit_code == COMPLETE and done.lines()
    assert "Wireshark may find more fields or other ones in " in done.stderr and "--engine dissector asks it" in done.stderr


def test_a_frame_without_time_has_none_that_counts(tmp_path: Path) -> None:
    path = tmp_path / "simple.pcapng"
    section = struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
    interface = struct.pack("<IIHHII", 1, 20, 1, 0, 0, 20)
    frame = bytes(12) + b"\x08\x06" + bytes(46)
    simple = struct.pack("<III", 3, 16 + len(frame), len(frame)) + frame + struct.pack("<I", 16 + len(frame))
    timed = struct.pack("<IIIIIII", 6, 32 + len(frame), 0, 5, 0, len(frame), len(frame)) + frame + struct.pack("<I", 32 + len(frame))
    path.write_bytes(section + interface + simple + timed + simple)
    done = dissect("--engine", "native", path, "-e", "frame.time_relative", "-e", "frame.time_delta", "--format", "jsonl")
    assert done.lines() == ['{"frame.time_relative":null,"frame.time_delta":null}'] * 3


def test_native_needs_no_wireshark(tmp_path: Path) -> None:
    """The program alone, without the module beside it."""
    alone = tmp_path / "bin" / "flowdump"
    alone.parent.mkdir()
    shutil.copy(FLOWDUMP, alone)
    line = [str(alone), "-q", "--format", "jsonl", "--columns", "frame_number,src_addr", "-e", "ip.src", "-e", "tcp.port", str(HTTP)]
    done = subprocess.run(line, capture_output=True, env={**os.environ, **ENV}, timeout=LIMIT_SECONDS, check=True)
    rows = [row for row in map(json.loads, done.stdout.splitlines()) if row["tcp.port"]]
    assert rows and all(row["ip.src"] == [row["src_addr"]] and len(row["tcp.port"]) == 2 for row in rows)


def test_values_of_flows_are_the_same_by_both() -> None:
    words = ("--table", "flows", "--columns", "flow_id", "-e", "ip.ttl", "-e", "tcp.window_size_value", "--format", "jsonl", HTTP)
    native, dissector = (dissect("--engine", which, *words) for which in ("native", "dissector"))
    assert native.lines() == dissector.lines() and native.lines()


def test_the_names_and_choices_of_types_are_the_same(tmp_path: Path) -> None:
    schemas = []
    for which in ("native", "dissector"):
        to = tmp_path / f"{which}.parquet"
        words = ("--names", "sql", "--addresses", "binary", "--time-unit", "us", "-e", "ip.src", "-e", "eth.src", "-e", "frame.time_delta")
        assert dissect(HTTP, "--engine", which, *words, "-o", to).exit_code == COMPLETE
        schemas.append(pq.read_table(to))
    assert schemas[0].schema.equals(schemas[1].schema) and schemas[0].to_pylist() == schemas[1].to_pylist()


def test_a_filter_of_packets_leaves_numbers_and_times_alone() -> None:
    words = ("-f", "src port 80", "-e", "frame.number", "-e", "tcp.stream", "-e", "tcp.seq", "-e", "frame.time_delta", "--format", "jsonl", HTTP)
    native, dissector = (dissect("--engine", which, *words) for which in ("native", "dissector"))
    assert native.lines() == dissector.lines() and native.lines()
