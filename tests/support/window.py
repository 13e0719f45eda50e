"""Opens the real Wireshark on a screen that nobody sees, and reads its windows."""

from __future__ import annotations

import json
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.picture import Box, Picture
from support.plugin import Shark

LIMIT_SECONDS = 90
DRIVER = Path(__file__).with_name("window_driver.py")
PYTHON = "/usr/bin/python3"  # that of python3-dbus
NEEDED = {
    "wireshark": "which wireshark",
    "xvfb": "which Xvfb",
    "dbus-daemon": "which dbus-daemon",
    "at-spi2-core": "test -x /usr/libexec/at-spi-bus-launcher",
    "python3-dbus": f"{PYTHON} -c 'import dbus'",
}
PACKETS = "Packet list"


class Window:
    """A Wireshark that has loaded a capture, and its main window. Other windows are called by what they show: of
    "Wireshark · Conversations · http.pcap" that is "Conversations"."""

    def __init__(self, driver: subprocess.Popen[str], home: Path, main: str) -> None:
        self._driver, self._home, self.main = driver, home, main
        self.wait_for_label("Packets:")

    def ask(self, name: str, *arguments: Any) -> Any:
        """Calls a method of class Windows in window_driver.py."""
        print(json.dumps([name, *arguments]), file=self._driver.stdin, flush=True)
        ready, _, _ = select.select([self._driver.stdout], [], [], LIMIT_SECONDS)
        line = self._driver.stdout.readline() if ready else ""
        assert line, f"no answer to {name}{arguments}:\n{self.stderr()}"
        is_done, result = json.loads(line)
        assert is_done, result
        return result

    def stderr(self) -> str:
        """What Wireshark and what runs it said so far."""
        return (self._home / "stderr").read_text()

    def titles(self) -> list[str]:
        """Of all windows."""
        return self.ask("titles")

    def wait_for_label(self, beginning: str, window: str = "") -> str:
        """The first text of a window that begins so."""
        return self.ask("wait_for_label", window or self.main, beginning)

    def press(self, name: str, window: str = "") -> None:
        """Presses a button, ticks a box, opens a tab."""
        self.ask("press", window or self.main, name)

    def menu(self, *path: str) -> list[str]:
        """The entries of a menu, such as "Statistics"."""
        return self.ask("menu", self.main, *path)

    def choose(self, *path: str) -> None:
        """Chooses an entry of a menu."""
        self.ask("choose", self.main, *path)

    def table(self, window: str, name: str = "", rows: int = 50) -> list[dict[str, str]]:
        """The first rows of a table, cells by the titles of columns. The name is its own or that of its tab; an only one has none."""
        found = self.ask("table", window, name, rows)
        return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]

    def packets(self, rows: int = 50) -> list[dict[str, str]]:
        """The first rows of the packet list."""
        return self.table(self.main, PACKETS, rows)

    def open_row(self, table: str, beginning: str) -> None:
        """Shows what is below a row of a tree of the main window."""
        self.ask("open_row", self.main, table, beginning)

    def box(self, window: str) -> Box:
        """Where a window is on the screen."""
        return self.ask("box", window)

    def boxes(self, rows: int) -> list[list[Box]]:
        """Where the cells of the packet list's first rows are on the screen."""
        return self.ask("boxes", self.main, PACKETS, rows)

    def picture(self, drawn: Box) -> Picture:
        """The screen, when something is drawn there and it has stood still for a while."""
        before = None
        end = time.monotonic() + LIMIT_SECONDS
        while (now := Picture.read(self._home / "window" / "Xvfb_screen0")) != before or now.is_blank(drawn):
            assert time.monotonic() < end, "the screen does not come to rest"
            before = now
            time.sleep(0.3)
        return now


@contextmanager
def window(shark: Shark, capture: Path, *words: str) -> Iterator[Window]:
    """Runs Wireshark for a block; skips the test where a package is missing."""
    missing = [name for name, line in NEEDED.items() if subprocess.run(line, shell=True, capture_output=True).returncode != 0]
    if missing:
        pytest.skip(f"not installed: {' '.join(missing)}")
    line = shark.line(PYTHON, shark.readable(DRIVER), "-n", *words, capture)
    pipe = subprocess.PIPE
    with (shark.home / "stderr").open("w") as stderr:
        driver = subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=stderr, env=shark.env(), text=True)
    try:
        yield Window(driver, shark.home, capture.name)
    finally:
        driver.stdin.close()
        driver.wait(LIMIT_SECONDS)
