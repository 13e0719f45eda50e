"""Runs the program under test and compares what it wrote."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from golden import captures
from golden.columns import COLUMNS
from golden.compare import Comparison, Difference, compare
from golden.oracle import Answer

FLOWDUMP = Path(os.environ.get("FLOWDUMP", captures.ROOT / "build" / "release" / "bin" / "flowdump"))
STREAM_RULE = "4.0"  # that of the tshark we compare with
LIMIT_SECONDS = 120

COMPLETE, DAMAGED, NOT_A_CAPTURE = 0, 3, 9


@dataclass(frozen=True)
class Output:
    """What flowdump wrote."""

    header: list[str]
    rows: list[list[str]]
    exit_code: int
    message: str


def dump(capture: Path) -> Output:
    """The compared columns of every packet, as text."""
    columns = ",".join(column.name for column in COLUMNS)
    words = [str(FLOWDUMP), str(capture), "--stream-rule", STREAM_RULE, "--columns", columns,
             "--time-format", "epoch", "--format", "tsv", "-o", "-"]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    lines = [line.split("\t") for line in done.stdout.split("\n")[:-1]]
    header = lines[0] if lines else [column.name for column in COLUMNS]
    return Output(header, lines[1:], done.returncode, done.stderr.strip())


def check(output: Output, answer: Answer) -> Comparison:
    """Rows and exit code against tshark's answer."""
    result = compare(output.header, output.rows, answer)
    result.differences[:0] = _exit_code(output, answer)
    return result


def _exit_code(output: Output, answer: Answer) -> list[Difference]:
    """Complete where tshark is; damaged or not a capture only where tshark complains or sees no frame."""
    allowed = {COMPLETE}
    if answer.exit_code:
        allowed |= {DAMAGED, NOT_A_CAPTURE}
    if not answer.rows:
        allowed |= {NOT_A_CAPTURE}
    if output.exit_code in allowed:
        return []
    return [Difference(0, "exit_code", str(output.exit_code), str(answer.exit_code), answer.message)]
