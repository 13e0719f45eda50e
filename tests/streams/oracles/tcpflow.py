"""What tcpflow writes of a capture: a file for each direction of what it takes for a connection."""

from __future__ import annotations

import functools
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from streams.oracles.ours import Sender
from support.records import unpacked

LIMIT_SECONDS = 60
NAME = re.compile(r"(?P<src>.+)\.(?P<src_port>\d{5})-(?P<dst>.+)\.(?P<dst_port>\d{5})"
                  r"(--(?P<vlan>\d+))?(c(?P<again>\d+))?")  # fmt: skip
COMPRESSED = (b"\x1f\x8b", b"\x28\xb5")


@dataclass
class Written:
    """A run of tcpflow: for each sender its files, in the order of their names, or why there are none."""

    files: dict[Sender, list[tuple[int, str, Path]]] = field(default_factory=dict)
    failure: str = ""


@functools.cache
def version() -> str:
    """What `tcpflow --version` says; empty without a tcpflow."""
    try:
        return subprocess.run(["tcpflow", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""


def write(capture: Path, folder: Path) -> Written:
    """Runs tcpflow; it makes the folder."""
    source = capture
    with capture.open("rb") as file:
        if file.read(2) in COMPRESSED:  # tcpflow hands these to programs that need not be there
            source = folder.with_suffix(".pcap")
            source.write_bytes(unpacked(capture))
    words = ["tcpflow", "-S", "enable_report=NO", "-r", str(source), "-o", str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=LIMIT_SECONDS,
                              check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return Written(failure=f"longer than {LIMIT_SECONDS} s")
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return Written(failure=said[-1].removeprefix("tcpflow: ").replace(f"{source}: ", "").replace(str(source), "it"))
    return Written(_files(folder))


def _files(folder: Path) -> dict[Sender, list[tuple[int, str, Path]]]:
    found: dict[Sender, list[tuple[int, str, Path]]] = {}
    for path in folder.iterdir():
        name = NAME.fullmatch(path.name)
        assert name, path.name
        sender = (_address(name["src"]), int(name["src_port"]), _address(name["dst"]), int(name["dst_port"]))
        found.setdefault(sender, []).append((int(name["again"] or 0), name["vlan"] or "", path))
    return {sender: sorted(files) for sender, files in found.items()}


def _address(text: str) -> str:
    """IPv4 without the zeros in front."""
    return text if ":" in text else ".".join(str(int(part)) for part in text.split("."))
