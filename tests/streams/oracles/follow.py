"""What `tshark -z follow,tcp,raw` says of every stream: a few runs for each capture, kept under build/oracle.

A run is asked for many streams at once, since each run decodes the whole capture. It puts no IP fragments together,
as streamdump does not, and hands no payload to application protocols in pieces; both leave the octets as they are.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from golden import captures, oracle

BATCH = 100
LIMIT_SECONDS = float(os.environ.get("FLOWSTAT_FOLLOW_SECONDS", "60"))
PREFERENCES = ("ip.defragment:FALSE", "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE")
RULER = "=" * 67


@dataclass
class Followed:
    """A stream as follow prints it; `records[0]` is what node 0 sent, record by record."""

    nodes: tuple[str, str]
    records: tuple[list[bytes], list[bytes]] = field(default_factory=lambda: ([], []))

    def octets(self, side: int) -> bytes:
        """All that a side sent."""
        return b"".join(self.records[side])


@dataclass
class Answer:
    """The streams of a capture by number, and those that took too long."""

    streams: dict[int, Followed]
    late: list[int]


def ask(capture: Path, packets: oracle.Answer) -> Answer:
    """tshark's answer for every stream that has octets, by its own account of the packets."""
    answer = Answer({}, [])
    numbers = _with_octets(packets)
    for first in range(0, len(numbers), BATCH):
        batch = numbers[first : first + BATCH]
        text = _cached(capture, batch)
        if text is None:
            answer.late += batch
        else:
            answer.streams.update(_parse(text))
    return answer


def _with_octets(packets: oracle.Answer) -> list[int]:
    streams, sizes = packets.fields.index("tcp.stream"), packets.fields.index("tcp.len")
    found: set[int] = set()
    for row in packets.rows:
        if row[sizes].replace(oracle.SEPARATOR, "").strip("0"):
            found.update(int(word) for word in row[streams].split(oracle.SEPARATOR) if word)
    return sorted(found)


def _cached(capture: Path, numbers: list[int]) -> str | None:
    about = f"{oracle.tshark_version()} {PREFERENCES} {numbers}".encode()
    digest = hashlib.sha256(about + hashlib.sha256(capture.read_bytes()).digest()).hexdigest()
    stored = oracle.CACHE / f"{digest}.follow.gz"
    late = oracle.CACHE / f"{digest}.follow.late"
    if stored.exists():
        return gzip.decompress(stored.read_bytes()).decode()
    if late.exists() and float(late.read_text()) >= LIMIT_SECONDS:
        return None
    oracle.CACHE.mkdir(parents=True, exist_ok=True)
    text = _run(capture, numbers)
    if text is None:
        late.write_text(str(LIMIT_SECONDS))
        return None
    part = stored.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(gzip.compress(text.encode(), 1))
    part.replace(stored)
    return text


def _run(capture: Path, numbers: list[int]) -> str | None:
    if not captures.is_zstd(capture):
        return _run_tshark(capture, numbers)
    with tempfile.NamedTemporaryFile(suffix=".pcap") as unpacked:
        subprocess.run(["zstd", "-dcq", str(capture)], stdout=unpacked, check=False)
        return _run_tshark(Path(unpacked.name), numbers)


def _run_tshark(capture: Path, numbers: list[int]) -> str | None:
    words = ["tshark", "-n", "-r", str(capture), "-q"]
    for preference in PREFERENCES:
        words += ["-o", preference]
    for number in numbers:
        words += ["-z", f"follow,tcp,raw,{number}"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               env=_environment(), start_new_session=True)  # fmt: skip
    try:
        return process.communicate(timeout=LIMIT_SECONDS)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None


def _environment() -> dict[str, str]:
    """The user's own preferences and plugins must not change an answer."""
    profile = oracle.CACHE / "profile"
    profile.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "WIRESHARK_CONFIG_DIR": str(profile), "LC_ALL": "C.UTF-8"}


def _parse(text: str) -> dict[int, Followed]:
    found: dict[int, Followed] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if not line.startswith("Filter: tcp.stream eq "):
            continue
        number = int(line.split()[-1])
        nodes = next(lines).removeprefix("Node 0: "), next(lines).removeprefix("Node 1: ")
        stream = found[number] = Followed(nodes)
        for record in lines:
            if record.startswith(RULER):
                break
            stream.records[record.startswith("\t")].append(bytes.fromhex(record.strip()))
    return found
