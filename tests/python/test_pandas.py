"""A plain pandas.read_parquet() keeps every integer exact, also in columns with missing cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from support.flowdump import capture
from support.tables import TABLES, listed_of, plain, table, write_both

#: What pandas makes of an Arrow type: where no cell may be missing, and where some may.
DTYPES = {
    "int64": ("int64", "Int64"),
    "uint8": ("uint8", "UInt8"),
    "uint16": ("uint16", "UInt16"),
    "uint32": ("uint32", "UInt32"),
    "bool": ("bool", "boolean"),
    "double": ("float64", "float64"),
    "string": ("str", "str"),
    "binary": ("object", "object"),
    "timestamp[ns, tz=UTC]": ("datetime64[ns, UTC]", "datetime64[ns, UTC]"),
    "duration[ns]": ("timedelta64[ns]", "timedelta64[ns]"),
    "dictionary<values=string, indices=int8>": ("category", "category"),
}

SOURCES = ("arp.pcap", "dns.pcap", "icmp_errors.pcap", "empty.pcap")


def cells(series: pd.Series) -> list[object]:
    """A column as Python values, None where a cell is missing, times and durations in nanoseconds."""
    if pd.api.types.is_datetime64_any_dtype(series) or pd.api.types.is_timedelta64_dtype(series):
        numbers = series.to_numpy(dtype=series.dtype.str if series.dtype.kind == "m" else "datetime64[ns]")
        return [None if np.isnat(cell) else int(cell.astype("int64")) for cell in numbers]
    return [None if cell is None or pd.api.types.is_scalar(cell) and pd.isna(cell) else cell for cell in series]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("source", SOURCES)
def test_types_and_values(source: str, name: str, tmp_path: Path) -> None:
    write_both(capture(source), tmp_path)
    frame = pd.read_parquet(tmp_path / f"{name}.parquet")
    truth = table(capture(source), name=name)
    for column in listed_of(name):
        assert str(frame[column.name].dtype) == DTYPES[column.bare_type][column.is_nullable], column.name
        assert cells(frame[column.name]) == plain(truth[column.name]), column.name


def test_large_integers_beside_missing_cells_are_exact(tmp_path: Path) -> None:
    write_both(capture("arp.pcap"), tmp_path)
    frame = pd.read_parquet(tmp_path / "packets.parquet")
    assert frame["flow_uid"].isna().tolist() == [True, True, False, False, True, True, True]
    uids = frame["flow_uid"].dropna().tolist()
    assert uids[0] == uids[1] > 2**53
    assert pd.read_parquet(tmp_path / "flows.parquet")["flow_uid"].tolist() == uids[:1]


def test_a_table_that_pandas_writes_again_has_the_same_types(tmp_path: Path) -> None:
    write_both(capture("arp.pcap"), tmp_path)
    frame = pd.read_parquet(tmp_path / "packets.parquet")
    again = pa.Table.from_pandas(frame).to_pandas()
    assert again.dtypes.tolist() == frame.dtypes.tolist()


def test_group_by_and_describe_work_on_what_was_read(tmp_path: Path) -> None:
    write_both(capture("http.pcap"), tmp_path)
    frame = pd.read_parquet(tmp_path / "packets.parquet")
    per_flow = frame.groupby("flow_id")["payload_bytes"].sum()
    flows = pd.read_parquet(tmp_path / "flows.parquet").set_index("flow_id")
    assert per_flow.astype("int64").to_dict() == flows["payload_bytes"].to_dict()
    assert frame["wire_bytes"].describe()["count"] == len(frame)


@pytest.mark.parametrize("name", TABLES)
def test_microseconds(name: str, tmp_path: Path) -> None:
    write_both(capture("nanosecond.pcap"), tmp_path, "--time-unit", "us")
    frame = pd.read_parquet(tmp_path / f"{name}.parquet")
    time = "time" if name == "packets" else "first_time"
    assert str(frame[time].dtype) == "datetime64[us, UTC]"
    assert not np.isnat(frame[time].to_numpy(dtype="datetime64[us]")).any()
