"""Includes point one way. The two tables say which; anything they do not allow is a failure.

Run it as a program, or by pytest. What a file includes through another file is not looked at: the other
file is, on its own."""

import re
import tempfile
import unittest
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: What the files of a folder may include of this project, beside their own folder. A folder in another has
#: its own row.
MAY_SEE = {
    "core/base": [],
    "core/fields": ["core/base"],
    "core/capture": ["core/base"],
    "core/packet": ["core/base", "core/fields"],
    "core/flow": ["core/base", "core/fields", "core/packet"],
    "core/stream": ["core/base", "core/fields", "core/packet", "core/flow"],
    "core/connections": ["core/base", "core/fields", "core/packet", "core/flow", "core/stream"],
    "core/columns": ["core/base", "core/fields"],
    "core/columns/arrow": ["core/base", "core/fields", "core/columns"],
    "core/dissect": ["core/base", "core/fields"],
    "core/dissect/engine": ["core/base", "core/fields", "core/packet", "core/dissect"],
    "core/native": ["core/base", "core/fields", "core/packet", "core/flow", "core/dissect"],
    "core/model": ["core/base", "core/fields"],
    "core/network": ["core/base", "core/fields"],
    "plugin": ["core/base", "core/fields", "core/packet", "core/flow", "core/stream", "core/connections", "core/columns"],
    "tools/cli": ["core/base"],
    "tools/walk": ["core/base", "core/fields", "core/columns", "core/capture", "core/packet", "core/flow", "core/dissect", "core/native", "tools/cli"],
    "tools/flowdump": ["core", "tools/cli", "tools/walk"],
    "tools/streamdump": ["core", "tools/cli", "tools/walk"],
    "tools/flowmodel": ["core", "tools/cli", "tools/walk"],
    "tools/flowsim": ["core", "tools/cli", "tools/walk"],
}

#: Folders that only their own files include: what a program links without Arrow must not need it.
INTERNAL = ["core/columns/arrow", "core/dissect/engine"]

#: A file that sees more than its folder.
ALSO_SEES = {
    "tools/cli/docs.cpp": ["tools"],  # writes the man page of every tool
}

#: Which folders may include a library's headers. Others that are installed are free to all.
LIBRARIES = {
    "arrow": ["core/columns/arrow"],
    "parquet": ["core/columns/arrow"],
    "epan": ["core/dissect/engine", "plugin"],
    "wiretap": ["core/dissect/engine", "plugin"],
    "wsutil": ["core/dissect/engine", "plugin"],
    "wireshark": ["core/dissect/engine", "plugin"],
    "pcap": ["core/capture"],
    "pcap.h": ["core/capture"],
    "gcrypt.h": ["core/flow", "tools/streamdump"],
    "archive.h": ["tools/streamdump"],
    "archive_entry.h": ["tools/streamdump"],
    "CLI": ["tools/cli"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def sources(root: Path) -> Iterator[Path]:
    for top in ("core", "plugin", "tools"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".h", ".cpp", ".c", ".inc", ".in"):
                yield path


def wrong_includes(root: Path) -> list[str]:
    """A line for each include that the tables do not allow."""
    return [
        f"{path.relative_to(root)} includes {include}: {reason}"
        for path in sources(root)
        for own, installed in INCLUDE.findall(path.read_text())
        for include, reason in [(own or installed, wrong(root, path.relative_to(root).as_posix(), own, installed))]
        if reason
    ]


def wrong(root: Path, file: str, own: str, installed: str) -> str:
    """Why this file may not include this; empty where it may."""
    folder = max((known for known in MAY_SEE if is_in(file, known)), key=len, default="")
    if not folder:
        return "the folder has no row in MAY_SEE"
    if installed:
        return wrong_library(folder, installed)
    if not is_in_project(root, own):
        return "no file of that name below the project's root"
    if any(is_in(own, place) and folder != place for place in INTERNAL):
        return "only the files beside it may"
    allowed = [folder, *MAY_SEE[folder], *ALSO_SEES.get(file, [])]
    return "" if any(is_in(own, place) for place in allowed) else f"{folder} sees {', '.join(allowed)}"


def wrong_library(folder: str, header: str) -> str:
    if is_in(header, "core") or is_in(header, "tools") or is_in(header, "plugin"):
        return "a header of this project stands in quotes"
    allowed = next((places for name, places in LIBRARIES.items() if is_in(header, name)), [folder])
    return "" if folder in allowed else f"only {' and '.join(allowed)} may"


def is_in_project(root: Path, name: str) -> bool:
    """Headers that the build writes have a template beside them: version.h.in."""
    return (root / name).is_file() or (root / f"{name}.in").is_file()


class Includes(unittest.TestCase):
    def test_point_one_way(self) -> None:
        wrong_ones = wrong_includes(ROOT)
        self.assertFalse(wrong_ones, "\n" + "\n".join(wrong_ones))

    def test_there_is_something_to_look_at(self) -> None:
        self.assertGreater(len(list(sources(ROOT))), 10)


class Check(unittest.TestCase):
    """The check finds what it is for."""

    #: file, what it includes, whether that is right
    CASES = [
        ("core/base/a.h", "<vector>", True),
        ("core/base/a.h", '"core/base/b.h"', True),
        ("core/base/a.h", '"core/base/version.h"', True),
        ("core/base/a.h", '"core/fields/b.h"', False),
        ("core/base/a.h", '"core/basement/b.h"', False),
        ("core/base/a.h", '"tools/cli/b.h"', False),
        ("core/base/a.h", '"b.h"', False),
        ("core/base/a.h", "<core/base/b.h>", False),
        ("core/packet/a.cpp", '"core/fields/b.h"', True),
        ("core/packet/a.cpp", '"core/flow/b.h"', False),
        ("core/packet/deep/a.cpp", '"core/flow/b.h"', False),
        ("core/capture/a.cpp", '"core/fields/b.h"', False),
        ("core/capture/a.cpp", "<pcap/pcap.h>", True),
        ("core/flow/a.h", "<pcap.h>", False),
        ("core/flow/a.h", "<pcap/pcap.h>", False),
        ("core/flow/a.cpp", "<gcrypt.h>", True),
        ("core/columns/a.cpp", "<arrow/api.h>", False),
        ("core/columns/sinks/a.cpp", "<parquet/types.h>", False),
        ("core/columns/a.cpp", '"core/columns/arrow/b.h"', False),
        ("core/columns/sinks/a.cpp", '"core/columns/b.h"', True),
        ("core/columns/arrow/a.cpp", "<arrow/api.h>", True),
        ("core/columns/arrow/a.h", "<parquet/types.h>", True),
        ("core/columns/arrow/a.cpp", '"core/columns/b.h"', True),
        ("core/columns/arrow/a.cpp", '"core/columns/arrow/b.h"', True),
        ("core/columns/arrow/a.cpp", '"core/packet/b.h"', False),
        ("core/columns/a.cpp", '"core/packet/b.h"', False),
        ("core/fields/a.h", "<arrow/api.h>", False),
        ("tools/flowdump/a.cpp", "<arrow/api.h>", False),
        ("tools/flowdump/a.cpp", '"core/columns/arrow/b.h"', False),
        ("core/dissect/engine/a.cpp", "<epan/epan.h>", True),
        ("plugin/a.cpp", "<epan/epan.h>", True),
        ("plugin/a.cpp", '"core/flow/b.h"', True),
        ("plugin/a.cpp", '"core/columns/b.h"', True),
        ("plugin/a.cpp", '"core/columns/arrow/b.h"', False),
        ("plugin/a.cpp", "<arrow/api.h>", False),
        ("plugin/a.cpp", '"core/capture/b.h"', False),
        ("core/capture/a.cpp", "<wiretap/wtap.h>", False),
        ("tools/flowdump/a.cpp", '"tools/cli/b.h"', True),
        ("tools/flowdump/a.cpp", '"tools/streamdump/b.h"', False),
        ("tools/cli/a.cpp", '"tools/flowdump/b.h"', False),
        ("tools/cli/docs.cpp", '"tools/flowdump/b.h"', True),
        ("core/new_folder/a.h", "<vector>", False),
    ]

    def test_rows(self) -> None:
        for file, include, is_right in self.CASES:
            with self.subTest(file=file, include=include), tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                for name in ("core/base/b.h", "core/base/version.h.in", "core/fields/b.h", "core/basement/b.h",
                             "core/capture/b.h", "core/flow/b.h", "core/packet/b.h", "core/columns/b.h",
                             "core/columns/arrow/b.h", "tools/cli/b.h", "tools/flowdump/b.h",
                             "tools/streamdump/b.h"):  # fmt: skip
                    (root / name).parent.mkdir(parents=True, exist_ok=True)
                    (root / name).touch()
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text(f"// first line\n#  include {include}  // why\n")
                found = [line for line in wrong_includes(root) if line.startswith(f"{file} ")]
                self.assertEqual(not found, is_right, found)


if __name__ == "__main__":
    unittest.main()
