"""What tshark itself gives, without anything of a user's settings."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from support.flowdump import FLOWDUMP, Done, Word, finished
from support.streamdump import STREAMDUMP

MODULE = FLOWDUMP.parent.parent / "lib" / "flowstat" / "dissector.so"
PLAIN = {"WIRESHARK_CONFIG_DIR": "/nonexistent", "SSLKEYLOGFILE": ""}
LIMIT_SECONDS = 100
#: Exit codes of tshark that has read what it could: all, or up to some damage.
READ = (0, 2, 14)

#: (stream, substream or "", sender): octets.
Streams = dict[tuple[str, str, str], bytes]

needs_wireshark = pytest.mark.skipif(
    shutil.which("tshark") is None or not MODULE.exists(), reason="needs tshark and the dissector module"
)


def tshark(*words: Word) -> str:
    """What tshark prints."""
    done = subprocess.run(
        ["tshark", "-n", *map(str, words)], capture_output=True, env={**os.environ, **PLAIN}, timeout=LIMIT_SECONDS, check=False
    )
    assert done.returncode in READ, done.stderr.decode()
    return done.stdout.decode(errors="replace")


def dissect(*words: Word, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
    """Runs streamdump as tshark() runs tshark."""
    return finished([str(STREAMDUMP), *map(str, words)], stdin, {**PLAIN, **(env or {})}, None)


def prefs(keys: Path | None) -> list[Word]:
    """The words for tshark and streamdump to decrypt with a file of keys."""
    return [] if keys is None else ["-o", f"tls.keylog_file:{keys}"]


#: The fields by which streams are told apart; the second where a conversation has several.
KEYS = {
    "tls": ("tcp.stream",),
    "http": ("tcp.stream",),
    "http2": ("tcp.stream", "http2.streamid"),
    "quic": ("quic.connection.number", "quic.stream.stream_id"),
    "udp": ("udp.stream",),
    "tcp": ("tcp.stream",),
}


def streams_of(capture: Path, follower: str, words: list[Word]) -> list[tuple[str, ...]]:
    """Every stream, and every substream that is in a frame with one, as -z follow takes them."""
    fields = [word for field in KEYS[follower] for word in ("-e", field)]
    found = set()
    for line in tshark("-r", capture, *words, "-T", "fields", *fields).splitlines():
        columns = [column.split(",") for column in line.split("\t")]
        if len(columns) == len(KEYS[follower]):
            found |= {(first, *rest) for first in columns[0] for rest in _tails(columns[1:]) if first and all(rest)}
    return sorted(found)


def _tails(columns: list[list[str]]) -> list[tuple[str, ...]]:
    return [(value,) for value in columns[0]] if columns else [()]


def followed_by_tshark(capture: Path, follower: str, words: list[Word]) -> Streams:
    """Every stream, as -z follow prints it."""
    streams = streams_of(capture, follower, words)
    reports = [word for key in streams for word in ("-z", f"follow,{follower},raw,{','.join(key)}")]
    if not reports:
        return {}
    octets: Streams = {}
    # The reports come in another order than they were asked for, and each says which it is.
    for report in re.split(r"={20,}\n", tshark("-q", "-r", capture, *words, *reports)):
        if not report.startswith(f"Follow: {follower},raw\n"):
            continue
        head, *lines = report.splitlines()
        stream, substream = (re.findall(r" eq (\d+)", lines[0]) + [""])[:2]
        # The other node is not always told.
        node = re.sub(r"[][]", "", lines[1].removeprefix("Node 0: "))
        for line in lines[3:]:
            key = (stream, substream, f"not {node}" if line.startswith("\t") else node)
            octets[key] = octets.get(key, b"") + bytes.fromhex(line.strip())
    return {key: data for key, data in octets.items() if data}


def exported_by_tshark(capture: Path, protocol: str, folder: Path, words: list[Word]) -> Counter[str]:
    """The SHA-256 of each object that tshark saves."""
    out_of_order = ["-o", "tcp.reassemble_out_of_order:TRUE"]
    tshark("-q", "-r", capture, *out_of_order, *words, "--export-objects", f"{protocol},{folder}")
    return Counter(digest(path) for path in folder.rglob("*") if path.is_file())


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
