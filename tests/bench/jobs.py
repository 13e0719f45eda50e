"""What is compared with what: a capture, our programs and their peers."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import programs
from exact import Sent, count_exact
from inputs import LOSSY_STREAMS, Inputs
from measure import Command
from plugin_cost import ORDINARY


FIELD_PACKETS = 200_000
NEEDS_TREE = "frame.protocols"  # as no tap tells of it


@dataclass(frozen=True)
class Target:
    """What a program of ours should reach beside the others of its job."""

    peer: float  # at least so many times as fast
    copy: float | None = None  # at most so many times cp


@dataclass
class Job:
    """Commands that do the same to one capture: ours come first, then the peer, then cp if anything."""

    title: str
    capture: Path
    ours: list[Command]
    peers: list[Command]
    targets: Sequence[Target] = ()  # one for each of ours; none: nothing is promised
    note: str = ""


def packet_and_flow_jobs(inputs: Inputs, out: Path) -> list[Job]:
    """flowdump beside tshark, tcpdump and softflowd."""
    parquet, text, nothing = out / "x.parquet", out / "x.csv", out / "nothing"
    mix, flows = inputs.mix, inputs.flows
    packets = ("--columns", programs.PACKET_COLUMNS)
    volume = ("--table", "flows", "--columns", programs.FLOW_COLUMNS)
    return [
        Job("packets, 12 columns", mix, [programs.flowdump("flowdump, Parquet", mix, parquet, *packets)],
            [programs.tshark(mix, nothing)]),
        Job("packets, 12 columns, text", mix, [programs.flowdump("flowdump, CSV", mix, text, *packets)],
            [programs.tcpdump(mix, nothing)]),
        Job("flows with volume", flows, [programs.flowdump("flowdump, Parquet", flows, parquet, *volume)],
            [programs.softflowd(flows, nothing)]),
    ]  # fmt: skip


def field_jobs(inputs: Inputs, out: Path) -> list[Job]:
    """flowdump with Wireshark's fields beside tshark that prints them: without a tree, natively, and with a tree; --jobs without the field that
    it cannot give."""
    capture = out / "first.pcap"
    subprocess.run(["editcap", "-r", inputs.mix, capture, f"1-{FIELD_PACKETS}"], check=True)
    parted = [name for name in ORDINARY if name != "tcp.stream"]

    def ours(name: str, engine: str, names: list[str], *words: str) -> Command:
        return programs.flowdump(name, capture, out / "x.parquet", "--no-profile", "--engine", engine, *words, *asked(names))

    def theirs(names: list[str]) -> list[Command]:
        words = ["tshark", "-n", "-r", str(capture), "-T", "fields", *asked(names)]
        return [Command("tshark -n -T fields", words, out / "nothing")]

    return [
        Job(f"{len(ORDINARY)} fields of Wireshark's", capture,
            [ours("flowdump -e, Parquet", "dissector", ORDINARY),
             ours("flowdump -e --jobs 2, Parquet", "dissector", parted, "--jobs", "2"),
             ours("flowdump -e --engine native, Parquet", "native", ORDINARY)],
            theirs(ORDINARY), [Target(2.5)]),
        Job(f"{len(ORDINARY)} of them, and {NEEDS_TREE}", capture,
            [ours("flowdump -e, Parquet", "dissector", [*ORDINARY, NEEDS_TREE])],
            theirs([*ORDINARY, NEEDS_TREE]), [Target(1.8)]),
    ]  # fmt: skip


def asked(fields: list[str]) -> list[str]:
    """The words that ask for them."""
    return [word for name in fields for word in ("-e", name)]


def stream_jobs(inputs: Inputs, out: Path) -> list[Job]:
    """streamdump beside tcpflow and cp."""
    packs = programs.packs(out)
    return [
        stream_job("one big stream", inputs.bulk, out, [Target(2.0, 1.4)], (inputs.bulk_sent, 1)),
        stream_job("eight streams with loss", inputs.lossy, out, [Target(1.85)], (inputs.lossy_sent, LOSSY_STREAMS)),
        stream_job("mix", inputs.mix, out, [Target(2.2), Target(4.0)], packs=packs),
        stream_job("many connections", inputs.many, out, [Target(1.5), Target(3.8)], packs=packs),
    ]


def stream_job(
    title: str,
    capture: Path,
    out: Path,
    targets: Sequence[Target],
    sent: tuple[list[Sent], int] | None = None,
    packs: bool = False,
) -> Job:
    """Where there is a second target, it is that of one packed file."""
    check = partial(count_exact, sent=sent[0], streams=sent[1]) if sent else count_files
    ours = [programs.streamdump(capture, out / "streams", check)]
    wants_packed = len(targets) > 1
    if wants_packed and packs:
        ours.append(programs.streamdump_packed(capture, out / "streams.arrow"))
    peers = [programs.tcpflow(capture, out / "tcpflow", check), programs.copy(capture, out / "copy")]
    note = "" if packs or not wants_packed else "streamdump, packed: not built"
    return Job(title, capture, ours, peers, targets, note)


def count_files(folder: Path) -> str:
    """How many streams a folder holds; the table beside them is none."""
    with os.scandir(folder) as entries:  # a million names are never in memory at once
        return f"{sum(not entry.name.startswith('streams.') for entry in entries):,} files"
