"""CSV, TSV and JSON lines hold the same values as Parquet, cell by cell, compressed or not."""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from support.flowdump import capture, dump
from support.tables import TABLES, listed_of, read_arrow, rows, write_both

SOURCES = ("arp.pcap", "http_ipv6.pcapng", "icmp_errors.pcap", "sctp.pcap", "snaplen40.pcap", "tcp_port_reuse.pcap")
COMPRESSIONS = ("", ".gz", ".zst")
HASHES = ("flow_uid", "flow_hash")

Row = dict[str, object]


def seconds(ns: int) -> str:
    """A duration in decimal seconds with nine digits."""
    whole, rest = divmod(abs(ns), 10**9)
    return f"{'-' if ns < 0 else ''}{whole}.{rest:09}"


def rfc3339(ns: int) -> str:
    """A time with nine digits and Z."""
    whole, nano = divmod(ns, 10**9)
    return f"{datetime(1970, 1, 1) + timedelta(seconds=whole):%Y-%m-%dT%H:%M:%S}.{nano:09}Z"


def text_of(name: str, type_: str, cell: object) -> str | None:
    """The text that a Parquet cell has to be in a text format; None where it is missing."""
    if cell is None:
        return None
    if name in HASHES:
        return f"0x{cell:016x}"
    if type_.startswith("timestamp"):
        return rfc3339(int(str(cell)))
    if type_.startswith("duration"):
        return seconds(int(str(cell)))
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(cell)


def expected(folder: Path, table: str) -> list[Row]:
    """The Parquet file's rows as text; doubles stay numbers, since their digits may differ."""
    types = {column.name: column.bare_type for column in listed_of(table)}
    read = rows(read_arrow((folder / f"{table}.parquet").read_bytes(), "parquet"))
    return [
        {name: cell if isinstance(cell, float) else text_of(name, types[name], cell) for name, cell in row.items()}
        for row in read
    ]


def typed(table: str, row: Row) -> Row:
    """A row of text with its doubles as numbers, and with None for missing cells."""
    doubles = {column.name for column in listed_of(table) if column.bare_type == "double"}
    return {name: float(str(cell)) if name in doubles and cell is not None else cell for name, cell in row.items()}


def read_csv(text: str) -> list[Row]:
    """Rows of CSV as DuckDB reads them when told that quotes tell an empty cell from a missing one."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write(text)
        file.flush()
        found = duckdb.read_csv(file.name, all_varchar=True, allow_quoted_nulls=False)
        return [dict(zip(found.columns, cells, strict=True)) for cells in found.fetchall()]


def read_tsv(text: str) -> list[Row]:
    """Rows of TSV, as one would split them in awk."""
    header, *lines = text.split("\n")[:-1]
    return [dict(zip(header.split("\t"), [c or None for c in line.split("\t")], strict=True)) for line in lines]


def read_jsonl(text: str) -> list[Row]:
    """Rows of JSON lines; numbers as the text that stands there."""
    return [json_row(json.loads(line, parse_int=str, parse_float=str)) for line in text.splitlines()]


def json_row(row: Row) -> Row:
    """Truth values as the words that they are in the other formats."""
    return {name: str(cell).lower() if isinstance(cell, bool) else cell for name, cell in row.items()}


READERS = {"csv": read_csv, "tsv": read_tsv, "jsonl": read_jsonl}


def unpacked(path: Path) -> str:
    """The text of a file, by its ending; zstd by the zstd program."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout.decode()
    return path.read_text()


def without_empty(row: Row) -> Row:
    """What is left of a row in TSV, where empty octets and a missing cell are both empty."""
    return {name: None if cell == "" else cell for name, cell in row.items()}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("source", SOURCES)
def test_same_values_as_parquet(source: str, table: str, tmp_path: Path) -> None:
    write_both(capture(source), tmp_path)
    truth = expected(tmp_path, table)
    for form, read in READERS.items():
        write_both(capture(source), tmp_path, "--format", form)
        found = [typed(table, row) for row in read(unpacked(tmp_path / f"{table}.{form}"))]
        assert [list(row) for row in found] == [list(row) for row in truth], form
        assert found == (truth if form != "tsv" else [without_empty(row) for row in truth]), form


@pytest.mark.parametrize("form", READERS)
def test_compressed_files_hold_the_same_text(form: str, tmp_path: Path) -> None:
    texts = set()
    for compression in COMPRESSIONS:
        path = tmp_path / f"x.{form}{compression}"
        dump(capture("dns.pcap"), "--columns", "all", "-o", path)
        texts.add(unpacked(path))
    assert len(texts) == 1
    assert texts == {dump(capture("dns.pcap"), "--columns", "all", "--format", form, "-o", "-").stdout.decode()}
