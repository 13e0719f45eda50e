"""A run that is refused leaves its folder as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, capture
from support.streamdump import dump, run


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The table of the first format is in the way before any stream is; that of the other is not.
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_folder_that_holds_a_complete_run(form: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    dump(capture("http.pcap"), "-o", out, "--format", "parquet")
    before = contents(out)
    done = run(capture("http.pcap"), "-o", out, "--format", form)
    assert done.exit_code == BAD_FILE
    assert done.stderr.startswith(f"streamdump: cannot write {out}/")
    assert "exists" in done.stderr
    assert contents(out) == before
    dump(capture("http.pcap"), "-o", out, "--format", form, "--force")


def test_a_folder_that_a_run_left_incomplete(tmp_path: Path) -> None:
    (tmp_path / "INCOMPLETE").write_bytes(b"")
    done = run(capture("http.pcap"), "-o", tmp_path)
    assert (done.exit_code, contents(tmp_path)) == (BAD_FILE, {"INCOMPLETE": b""})
