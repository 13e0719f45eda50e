"""What tests of Wireshark's fields share: tshark beside flowdump, with settings that nobody has changed."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from golden import captures
from support.flowdump import Done, Word, command, finished

LIMIT_SECONDS = 20

#: Users have settings; these tests have a home without any.
_HOME = tempfile.TemporaryDirectory(prefix="flowstat-home-")
ENV = {"HOME": _HOME.name, "XDG_CONFIG_HOME": _HOME.name + "/config", "TZ": "UTC"}


def dissect(*words: Word, stdin: bytes = b"") -> Done:
    """Runs flowdump."""
    return finished(command("-q", *words), stdin, ENV, None)


def tshark(*words: Word) -> Done:
    """Runs this machine's tshark without name resolution; skips where it takes minutes."""
    line = ["tshark", "-n", *map(str, words)]
    try:
        done = subprocess.run(line, capture_output=True, env={**os.environ, **ENV}, timeout=LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"tshark takes more than {LIMIT_SECONDS} s")
    return Done(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


def version() -> str:
    """Of this machine's tshark, such as "4.0"."""
    return ".".join(tshark("--version").stdout.decode().split()[2].split(".")[:2])


def compared(config: pytest.Config) -> list[Path]:
    """The captures to compare: our own, and a subset of the shared ones or all of them."""
    own = captures.below(captures.OWN)
    shared = captures.below(captures.SHARED) if captures.all_are_wanted(config) else captures.subset()
    return [path for path in [*own, *shared] if path.exists() and not captures.skip_reason(path)]
