"""A damaged capture: all rows before the damage are valid and written, and one line says where it is."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, DAMAGED, capture, dump, run
from support.frames import ACK, Segment, pcap, record
from support.tables import read_arrow

FORMATS = ("parquet", "arrow", "arrows")


def cut(name: str, size: int) -> Callable[[], bytes]:
    """The first `size` octets of a capture."""
    return lambda: capture(name).read_bytes()[:size]


def with_impossible_length() -> bytes:
    """Three records of http.pcap, then one of 4 GB."""
    data = bytearray(capture("http.pcap").read_bytes())
    data[238:242] = b"\xff\xff\xff\xff"
    return bytes(data)


def with_bad_pcapng_block() -> bytes:
    """http_ipv6.pcapng, whose block at octet 1472 says two lengths."""
    data = bytearray(capture("http_ipv6.pcapng").read_bytes())
    data[1476:1480] = b"\x0d\0\0\0"
    return bytes(data)


@dataclass(frozen=True)
class Case:
    """Damaged bytes, how many rows come before the damage, and what is said of it."""

    name: str
    make: Callable[[], bytes]
    row_count: int
    message: str


CASES = (
    Case("within a record", cut("http.pcap", 1500), 10,
         "x.pcap is damaged at offset 1222: the file is cut short, a record of 390 bytes has 278"),
    Case("within a record header", cut("http.pcap", 236), 3,
         "x.pcap is damaged at offset 230: the file is cut short, a record of 16 bytes has 6"),
    Case("impossible length", with_impossible_length, 3,
         "x.pcap is damaged at offset 230: a frame of 4294967295 bytes, more than any capture has"),
    Case("within a pcapng block", cut("http_ipv6.pcapng", 1500), 8,
         "x.pcap is damaged at offset 1472: the file is cut short inside a block"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rows_before_the_damage(case: Case, tmp_path: Path) -> None:
    (tmp_path / "x.pcap").write_bytes(case.make())
    done = run("x.pcap", cwd=tmp_path)
    assert (done.exit_code, done.stderr) == (DAMAGED, f"flowdump: {case.message}\n")
    assert len(done.cells()) == case.row_count


@pytest.mark.parametrize("form", FORMATS)
def test_files_are_complete_and_readable(form: str, tmp_path: Path) -> None:
    (tmp_path / "x.pcap").write_bytes(cut("http.pcap", 1500)())
    assert run("x.pcap", "--columns", "all", "-o", f"x.{form}", cwd=tmp_path).exit_code == DAMAGED
    whole = dump(capture("http.pcap"), "--columns", "all", "--format", form, "-o", "-").stdout
    found = read_arrow((tmp_path / f"x.{form}").read_bytes(), form)
    assert found.equals(read_arrow(whole, form).slice(0, 10))


def test_a_pcapng_block_with_two_lengths(tmp_path: Path) -> None:
    (tmp_path / "x.pcap").write_bytes(with_bad_pcapng_block())
    done = run("x.pcap", cwd=tmp_path)
    assert (done.exit_code, len(done.cells())) == (DAMAGED, 8)
    assert done.stderr.startswith("flowdump: x.pcap is damaged at offset 1472: ")
    assert done.stderr.count("\n") == 1


def many_frames() -> bytes:
    """A capture of 20000 frames."""
    return pcap(Segment("192.0.2.1:1", "192.0.2.2:2", ACK, i, f"{i * i}".encode()).frame() for i in range(20_000))


def zstd(data: bytes) -> bytes:
    """Data compressed by the zstd program."""
    return subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout


PACKERS = pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "gzip"), (zstd, "zstd")], ids=["gzip", "zstd"])


@PACKERS
def test_compressed_and_cut_short(pack: Callable[[bytes], bytes], name: str, tmp_path: Path) -> None:
    packed = pack(many_frames())
    (tmp_path / "x.pcap").write_bytes(packed[: len(packed) // 2])
    done = run("x.pcap", "--columns", "frame_number", cwd=tmp_path)
    assert done.exit_code == DAMAGED
    assert re.fullmatch(rf"flowdump: x\.pcap is damaged at offset \d+: {name} data: the file is cut short\n", done.stderr)
    # Half of the compressed octets hold about half of the frames; what was unpacked is not thrown away.
    assert 8_000 < len(done.cells()) < 12_000


@PACKERS
def test_compressed_with_wrong_octets(pack: Callable[[bytes], bytes], name: str, tmp_path: Path) -> None:
    packed = bytearray(pack(many_frames()))
    middle = len(packed) // 2
    packed[middle : middle + 64] = bytes(64)
    (tmp_path / "x.pcap").write_bytes(packed)
    done = run("x.pcap", "--columns", "frame_number", cwd=tmp_path)
    assert done.exit_code == DAMAGED, name
    assert "x.pcap" in done.stderr and done.stderr.count("\n") == 1
    assert len(done.cells()) > 8_000  # wrong octets may show late, by a checksum or an impossible record


def test_the_other_files_are_read_to_their_end(tmp_path: Path) -> None:
    (tmp_path / "cut.pcap").write_bytes(cut("http.pcap", 1500)())
    done = run("cut.pcap", capture("dns.pcap"), "--columns", "file_index", cwd=tmp_path)
    assert done.exit_code == DAMAGED
    assert [cells.count("0") for cells in done.cells()].count(1) == 10
    assert len(done.cells()) == 10 + 38
    assert done.stderr.startswith("flowdump: cut.pcap is damaged at offset 1222: ")


def test_damage_behind_the_last_wanted_packet_is_none() -> None:
    done = dump("-", "-c", "10", "--columns", "frame_number", stdin=cut("http.pcap", 1500)())
    assert len(done.cells()) == 10


def test_nothing_readable_is_no_capture() -> None:
    done = run("-", stdin=b"\xd4\xc3\xb2\xa1\x02\0")
    assert (done.exit_code, done.stdout) == (BAD_FILE, b"")
    assert done.stderr == "flowdump: standard input is damaged at offset 0: its pcap file header is cut short\n"


def test_a_bad_packet_is_no_damage() -> None:
    frame = Segment("192.0.2.1:1", "192.0.2.2:2", ACK).frame()[:40]
    source = pcap([frame]) + record(frame[:20], 0)
    done = dump("-", "--columns", "src_addr,tcp_flags,defect", stdin=source)
    assert done.cells() == [["192.0.2.1", "", "truncated"], ["", "", "truncated"]]
