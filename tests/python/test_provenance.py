"""Every Parquet and Arrow file says where it came from, and the same command gives the same bytes."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from support.flowdump import capture, command, dump, run
from support.tables import TABLES, read_arrow, write_both

FORMATS = ("parquet", "arrow", "arrows", "csv", "tsv", "jsonl", "csv.gz", "csv.zst")


def metadata(path: Path) -> dict[str, str]:
    """What a file says about itself, without what is meant for pandas."""
    found = read_arrow(path.read_bytes(), path.suffix[1:]).schema.metadata
    return {key.decode(): value.decode() for key, value in found.items() if key != b"pandas"}


@pytest.mark.parametrize("form", ["parquet", "arrow", "arrows"])
def test_metadata(form: str, tmp_path: Path) -> None:
    version = run("--version").stdout.decode().split()[1]
    one, two = capture("arp.pcap"), capture("dns.pcap")
    words = [one, two, "--table", "packets,flows", "--stream-rule", "4.0", "--format", form, "-o", f"{tmp_path}/"]
    dump(*words)
    for table in TABLES:
        assert metadata(tmp_path / f"{table}.{form}") == {
            "flowstat.version": version,
            "flowstat.table": table,
            "flowstat.arguments": shlex.join(map(str, words)),
            "flowstat.inputs": f"{one}\n{two}",
            "flowstat.stream_rule": "4.0",
            "flowstat.flow_hash": "community",
            "flowstat.idle_timeout": "none",
            "flowstat.active_timeout": "none",
        }


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ((), "flowstat.stream_rule", "4.4"),
        (("--flow-hash", "md5-16"), "flowstat.flow_hash", "md5-16"),
        (("--preset", "seed0"), "flowstat.preset", "seed0"),
        (("--preset", "seed0"), "flowstat.flow_hash", "md5-16"),
    ],
)
def test_metadata_of_options(words: tuple[str, ...], key: str, value: str, tmp_path: Path) -> None:
    dump(capture("arp.pcap"), *words, "-o", tmp_path / "x.parquet")
    assert metadata(tmp_path / "x.parquet")[key] == value


@pytest.mark.parametrize("form", FORMATS)
def test_same_command_same_bytes(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{form}"
    found = set()
    for _ in range(2):
        dump(capture("tcp_bulk.pcap"), "--columns", "all", "--force", "-o", path)
        found.add(path.read_bytes())
    assert len(found) == 1


def test_same_bytes_through_a_slow_pipe(tmp_path: Path) -> None:
    """Batches depend on how the input arrives; the rows and row groups of the output must not."""
    source = capture("tcp_reorder.pcapng").read_bytes()
    found = set()
    for step in (7, 1000, len(source)):
        path = tmp_path / "x.parquet"
        feed(source, step, "-", "--columns", "all", "--force", "-o", path)
        found.add(path.read_bytes())
    assert len(found) == 1


def feed(source: bytes, step: int, *words: str | Path) -> None:
    """Runs flowdump on a standard input that arrives a piece at a time."""
    with subprocess.Popen(command(*words), stdin=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        for at in range(0, len(source), step):
            process.stdin.write(source[at : at + step])
    assert process.returncode == 0


def test_both_tables_are_those_that_come_alone(tmp_path: Path) -> None:
    write_both(capture("dns.pcap"), tmp_path, "--format", "jsonl")
    for table in TABLES:
        alone = dump(capture("dns.pcap"), "--table", table, "--columns", "all", "--format", "jsonl", "-o", "-")
        assert (tmp_path / f"{table}.jsonl").read_bytes() == alone.stdout
