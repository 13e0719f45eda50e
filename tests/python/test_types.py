"""Every reader sees exactly the types that --list-columns promises, in every capture."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from support.flowdump import captures
from support.tables import TABLES, Listed, listed_of, read_arrow, write_both

FORMATS = ("parquet", "arrow", "arrows")

#: DuckDB's names for what --list-columns calls by Arrow's.
DUCKDB_TYPES = {
    "int64": "BIGINT",
    "uint8": "UTINYINT",
    "uint16": "USMALLINT",
    "uint32": "UINTEGER",
    "bool": "BOOLEAN",
    "double": "DOUBLE",
    "string": "VARCHAR",
    "binary": "BLOB",
    "timestamp[ns, tz=UTC]": "TIMESTAMPTZ_NS",
    "duration[ns]": "BIGINT",  # Parquet has no duration; these are the nanoseconds
    "dictionary<values=string, indices=int8>": "VARCHAR",
}


def arrow_type(text: str) -> pa.DataType:
    """The Arrow type that a word of --list-columns stands for."""
    if text.startswith("dictionary"):
        return pa.dictionary(pa.int8(), pa.string())
    if text.startswith("timestamp"):
        return pa.timestamp("us" if "[us" in text else "ns", tz="UTC")
    if text.startswith("duration"):
        return pa.duration("us" if "[us" in text else "ns")
    return pa.type_for_alias(text)


def promised(columns: list[Listed]) -> list[tuple[str, pa.DataType, bool]]:
    """Name, type and nullability of each column."""
    return [(column.name, arrow_type(column.bare_type), column.is_nullable) for column in columns]


def found(schema: pa.Schema) -> list[tuple[str, pa.DataType, bool]]:
    """The same of what was read."""
    return [(field.name, field.type, field.nullable) for field in schema]


@pytest.mark.parametrize("source", captures(), ids=lambda path: path.name)
def test_pyarrow_and_duckdb_read_all_columns(source: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        write_both(source, tmp_path, "--format", form)
    for table in TABLES:
        read = {form: read_arrow((tmp_path / f"{table}.{form}").read_bytes(), form) for form in FORMATS}
        for form in FORMATS:
            assert found(read[form].schema) == promised(listed_of(table)), (table, form)
            read[form].validate(full=True)
            assert read[form].equals(read["parquet"]), (table, form)
        check_duckdb(tmp_path / f"{table}.parquet", table, read["parquet"].num_rows)


def check_duckdb(path: Path, table: str, row_count: int) -> None:
    """DuckDB's view of a Parquet file."""
    relation = duckdb.read_parquet(str(path))
    expected = [(column.name, DUCKDB_TYPES[column.bare_type]) for column in listed_of(table)]
    assert list(zip(relation.columns, map(str, relation.types), strict=True)) == expected
    assert len(relation.fetchall()) == row_count


@pytest.mark.parametrize(
    "words",
    [("--time-unit=us",), ("--time-unit=int64",), ("--addresses=binary",), ("--flow-hash=md5-16",)],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("form", FORMATS)
def test_options_change_types_as_listed(words: tuple[str, ...], form: str, tmp_path: Path) -> None:
    write_both(captures()[0], tmp_path, "--format", form, *words)
    for table in TABLES:
        read = read_arrow((tmp_path / f"{table}.{form}").read_bytes(), form)
        assert found(read.schema) == promised(listed_of(table, *words)), table
        assert promised(listed_of(table, *words)) != promised(listed_of(table)), table


def test_no_column_is_a_64_bit_unsigned_integer() -> None:
    assert [column.name for table in TABLES for column in listed_of(table) if "uint64" in column.type] == []


def test_fields_say_what_they_are(tmp_path: Path) -> None:
    write_both(captures()[0], tmp_path)
    for table in TABLES:
        schema = read_arrow((tmp_path / f"{table}.parquet").read_bytes(), "parquet").schema
        for column in listed_of(table):
            about = {key.decode(): value.decode() for key, value in schema.field(column.name).metadata.items()}
            assert about["description"] == column.about
            assert about.get("wireshark", "") == column.wireshark
            assert column.unit in ("", about.get("unit"))
