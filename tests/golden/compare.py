"""Compares flowdump's rows with tshark's answer, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from golden.columns import COLUMNS, STREAMS, Column
from golden.layers import Seen
from golden.oracle import Answer


@dataclass(frozen=True)
class Difference:
    """One cell that is not what tshark says. Frame 0 stands for the capture as a whole."""

    frame: int
    column: str
    ours: str
    tshark: str
    protocols: str

    def __str__(self) -> str:
        return (f"frame {self.frame} {self.column}: flowdump {self.ours or 'null'}, "
                f"tshark {self.tshark or 'null'} ({self.protocols})")  # fmt: skip


@dataclass
class Comparison:
    """What came out for one capture."""

    differences: list[Difference] = field(default_factory=list)
    frames: int = 0
    in_scope: int = 0
    #: tcp and udp where tshark also counts headers that flowdump does not decode, so that the stream
    #: numbers were compared up to renumbering.
    renumbered: frozenset[str] = frozenset()


def compare(header: Sequence[str], rows: Sequence[Sequence[str]], answer: Answer) -> Comparison:
    """Compares cell by cell, as far as tshark came."""
    fields = {name: index for index, name in enumerate(answer.fields)}
    frames = [Seen(fields, row, number) for number, row in enumerate(_packets(fields, answer.rows), start=1)]
    result = Comparison(frames=len(frames), in_scope=sum(seen.path.in_scope for seen in frames))
    result.renumbered = frozenset().union(*(seen.path.hidden for seen in frames))
    result.differences += _row_count(len(rows), len(frames), answer)
    for column in COLUMNS:
        cells = _cells(column, header.index(column.name), rows, frames)
        if STREAMS.get(column.name) in result.renumbered:
            cells = _renumbered(cells)
        result.differences += _differing(column, cells)
    result.differences.sort(key=lambda difference: difference.frame)
    return result


def _packets(fields: dict[str, int], rows: Sequence[list[str]]) -> list[list[str]]:
    """Without pcapng's custom blocks, which tshark numbers as well; they have no link type."""
    return [row for row in rows if row[fields["frame.encap_type"]]]


def _row_count(rows: int, expected: int, answer: Answer) -> list[Difference]:
    """tshark may stop at a damage that flowdump reads past, never the other way round."""
    if rows == expected or (answer.exit_code != 0 and rows > expected):
        return []
    return [Difference(0, "rows", str(rows), str(expected), answer.message)]


@dataclass(frozen=True)
class _Cell:
    frame: int
    ours: str
    tshark: str
    protocols: str


def _cells(column: Column, index: int, rows: Sequence[Sequence[str]], frames: Sequence[Seen]) -> list[_Cell]:
    cells = []
    for row, seen in zip(rows, frames):
        if not (seen.path.in_scope or column.in_every_frame):
            continue
        expected = column.expected(seen)
        if expected is not None:
            cells.append(_Cell(seen.number, row[index], expected, seen.all("frame.protocols")))
    return cells


def _renumbered(cells: Iterable[_Cell]) -> list[_Cell]:
    """Both sides' numbers in order of first appearance: equal when they match one to one."""
    ours: dict[str, str] = {"": ""}
    tshark: dict[str, str] = {"": ""}
    return [_Cell(cell.frame, ours.setdefault(cell.ours, str(len(ours) - 1)),
                  tshark.setdefault(cell.tshark, str(len(tshark) - 1)), cell.protocols) for cell in cells]  # fmt: skip


def _differing(column: Column, cells: Iterable[_Cell]) -> list[Difference]:
    return [Difference(cell.frame, column.name, cell.ours, cell.tshark, cell.protocols)
            for cell in cells if not _is_same(column, cell)]  # fmt: skip


def _is_same(column: Column, cell: _Cell) -> bool:
    if cell.ours == cell.tshark:
        return True
    if not cell.ours or not cell.tshark:
        return False
    try:
        return column.form(cell.ours) == column.form(cell.tshark)
    except (ValueError, OSError):
        return False
