"""Tables that flowdump wrote, as Arrow tables, and what --list-columns says of them."""

from __future__ import annotations

import functools
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from support.flowdump import Word, dump

TABLES = ("packets", "flows")


@dataclass(frozen=True)
class Listed:
    """A column as --list-columns shows it."""

    table: str
    name: str
    type: str
    unit: str
    wireshark: str
    about: str

    @property
    def is_nullable(self) -> bool:
        """Whether a cell may be missing."""
        return not self.type.endswith(" not null")

    @property
    def bare_type(self) -> str:
        """The Arrow type alone."""
        return self.type.removesuffix(" not null")


@functools.cache
def listed(*words: str) -> tuple[Listed, ...]:
    """The columns of both tables under these further options."""
    text = dump("--list-columns=json", "--table", ",".join(TABLES), *words).stdout
    return tuple(Listed(**row) for row in json.loads(text))


def listed_of(table: str, *words: str) -> list[Listed]:
    """The columns of one table."""
    return [column for column in listed(*words) if column.table == table]


def read_arrow(data: bytes, form: str) -> pa.Table:
    """A table out of the bytes of a Parquet, .arrow or .arrows file."""
    if form == "parquet":
        return pq.read_table(io.BytesIO(data))
    if form == "arrow":
        return pa.ipc.open_file(data).read_all()
    return pa.ipc.open_stream(data).read_all()


def table(source: Path, *words: Word, name: str = "packets") -> pa.Table:
    """A table of a capture with all its columns, unless the words say which."""
    columns = () if "--columns" in words else ("--columns", "all")
    done = dump(source, "--table", name, *columns, "--format", "arrows", "-o", "-", *words)
    return read_arrow(done.stdout, "arrows")


def write_both(source: Path, folder: Path, *words: Word) -> None:
    """Writes both tables of a capture, with all their columns, into a folder."""
    dump(source, "--table", ",".join(TABLES), "--columns", "all", "-o", f"{folder}/", *words)


def plain(column: pa.ChunkedArray) -> list[object]:
    """Cells as Python values; times and durations as the integers that they are stored as."""
    if pa.types.is_timestamp(column.type) or pa.types.is_duration(column.type):
        column = column.cast(pa.int64())
    return column.to_pylist()


def rows(source: pa.Table) -> list[dict[str, object]]:
    """The rows of a table, by column name."""
    columns = [plain(column) for column in source.columns]
    return [dict(zip(source.column_names, cells, strict=True)) for cells in zip(*columns, strict=True)]
