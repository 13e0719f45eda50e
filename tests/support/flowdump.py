"""Runs the program under test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CAPTURES = ROOT / "captures"
FLOWDUMP = Path(os.environ.get("FLOWDUMP", ROOT / "build" / "release" / "bin" / "flowdump"))
LIMIT_SECONDS = 60

COMPLETE, USAGE, DAMAGED, BAD_FILTER, BAD_FILE, INTERRUPTED = 0, 1, 3, 4, 9, 130

Word = str | Path


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    exit_code: int
    stdout: bytes
    stderr: str

    def lines(self) -> list[str]:
        """The lines on standard output."""
        return self.stdout.decode().splitlines()

    def cells(self) -> list[list[str]]:
        """The rows on standard output as TSV, without the header."""
        return [line.split("\t") for line in self.lines()[1:]]


def command(*words: Word) -> list[str]:
    """The command line that runs flowdump with these words."""
    return [str(FLOWDUMP), *map(str, words)]


def run(*words: Word, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """Runs flowdump; `env` is added to this process's own."""
    return finished(command(*words), stdin, env, cwd)


def finished(words: list[str], stdin: bytes, env: Mapping[str, str] | None, cwd: Path | None) -> Done:
    """Runs a command line to its end; `env` is added to this process's own."""
    done = subprocess.run(
        words, input=stdin, capture_output=True, env={**os.environ, **(env or {})}, cwd=cwd,
        timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr.decode())


def dump(*words: Word, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """Runs flowdump, which has to complete without a word on standard error."""
    done = run(*words, stdin=stdin, env=env, cwd=cwd)
    assert (done.exit_code, done.stderr) == (COMPLETE, ""), words
    return done


def capture(name: str) -> Path:
    """A capture of this project."""
    return CAPTURES / name


def captures() -> list[Path]:
    """Every capture of this project, sorted by name."""
    endings = (".pcap", ".pcapng", ".pcap.gz", ".pcap.zst")
    return sorted(path for path in CAPTURES.iterdir() if path.name.endswith(endings))
