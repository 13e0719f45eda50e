"""The table of flows is what pandas adds up over the packets of each flow_id."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from support.flowdump import captures
from support.tables import TABLES, write_both

BYTES = ("wire_bytes", "ip_bytes", "payload_bytes")
DIRECTIONS = ("forward", "backward")


@pytest.fixture(scope="module", params=captures(), ids=lambda path: path.name)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[pd.DataFrame]:
    """Both tables of a capture; of the packets those that belong to a flow."""
    folder = tmp_path_factory.mktemp("tables")
    write_both(request.param, folder, "--time-unit", "int64")
    packets, flows = (pd.read_parquet(folder / f"{table}.parquet") for table in TABLES)
    return [packets[packets["flow_id"].notna()], flows.sort_values("flow_id").set_index("flow_id")]


def same(found: pd.Series, expected: pd.Series, absent: int | None = None) -> None:
    """Compares by flow_id; flows that `expected` lacks have `absent`."""
    by_flow = {flow: None if pd.isna(cell) else cell for flow, cell in expected.items()}
    cells = [None if pd.isna(cell) else cell for cell in found]
    wanted = [by_flow.get(flow, absent) for flow in found.index]
    if found.dtype.kind == "f":  # sums of squares round differently
        wanted = [cell and pytest.approx(cell, rel=1e-9) for cell in wanted]
    assert cells == wanted, found.name


def test_ids_are_dense_and_in_order_of_first_packets(pair: list[pd.DataFrame]) -> None:
    packets, flows = pair
    assert packets["flow_id"].drop_duplicates().tolist() == list(range(len(flows))) == flows.index.tolist()


def test_volume(pair: list[pd.DataFrame]) -> None:
    packets, flows = pair
    ways = {"": packets, **{f"{way}_": packets[packets["direction"] == way] for way in DIRECTIONS}}
    for prefix, of_way in ways.items():
        groups = of_way.groupby("flow_id")
        same(flows[f"{prefix}packets"], groups.size(), absent=0)
        for quantity in BYTES:
            same(flows[prefix + quantity], groups[quantity].sum(), absent=0)


def test_times_and_frames(pair: list[pd.DataFrame]) -> None:
    packets, flows = pair
    groups = packets.groupby("flow_id")
    same(flows["first_time"], groups["time"].min())
    same(flows["last_time"], groups["time"].max())
    same(flows["duration"], groups["time"].max() - groups["time"].min())
    same(flows["first_frame"], groups["frame_number"].min())
    same(flows["last_frame"], groups["frame_number"].max())


@pytest.mark.parametrize("way", DIRECTIONS)
def test_times_between_packets(way: str, pair: list[pd.DataFrame]) -> None:
    packets, flows = pair
    of_way = packets[packets["direction"] == way]
    gaps = of_way["time"].groupby(of_way["flow_id"]).diff().groupby(of_way["flow_id"])
    same(flows[f"{way}_iat_min"], gaps.min())
    same(flows[f"{way}_iat_max"], gaps.max())
    same(flows[f"{way}_iat_mean_ns"], gaps.mean())
    same(flows[f"{way}_iat_std_ns"], gaps.std(ddof=1))


def test_what_a_packet_says_of_its_flow(pair: list[pd.DataFrame]) -> None:
    packets, flows = pair
    of_flow = flows.loc[packets["flow_id"].astype("int64")]
    for column in ("flow_uid", "flow_hash", "community_id"):
        assert packets[column].tolist() == of_flow[column].tolist()
    assert packets["flow_packet"].tolist() == (packets.groupby("flow_id").cumcount() + 1).tolist()
    since_first = packets["time"] - packets.groupby("flow_id")["time"].transform("first")
    assert packets["time_since_first"].tolist() == since_first.tolist()


def test_ends_of_a_flow_are_those_of_its_packets(pair: list[pd.DataFrame]) -> None:
    packets, flows = pair
    of_flow = flows.loc[packets["flow_id"].astype("int64")]
    is_forward = (packets["direction"] == "forward").to_numpy()
    for end, other in (("src_addr", "dst_addr"), ("src_port", "dst_port")):
        expected = np.where(is_forward, of_flow[end].to_numpy(object), of_flow[other].to_numpy(object))
        assert packets[end].to_numpy(object).tolist() == expected.tolist()


def test_uids_are_unique(pair: list[pd.DataFrame]) -> None:
    _, flows = pair
    assert flows["flow_uid"].is_unique


def test_the_order_is_that_of_the_ends(tmp_path: Path) -> None:
    """Flows that a reuse of their ports ended come first, the others by flow_id."""
    source = next(path for path in captures() if path.name == "tcp_port_reuse.pcap")
    write_both(source, tmp_path)
    assert pd.read_parquet(tmp_path / "flows.parquet")["flow_id"].tolist() == [0, 1, 2]
