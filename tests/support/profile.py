"""The profile `flowstat`: what is in it, and how it is installed for the user of a Shark."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.flowdump import ROOT
from support.plugin import Shark

SOURCE = ROOT / "plugin" / "profile"


@dataclass(frozen=True)
class Button:
    """A button beside the display filter."""

    label: str
    filter: str


def _lines(name: str) -> list[str]:
    """A file of the profile without its comments."""
    return [line for line in (SOURCE / name).read_text().splitlines() if not line.startswith("#")]


def buttons() -> list[Button]:
    """Those that are shown."""
    return [Button(label, text) for shown, label, text, _ in csv.reader(_lines("dfilter_buttons")) if shown == "TRUE"]


def columns() -> dict[str, str]:
    """Fields of our columns by their titles; Wireshark's own columns have none."""
    rows = re.findall(r'"(.*)", "%Cus:(.*):0:R"', "\n".join(_lines("preferences")))
    return dict(rows)


@dataclass(frozen=True)
class Rule:
    """A rule that colours packets; colours have 8 bits."""

    name: str
    filter: str
    background: tuple[int, ...]


def rules() -> list[Rule]:
    """In the order in which Wireshark asks them."""
    rows = [re.fullmatch(r"@(.*)@(.*)@\[(.*)\]\[.*\]", line).groups() for line in _lines("colorfilters")]
    return [Rule(name, text, tuple(int(level) // 257 for level in levels.split(","))) for name, text, levels in rows]


def run_profile(shark: Shark, word: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs `scripts/profile install` or `uninstall`."""
    tree = shark.folder / "tree"  # a copy: the user might not see ours
    shutil.copytree(SOURCE, tree / "plugin" / "profile", dirs_exist_ok=True)
    (tree / "scripts").mkdir(exist_ok=True)
    shutil.copy(ROOT / "scripts" / "profile", tree / "scripts")
    return shark.run(word, program=str(tree / "scripts" / "profile"), **env)


def installed(shark: Shark) -> Path:
    """The folder of the profile, which is there now."""
    done = run_profile(shark, "install")
    assert done.returncode == 0, done.stderr
    return shark.home / ".config" / "wireshark" / "profiles" / "flowstat"
