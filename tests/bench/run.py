#!/usr/bin/env python3
"""Times flowdump beside its peers, alternately in one run, and prints figures and ratios.

    make bench                        inputs of 100 MB, made out of captures/
    make bench SIZE=1000              inputs of 1 GB
    tests/bench/run.py --mix X.pcap --flows Y.pcap   on captures of your own

Outputs go to a RAM disk, so that the disk is not what is measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass
class Run:
    """What one run of a command took."""

    wall_s: float
    cpu_s: float
    rss_mb: float


@dataclass
class Command:
    """A command that is timed, and its runs."""

    name: str
    words: Sequence[str]
    runs: list[Run] = field(default_factory=list)

    def time_once(self) -> None:
        """Runs it once; its standard output goes nowhere."""
        started = time.monotonic()
        child = subprocess.Popen(self.words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert child.stderr is not None
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"bench: {self.name} failed: {errors.decode(errors='replace')[-500:]}")
        wall = time.monotonic() - started
        self.runs.append(Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))

    def median(self, figure: str) -> float:
        """The median of a figure over the runs."""
        return statistics.median(getattr(run, figure) for run in self.runs)


def make_input(kind: str, path: Path, arguments: Sequence[str]) -> Path:
    """A generated capture; kept for the next time."""
    if not path.exists():
        print(f"making {path.name}", file=sys.stderr)
        part = path.with_suffix(".part")
        subprocess.run([str(BIN / "make_capture"), kind, str(part), *arguments], check=True)
        part.rename(path)
    return path


def packets_in(capture: Path) -> int:
    """How many frames a capture has."""
    words = [str(BIN / "flowdump"), str(capture), "--columns", "frame_number", "--format", "tsv", "-o", "-", "-q"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        return sum(chunk.count(b"\n") for chunk in iter(lambda: child.stdout.read(1 << 20), b"")) - 1


def warm(capture: Path) -> None:
    """Reads the file, so that every command finds it in the page cache."""
    with capture.open("rb") as file:
        while file.read(1 << 24):
            pass


def compare(title: str, capture: Path, ours: Command, peers: Sequence[Command], times: int) -> None:
    """Runs ours and its peers in turn and prints what came out."""
    warm(capture)
    present = [peer for peer in peers if shutil.which(peer.words[0])]
    for _ in range(times):
        for command in (ours, *present):
            command.time_once()
    packets = packets_in(capture)
    print(f"\n{title}: {capture.name}, {packets:,} packets, {capture.stat().st_size / 1e6:,.0f} MB, median of {times}")
    print(f"{'':28}{'wall s':>9}{'CPU s':>9}{'Mpackets/s':>12}{'peak MB':>9}{'ours is':>10}")
    for command in (ours, *present):
        wall = command.median("wall_s")
        ratio = "" if command is ours else f"{wall / ours.median('wall_s'):.1f}x"
        print(
            f"{command.name:28}{wall:9.2f}{command.median('cpu_s'):9.2f}"
            f"{packets / wall / 1e6:12.3f}{command.median('rss_mb'):9.0f}{ratio:>10}"
        )
    for peer in peers:
        if peer not in present:
            print(f"{peer.name:28} is not installed")


def flowdump(name: str, capture: Path, out: Path, *arguments: str) -> Command:
    """Our command; it overwrites its own output of the run before."""
    words = [str(BIN / "flowdump"), str(capture), *arguments, "-q", "--force", "-o", str(out)]
    return Command(name, words)


def bench(mix: Path, flows: Path, times: int, ram: Path) -> None:
    """All comparisons."""
    fields = [word for name in TSHARK_FIELDS for word in ("-e", name)]
    compare(
        "packets, 12 columns",
        mix,
        flowdump("flowdump, Parquet", mix, ram / "p.parquet", "--columns", PACKET_COLUMNS),
        [Command("tshark -n -T fields", ["tshark", "-n", "-r", str(mix), "-T", "fields", *fields])],
        times,
    )
    compare(
        "packets, 12 columns, text",
        mix,
        flowdump("flowdump, CSV", mix, ram / "p.csv", "--columns", PACKET_COLUMNS),
        [Command("tcpdump -nn -tt", ["tcpdump", "-nn", "-tt", "-r", str(mix)])],
        times,
    )
    softflowd = ["softflowd", "-d", "-m", "4000000", "-n", "{}:{}".format(*COLLECTOR), "-r", str(flows)]
    compare(
        "flows with volume",
        flows,
        flowdump("flowdump, Parquet", flows, ram / "f.parquet", "--table", "flows", "--columns", FLOW_COLUMNS),
        [Command("softflowd -m 4000000", softflowd)],
        times,
    )


def main() -> None:
    """Reads the command line, makes the inputs, runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100, help="megabytes of each generated input")
    parser.add_argument("--times", type=int, default=3, help="runs of each command")
    parser.add_argument("--mix", type=Path, help="capture of mixed traffic in place of the generated one")
    parser.add_argument("--flows", type=Path, help="capture of many flows in place of the generated one")
    arguments = parser.parse_args()
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    captures = sorted(str(path) for path in (ROOT / "captures").glob("*.pcap*") if path.stat().st_size > 24)
    size = str(arguments.size)
    packets, flows = arguments.size * 10_300, arguments.size * 1_000
    mix = arguments.mix or make_input("mix", folder / f"mix{size}.pcap", [size, *captures])
    many = arguments.flows or make_input("flows", folder / f"flows{size}.pcap", [str(packets), str(flows)])
    ram = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=ram, prefix="flowstat-bench-") as out,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector,
    ):
        collector.bind(COLLECTOR)  # softflowd wants somebody to send to
        bench(mix, many, arguments.times, Path(out))


if __name__ == "__main__":
    main()
