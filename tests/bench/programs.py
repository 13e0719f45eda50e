"""The command lines that are timed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from measure import Command

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / "build" / "release" / "bin"
COLLECTOR = ("127.0.0.1", 19995)

PACKET_COLUMNS = (
    "time,frame_number,wire_bytes,src_addr,dst_addr,src_port,dst_port,"
    "tcp_stream,tcp_seq,tcp_ack,payload_bytes,flow_hash"
)
TSHARK_FIELDS = (
    "frame.time_epoch frame.number frame.len ip.src ip.dst ipv6.src ipv6.dst tcp.srcport tcp.dstport "
    "udp.srcport udp.dstport tcp.stream tcp.seq tcp.ack tcp.len"
).split()
FLOW_COLUMNS = (
    "src_addr,src_port,dst_addr,dst_port,ip_protocol,first_time,last_time,"
    "forward_packets,backward_packets,forward_wire_bytes,backward_wire_bytes,"
    "forward_ip_bytes,backward_ip_bytes,forward_payload_bytes,backward_payload_bytes"
)

Check = Callable[[Path], str]


def flowdump(name: str, capture: Path, out: Path, *arguments: str) -> Command:
    """Tables of flowdump."""
    return Command(name, [str(BIN / "flowdump"), str(capture), *arguments, "-q", "-o", str(out)], out)


def tshark(capture: Path, out: Path) -> Command:
    """The fields of PACKET_COLUMNS."""
    fields = [word for name in TSHARK_FIELDS for word in ("-e", name)]
    return Command("tshark -n -T fields", ["tshark", "-n", "-r", str(capture), "-T", "fields", *fields], out)


def tcpdump(capture: Path, out: Path) -> Command:
    """A line a packet."""
    return Command("tcpdump -nn -tt", ["tcpdump", "-nn", "-tt", "-r", str(capture)], out)


def softflowd(capture: Path, out: Path) -> Command:
    """Flows with volume, with room for all."""
    words = ["softflowd", "-d", "-m", "4000000", "-n", "{}:{}".format(*COLLECTOR), "-r", str(capture)]
    return Command("softflowd -m 4000000", words, out)


def streamdump(capture: Path, out: Path, check: Check | None) -> Command:
    """A file a stream, and their table."""
    words = [str(BIN / "streamdump"), str(capture), "-o", str(out), "-q", "--format", "csv"]
    return Command("streamdump", words, out, check)


def streamdump_packed(capture: Path, out: Path) -> Command:
    """All streams in one file, a row a span."""
    return Command("streamdump, packed", [str(BIN / "streamdump"), str(capture), "-o", str(out), "-q"], out)


def tcpflow(capture: Path, out: Path, check: Check | None) -> Command:
    """A file a stream; without its report it is faster."""
    words = ["tcpflow", "-S", "enable_report=NO", "-r", str(capture), "-o", str(out)]
    return Command("tcpflow", words, out, check)


def copy(capture: Path, out: Path) -> Command:
    """The same octets with no work at all."""
    return Command("cp", ["cp", str(capture), str(out)], out)


def packs(folder: Path) -> bool:
    """Whether this build of streamdump knows to write all streams to one file."""
    command = streamdump_packed(ROOT / "captures" / "http_loss.pcap", folder / "packed.arrow")
    done = subprocess.run(command.words, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0 and command.output.is_file()
