"""The preset seed0 gives what its notebook gives: cell by cell the rows of a recorded table."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from support.flowdump import ROOT, capture, dump
from support.tables import rows, table

SHARED = Path(os.environ.get("FLOWSTAT_SHARED", ROOT.parent / "shared"))
VECTOR = SHARED / "vectors" / "anon_v4_tcp_rows.csv"
SOURCE = SHARED / "captures" / "seeds" / "anon-v4.pcap"

needs_vector = pytest.mark.skipif(
    not (VECTOR.is_file() and SOURCE.is_file()),
    reason=f"needs {VECTOR} and {SOURCE}; FLOWSTAT_SHARED names the folder of both",
)

TWELVE = ("timestamp flow_hash src_ip dst_ip src_port dst_port seq_nr ack_nr flags ts_val ts_ecr "
          "payload_length").split()  # fmt: skip
NINE = "timestamp flow_hash seq_nr ack_nr flags ts_val ts_ecr payload_length ip_direction_asc".split()


def vector() -> list[dict[str, str]]:
    """The recorded rows under the preset's names and with its spelling."""
    with VECTOR.open() as file:
        recorded = list(csv.DictReader(file))
    for row in recorded:
        row["payload_length"] = row["payload_captured"]
        row["timestamp"] += "000"  # the vector has microseconds
        row["ip_direction_asc"] = "true" if row["ip_direction_asc"] == "1" else "false"
    return recorded


@needs_vector
@pytest.mark.parametrize(("preset", "columns"), [("seed0", TWELVE), ("seed0-short", NINE)])
def test_equals_the_recorded_rows(preset: str, columns: list[str]) -> None:
    words = ("--preset", preset, "--time-format", "epoch", "--format", "csv", "-o", "-")
    found = list(csv.DictReader(io.StringIO(dump(SOURCE, *words).stdout.decode())))
    assert found == [{name: row[name] for name in columns} for row in vector()]


def test_rows_are_the_tcp_packets() -> None:
    source = capture("dns.pcap")
    packets = [row for row in rows(table(source)) if row["ip_protocol"] == 6]
    found = rows(table(source, "--preset", "seed0"))
    names = {"timestamp": "time", "src_ip": "src_addr", "dst_ip": "dst_addr", "src_port": "src_port",
             "dst_port": "dst_port", "seq_nr": "tcp_seq", "ack_nr": "tcp_ack", "flags": "tcp_flags"}  # fmt: skip
    expected = [[row[name] for name in names.values()] for row in packets]
    assert [[row[name] for name in names] for row in found] == expected != []


def test_a_packet_without_timestamps_has_zeros() -> None:
    source = capture("tcp_options.pcap")
    packets = [row for row in rows(table(source)) if row["ip_protocol"] == 6]
    found = rows(table(source, "--preset", "seed0"))
    assert any(row["tcp_ts_val"] is None for row in packets)
    assert [row["ts_val"] for row in found] == [row["tcp_ts_val"] or 0 for row in packets]


def test_the_payload_is_what_was_captured() -> None:
    """The notebook counts the octets that libtrace gives it behind the header."""
    source = capture("snaplen96.pcap")
    packets = [row for row in rows(table(source)) if row["ip_protocol"] == 6]
    found = rows(table(source, "--preset", "seed0"))
    cut = [len(row["payload"]) for row in packets]
    assert [row["payload_length"] for row in found] == cut
    assert cut != [row["payload_bytes"] for row in packets]
