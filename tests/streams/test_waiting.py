"""What streamdump does with octets that wait: for a limit, for what lies before them, for somebody who looks on."""

from __future__ import annotations

import csv
import gzip
import subprocess
from pathlib import Path

import pytest

from support.flowdump import capture
from support.frames import ACK, FIN_ACK, SYN, Segment, pcap
from support.streamdump import STREAMDUMP, dump, packed, run

CLIENT, SERVER = "10.0.0.1:40000", "10.0.0.2:80"


def test_a_table_in_parts_is_the_same(tmp_path: Path) -> None:
    """Neither a small limit nor frames that do not stay change what is in order."""
    whole, parts, zipped = (tmp_path / name for name in ("whole.parquet", "parts.parquet", "zipped.parquet"))
    dump(capture("http.pcap"), "-o", whole)
    dump(capture("http.pcap"), "-o", parts, "--max-held", "1")
    (tmp_path / "x.pcap.gz").write_bytes(gzip.compress(capture("http.pcap").read_bytes()))
    dump(tmp_path / "x.pcap.gz", "-o", zipped, "--max-held", "2k")
    assert packed(whole) == packed(parts) == packed(zipped)


FILLER = [Segment("10.0.0.3:1", "10.0.0.4:2", ACK, 1 + i, b"x").frame() for i in range(3000)]  # three seconds


def late_segment(tmp_path: Path) -> Path:
    """A stream whose first octets come last, and so much later that they are in another batch."""
    frames = [
        Segment(CLIENT, SERVER, SYN, 0).frame(),
        Segment(CLIENT, SERVER, ACK, 6, b"world").frame(),
        *FILLER,
        Segment(CLIENT, SERVER, ACK, 1, b"hello").frame(),
    ]
    path = tmp_path / "late.pcap"
    path.write_bytes(pcap(frames))
    return path


def test_what_comes_too_late_is_a_hole(tmp_path: Path) -> None:
    path = late_segment(tmp_path)
    done = run(path, "-o", tmp_path / "p.parquet", "--max-held", "1")
    assert done.exit_code == 0
    assert done.stderr == (
        "streamdump: 5 octets came too late and are told as missing; more of them waited than --max-held allows, "
        "or a console did not wait\n"
    )
    assert packed(tmp_path / "p.parquet")[0, "forward"] == bytes(5) + b"world"
    dump(path, "-o", tmp_path / "all.parquet")
    assert packed(tmp_path / "all.parquet")[0, "forward"] == b"helloworld"


@pytest.mark.parametrize("overlap", ["first", "last"])
def test_a_syn_that_comes_when_octets_are_written_takes_none_away(overlap: str) -> None:
    frames = [
        Segment(CLIENT, SERVER, ACK, 1000, b"a" * 1000).frame(),
        *FILLER,
        Segment(CLIENT, SERVER, SYN, 1499).frame(),
        Segment(CLIENT, SERVER, ACK, 2000, b"b" * 1000).frame(),
    ]
    done = run("-", "-C", "-B", "--overlap", overlap, "--port", "80", stdin=pcap(frames))
    assert (done.exit_code, done.stdout) == (0, b"a" * 1000 + b"b" * 1000)


def test_a_console_does_not_wait_for_what_was_acknowledged() -> None:
    """A hole keeps what follows back for a second of the capture, and no longer."""
    frames = [
        Segment(CLIENT, SERVER, SYN, 0).frame(),
        Segment(CLIENT, SERVER, ACK, 6, b"world").frame(),
        Segment(SERVER, CLIENT, ACK, 1, ack=11).frame(),
        *FILLER,
        *FILLER,
        Segment("10.0.0.5:1", SERVER, ACK, 1, b"another").frame(),
        *FILLER,
    ]
    words = [STREAMDUMP, "-", "-c", "--ip", "10.0.0.2", "--direction", "forward"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(pcap(frames))
        child.stdin.flush()
        lines = [child.stdout.readline().split(b": ", 1)[1] for _ in range(3)]
        child.stdin.close()
    assert sorted(lines) == [b"[5 bytes: hole]\n", b"another\n", b"world\n"]


def test_what_is_sent_again_is_not_too_late(tmp_path: Path) -> None:
    frames = [Segment(CLIENT, SERVER, SYN, 0).frame(), Segment(CLIENT, SERVER, ACK, 1, b"hello").frame()]
    done = run("-", "-C", "-B", "--port", "80", stdin=pcap([*frames, *FILLER, frames[1]]))
    assert (done.stdout, done.stderr) == (b"hello", "")


def test_a_fin_below_what_was_written_takes_none_of_it_away(tmp_path: Path) -> None:
    """The file and the table tell of the same octets."""
    frames = [
        Segment(CLIENT, SERVER, SYN, 0).frame(),
        Segment(CLIENT, SERVER, ACK, 1, b"helloworld").frame(),
        *FILLER,
        Segment(CLIENT, SERVER, FIN_ACK, 6).frame(),
    ]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    dump(tmp_path / "x.pcap", "-o", tmp_path / "out", "--join", "--max-held", "1", "--format", "csv", "--port", "80")
    (row,) = csv.DictReader((tmp_path / "out" / "streams.csv").open())
    assert (tmp_path / "out" / row["file"]).read_bytes() == b"helloworld"
    assert (row["payload_bytes"], row["outside_bytes"]) == ("10", "0")


def test_octets_that_no_stream_has_are_not_held(tmp_path: Path) -> None:
    """What comes behind a FIN is let go; what comes behind another FIN then is missing."""
    frames = [
        Segment(CLIENT, SERVER, FIN_ACK, 1).frame(),
        *(Segment(CLIENT, SERVER, ACK, 1 + 1000 * i, b"x" * 1000).frame() for i in range(300)),
        *FILLER,
        Segment(CLIENT, SERVER, FIN_ACK, 300_001).frame(),
    ]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    done = run(tmp_path / "x.pcap", "-o", tmp_path / "out", "--join", "--max-held", "1k", "--spans", "--format", "csv")
    assert done.exit_code == 0
    rows = [row for row in csv.DictReader((tmp_path / "out" / "spans.csv").open()) if row["flow_id"] == "0"]
    written = sum(int(row["span_bytes"]) for row in rows if row["status"] == "data")
    sizes = [path.stat().st_size for path in (tmp_path / "out").glob("tcp000000*")]
    assert sum(sizes) == written


def test_what_is_too_short_is_not_written_early(tmp_path: Path) -> None:
    path = late_segment(tmp_path)
    dump(path, "-o", tmp_path / "p.parquet", "--max-held", "1", "--min-bytes", "11")
    assert (0, "forward") not in packed(tmp_path / "p.parquet")


def test_the_table_of_joined_streams_tells_what_was_written(tmp_path: Path) -> None:
    run(late_segment(tmp_path), "-o", tmp_path / "out", "--join", "--max-held", "1", "--format", "csv", "--spans")
    rows = list(csv.DictReader((tmp_path / "out" / "spans.csv").open()))
    assert [(row["offset"], row["span_bytes"], row["status"]) for row in rows if row["flow_id"] == "0"] == [
        ("0", "5", "hole"),
        ("5", "5", "data"),
    ]
    assert (tmp_path / "out" / "tcp000000-10.0.0.1.40000-10.0.0.2.80").read_bytes() == b"world"
