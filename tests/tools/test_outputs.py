"""Outputs appear whole or not at all, and nothing else is left lying about."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, DAMAGED, FLOWDUMP, USAGE, capture, command, dump, run
from support.tables import read_arrow

FORMATS = ("parquet", "arrow", "arrows", "csv", "tsv", "jsonl", "table")
NOBODY = 65534

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become nobody or to mount a file system")


def names(folder: Path) -> list[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def as_nobody(folder: Path, *words: str | Path) -> tuple[int, str]:
    """Runs flowdump in a folder as a user who owns nothing: exit code and standard error."""
    done = subprocess.run(command(*words), cwd=folder, capture_output=True, check=False,
                          user=NOBODY, group=NOBODY, extra_groups=[])  # fmt: skip
    return done.returncode, done.stderr.decode()


@pytest.fixture(name="open_folder")
def made_open_folder(tmp_path: Path) -> Path:
    """A folder that everybody reaches; skips where the program itself cannot be."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    try:
        code, _ = as_nobody(tmp_path, "--version")
    except PermissionError:
        code = -1
    if code:
        pytest.skip(f"nobody may not run {FLOWDUMP}")
    return tmp_path


@needs_root
def test_unreadable_input(open_folder: Path) -> None:
    (open_folder / "secret.pcap").write_bytes(capture("arp.pcap").read_bytes())
    (open_folder / "secret.pcap").chmod(0o600)
    assert as_nobody(open_folder, "secret.pcap") == (BAD_FILE, "flowdump: cannot open secret.pcap: Permission denied\n")


@needs_root
def test_unwritable_folder(open_folder: Path) -> None:
    (open_folder / "a.pcap").write_bytes(capture("arp.pcap").read_bytes())
    assert as_nobody(open_folder, "a.pcap", "-o", "x.csv") == (
        BAD_FILE, "flowdump: cannot write x.csv: Permission denied\n")  # fmt: skip
    assert names(open_folder) == ["a.pcap"]


@pytest.fixture(name="small_disk")
def mounted_small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"cannot mount a tmpfs: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


@needs_root
@pytest.mark.parametrize("form", FORMATS)
def test_disk_full(form: str, small_disk: Path) -> None:
    path = small_disk / "x"
    done = run(capture("tcp_bulk.pcap"), "--columns", "all", "--format", form, "-o", path)
    assert (done.exit_code, done.stderr) == (BAD_FILE, f"flowdump: cannot write {path}: No space left on device\n")
    assert names(small_disk) == []


@needs_root
@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_disk_full_behind_a_compressor(ending: str, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(12_000))
    path = small_disk / f"x.csv{ending}"
    done = run(capture("tcp_bulk.pcap"), "--columns", "all", "--format", "csv", "-o", path)
    assert (done.exit_code, done.stderr) == (BAD_FILE, f"flowdump: cannot write {path}: No space left on device\n")
    assert names(small_disk) == ["ballast"]


@needs_root
def test_disk_full_leaves_the_old_output(small_disk: Path) -> None:
    path = small_disk / "x.csv"
    path.write_text("old\n")
    assert run(capture("tcp_bulk.pcap"), "--columns", "all", "--force", "-o", path).exit_code == BAD_FILE
    assert names(small_disk) == ["x.csv"]
    assert path.read_text() == "old\n"


@pytest.mark.parametrize("form", FORMATS)
def test_full_device(form: str) -> None:
    done = run(capture("tcp_bulk.pcap"), "--format", form, "-o", "/dev/full")
    assert (done.exit_code, done.stderr) == (BAD_FILE, "flowdump: cannot write /dev/full: No space left on device\n")


def test_full_standard_output() -> None:
    with open("/dev/full", "wb") as full:
        for words in ([capture("arp.pcap")], ["--help"], ["--version"], ["--list-columns"]):
            done = subprocess.run(command(*words), stdout=full, stderr=subprocess.PIPE, check=False)
            message = "flowdump: cannot write standard output: No space left on device\n"
            assert (done.returncode, done.stderr.decode()) == (BAD_FILE, message)


def test_force_replaces(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old\n")
    dump(capture("arp.pcap"), "--force", "-o", path)
    assert path.read_text().startswith("frame_number,")
    assert names(tmp_path) == ["x.csv"]


def test_force_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old\n")
    (tmp_path / "link.csv").symlink_to("real.csv")
    dump(capture("arp.pcap"), "--force", "-o", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("frame_number,")


@pytest.mark.parametrize(("words", "code"), [(("--columns", "nope"), USAGE), (("-f", "nope nope"), 4), (("nope",), 9)])
def test_a_failure_leaves_the_old_output(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old\n")
    assert run(capture("arp.pcap"), "--force", "-o", path, *words).exit_code == code
    assert (names(tmp_path), path.read_text()) == (["x.csv"], "old\n")


def test_a_folder_is_made_and_gets_a_file_for_each_table(tmp_path: Path) -> None:
    dump(capture("arp.pcap"), "--table", "packets,flows", "-o", f"{tmp_path}/new/deep/")
    dump(capture("arp.pcap"), "--table", "flows", "--format", "csv", "-o", tmp_path / "new")
    assert names(tmp_path) == ["new/deep/flows.parquet", "new/deep/packets.parquet", "new/flows.csv"]


def test_columns_of_two_tables(tmp_path: Path) -> None:
    words = ("--table", "packets,flows", "--columns", "flow_id,flows.duration,packets.time", "--format", "tsv")
    dump(capture("arp.pcap"), *words, "-o", f"{tmp_path}/")
    headers = {name: (tmp_path / name).read_text().split("\n")[0].split("\t") for name in names(tmp_path)}
    assert headers == {"packets.tsv": ["flow_id", "time"], "flows.tsv": ["flow_id", "duration"]}


def test_the_format_flag_outranks_the_name(tmp_path: Path) -> None:
    dump(capture("arp.pcap"), "--format", "arrow", "-o", tmp_path / "x.parquet")
    assert read_arrow((tmp_path / "x.parquet").read_bytes(), "arrow").num_rows == 7


def test_a_capture_without_packets_gives_a_table_without_rows(tmp_path: Path) -> None:
    dump(capture("empty.pcap"), "-o", tmp_path / "x.parquet")
    assert read_arrow((tmp_path / "x.parquet").read_bytes(), "parquet").num_rows == 0
    assert len(dump(capture("empty.pcap"), "--table", "flows").lines()) == 1


def test_damaged_input_comes_under_the_final_name(tmp_path: Path) -> None:
    source = tmp_path / "cut.pcap"
    source.write_bytes(capture("http.pcap").read_bytes()[:1500])
    assert run(source, "--table", "packets,flows", "-o", f"{tmp_path}/out/").exit_code == DAMAGED
    assert names(tmp_path) == ["cut.pcap", "out/flows.parquet", "out/packets.parquet"]
