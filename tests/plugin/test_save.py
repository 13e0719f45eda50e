"""`tshark -z flowstat,save,FOLDER` writes what streamdump writes."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from support.flowdump import capture
from support.plugin import Shark, shark
from support.streamdump import STREAMDUMP

NAMES = ["http.pcap", "http_loss.pcap", "tcp_port_reuse.pcap", "midstream.pcap", "snaplen96.pcap", "tcp_reorder.pcapng", "tunnels.pcap", "dns.pcap"]


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def saved(tshark: Shark, path: Path, folder: Path, rest: str = "", *words: str) -> dict[str, bytes]:
    """What tshark saved, by name."""
    done = tshark.run("-q", "-n", "-r", path, *words, "-z", f"flowstat,save,{folder}{rest}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def expected(tshark: Shark, path: Path, folder: Path, *words: str) -> dict[str, bytes]:
    """The same by streamdump."""
    rule = ["--stream-rule", tshark.version()]
    subprocess.run([STREAMDUMP, path, "-q", *rule, "--format", "csv", "-o", folder, *words], check=True, timeout=60)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_files_and_table(tshark: Shark, tmp_path: Path, name: str) -> None:
    path = tshark.readable(capture(name))
    folder = tshark.new_folder()
    assert saved(tshark, path, folder) == expected(tshark, path, tmp_path / "out")
    for file in folder.iterdir():
        if file.name != "streams.csv":
            assert file.stat().st_mtime_ns == (tmp_path / "out" / file.name).stat().st_mtime_ns


def test_a_pipe(tshark: Shark, tmp_path: Path) -> None:
    path = capture("http_loss.pcap")
    folder = tshark.new_folder()
    done = tshark.run("-q", "-n", "-r", "-", "-z", f"flowstat,save,{folder}", stdin=path)
    assert done.returncode == 0, done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == expected(tshark, path, tmp_path / "out")


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_a_filter_chooses_whole_streams(tshark: Shark, tmp_path: Path, passes: list[str]) -> None:
    """Whatever the packet that it chooses, be it the last."""
    path = tshark.readable(capture("http.pcap"))
    every = expected(tshark, path, tmp_path / "every")
    port = next(row["src_port"] for row in csv.DictReader(every["streams.csv"].decode().splitlines()))
    chosen = saved(tshark, path, tshark.new_folder(), f",tcp.flags.fin == 1 && tcp.port == {port}", *passes)
    assert chosen == expected(tshark, path, tmp_path / "chosen", "--port", port)
    assert 1 < len(chosen) < len(every)


def test_a_filter_that_chooses_nothing_leaves_an_empty_table(tshark: Shark) -> None:
    files = saved(tshark, tshark.readable(capture("http.pcap")), tshark.new_folder(), ",udp")
    assert list(files) == ["streams.csv"] and files["streams.csv"].count(b"\n") == 1


def test_nothing_is_overwritten(tshark: Shark) -> None:
    path = tshark.readable(capture("http.pcap"))
    folder = tshark.new_folder()
    (folder / "mine").write_text("mine")
    done = tshark.run("-q", "-r", path, "-z", f"flowstat,save,{folder}")
    assert done.returncode == 1
    assert done.stderr == f"tshark: -z flowstat,save,{folder}: cannot write {folder}: there is something in it already\n"
    assert [file.name for file in folder.iterdir()] == ["mine"]


@pytest.mark.parametrize("rest", ["", ",", ",{folder},tcp &&", ",/proc/nowhere/x"])
def test_what_is_wrong_is_told_in_one_line_and_leaves_nothing(tshark: Shark, rest: str) -> None:
    folder = tshark.new_folder()
    folder.rmdir()
    done = tshark.run("-q", "-r", tshark.readable(capture("http.pcap")), "-z", "flowstat,save" + rest.format(folder=folder))
    assert done.returncode == 1
    assert done.stderr.startswith("tshark: -z flowstat,save") and done.stderr.count("\n") == 1
    assert not folder.exists()


def test_a_full_disk_is_told(tshark: Shark) -> None:
    """A limit of file size stands for it."""
    folder = tshark.new_folder()
    path = tshark.readable(capture("http_loss.pcap"))
    done = tshark.run("-c", f"ulimit -f 8; exec tshark -q -n -r {path} -z flowstat,save,{folder}", program="bash")
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert (folder / "INCOMPLETE").exists()
