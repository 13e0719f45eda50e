"""What flowdump says when it cannot go on: one row for each message."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, BAD_FILTER, CAPTURES, USAGE, capture, run


@dataclass(frozen=True)
class Case:
    """A command line, and the exit code and words that it must end with."""

    name: str
    command: str
    exit_code: int
    stderr: str


ENDINGS = ".parquet .arrow .arrows .csv .tsv .jsonl"
FORMATS = "parquet arrow arrows csv tsv jsonl table"
LISTED = "(--list-columns shows them all)"

# fmt: off
CASES = (
    # Inputs
    Case("no input", "", USAGE, "no capture file named; try: flowdump trace.pcap (flowdump --help says more)"),
    Case("no such file", "nope.pcap", BAD_FILE, "cannot open nope.pcap: No such file or directory"),
    Case("one of several is not there", "a.pcap nope.pcap", BAD_FILE,
         "cannot open nope.pcap: No such file or directory"),
    Case("a folder", "folder", BAD_FILE, "cannot read folder: it is a folder; name the files in it"),
    Case("an empty file", "zero.pcap", BAD_FILE, "cannot read zero.pcap: it is empty"),
    Case("empty standard input", "-", BAD_FILE, "cannot read standard input: it is empty"),
    Case("text", "notes.txt", BAD_FILE,
         "cannot read notes.txt: not a pcap or pcapng capture; it looks like text"),
    Case("our own output", "there.parquet", BAD_FILE,
         "cannot read there.parquet: not a pcap or pcapng capture; it looks like a Parquet file, "
         "perhaps of our own making"),
    Case("a web page", "page.pcap", BAD_FILE,
         "cannot read page.pcap: not a pcap or pcapng capture; it looks like a web page"),
    Case("a program", "program", BAD_FILE,
         "cannot read program: not a pcap or pcapng capture; it looks like a program (ELF)"),
    Case("octets of no known kind", "noise", BAD_FILE,
         "cannot read noise: not a pcap or pcapng capture; it looks like binary data of no known kind"),
    Case("a compression that nobody looks through", "packed.pcap.xz", BAD_FILE,
         "cannot read packed.pcap.xz: not a pcap or pcapng capture; it looks like xz data; unpack it first"),
    Case("half a file header", "header.pcap", BAD_FILE,
         "header.pcap is damaged at offset 0: its pcap file header is cut short"),
    Case("a filter in the place of a file", "tcp", BAD_FILE,
         "cannot open tcp: No such file or directory\n"
         "flowdump: if 'tcp' is a filter, name the file with -r: flowdump -r FILE tcp"),
    Case("a filter behind a file", "a.pcap 'tcp port 80'", BAD_FILE,
         "cannot open tcp port 80: No such file or directory\n"
         "flowdump: if 'tcp port 80' is a filter, name the file with -r: flowdump -r FILE tcp port 80"),
    # Filters
    Case("a filter that does not compile", "a.pcap -f 'tcp prot 5'", BAD_FILTER,
         "cannot compile the filter 'tcp prot 5': can't parse filter expression: syntax error"),
    Case("the same as words", "-r a.pcap tcp prot 5", BAD_FILTER,
         "cannot compile the filter 'tcp prot 5': can't parse filter expression: syntax error"),
    Case("a file in the place of a filter", "-r a.pcap there.pcap", BAD_FILTER,
         "cannot compile the filter 'there.pcap': can't parse filter expression: syntax error\n"
         "flowdump: with -r words are a filter; if 'there.pcap' is a capture, it needs an -r of its own"),
    Case("two filters", "-r a.pcap arp -f udp", USAGE, "a filter both after -f and as words: 'arp'"),
    # Columns and tables
    Case("unknown column", "a.pcap --columns src_adr", USAGE,
         f"no column 'src_adr' in packets; did you mean 'src_addr'? {LISTED}"),
    Case("nothing like a column", "a.pcap --columns xyzzyx", USAGE, f"no column 'xyzzyx' in packets {LISTED}"),
    Case("unknown column of a table", "a.pcap --table flows --columns flows.duraton", USAGE,
         f"no column 'flows.duraton' in flows; did you mean 'flows.duration'? {LISTED}"),
    Case("column of a table that is not written", "a.pcap --columns flows.duration", USAGE,
         "no column 'flows.duration' in packets; add --table packets,flows"),
    Case("unknown column of two tables", "a.pcap --table packets,flows --columns durations -o out/", USAGE,
         f"no column 'durations' in packets and flows; did you mean 'duration'? {LISTED}"),
    Case("a column twice", "a.pcap --columns time,time", USAGE, "column 'time' is named twice"),
    Case("no name between commas", "a.pcap --columns time,,tcp_seq", USAGE,
         "option '--columns': 'time,,tcp_seq' is not a list of names with commas between them"),
    Case("unknown table", "a.pcap --table pakets", USAGE,
         "option '--table': 'pakets' is not a table; there are packets and flows"),
    Case("unknown preset", "a.pcap --preset seed", USAGE, "no preset 'seed'; did you mean 'seed0'? There are: seed0 seed0-short"),
    Case("preset of flows", "a.pcap --preset seed0 --table flows", USAGE, "--preset is for the table of packets"),
    Case("list format without =", "--list-columns json", USAGE,
         "'json' is no file; a format of --list-columns stands behind '=', as in --list-columns=json"),
    Case("unknown list format", "--list-columns=xml", USAGE,
         "option '--list-columns': 'xml' is not one of markdown, json"),
    # Outputs
    Case("unknown format", "a.pcap --format parkuet -o x", USAGE,
         f"no format 'parkuet' (did you mean parquet?); this build has: {FORMATS}"),
    Case("a name without a known ending", "a.pcap -o x.txt", USAGE,
         f"cannot tell a format from the name x.txt; --format says one, or an ending does: {ENDINGS}"),
    Case("a compressed binary format", "a.pcap -o x.parquet.gz", USAGE,
         "cannot compress x.parquet.gz: only text formats are written as .gz"),
    Case("output exists", "a.pcap -o there.parquet", BAD_FILE,
         "cannot write there.parquet: it exists already; --force overwrites it"),
    Case("output in a folder exists", "a.pcap -o folder/", BAD_FILE,
         "cannot write folder/packets.parquet: it exists already; --force overwrites it"),
    Case("output in no folder", "a.pcap -o nowhere/x.csv", BAD_FILE,
         "cannot write nowhere/x.csv: No such file or directory"),
    Case("a file where a folder is wanted", "a.pcap -o notes.txt/", BAD_FILE,
         "cannot make the folder notes.txt/: Not a directory"),
    Case("full device", "a.pcap --format csv -o /dev/full", BAD_FILE,
         "cannot write /dev/full: No space left on device"),
    Case("two tables to standard output", "a.pcap --table packets,flows", USAGE,
         "two tables need a folder to go to, such as -o out/"),
    Case("two tables in one file", "a.pcap --table packets,flows -o x.parquet", USAGE,
         "two tables need a folder to go to, such as -o out/"),
    # Flags
    Case("unknown flag", "a.pcap --colums time", USAGE, "unknown option '--colums'; did you mean '--columns'?"),
    Case("beginning of a flag", "a.pcap --col time", USAGE, "unknown option '--col'; did you mean '--columns'?"),
    Case("nothing like a flag", "a.pcap --xyzzyx", USAGE, "unknown option '--xyzzyx'"),
    Case("unknown letter", "a.pcap -Z", USAGE, "unknown option '-Z'"),
    Case("flag without its value", "a.pcap -o", USAGE, "option '-o' needs a value (OUT)"),
    Case("value for a switch", "a.pcap --quiet=yes", USAGE, "option '--quiet' takes no value"),
    Case("word of no choice", "a.pcap --addresses hex", USAGE,
         "option '--addresses': 'hex' is not one of text, binary"),
    Case("no count", "a.pcap -c 0", USAGE, "option '--count': '0' is not a number of packets from 1 on"),
    Case("no time", "a.pcap --start noon", USAGE,
         "option '--start': 'noon' is not a time: RFC 3339, seconds since 1970, or seconds from the first packet"),
    Case("no duration", "a.pcap --duration -1", USAGE,
         "option '--duration': '-1' is not a number of seconds, such as 0.5"),
)
# fmt: on

CONTENTS = {
    "notes.txt": b"Seen on Tuesday: nothing.\n",
    "zero.pcap": b"",
    "page.pcap": b"<!DOCTYPE html><title>Log in</title>",
    "program": b"\x7fELF\x02\x01\x01" + bytes(64),
    "noise": bytes(range(128, 160)) * 4 + bytes(8),
    "packed.pcap.xz": b"\xfd7zXZ\0\0\x04" + bytes(64),
    "header.pcap": b"\xd4\xc3\xb2\xa1\x02\0\x04\0",
    "there.parquet": b"PAR1 and so on\x00PAR1",
    "folder/packets.parquet": b"PAR1 and so on\x00PAR1",
}


@pytest.fixture(name="folder", scope="module")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands run."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "folder").mkdir()
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    for name in ("a.pcap", "there.pcap"):
        (folder / name).write_bytes(capture("arp.pcap").read_bytes())
    return folder


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its content."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message(case: Case, folder: Path) -> None:
    before = everything_in(folder)
    done = run(*shlex.split(case.command), cwd=folder)
    # A build without Wireshark's libraries says so of each file that it does not know.
    said = [line for line in done.stderr.splitlines() if not line.startswith("flowdump: to read what Wireshark reads, ")]
    assert "\n".join(said) == f"flowdump: {case.stderr}"
    assert (done.exit_code, done.stdout) == (case.exit_code, b"")
    assert everything_in(folder) == before


def test_names_are_told_as_they_were_given() -> None:
    assert run(CAPTURES).stderr.startswith(f"flowdump: cannot read {CAPTURES}: it is a folder")
