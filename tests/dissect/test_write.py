"""-w writes the packets that are taken, as they are in the input."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dissect.files import SHARED_FORMATS, flowdump, formats, made, needs_formats, needs_wireshark, shown
from support.flowdump import BAD_FILE, COMPLETE, DAMAGED, USAGE, capture, captures
from support.records import records, unpacked

FIELDS = ("-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len", "-e", "frame.comment", "-e", "frame.encap_type",
          "-e", "frame.protocols", "-e", "ip.src", "-e", "tcp.seq_raw")  # fmt: skip

#: A packet without time gets the time 0 from tshark, and one of 2 s in nanoseconds another second.
NO_TIMES = {"gopacket-be-test016.pcapng", "gopacket-be-test018.pcapng", "gopacket-be-test100.pcapng", "gopacket-be-test202.pcapng",
            "gopacket-le-test102.pcapng", "gopacket-le-test202.pcapng", "libtrace-complex.pcapng",
            "tcpdump-timestamp_invalid_nano.pcap"}  # fmt: skip


def written(to: Path, *words: str | Path, exit_code: int = COMPLETE) -> Path:
    """What a run writes, which prints nothing."""
    done = flowdump(*words, "-w", to)
    assert (done.exit_code, done.stdout) == (exit_code, b""), done.stderr
    return to


@needs_wireshark
@needs_formats
@pytest.mark.parametrize("source", formats(), ids=lambda path: path.name)
def test_equals_tshark(source: Path, tmp_path: Path) -> None:
    done = flowdump(source, "-Y", "ip || arp", "-w", tmp_path / "own")
    assert done.exit_code in (COMPLETE, DAMAGED), done.stderr
    subprocess.run(["tshark", "-n", "-r", source, "-Y", "ip || arp", "-w", tmp_path / "theirs"], capture_output=True, check=False)
    first = 1 if source.name in NO_TIMES else 0
    own, theirs = (shown(tmp_path / name, *FIELDS) for name in ("own", "theirs"))
    assert [cells[first:] for cells in own] == [cells[first:] for cells in theirs]
    assert [cells[0] for cells in own] == [cells[0] for cells in shown(source, "-Y", "ip || arp", *FIELDS)]


@needs_wireshark
@pytest.mark.parametrize("source", captures(), ids=lambda path: path.name)
def test_every_kind_of_input_is_written_as_it_is(source: Path, tmp_path: Path) -> None:
    to = written(tmp_path / "x", source, "-Y", "ip")
    # The same kind of file by its magic number, which also tells the byte order and the unit of times.
    assert to.read_bytes()[:4] == unpacked(source)[:4]
    assert shown(to, *FIELDS) == shown(source, "-Y", "ip", *FIELDS)


@pytest.mark.parametrize("source", captures(), ids=lambda path: path.name)
def test_all_packets_are_the_file(source: Path, tmp_path: Path) -> None:
    """What is not filtered comes out octet by octet, without any of Wireshark."""
    whole = unpacked(source)
    to = written(tmp_path / "x", source).read_bytes()
    if whole[:4] == b"\n\r\r\n":  # the length of a section is left open
        to = to[:16] + whole[16:24] + to[24:]
    assert to == whole


def test_records_that_a_capture_filter_takes(tmp_path: Path) -> None:
    source = unpacked(capture("http.pcap"))
    to = written(tmp_path / "x.pcap", "-r", capture("http.pcap"), "-f", "tcp", "--start", "0.001", "-c", "5").read_bytes()
    places = flowdump("-r", capture("http.pcap"), "-f", "tcp", "--start", "0.001", "-c", "5", "--columns", "file_offset,captured_bytes")
    expected = source[:24]
    for offset, length in places.cells():
        expected += source[int(offset) : int(offset) + 16 + int(length)]
    assert to == expected and len(list(records(to))) == 5


def test_compressed_by_its_name(tmp_path: Path) -> None:
    plain = written(tmp_path / "x.pcap", capture("dns_gzip.pcap.gz")).read_bytes()
    for name in ("x.pcap.gz", "x.pcap.zst"):
        assert unpacked(written(tmp_path / name, capture("dns_gzip.pcap.gz"))) == plain


def test_standard_input_and_output() -> None:
    octets = capture("http.pcap").read_bytes()
    assert flowdump("-", "-w", "-", stdin=octets).stdout == octets


@needs_wireshark
def test_comments_and_interfaces_stay(tmp_path: Path) -> None:
    source = tmp_path / "x.pcapng"
    made("editcap", "-a", "2:a word", "--capture-comment", "of all", capture("multi_interface.pcapng"), source)
    to = written(tmp_path / "y.pcapng", source, "-Y", "frame.number <= 3")
    names = ("-e", "frame.comment", "-e", "frame.interface_name")
    assert shown(to, *names) == shown(source, "-Y", "frame.number <= 3", *names)
    assert "a word" in [cells[0] for cells in shown(to, *names)]
    about = subprocess.run(["capinfos", to], capture_output=True, check=True).stdout.decode()
    assert "of all" in about


@needs_wireshark
def test_several_inputs_equal_mergecap(tmp_path: Path) -> None:
    files = [capture("http.pcap"), capture("dns.pcap"), capture("multi_interface.pcapng")]
    merged = tmp_path / "merged.pcapng"
    made("mergecap", "-F", "pcapng", "-w", merged, *files)
    to = written(tmp_path / "x.pcapng", *files, "-Y", "udp")
    assert shown(to, *FIELDS) == shown(merged, "-Y", "udp", *FIELDS)


@needs_wireshark
@needs_formats
@pytest.mark.parametrize("name", ["pcpp-solaris.snoop", "libtrace-100_packets.erf"])
def test_foreign_formats_are_written_as_pcapng(name: str, tmp_path: Path) -> None:
    to = written(tmp_path / "x", SHARED_FORMATS / name, "-c", "20")
    assert to.read_bytes()[:4] == b"\n\r\r\n"
    assert shown(to, *FIELDS) == shown(SHARED_FORMATS / name, "-c", "20", *FIELDS)


def test_rows_beside_it(tmp_path: Path) -> None:
    done = flowdump(capture("http.pcap"), "-c", "4", "-w", tmp_path / "x.pcap", "-o", tmp_path / "x.csv", "--summary=json")
    assert done.exit_code == COMPLETE
    assert len((tmp_path / "x.csv").read_text().splitlines()) == 5 and len(list(records((tmp_path / "x.pcap").read_bytes()))) == 4
    counts = [{**output, "path": Path(output["path"]).name} for output in json.loads(done.stderr)["outputs"]]
    assert counts == [{"path": "x.csv", "rows": 4}, {"path": "x.pcap", "packets": 4}]


def test_damaged_input_is_written_up_to_there(tmp_path: Path) -> None:
    for name in ("http.pcap", "multi_interface.pcapng"):
        whole = capture(name).read_bytes()
        fifth = list(records(whole))[5]
        source = tmp_path / name
        source.write_bytes(whole[: fifth.offset + 20])
        to = written(tmp_path / f"{name}.out", source, exit_code=DAMAGED).read_bytes()
        assert to[24:] == whole[24 : fifth.offset]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [name + end for name in ("http.pcap", "multi_interface.pcapng") for end in ("", ".out")]
    )


def test_refusals(tmp_path: Path) -> None:
    there = tmp_path / "there.pcap"
    shutil.copy(capture("http.pcap"), there)
    before = there.read_bytes()
    cases = (
        (("-w", there), BAD_FILE, "it exists already; --force overwrites it"),
        (("-w", tmp_path / "nowhere" / "x"), BAD_FILE, "No such file or directory"),
        (("-w", tmp_path / "x", "-o", tmp_path / "x", "--format", "csv"), USAGE, "-o and -w name the same output"),
        (("-w", tmp_path / "x", "--columns", "time"), USAGE, "with -w rows need an output of their own; -o names one"),
        (("-w", "/dev/full"), BAD_FILE, "No space left on device"),
    )
    for words, exit_code, message in cases:
        done = flowdump(capture("dns.pcap"), *words)
        assert done.exit_code == exit_code and message in done.stderr, words
    done = flowdump(there, "--force", "-w", there)
    assert done.exit_code == USAGE and "it is an input" in done.stderr
    assert flowdump("-i", "lo", "-w", tmp_path / "x").exit_code == USAGE
    assert there.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["there.pcap"]
    assert flowdump(capture("dns.pcap"), "--force", "-w", there).exit_code == COMPLETE
    assert there.read_bytes() == capture("dns.pcap").read_bytes()
