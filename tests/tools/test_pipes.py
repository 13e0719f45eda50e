"""FIFOs, standard input and output, rows as they come, readers that go away, and ^C."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.flowdump import INTERRUPTED, LIMIT_SECONDS, capture, command, dump
from support.frames import ACK, Segment, pcap
from support.tables import read_arrow

SOURCES = ("dns.pcap", "dns_gzip.pcap.gz", "dns_zstd.pcap.zst", "http_ipv6.pcapng")
BINARY = ("parquet", "arrow", "arrows")
TEXT = ("csv", "tsv", "jsonl", "table")
PACKETS = {name: dump(capture(name), "--format", "csv").stdout for name in SOURCES}


@pytest.mark.parametrize("source", SOURCES)
def test_standard_input(source: str) -> None:
    assert dump("-", "--format", "csv", stdin=capture(source).read_bytes()).stdout == PACKETS[source]
    assert dump("-r", "-", "--format", "csv", stdin=capture(source).read_bytes()).stdout == PACKETS[source]


@pytest.fixture(name="fifo")
def made_fifo(tmp_path: Path) -> Path:
    """A FIFO that nobody has open."""
    os.mkfifo(tmp_path / "fifo")
    return tmp_path / "fifo"


@pytest.mark.parametrize("source", SOURCES)
def test_fifo(source: str, fifo: Path) -> None:
    with subprocess.Popen(["cp", capture(source), fifo]):
        assert dump(fifo, "--format", "csv").stdout == PACKETS[source]


def test_fifo_as_output(fifo: Path) -> None:
    with subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE) as reader:
        dump(capture("dns.pcap"), "--format", "csv", "-o", fifo)
        assert reader.communicate()[0] == PACKETS["dns.pcap"]
    assert fifo.is_fifo()


@pytest.mark.parametrize("form", [*BINARY, *TEXT])
def test_standard_output_has_what_a_file_has(form: str, tmp_path: Path) -> None:
    words = (capture("dns.pcap"), "--columns", "all", "--format", form)
    dump(*words, "-o", tmp_path / "x")
    found = [dump(*words, "-o", "-").stdout, dump(*words).stdout, (tmp_path / "x").read_bytes()]
    if form in BINARY:  # whose metadata tells the command lines apart
        assert all(read_arrow(data, form).equals(read_arrow(found[0], form)) for data in found)
    else:
        assert found == [found[0]] * 3


def test_tsv_is_what_a_pipe_gets() -> None:
    assert dump(capture("dns.pcap")).stdout == dump(capture("dns.pcap"), "--format", "tsv", "-o", "-").stdout


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    """flowdump on standard input that this test writes and output that it reads."""
    return subprocess.Popen(command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def read_until(process: subprocess.Popen[bytes], wanted: bytes) -> bytes:
    """Output up to and including `wanted`, or what came within the time limit."""
    assert process.stdout
    found, deadline = b"", time.monotonic() + 10
    while wanted not in found and select.select([process.stdout], [], [], deadline - time.monotonic())[0]:
        piece = os.read(process.stdout.fileno(), 65_536)
        if not piece:
            break
        found += piece
    return found


@pytest.fixture(name="stream")
def started_stream() -> Iterator[subprocess.Popen[bytes]]:
    """flowdump -l on a pipe, ended in any case."""
    process = start("-l", "-", "--columns", "frame_number,tcp_seq")
    yield process
    process.kill()
    process.communicate()


def test_rows_come_before_the_writer_ends(stream: subprocess.Popen[bytes]) -> None:
    assert stream.stdin
    data = pcap(Segment("192.0.2.1:1", "192.0.2.2:2", ACK, seq).frame() for seq in (11, 22, 33))
    record_bytes = (len(data) - 24) // 3
    for number, seq in ((1, 11), (2, 22), (3, 33)):
        end = 24 + number * record_bytes
        stream.stdin.write(data[end - record_bytes - (24 if number == 1 else 0) : end])
        stream.stdin.flush()
        row = f"{number}\t{seq}\n".encode()
        assert row in read_until(stream, row)
        assert stream.poll() is None


def test_the_batches_of_a_stream_come_as_well() -> None:
    with start("-l", "-", "--format", "arrows", "-o", "-") as process:
        assert process.stdin and process.stdout
        process.stdin.write(capture("arp.pcap").read_bytes())
        process.stdin.flush()
        assert b"192.0.2.1" in read_until(process, b"192.0.2.1")
        process.stdin.close()


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("--list-columns",), ("--format", "parquet"), ("-l",)])
def test_a_reader_that_goes_away_is_no_error(words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command(capture("tcp_bulk.pcap"), *words), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str, tmp_path: Path) -> None:
    line = f'"$0" "$@" {closed}'
    out = tmp_path / "x.csv"
    for words in ([capture("dns.pcap"), "--format", "csv", "-o", out], [capture("dns.pcap")], ["--version"]):
        done = subprocess.run(["sh", "-c", line, *command(*words)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert out.read_bytes() == PACKETS["dns.pcap"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old\n")
    for path in (tmp_path / "x.parquet", tmp_path / "old.csv"):
        process = start("-", "--force", "-o", path)
        assert process.stdin
        process.stdin.write(capture("arp.pcap").read_bytes())
        process.stdin.flush()
        wait_for(lambda: any(name.endswith(".part") for name in os.listdir(tmp_path)))
        process.send_signal(number)
        assert process.wait(LIMIT_SECONDS) == INTERRUPTED
        assert process.communicate() == (b"", b"flowdump: interrupted\n")
        assert os.listdir(tmp_path) == ["old.csv"]
    assert (tmp_path / "old.csv").read_text() == "old\n"


def wait_for(is_true: Callable[[], bool]) -> None:
    """Waits until a condition holds."""
    deadline = time.monotonic() + 10
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.01)


def is_waiting(pid: int) -> bool:
    """Whether a process handles SIGINT and sleeps, as in opening a FIFO."""
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    handles = int(status["SigCgt"], 16) >> signal.SIGINT - 1 & 1
    return bool(handles) and status["State"].startswith("S")


def test_interrupted_while_a_fifo_has_no_writer(fifo: Path) -> None:
    process = start(fifo)
    wait_for(lambda: is_waiting(process.pid))
    process.send_signal(signal.SIGINT)
    assert process.wait(LIMIT_SECONDS) == INTERRUPTED
    assert process.communicate() == (b"", b"flowdump: interrupted\n")


def test_count_ends_a_stream_that_goes_on() -> None:
    with start("-", "-c", "2", "--columns", "frame_number") as process:
        assert process.stdin and process.stdout
        process.stdin.write(capture("arp.pcap").read_bytes())
        process.stdin.flush()
        assert process.wait(LIMIT_SECONDS) == 0
        assert process.stdout.read() == b"frame_number\n1\n2\n"
