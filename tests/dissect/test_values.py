"""Typed values of sixty fields, in every packet, are those that tshark prints."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from dissect.exceptions import exception
from golden import captures
from support.dissect import compared, dissect, tshark
from support.flowdump import COMPLETE, DAMAGED

FIELDS = Path(__file__).with_name("fields.txt").read_text().split()
ASKED = [word for field in FIELDS for word in ("-e", field)]
BETWEEN = "\x1e"
TRUTHS = {True: ("1", "True"), False: ("0", "False")}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "compared_capture" in metafunc.fixturenames:
        paths = compared(metafunc.config)
        metafunc.parametrize("compared_capture", paths, ids=map(captures.name_of, paths))


def number(text: str) -> Decimal | None:
    """A number as tshark prints it."""
    try:
        return Decimal(int(text, 16)) if text.startswith("0x") else Decimal(text)
    except InvalidOperation:
        return None


def is_same(ours: object, theirs: str) -> bool:
    """Whether a value of ours is what tshark prints."""
    if isinstance(ours, bool):
        return theirs in TRUTHS[ours]
    if isinstance(ours, int):
        return number(theirs) == ours or theirs == f"'{chr(ours)}'"
    assert isinstance(ours, str)
    escaped = ours.encode("unicode_escape").decode()
    return theirs in (ours, escaped, ours.replace("\\", "\\\\")) or (number(ours) is not None and number(ours) == number(theirs))


def is_same_cell(ours: object, theirs: str) -> bool:
    if ours is None or (ours is False and theirs == ""):
        return theirs == ""
    if isinstance(ours, list):
        values = theirs.split(BETWEEN)
        return len(values) == len(ours) and all(map(is_same, ours, values))
    return is_same(ours, theirs) or (ours is True and theirs != "")


def test_values(compared_capture: Path) -> None:
    if reason := exception(captures.name_of(compared_capture)):
        pytest.skip(reason)
    said = tshark("-r", compared_capture, "-T", "fields", "-E", f"aggregator={BETWEEN}", *ASKED)
    theirs = [line.split("\t") for line in said.stdout.decode(errors="surrogateescape").split("\n")[:-1]]
    done = dissect("--time-format", "epoch", "--format", "jsonl", *ASKED, compared_capture)
    if done.exit_code not in (COMPLETE, DAMAGED):
        assert said.exit_code != 0, done.stderr  # neither can read it
        return
    rows = {row["frame.number"]: row for row in (json.loads(line, parse_float=str) for line in done.lines())}
    compared_rows = [cells for cells in theirs if int(cells[0]) in rows]
    # Wireshark counts records that are no packets, such as journal entries; they have no row.
    assert len(rows) == len(compared_rows) and (len(rows) == len(theirs) or compared_capture.suffix == ".pcapng" or done.exit_code == DAMAGED)
    for cells in compared_rows:
        row = rows[int(cells[0])]
        different = {field: (row[field], cell) for field, cell in zip(FIELDS, cells, strict=True) if not is_same_cell(row[field], cell)}
        assert not different, (cells[0], different)
