"""Runs streamdump and reads what it wrote."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from support.flowdump import FLOWDUMP, LIMIT_SECONDS, Done, Word

STREAMDUMP = FLOWDUMP.with_name("streamdump")
TABLES = ("streams.", "spans.")


def run(*words: Word, cwd: Path | None = None, stdin: bytes = b"") -> Done:
    """Runs streamdump."""
    done = subprocess.run(
        [str(STREAMDUMP), *map(str, words)], input=stdin, capture_output=True, cwd=cwd, env=dict(os.environ),
        timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr.decode())


def dump(*words: Word, cwd: Path | None = None) -> Done:
    """Runs streamdump, which has to complete without a word on standard error."""
    done = run(*words, cwd=cwd)
    assert (done.exit_code, done.stderr) == (0, ""), words
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
