"""Runs streamdump and reads what it wrote."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from support.flowdump import COMPLETE, FLOWDUMP, Done, Word, finished

STREAMDUMP = FLOWDUMP.with_name("streamdump")
TABLES = ("streams.", "spans.")


def run(*words: Word, cwd: Path | None = None, stdin: bytes = b"") -> Done:
    """Runs streamdump."""
    return finished([str(STREAMDUMP), *map(str, words)], stdin, None, cwd)


def dump(*words: Word, cwd: Path | None = None) -> Done:
    """Runs streamdump, which has to complete without a word on standard error."""
    done = run(*words, cwd=cwd)
    assert (done.exit_code, done.stderr) == (COMPLETE, ""), words
    return done


def files(folder: Path) -> dict[str, bytes]:
    """The streams that were written to a folder, by name; not the tables beside them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(TABLES)
    }


def md5s(folder: Path) -> dict[str, str]:
    """The MD5 of each stream."""
    return {name: hashlib.md5(data).hexdigest() for name, data in files(folder).items()}


def packed(path: Path) -> dict[tuple[int, str], bytes]:
    """The octets of each stream in a table of octets; zeros where there are none, as in a sparse file."""
    rows = duckdb.sql(
        f"""select flow_id, direction, "offset", span_bytes, status, payload from '{path}' order by 1, 2, 3"""
    ).fetchall()
    streams: dict[tuple[int, str], bytes] = {}
    for flow_id, direction, offset, count, status, payload in rows:
        stream = streams.get((flow_id, direction), b"")
        assert len(stream) == offset
        assert (payload is None) == (status in ("hole", "truncated"))
        assert payload is None or len(payload) == count <= 2**20
        streams[flow_id, direction] = stream + (payload or bytes(count))
    return streams
