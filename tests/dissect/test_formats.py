"""Captures of formats that only Wireshark reads, and several captures that are dissected as one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dissect.files import ENV, SHARED_FORMATS, flowdump, formats, made, needs_formats, needs_wireshark, shown, streamdump
from support.flowdump import BAD_FILE, BAD_FILTER, COMPLETE, DAMAGED, INTERRUPTED, USAGE, capture, command

pytestmark = needs_wireshark

UNSUPPORTED = 5

#: What every packet has, and only packets: journal entries and custom blocks are frames for Wireshark too.
PACKETS = ("-Y", "frame.encap_type", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len")
COLUMNS = ("--columns", "time,wire_bytes,captured_bytes", "--time-format", "epoch")

#: Where tshark prints times as nobody else does: nanoseconds of more than a second.
ODD_TIMES = {"tcpdump-timestamp_invalid_nano.pcap"}
#: Not read to its end, by either.
DAMAGED_FILES = {"gopacket-le-test901.pcapng"}


def compressed(source: Path, folder: Path) -> Path:
    """A capture in a format that only wiretap looks through."""
    if not shutil.which("lz4"):
        pytest.skip("needs lz4")
    to = folder / f"{source.name}.lz4"
    made("lz4", "-q", source, to)
    return to


def snoop(source: Path, to: Path) -> Path:
    """A capture, converted."""
    made("editcap", "-F", "snoop", source, to)
    return to


@needs_formats
@pytest.mark.parametrize("source", formats(), ids=lambda path: path.name)
def test_rows_equal_tshark(source: Path) -> None:
    done = flowdump(source, *COLUMNS)
    assert done.exit_code == (DAMAGED if source.name in DAMAGED_FILES else COMPLETE), done.stderr
    first = 1 if source.name in ODD_TIMES else 0
    expected = shown(source, *PACKETS)
    assert [cells[first:] for cells in done.cells()] == [cells[first:] for cells in expected]


@needs_formats
@pytest.mark.parametrize("source", formats(), ids=lambda path: path.name)
def test_fields_equal_tshark(source: Path) -> None:
    fields = ("-e", "frame.number", "-e", "ip.src", "-e", "tcp.stream", "-e", "udp.length")
    done = flowdump(source, "-Y", "tcp || udp", *fields)
    assert done.exit_code == (DAMAGED if source.name in DAMAGED_FILES else COMPLETE), done.stderr
    assert done.cells() == shown(source, "-Y", "tcp || udp", *fields)


@needs_formats
@pytest.mark.parametrize("name", ["pcpp-solaris.snoop", "trex-exp-sfr2-0-ex.erf"])
def test_foreign_frames_are_decoded(name: str) -> None:
    """Native columns of a foreign file are those of the packets that tshark shows."""
    columns = ("--columns", "frame_number,src_addr,dst_addr,tcp_seq")
    found = flowdump(SHARED_FORMATS / name, *columns, "-f", "tcp").cells()
    fields = ("-e", "frame.number", "-e", "ip.src", "-e", "ip.dst", "-e", "tcp.seq_raw")
    assert found == shown(SHARED_FORMATS / name, "-Y", "tcp && !icmp", *fields) and found


def test_compressed_by_lz4(tmp_path: Path) -> None:
    packed = compressed(capture("multi_interface.pcapng"), tmp_path)
    words = ("--columns", "frame_number,time,src_addr,interface_id,wire_bytes")
    plain = flowdump(capture("multi_interface.pcapng"), *words).stdout
    assert flowdump(packed, *words).stdout == plain
    assert flowdump("-", *words, stdin=packed.read_bytes()).stdout == plain


def test_streams_of_a_foreign_file(tmp_path: Path) -> None:
    foreign = snoop(capture("http.pcap"), tmp_path / "x.snoop")
    for source, name in ((foreign, "foreign"), (capture("http.pcap"), "own")):
        assert streamdump(source, "-o", tmp_path / name).exit_code == COMPLETE
    found = {path.name: path.read_bytes() for path in (tmp_path / "foreign").glob("tcp*")}
    assert found == {path.name: path.read_bytes() for path in (tmp_path / "own").glob("tcp*")} and found


def test_packets_without_a_link_type_are_rows(tmp_path: Path) -> None:
    """Text of Android's log, which pcapng has no link type for, and without any time."""
    source = tmp_path / "x.txt"
    source.write_text("I/Tag(  123): message\nI/Tag(  123): other message\n")
    done = flowdump(source, "--columns", "wire_bytes,src_addr,time")
    assert done.cells() == [[*cells, "", ""] for cells in shown(source, "-e", "frame.len")] == [["22", "", ""], ["28", "", ""]]
    assert flowdump(source, "-e", "logcat_text.tag").cells() == [["Tag"], ["Tag"]]
    refused = flowdump(source, "-w", tmp_path / "y")
    assert refused.exit_code == UNSUPPORTED and "it has no link type for Android Logcat" in refused.stderr


def test_a_foreign_file_that_breaks_off(tmp_path: Path) -> None:
    whole = snoop(capture("http.pcap"), tmp_path / "x.snoop").read_bytes()
    cut = tmp_path / "cut.snoop"
    cut.write_bytes(whole[:-10])
    done = flowdump(cut, *COLUMNS)
    assert done.exit_code == DAMAGED
    assert done.stderr.startswith(f"flowdump: cannot read {cut} to its end: ")
    assert done.cells() == shown(cut, *PACKETS) and len(done.cells()) > 20


@pytest.mark.parametrize(
    "content", [b"only words\n", b'{"a": 1}\n', b"\x89PNG\r\n\x1a\n" + bytes(100), b"%PDF-1.4\n" + bytes(100), bytes(range(256))]
)
def test_what_is_no_capture_stays_none(content: bytes, tmp_path: Path) -> None:
    source = tmp_path / "x"
    source.write_bytes(content)
    done = flowdump(source)
    assert done.exit_code == BAD_FILE and "not a pcap or pcapng capture; it looks like" in done.stderr


def test_without_the_module(tmp_path: Path) -> None:
    """A program without its module beside it reads its own formats, and says what the others need."""
    program = tmp_path / "bin" / "flowdump"
    program.parent.mkdir()
    shutil.copy(command()[0], program)
    foreign = snoop(capture("http.pcap"), tmp_path / "x.snoop")
    done = subprocess.run([program, foreign], capture_output=True, check=False)
    assert done.returncode == BAD_FILE
    assert b"it looks like a Solaris snoop capture" in done.stderr and b"dissector.so" in done.stderr
    assert subprocess.run([program, "-q", capture("http.pcap")], capture_output=True, check=False).returncode == COMPLETE


MERGED = (
    ("http.pcap", "dns.pcap", "arp.pcap"),
    ("dns.pcap", "dns_gzip.pcap.gz"),  # every time twice
    ("raw_ip.pcap", "http_ipv6.pcapng", "multi_interface.pcapng", "nanosecond.pcap"),
)
FIELDS = ("-e", "frame.number", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "ip.src", "-e", "frame.interface_name")


@pytest.mark.parametrize("names", MERGED, ids="+".join)
@pytest.mark.parametrize("filter_", ["frame", "frame.number > 7 && (tcp.len > 0 || dns)"])
def test_several_equal_mergecap(names: tuple[str, ...], filter_: str, tmp_path: Path) -> None:
    files = [capture(name) for name in names]
    merged = tmp_path / "merged.pcapng"
    made("mergecap", "-F", "pcapng", "-w", merged, *files)
    epoch = ("--time-format", "epoch")
    assert flowdump(*files, "-Y", filter_, *FIELDS, *epoch).cells() == shown(merged, "-Y", filter_, *FIELDS)


def test_rows_of_several_name_their_file(tmp_path: Path) -> None:
    """Wireshark's fields and native columns are of the same packet, a foreign file and a pipe among them."""
    files = [snoop(capture("arp.pcap"), tmp_path / "x.snoop"), capture("dns.pcap"), "-"]
    done = flowdump(*files, "--columns", "frame_number,wire_bytes,file_index", "-e", "frame.number", "-e", "frame.len",
                    stdin=capture("http.pcap").read_bytes())  # fmt: skip
    cells = done.cells()
    assert done.exit_code == COMPLETE and {row[2] for row in cells} == {"0", "1", "2"}
    assert all(row[:2] == row[3:] for row in cells)


def test_one_of_several_breaks_off(tmp_path: Path) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(capture("http.pcap").read_bytes()[:3000])
    words = ("--columns", "frame_number,wire_bytes", "-e", "frame.number", "-e", "frame.len")
    done = flowdump(cut, capture("dns.pcap"), *words)
    assert done.exit_code == DAMAGED and "is damaged at offset" in done.stderr
    cells = done.cells()
    assert all(row[:2] == row[2:] for row in cells)
    alone = [flowdump(source, "--columns", "frame_number").cells() for source in (cut, capture("dns.pcap"))]
    assert len(cells) == sum(map(len, alone))


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (("-e", "ip.scr"), USAGE),
        (("-Y", "ip.src =="), BAD_FILTER),
        (("-Y", "tcp", "nope.pcap"), BAD_FILE),
        (("-e", "ip.src", capture("list")), BAD_FILE),
    ],
)
def test_exit_codes_of_several(words: tuple[str | Path, ...], exit_code: int) -> None:
    assert flowdump(capture("http.pcap"), capture("dns.pcap"), *words).exit_code == exit_code


@pytest.mark.parametrize("words", [(), ("-e", "ip.src"), ("-w", "OUT")], ids=["rows", "fields", "write"])
def test_no_temporary_file_stays(words: tuple[str, ...], tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    foreign = snoop(capture("http.pcap"), tmp_path / "x.snoop")
    words = tuple(str(tmp_path / "out") if word == "OUT" else word for word in words)
    done = flowdump(foreign, capture("dns.pcap"), "-", *words, stdin=capture("arp.pcap").read_bytes(),
                    env={"TMPDIR": str(temporary)})  # fmt: skip
    assert done.exit_code == COMPLETE, done.stderr
    assert not list(temporary.iterdir())
    refused = flowdump(foreign, *words, env={"TMPDIR": str(tmp_path / "nowhere")})
    assert refused.exit_code == BAD_FILE and "nowhere" in refused.stderr


@pytest.mark.parametrize("words", [(), ("-e", "ip.src"), ("-w", "OUT")], ids=["rows", "fields", "write"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_signal_leaves_nothing(number: signal.Signals, words: tuple[str, ...], tmp_path: Path) -> None:
    """In the middle of copying a foreign capture from a pipe."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    words = tuple(str(tmp_path / "out") if word == "OUT" else word for word in words)
    octets = snoop(capture("http.pcap"), tmp_path / "x.snoop").read_bytes()
    with subprocess.Popen(command("-q", "-", *words), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env={**os.environ, **ENV, "TMPDIR": str(temporary)}) as run:  # fmt: skip
        assert run.stdin is not None
        run.stdin.write(octets)
        run.stdin.flush()
        time.sleep(0.7)
        run.send_signal(number)
        assert run.wait(timeout=10) == (INTERRUPTED if number == signal.SIGINT else -signal.SIGKILL)
    assert not list(temporary.iterdir()) and not (tmp_path / "out").exists()
