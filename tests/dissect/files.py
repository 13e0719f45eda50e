"""What Wireshark's own programs make of capture files, beside flowdump, with settings that nobody has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from golden import captures
from support.flowdump import FLOWDUMP, LIMIT_SECONDS, Done, Word, command, finished
from support.streamdump import STREAMDUMP

MODULE = FLOWDUMP.parent.parent / "lib" / "flowstat" / "dissector.so"
SHARED_FORMATS = captures.SHARED / "formats"

needs_wireshark = pytest.mark.skipif(
    not (MODULE.exists() and shutil.which("tshark") and shutil.which("mergecap") and shutil.which("editcap")),
    reason=f"needs {MODULE.name}, tshark, mergecap and editcap",
)
needs_formats = pytest.mark.skipif(not SHARED_FORMATS.is_dir(), reason=f"no {SHARED_FORMATS} (FLOWSTAT_SHARED_CAPTURES)")

#: Users have settings; these runs have a home without any.
_HOME = tempfile.TemporaryDirectory(prefix="flowstat-home-")
ENV = {"HOME": _HOME.name, "XDG_CONFIG_HOME": _HOME.name + "/config", "TZ": "UTC"}


def formats() -> list[Path]:
    """The captures of many formats."""
    return sorted(SHARED_FORMATS.iterdir()) if SHARED_FORMATS.is_dir() else []


def flowdump(*words: Word, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
    """Runs flowdump without progress."""
    return finished(command("-q", *words), stdin, {**ENV, **(env or {})}, None)


def streamdump(*words: Word) -> Done:
    """Runs streamdump without progress."""
    return finished([str(STREAMDUMP), "-q", *map(str, words)], b"", ENV, None)


def shown(source: Path, *words: Word) -> list[list[str]]:
    """What tshark prints of the packets of a file, up to damage."""
    done = subprocess.run(["tshark", "-n", "-r", source, "-T", "fields", *map(str, words)],
                          capture_output=True, env={**os.environ, **ENV}, timeout=LIMIT_SECONDS, check=False)  # fmt: skip
    return [line.split("\t") for line in done.stdout.decode(errors="replace").splitlines()]


def made(*words: Word) -> None:
    """Runs a program of Wireshark's, which has to complete."""
    subprocess.run([str(word) for word in words], check=True, capture_output=True, env={**os.environ, **ENV}, timeout=LIMIT_SECONDS)
