"""Captures on interfaces, in a network namespace with nothing but its loopback."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.flowdump import BAD_FILTER, COMPLETE, DAMAGED, LIMIT_SECONDS, USAGE, capture, command, run
from support.streamdump import STREAMDUMP, files
from support.tables import read_arrow

NO_INTERFACE = 2
SERVER_PORT = 8080

#: A web server with one page, asked for it once, and three datagrams to nobody.
TRAFFIC = f"""
import http.server, socket, threading, urllib.request
server = http.server.HTTPServer(("127.0.0.1", {SERVER_PORT}), http.server.SimpleHTTPRequestHandler)
server.RequestHandlerClass.log_message = lambda *_: None
thread = threading.Thread(target=server.handle_request)
thread.start()
urllib.request.urlopen("http://127.0.0.1:{SERVER_PORT}/").read()
thread.join()
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for size in (1, 2, 3):
    sender.sendto(bytes(size), ("127.0.0.1", 9))
"""


@dataclass(frozen=True)
class Net:
    """A network namespace, held by a process."""

    holder: int

    def words(self, *words: str | Path) -> list[str]:
        """The command line that runs one in the namespace."""
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        return ["nsenter", f"--target={self.holder}", "--net", *user, *map(str, words)]

    def make_traffic(self) -> None:
        """Sends TRAFFIC."""
        subprocess.run(self.words(sys.executable, "-c", TRAFFIC), check=True, timeout=LIMIT_SECONDS)

    def start(self, *words: str | Path, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        """flowdump that captures already."""
        return self.start_command(*command(*words), stdout=stdout)

    def start_command(self, *words: str | Path, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        """A program that captures already."""
        process = subprocess.Popen(self.words(*words), stdout=stdout, stderr=subprocess.PIPE)
        wait_for(lambda: self.has_capture() or process.poll() is not None)
        return process

    def has_capture(self) -> bool:
        """Whether a packet socket is bound and running."""
        sockets = Path(f"/proc/{self.holder}/net/packet").read_text().splitlines()[1:]
        return any(line.split()[5] == "1" for line in sockets)


@pytest.fixture(name="net")
def made_net() -> Iterator[Net]:
    """A namespace whose loopback is up; skips where none can be made."""
    flags = ["--net"] if os.geteuid() == 0 else ["--net", "--map-root-user"]
    holding = ["unshare", *flags, "sh", "-c", "ip link set lo up && echo up && exec cat"]
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as holder:
        assert holder.stdin and holder.stdout and holder.stderr
        if holder.stdout.readline() != b"up\n":
            pytest.skip(f"cannot make a network namespace: {holder.stderr.read().decode().strip()}")
        yield Net(holder.pid)
        holder.stdin.close()


def wait_for(is_true: Callable[[], bool]) -> None:
    """Waits until a condition holds."""
    deadline = time.monotonic() + 10
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.01)


def end_of(process: subprocess.Popen[bytes]) -> tuple[int, bytes, str]:
    """Exit code and outputs of a process that has reason to end; one that has none is killed."""
    try:
        out, err = process.communicate(timeout=LIMIT_SECONDS)
    finally:
        process.kill()
    return process.returncode, out, err.decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_completes_the_file(net: Net, number: signal.Signals, tmp_path: Path) -> None:
    process = net.start("-i", "lo", "--table", "packets,flows", "-o", f"{tmp_path}/")
    net.make_traffic()
    process.send_signal(number)  # at once: what came before counts, handed on by the kernel or not
    assert end_of(process) == (COMPLETE, b"", "")
    assert sorted(os.listdir(tmp_path)) == ["flows.parquet", "packets.parquet"]
    packets = read_arrow((tmp_path / "packets.parquet").read_bytes(), "parquet").to_pylist()
    assert [row["frame_number"] for row in packets] == list(range(1, len(packets) + 1))
    assert [row["payload_bytes"] for row in packets if row["dst_port"] == 9] == [1, 2, 3]
    assert {row["src_addr"] for row in packets} == {"127.0.0.1"}
    flows = read_arrow((tmp_path / "flows.parquet").read_bytes(), "parquet").to_pylist()
    assert {(row["dst_port"], row["tcp_stream"]) for row in flows} >= {(SERVER_PORT, 0), (9, None)}


def test_streams_of_an_interface(net: Net, tmp_path: Path) -> None:
    process = net.start_command(STREAMDUMP, "-i", "lo", "-o", tmp_path / "out", "port", str(SERVER_PORT))
    net.make_traffic()
    process.send_signal(signal.SIGINT)
    assert end_of(process) == (COMPLETE, b"", "")
    request, reply = (data for name, data in sorted(files(tmp_path / "out").items(), key=lambda item: "back" in item[0]))
    assert request.startswith(b"GET / HTTP/1.1\r\n")
    assert reply.startswith(b"HTTP/1.0 200 OK\r\n")
    assert not (tmp_path / "out" / "INCOMPLETE").exists()


def test_fields_that_are_read_natively(net: Net, tmp_path: Path) -> None:
    process = net.start("-i", "lo", "--engine", "native", "-e", "ip.src", "-e", "udp.length", "-o", tmp_path / "x.parquet", "udp")
    net.make_traffic()
    process.send_signal(signal.SIGINT)
    assert end_of(process) == (COMPLETE, b"", "")
    rows = read_arrow((tmp_path / "x.parquet").read_bytes(), "parquet").to_pylist()
    assert rows == [{"ip.src": ["127.0.0.1"], "udp.length": [8 + size]} for size in (1, 2, 3)]


def test_a_console_shows_what_is_said_while_it_is_said(net: Net) -> None:
    process = net.start_command(STREAMDUMP, "-C", "-i", "lo", "tcp")
    net.make_traffic()
    assert process.stdout
    assert process.stdout.readline() == b"GET / HTTP/1.1\r\n"  # though the capture goes on
    process.send_signal(signal.SIGINT)
    assert end_of(process)[0] == COMPLETE


def test_a_signal_before_any_packet(net: Net, tmp_path: Path) -> None:
    process = net.start("-i", "lo", "-o", tmp_path / "x.csv")
    process.send_signal(signal.SIGINT)
    assert end_of(process) == (COMPLETE, b"", "")
    assert (tmp_path / "x.csv").read_text().count("\n") == 1


def test_count_ends_it(net: Net) -> None:
    process = net.start("-i", "lo", "-c", "2", "--columns", "frame_number")
    net.make_traffic()
    assert end_of(process) == (COMPLETE, b"frame_number\n1\n2\n", "")


@pytest.mark.parametrize("sends", [True, False], ids=["with packets", "without"])
def test_duration_ends_it(net: Net, sends: bool) -> None:
    started = time.monotonic()
    process = net.start("-i", "lo", "--duration", "1.5", "--columns", "dst_port")
    if sends:
        net.make_traffic()
    code, out, err = end_of(process)
    assert (code, err) == (COMPLETE, "")
    assert (b"\n9\n" in out) == sends
    assert 1.5 <= time.monotonic() - started < 10


def test_start_counts_from_the_beginning(net: Net) -> None:
    process = net.start("-i", "lo", "--start", "3600", "--columns", "dst_port")
    net.make_traffic()
    process.send_signal(signal.SIGINT)
    assert end_of(process) == (COMPLETE, b"dst_port\n", "")


@pytest.mark.parametrize("words", [("udp", "port", "9"), ("-f", "udp port 9")], ids=["words", "flag"])
def test_filter(net: Net, words: tuple[str, ...]) -> None:
    process = net.start("-i", "lo", "-c", "3", "--columns", "frame_number,dst_port,payload_bytes", *words)
    net.make_traffic()
    rows = b"frame_number\tdst_port\tpayload_bytes\n1\t9\t1\n2\t9\t2\n3\t9\t3\n"
    assert end_of(process) == (COMPLETE, rows, "")


def test_every_interface(net: Net) -> None:
    process = net.start("-i", "any", "-c", "3", "--columns", "payload_bytes", "udp")
    net.make_traffic()
    code, out, err = end_of(process)
    assert (code, out[:14], err) == (COMPLETE, b"payload_bytes\n", "")


def test_rows_come_at_once(net: Net) -> None:
    process = net.start("-i", "lo", "-l", "--columns", "dst_port", "udp")
    assert process.stdout
    net.make_traffic()
    assert [process.stdout.readline() for _ in range(4)] == [b"dst_port\n", b"9\n", b"9\n", b"9\n"]
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert end_of(process) == (COMPLETE, b"", "")


def test_rows_come_at_once_to_a_terminal(net: Net) -> None:
    leader, follower = pty.openpty()
    process = net.start("-i", "lo", "--color=never", "--columns", "payload_bytes", "udp", stdout=follower)
    net.make_traffic()
    shown = b""
    while b"3\r\n" not in shown and select.select([leader], [], [], 10)[0]:
        shown += os.read(leader, 65_536)
    process.send_signal(signal.SIGINT)
    assert (end_of(process)[0], shown.split()) == (COMPLETE, [b"payload_bytes", b"1", b"2", b"3"])
    os.close(leader)
    os.close(follower)


def test_an_interface_that_goes_away(net: Net, tmp_path: Path) -> None:
    made = subprocess.run(net.words("ip", "link", "add", "x0", "type", "veth", "peer", "x1"), capture_output=True)
    if made.returncode:
        pytest.skip(f"cannot make an interface: {made.stderr.decode().strip()}")
    for name in ("x0", "x1"):
        subprocess.run(net.words("ip", "link", "set", name, "up"), check=True)
    process = net.start("-i", "x0", "-o", tmp_path / "x.csv")
    subprocess.run(net.words("ip", "link", "del", "x0"), check=True)
    code, _, err = end_of(process)
    assert (code, err) == (DAMAGED, "flowdump: the capture on x0 broke off: The interface disappeared\n")
    assert (tmp_path / "x.csv").read_text().startswith("frame_number,")


def test_no_such_interface(net: Net, tmp_path: Path) -> None:
    process = net.start("-i", "nope0", "-o", tmp_path / "x.csv")
    code, out, err = end_of(process)
    assert (code, out) == (NO_INTERFACE, b"")
    assert err.startswith("flowdump: cannot capture on nope0: there is no such interface; there are ")
    assert "lo" in err.split()
    assert not os.listdir(tmp_path)


def test_interface_that_is_down(net: Net) -> None:
    subprocess.run(net.words("ip", "link", "set", "lo", "down"), check=True)
    wanted = "flowdump: cannot capture on lo: it is down; this brings it up: ip link set lo up\n"
    assert end_of(net.start("-i", "lo")) == (NO_INTERFACE, b"", wanted)


def test_not_permitted() -> None:
    become = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run([*become, *command("-i", "lo")], capture_output=True, timeout=LIMIT_SECONDS)
    if done.returncode == 127 or b"failed" in done.stderr:
        pytest.skip(f"nobody may not run flowdump: {done.stderr.decode().strip()}")
    assert (done.returncode, done.stdout) == (NO_INTERFACE, b"")
    assert done.stderr.startswith(b"flowdump: cannot capture on lo: not permitted; ")


def test_a_filter_that_does_not_compile(net: Net) -> None:
    wrong = "flowdump: cannot compile the filter '{}': can't parse filter expression: syntax error\n"
    assert end_of(net.start("-i", "lo", "tcp prot 5")) == (BAD_FILTER, b"", wrong.format("tcp prot 5"))
    file = capture("dns.pcap")
    hint = f"flowdump: with -i words are a filter; if '{file}' is a capture, leave out -i\n"
    assert end_of(net.start("-i", "lo", file)) == (BAD_FILTER, b"", wrong.format(file) + hint)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-r", "a.pcap"), "both a file to read (-r) and an interface to capture on (-i)"),
        (("-i", "any"), "option '--interface': one interface at a time; 'any' is all of them"),
        (("-e", "ip.src"), "fields of an interface need --engine native"),
        (("-f", "tcp", "udp"), "a filter both after -f and as words: 'udp'"),
    ],
)
def test_usage(words: tuple[str, ...], message: str) -> None:
    done = run("-i", "lo", *words)
    assert (done.exit_code, done.stderr) == (USAGE, f"flowdump: {message}\n")
