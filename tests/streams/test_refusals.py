"""A run that is refused leaves its folder as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, USAGE, capture
from support.streamdump import dump, files, run


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


@pytest.mark.parametrize("name", ["in.parquet", "in.arrow", "in.tar"])
def test_an_input_is_never_overwritten(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(capture("http.pcap").read_bytes())
    done = run(path, "-o", path, "--force")
    assert (done.exit_code, done.stderr) == (USAGE, f"streamdump: will not write {path}: it is an input\n")
    assert path.read_bytes() == capture("http.pcap").read_bytes()


@pytest.mark.parametrize("name", ["streams.parquet", "spans.parquet", "report.xml", "a-stream", "INCOMPLETE"])
def test_an_input_in_the_folder_is_never_overwritten(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    dump(capture("http.pcap"), "-o", out, "--spans", "--report", "dfxml", "-T", "a-stream")
    path = out / name
    path.write_bytes(capture("http.pcap").read_bytes())
    done = run(path, "-o", out, "--force", "--spans", "--report", "dfxml", "-T", "a-stream")
    assert (done.exit_code, done.stderr) == (USAGE, f"streamdump: will not write {path}: it is an input\n")
    assert path.read_bytes() == capture("http.pcap").read_bytes()


@pytest.mark.parametrize("name", ["streams.csv", "spans.csv", "report.xml", "a-stream"])
def test_force_follows_no_link_in_the_folder(name: str, tmp_path: Path) -> None:
    out, theirs = tmp_path / "out", tmp_path / "theirs"
    out.mkdir()
    theirs.write_text("theirs")
    (out / name).symlink_to("../theirs")
    words = ("--format", "csv", "--spans", "--report", "dfxml", "-T", "a-stream")
    assert run(capture("http.pcap"), "-o", out, *words).exit_code == BAD_FILE
    dump(capture("http.pcap"), "-o", out, "--force", *words)
    assert theirs.read_text() == "theirs"
    assert not (out / name).is_symlink()


@pytest.mark.parametrize("template", ["streams.parquet", "spans.csv", "report.xml", "INCOMPLETE"])
def test_no_stream_is_named_as_a_table(template: str, tmp_path: Path) -> None:
    plain, renamed = tmp_path / "plain", tmp_path / "renamed"
    dump(capture("http.pcap"), "-o", plain)
    dump(capture("http.pcap"), "-o", renamed, "-T", template, "--report", "dfxml", "--spans", "--format", "csv")
    expected = sorted(files(plain).values())
    assert sorted(path.read_bytes() for path in renamed.glob(f"{template}c*")) == expected


@pytest.mark.parametrize("template", ["f", "f%C", "f%c", "f%C%c", "fc1", "f%Cc%c"])
def test_names_that_clash_are_told_apart(template: str, tmp_path: Path) -> None:
    plain, renamed = tmp_path / "plain", tmp_path / "renamed"
    dump(capture("http.pcap"), capture("ssh.pcap"), "-o", plain)
    dump(capture("http.pcap"), capture("ssh.pcap"), "-o", renamed, "-T", template)
    assert sorted(files(renamed).values()) == sorted(files(plain).values())


#: What does not go together, and what is said of it.
SENSELESS = [
    (["--spans"], "--spans needs a file for each stream: -o FOLDER or -o FILE.tar"),
    (["-o", "p.arrow", "--naming", "tcpflow"], "--naming needs a file for each stream: -o FOLDER or -o FILE.tar"),
    (["-o", "p.parquet", "--format", "csv"], "--format is that of the tables beside the streams, and here are none"),
    (["-c", "--fan-out"], "--fan-out needs a file for each stream: -o FOLDER or -o FILE.tar"),
    (["-o", "x.csv"], "streams go to a folder, or to a file .tar, .parquet or .arrow; if x.csv is to be a folder, give it as x.csv/"),
    (["-o", "x.tar.gz", "--join"], "streams go to a folder, or to a file .tar, .parquet or .arrow; if x.tar.gz is to be a folder, give it as x.tar.gz/"),
    (["--list", "-o", "x"], "--list shows the table of streams on standard output; leave out -o"),
    (["-o", "-q"], "option '--output': '-q' is not the name of a folder or a file; it looks like an option (./-q is a folder of that name)"),
    (["-o", "x", "--join", "--digest", "md5"], "--join or --console and --digest or --report do not go together"),
    (["-o", "x", "--format", "table"], "--format table is for standard output; beside the streams: parquet, arrow, csv, jsonl or tsv"),
    (["-c", "-o", "out"], "--console shows what was said and writes no files; leave out -o, or use --join"),
    (["--join"], "--join needs -o FOLDER, or -o - for standard output"),
    (["--join", "-o", "x.tar"], "--join and -o with the name of an archive or a table do not go together"),
    (["--digest", "md5", "-o", "x.parquet"], "--digest needs a file for each stream: -o FOLDER or -o FILE.tar"),
    (["-D"], "--hex and --binary say how a console looks; add -c or -C"),
    (["--report", "dfxml"], "--report needs a file for each stream: -o FOLDER or -o FILE.tar"),
]


@pytest.mark.parametrize(("words", "message"), SENSELESS, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_what_makes_no_sense_is_refused(words: list[str], message: str, tmp_path: Path) -> None:
    done = run(capture("http.pcap"), *words, cwd=tmp_path)
    assert (done.exit_code, done.stderr) == (USAGE, f"streamdump: {message}\n")
    assert list(tmp_path.iterdir()) == []
