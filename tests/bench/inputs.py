"""The captures that programs are timed on: made here, or ready ones."""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from exact import Sent, file_content, printed
from programs import BIN, ROOT

FOLDER = ROOT / "build" / "bench"
LOSSY_STREAMS = 8
MANY_REPLY_BYTES = 4000
MANY_CONNECTION_BYTES = 4870  # of the capture


@dataclass(frozen=True)
class Inputs:
    """A capture for each kind of job; `sent` are the big streams of it, where they are known."""

    mix: Path
    flows: Path
    bulk: Path
    bulk_sent: list[Sent]
    lossy: Path
    lossy_sent: list[Sent]
    many: Path


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Size of what is made, and what is to be taken instead."""
    parser.add_argument("--size", type=int, default=100, metavar="MB", help="megabytes of each generated input")
    for name, what in (
        ("mix", "mixed traffic"),
        ("flows", "many flows"),
        ("bulk", "one big stream"),
        ("lossy", "eight big streams with loss"),
        ("many", "many small connections"),
    ):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"capture of {what} in place of that")
    parser.add_argument(
        "--sent",
        type=Path,
        metavar="FOLDER",
        help="files that the servers of --bulk and --lossy sent; default: bulkfiles/ beside the capture",
    )


def make_or_take(arguments: argparse.Namespace) -> Inputs:
    """The captures that the command line asks for."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    size, octets = str(arguments.size), arguments.size * 1_000_000
    captures = sorted(str(path) for path in (ROOT / "captures").glob("*.pcap*") if path.stat().st_size > 24)
    reply, lossy_reply = octets * 93 // 100, octets * 93 // 100 // LOSSY_STREAMS
    connections = octets // MANY_CONNECTION_BYTES
    eight = str(LOSSY_STREAMS)
    return Inputs(
        mix=arguments.mix or made("mix", size, "make_capture", "mix", size, *captures),
        flows=arguments.flows
        or made("flows", size, "make_capture", "flows", str(arguments.size * 10_300), str(arguments.size * 1_000)),
        bulk=arguments.bulk or made("bulk", size, "make_streams", "clean", "1", "1", str(reply)),
        bulk_sent=served(arguments.bulk, arguments.sent) if arguments.bulk else replies(1, reply),
        lossy=arguments.lossy or made("lossy", size, "make_streams", "lossy", eight, eight, str(lossy_reply)),
        lossy_sent=served(arguments.lossy, arguments.sent) if arguments.lossy else replies(LOSSY_STREAMS, lossy_reply),
        many=arguments.many
        or made("many", size, "make_streams", "clean",
                str(connections), str(max(1, connections // 5)), str(MANY_REPLY_BYTES)),
    )  # fmt: skip


def made(name: str, size: str, program: str, kind: str, *arguments: str) -> Path:
    """A generated capture; kept for the next time."""
    path = FOLDER / f"{name}{size}.pcap"
    if not path.exists():
        print(f"making {path.name}", file=sys.stderr)
        part = path.with_suffix(".part")
        subprocess.run([str(BIN / program), kind, str(part), *arguments], check=True)
        part.rename(path)
    return path


def replies(connections: int, octets: int) -> list[Sent]:
    """What the servers of a capture of make_streams sent."""
    program = str(BIN / "make_streams")
    return [
        Sent(octets, partial(printed, [program, "reply", str(number), str(octets)])) for number in range(connections)
    ]


def served(capture: Path, folder: Path | None) -> list[Sent]:
    """The files that a web server sent."""
    folder = folder or capture.parent / "bulkfiles"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [Sent(path.stat().st_size, partial(file_content, path)) for path in files if path.is_file()]
