"""Whether restored streams are what was sent."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

PART_BYTES = 1 << 20
TABLE = "streams.csv"  # of streamdump
HTTP_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Sent:
    """A file that a server sent, perhaps behind an HTTP header."""

    octets: int
    content: Callable[[], Iterator[bytes]]


def count_exact(folder: Path, sent: Sequence[Sent], streams: int) -> str:
    """How many of a folder's big streams are a file that was sent, octet by octet: "7 of 8".

    Where nobody knows what was sent: how many have no hole, if their table tells, and the octets of all.
    """
    if not sent:
        return count_whole(folder)
    least = min(each.octets for each in sent)
    big = [path for path in folder.iterdir() if path.stat().st_size >= least]
    exact = sum(any(is_exact(path, each) for each in sent) for path in big)
    return f"{exact} of {streams}"


def count_whole(folder: Path) -> str:
    """What a folder says of its streams itself."""
    table = folder / TABLE
    octets = f"{sum(path.stat().st_size for path in folder.iterdir() if path != table):,} octets"
    if not table.exists():
        return octets
    with table.open() as file:
        rows = [row for row in csv.DictReader(file) if row["file"]]
    whole = sum(is_whole(folder, row) for row in rows)
    return f"{whole} of {len(rows)} without a hole, {octets}"


def is_whole(folder: Path, row: dict[str, str]) -> bool:
    """Whether a stream has no hole, and a file of as many octets as the table has."""
    is_all = row["holes"] == "0" and row["truncated_bytes"] == "0"
    return is_all and (folder / row["file"]).stat().st_size == int(row["payload_bytes"])


def is_exact(path: Path, sent: Sent) -> bool:
    """Whether a stream is this file; names say nothing of it."""
    with path.open("rb") as stream:
        skip_http_header(stream)
        if path.stat().st_size - stream.tell() != sent.octets:
            return False
        return all(stream.read(len(part)) == part for part in sent.content())


def skip_http_header(stream: BufferedReader) -> None:
    """Goes to the body of an HTTP message; stays where it is none."""
    start = stream.read(PART_BYTES)
    stream.seek(start.index(HTTP_END) + len(HTTP_END) if start.startswith(b"HTTP/") and HTTP_END in start else 0)


def file_content(path: Path) -> Iterator[bytes]:
    """A file in parts."""
    with path.open("rb") as file:
        yield from parts(file)


def printed(words: Sequence[str]) -> Iterator[bytes]:
    """What a command prints, in parts."""
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        yield from parts(child.stdout)


def parts(file: IO[bytes]) -> Iterator[bytes]:
    """A file's octets until its end."""
    return iter(lambda: file.read(PART_BYTES), b"")
