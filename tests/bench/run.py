#!/usr/bin/env python3
"""Times flowdump and streamdump beside their peers and tshark beside itself with the plugin, in turn in one run, and prints
figures and ratios.

    make bench                        inputs of 100 MB, made out of captures/ and out of nothing
    make bench SIZE=1000              inputs of 1 GB
    make bench ARGS="--only streams"  some of the jobs
    tests/bench/run.py --mix X.pcap --flows Y.pcap   on captures of your own

Outputs go to a RAM disk, so that the disk is not what is measured. Last comes a table of the jobs of streams in
Markdown.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import inputs
from jobs import Job, field_jobs, packet_and_flow_jobs, stream_jobs
from measure import run_in_turn, warm
from plugin_cost import show_plugin_cost
from programs import BIN, COLLECTOR
from table import markdown, show

RAM_DISK = Path("/dev/shm")


def packets_in(capture: Path) -> int:
    """How many frames a capture has."""
    words = [str(BIN / "flowdump"), str(capture), "--columns", "frame_number", "--format", "tsv", "-o", "-", "-q"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        return sum(chunk.count(b"\n") for chunk in iter(lambda: child.stdout.read(1 << 20), b"")) - 1


def output_folder(captures: Sequence[Path]) -> Path:
    """Where outputs go: the RAM disk, or the disk where that has no room for the largest of them."""
    most = max(path.stat().st_size for path in captures)
    # One output lies there at a time. Small files take whole pages.
    if RAM_DISK.is_dir() and shutil.disk_usage(RAM_DISK).free > 4 * most:
        return RAM_DISK
    print(f"bench: {RAM_DISK} has no room for outputs: they go to the disk, which is measured too", file=sys.stderr)
    return inputs.FOLDER


def do(job: Job, times: int) -> None:
    """Runs a job's commands and prints what came out."""
    warm(job.capture)
    run_in_turn([command for command in job.ours + job.peers if command.is_installed], times)
    show(job, packets_in(job.capture))


def main() -> None:
    """Reads the command line, makes the inputs, runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    inputs.add_flags(parser)
    parser.add_argument("--times", type=int, default=3, help="runs of each command; one before them is not counted")
    parser.add_argument("--only", choices=("packets", "fields", "streams", "plugin"), help="jobs of flowdump, of its fields of Wireshark's, of streamdump, or the plugin")
    arguments = parser.parse_args()
    wants = [arguments.only] if arguments.only else ["packets", "fields", "streams", "plugin"]
    taken = inputs.make_or_take(arguments)
    folder = output_folder([taken.mix, taken.flows, taken.bulk, taken.lossy, taken.many])
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix="flowstat-bench-") as out,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector,
    ):
        collector.bind(COLLECTOR)  # softflowd wants somebody to send to
        streams = stream_jobs(taken, Path(out)) if "streams" in wants else []
        packets = packet_and_flow_jobs(taken, Path(out)) if "packets" in wants else []
        fields = field_jobs(taken, Path(out)) if "fields" in wants and shutil.which("tshark") else []
        for job in packets + fields + streams:
            do(job, arguments.times)
    if "plugin" in wants:
        show_plugin_cost(taken.mix, arguments.times)
    if streams:
        print("", *markdown(streams), sep="\n")


if __name__ == "__main__":
    main()
