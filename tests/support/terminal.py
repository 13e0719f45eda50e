"""Runs the program under test on a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading
from collections.abc import Callable, Mapping
from typing import IO

from support.flowdump import LIMIT_SECONDS, Word, command

Feed = Callable[[IO[bytes]], None]
BOLD = "\x1b[1m"


def on_terminal(*words: Word, streams: tuple[str, ...] = ("stdout",), env: Mapping[str, str] | None = None,
                columns: int = 80, feed: Feed | None = None) -> tuple[int, str, str]:  # fmt: skip
    """Runs flowdump with these streams on a terminal: exit code, what that shows, what is left for the pipe.

    `feed` writes standard input, which otherwise is empty.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    plugs = {name: follower if name in streams else subprocess.PIPE for name in ("stdout", "stderr")}
    own = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(command(*words), stdin=subprocess.PIPE, env={**own, "TERM": "xterm", **(env or {})},
                               **plugs)  # fmt: skip
    os.close(follower)
    shown: list[bytes] = []
    reader = threading.Thread(target=_read_all, args=(leader, shown))
    reader.start()
    if feed and process.stdin:
        feed(process.stdin)
    piped = b"".join(text for text in process.communicate(timeout=LIMIT_SECONDS) if text)
    reader.join(LIMIT_SECONDS)
    os.close(leader)
    return process.returncode, b"".join(shown).decode().replace("\r\n", "\n"), piped.decode()


def _read_all(leader: int, shown: list[bytes]) -> None:
    while True:
        try:
            text = os.read(leader, 65_536)
        except OSError:  # EIO: nobody has the other end open any more
            return
        if not text:
            return
        shown.append(text)
