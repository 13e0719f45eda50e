"""Runs streamdump and reads what it wrote."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
