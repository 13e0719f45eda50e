"""Which captures there are, and which of them cannot be compared."""

from __future__ import annotations

import functools
import gzip
import os
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OWN = ROOT / "captures"
SHARED = Path(os.environ.get("FLOWSTAT_SHARED_CAPTURES", ROOT.parent / "shared" / "captures"))

SUFFIXES = (".pcap", ".pcapng", ".cap", ".pcapnano", ".erf", ".snoop", ".pcap.gz", ".pcapng.gz", ".cap.gz",
            ".pcap.zst", ".pcapng.zst")  # fmt: skip

#: What a file starts with, by format: pcap with micro- and nanoseconds in both byte orders, pcapng.
READABLE = (b"\xa1\xb2\xc3\xd4", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x4d\x3c\xb2\xa1", b"\x0a\x0d\x0d\x0a")
ZSTD = b"\x28\xb5\x2f\xfd"
GZIP = b"\x1f\x8b"


def below(path: Path) -> list[Path]:
    """The capture itself, or every capture in a folder, sorted by name."""
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(SUFFIXES))


def all_are_wanted(config: pytest.Config) -> bool:
    """Whether all shared captures are to be compared, by --all-captures or FLOWSTAT_ALL_CAPTURES.

    The option is unknown where pytest starts above this folder; the variable always works."""
    return bool(config.getoption("--all-captures", default=False) or os.environ.get("FLOWSTAT_ALL_CAPTURES"))


def subset(names: Path = HERE / "subset.txt") -> list[Path]:
    """The shared captures that every run compares; `names` has one a line."""
    lines = names.read_text().splitlines()
    return [SHARED / line for line in lines if line and not line.startswith("#")]


def name_of(capture: Path) -> str:
    """The name that exceptions.tsv uses: the path below the shared captures, or captures/NAME for ours."""
    if capture.is_relative_to(SHARED):
        return capture.relative_to(SHARED).as_posix()
    if capture.is_relative_to(ROOT):
        return capture.relative_to(ROOT).as_posix()
    return capture.as_posix()


@functools.cache
def skip_reason(capture: Path) -> str:
    """Why flowdump and tshark cannot be compared on this file; empty when they can."""
    if is_zstd(capture) and not shutil.which("zstd"):
        return "format: zstd, which neither tshark nor a program here unpacks"
    magic = _first_bytes(capture)
    if magic not in READABLE:
        return "format: neither pcap nor pcapng"
    return ""


def is_zstd(capture: Path) -> bool:
    """Whether the file is compressed in the one way that Debian's tshark does not read."""
    with capture.open("rb") as file:
        return file.read(len(ZSTD)) == ZSTD


def _first_bytes(capture: Path) -> bytes:
    if is_zstd(capture):
        command = ["zstd", "-dcq", str(capture)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as zstd:
            return zstd.stdout.read(4) if zstd.stdout else b""
    with capture.open("rb") as file:
        magic = file.read(4)
    if not magic.startswith(GZIP):
        return magic
    try:
        with gzip.open(capture) as unpacked:
            return unpacked.read(4)
    except (OSError, EOFError, zlib.error):
        return b""
