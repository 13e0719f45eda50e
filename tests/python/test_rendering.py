"""Options that say how a value is stored or written: they never change what it is."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from pathlib import Path

import pyarrow.compute as pc
import pytest

from support.flowdump import capture, captures, dump
from support.tables import TABLES, plain, rows, table

MAC_COLUMNS = ("eth_src", "eth_dst")
ADDRESS_COLUMNS = ("src_addr", "dst_addr")


@pytest.mark.parametrize("source", ["dns.pcap", "vlan.pcap", "arp.pcap"])
def test_binary_addresses_are_the_text_ones_in_network_order(source: str) -> None:
    text, binary = rows(table(capture(source))), rows(table(capture(source), "--addresses", "binary"))
    for one, other in zip(text, binary, strict=True):
        for column in ADDRESS_COLUMNS:
            found = other.pop(column)
            assert one.pop(column) == (found and str(ipaddress.ip_address(found)))
        for column in MAC_COLUMNS:
            found = other.pop(column)
            assert one.pop(column) == (found and found.hex(":"))
        assert one == other


def test_binary_addresses_of_flows() -> None:
    source = capture("dns.pcap")
    text, binary = table(source, name="flows"), table(source, "--addresses", "binary", name="flows")
    for column in ADDRESS_COLUMNS:
        assert text[column].to_pylist() == [str(ipaddress.ip_address(cell)) for cell in binary[column].to_pylist()]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("source", ["nanosecond.pcap", "tcp_reorder.pcapng"])
def test_time_units(source: str, name: str) -> None:
    exact = table(capture(source), name=name)
    plain_integers = table(capture(source), "--time-unit", "int64", name=name)
    coarse = table(capture(source), "--time-unit", "us", name=name)
    for column in exact.column_names:
        cells = plain(exact[column])
        assert plain(plain_integers[column]) == cells, column
        is_time = str(exact[column].type).startswith(("timestamp", "duration"))
        expected = [cell and int(str(cell)) // 1000 for cell in cells] if is_time else cells
        assert plain(coarse[column]) == expected, column


def test_nanoseconds_are_there() -> None:
    assert any(int(str(cell)) % 1000 for cell in plain(table(capture("nanosecond.pcap"))["time"]))


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_epoch_times(form: str) -> None:
    source = capture("nanosecond.pcap")
    words = ("--columns", "time", "--time-format", "epoch", "--format", form, "-o", "-")
    found = [line.strip('{}"').removeprefix('time":') for line in dump(source, *words).lines()]
    expected = [f"{int(str(ns)) // 10**9}.{int(str(ns)) % 10**9:09}" for ns in plain(table(source)["time"])]
    assert found == (expected if form == "jsonl" else ["time", *expected])


def test_epoch_times_change_no_binary_format() -> None:
    source = capture("arp.pcap")
    assert table(source, "--time-format", "epoch").equals(table(source))


def md5_16(row: dict[str, object]) -> str:
    """The compatible hash: the lower address first, decimal ports, nothing between them."""
    ends = [(ipaddress.ip_address(str(row[f"{end}_addr"])).packed, row[f"{end}_addr"], row[f"{end}_port"])
            for end in ("src", "dst")]  # fmt: skip
    ordered = ends if ends[0][0] < ends[1][0] else ends[::-1]
    return hashlib.md5("".join(f"{address}{port}" for _, address, port in ordered).encode()).hexdigest()[:16]


@pytest.mark.parametrize("source", ["http.pcap", "http_ipv6.pcapng", "dns.pcap"])
def test_md5_16_changes_the_hash_only(source: str) -> None:
    usual = rows(table(capture(source)))
    md5 = rows(table(capture(source), "--flow-hash", "md5-16"))
    for one, other in zip(usual, md5, strict=True):
        found = other.pop("flow_hash")
        assert (one.pop("flow_hash") is None) == (found is None)
        assert one == other
        if one["src_port"] is not None:
            assert found == md5_16(one)


@pytest.mark.parametrize("source", captures(), ids=lambda path: path.name)
def test_the_hash_is_the_front_of_the_community_id(source: Path) -> None:
    found = table(source, name="flows")
    digests = pc.utf8_slice_codeunits(found["community_id"], 2).to_pylist()
    assert found["flow_hash"].to_pylist() == [first_63_bits(digest) for digest in digests]
    assert all(0 <= uid < 2**63 for uid in found["flow_uid"].to_pylist())


def first_63_bits(base64_text: str) -> int:
    """The first 64 bits of a digest without the top one."""
    return int.from_bytes(base64.b64decode(base64_text)[:8]) & (2**63 - 1)
