"""Times commands in turn."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Run:
    """What one run of a command took."""

    wall_s: float
    cpu_s: float  # user and system
    rss_mb: float


@dataclass
class Command:
    """A command that is timed, and its runs."""

    name: str
    words: Sequence[str]
    output: Path  # a file or a folder that it makes new in every run
    check: Callable[[Path], str] | None = None  # says how right an output is
    verdict: str = ""
    runs: list[Run] = field(default_factory=list)

    @property
    def is_installed(self) -> bool:
        """Whether there is such a program."""
        return shutil.which(self.words[0]) is not None

    def run_once(self) -> Run:
        """Runs it once; its standard output goes nowhere."""
        started = time.monotonic()
        child = subprocess.Popen(self.words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert child.stderr is not None
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"bench: {self.name} failed: {errors.decode(errors='replace')[-500:]}")
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    def median(self, figure: str) -> float:
        """The median of a figure over the runs."""
        return statistics.median(getattr(run, figure) for run in self.runs)


def remove(path: Path) -> None:
    """Removes a file, or a folder and all in it; nothing may be there.

    Not in this process: the system counts the memory of the parent to a child's peak.
    """
    subprocess.run(["rm", "-rf", "--", str(path)], check=True)


def run_in_turn(commands: Sequence[Command], times: int) -> None:
    """A round that is not counted and whose outputs are checked, then `times` rounds.

    What comes first after a rest pays for memory that the host of a virtual machine took away meanwhile.
    """
    for count in range(times + 1):
        for command in commands:
            run = command.run_once()
            if count > 0:
                command.runs.append(run)
            elif command.check is not None:
                command.verdict = command.check(command.output)
            remove(command.output)


def warm(path: Path) -> None:
    """Reads a file, so that every command finds it in the page cache."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass
