"""Without a tree Wireshark's taps tell the values that the tree has."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from golden import captures
from support.dissect import compared, dissect
from support.flowdump import COMPLETE, DAMAGED, capture

#: Asked for beside the others it makes a tree necessary.
TREE = "frame.protocols"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "compared_capture" in metafunc.fixturenames:
        # Of the shared captures a short run goes through those where taps may tell less than the tree.
        parts = ("captures/", "malformed/", "tunnels/")
        paths = [path for path in compared(metafunc.config) if captures.all_are_wanted(metafunc.config) or captures.name_of(path).startswith(parts)]
        metafunc.parametrize("compared_capture", paths, ids=map(captures.name_of, paths))


def found(path: Path, to: Path, *words: str) -> tuple[str, pq.ParquetFile]:
    """What looked at the frames of a capture, and what it made of them."""
    done = dissect(path, "--engine", "dissector", *words, "-o", to, "--force", "--summary=json")
    if done.exit_code not in (COMPLETE, DAMAGED):
        pytest.skip(f"cannot be read: {done.stderr}")
    (summary,) = (line for line in done.stderr.splitlines() if line.startswith("{"))
    return json.loads(summary)["engine"], pq.ParquetFile(to)


@functools.cache
def tapped() -> list[str]:
    """Words that ask for all fields that need no tree."""
    names = [line.split("\t")[0] for line in dissect("--engine", "native", "--list-fields", ".").lines()]
    needs_none = []
    for name in [*names, "udp.stream"]:
        done = dissect(capture("arp.pcap"), "--engine", "dissector", "-e", name, "--summary=json")
        if json.loads(done.stderr.splitlines()[-1])["engine"] == "taps":
            needs_none += ["-e", name]
    return needs_none


def test_what_needs_no_tree() -> None:
    eleven = "frame.number frame.time_epoch frame.len ip.src ip.dst tcp.srcport tcp.dstport tcp.stream tcp.seq tcp.ack tcp.len"
    assert set(eleven.split()) <= set(tapped())


def test_taps_tell_what_the_tree_has(compared_capture: Path, tmp_path: Path) -> None:
    taps, ours = found(compared_capture, tmp_path / "taps.parquet", *tapped())
    tree, theirs = found(compared_capture, tmp_path / "tree.parquet", *tapped(), "-e", TREE)
    assert (taps, tree) == ("taps", "dissector")
    names = [name for name in tapped() if name != "-e"]
    assert ours.schema_arrow.names == names
    assert [ours.schema_arrow.field(name) for name in names] == [theirs.schema_arrow.field(name) for name in names]
    for row, expected in zip(ours.read().to_pylist(), theirs.read().to_pylist(), strict=True):
        different = {name: (value, expected[name]) for name, value in row.items() if value != expected[name]}
        assert not different, (row["frame.number"], different)


@pytest.mark.parametrize("name", ["snaplen40.pcap", "icmp_errors.pcap", "tunnels.pcap", "ip_fragments.pcap"])
@pytest.mark.parametrize("words", [("-E", "occurrence=f"), ("-E", "occurrence=l"), ("-2",), ("--addresses", "binary")])
def test_so_they_do_in_other_ways(name: str, words: tuple[str, ...], tmp_path: Path) -> None:
    taps, ours = found(capture(name), tmp_path / "taps.parquet", *words, *tapped())
    tree, theirs = found(capture(name), tmp_path / "tree.parquet", *words, *tapped(), "-e", TREE)
    assert (taps, tree) == ("taps", "dissector")
    assert ours.read().to_pylist() == theirs.read(ours.schema_arrow.names).to_pylist()
