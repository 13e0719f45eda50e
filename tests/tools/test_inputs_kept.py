"""What a user had is never overwritten, and limits of the system are messages."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, USAGE, capture, command, dump, run

MIXED = "a.pcap -o {} --format csv --force"


@pytest.fixture(name="folder")
def made_folder(tmp_path: Path) -> Path:
    """A folder with a capture, and two other names for it."""
    (tmp_path / "a.pcap").write_bytes(capture("http.pcap").read_bytes())
    (tmp_path / "link.pcap").symlink_to("a.pcap")
    (tmp_path / "hard.pcap").hardlink_to(tmp_path / "a.pcap")
    return tmp_path


@pytest.mark.parametrize("name", ["a.pcap", "./a.pcap", "link.pcap", "hard.pcap"])
def test_an_input_is_no_output(name: str, folder: Path) -> None:
    done = run(*MIXED.format(name).split(), cwd=folder)
    assert (done.exit_code, done.stderr) == (USAGE, f"flowdump: will not write {name}: it is an input\n")
    assert (folder / "a.pcap").read_bytes() == capture("http.pcap").read_bytes()


def test_nor_is_standard_input(folder: Path) -> None:
    with (folder / "a.pcap").open("rb") as stdin:
        done = subprocess.run(command("-", "-o", "a.pcap", "--format", "csv", "--force"),
                              stdin=stdin, capture_output=True, cwd=folder, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (USAGE, b"flowdump: will not write a.pcap: it is an input\n")
    assert (folder / "a.pcap").read_bytes() == capture("http.pcap").read_bytes()


def test_the_largest_file_allowed(folder: Path) -> None:
    done = subprocess.run(command("a.pcap", "-o", "x.csv"), capture_output=True, cwd=folder, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))  # fmt: skip
    assert (done.returncode, done.stderr) == (BAD_FILE, b"flowdump: cannot write x.csv: File too large\n")
    assert not list(folder.glob("*x.csv*")) and not list(folder.glob(".*x.csv*"))


def test_more_inputs_than_the_soft_limit_of_open_files(folder: Path) -> None:
    soft, hard = 64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < 256:
        pytest.skip("the hard limit of open files is as low")
    names = ["a.pcap"] * 100
    done = subprocess.run(command(*names, "--columns", "frame_number"), capture_output=True, cwd=folder, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard)))  # fmt: skip
    frames = len(dump("a.pcap", "--columns", "frame_number", cwd=folder).stdout.splitlines()) - 1
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 100 * frames + 1)
