"""-T prints what tshark prints, to the octet."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from golden import captures
from support.dissect import ENV, compared, dissect, tshark
from support.flowdump import BAD_FILE, BAD_FILTER, COMPLETE, DAMAGED, USAGE, capture

SOME = ["-e", "frame.number", "-e", "ip.src", "-e", "tcp.port", "-e", "http.host", "-e", "dns.qry.name", "-e", "_ws.col.Info"]
STYLES = {
    "fields": ["-T", "fields", *SOME],
    "json": ["-T", "json"],
    "ek": ["-T", "ek"],
    "pdml": ["-T", "pdml"],
    "text": ["-T", "text"],
    "details": ["-V"],
}
OPTIONS = [
    ["-Eheader=y"], ["-E", "separator=,"], ["-E", "separator=/s"], ["-E", "quote=d", "-E", "header=y"], ["-E", "quote=s"],
    ["-E", "occurrence=f"], ["-E", "occurrence=l"], ["-E", "aggregator=;"], ["-E", "aggregator=/s"], ["-E", "bom=y"],
    ["-Y", "tcp.len > 0"], ["-Y", "http", "-2"], ["-2"], ["-c", "5"], ["-d", "tcp.port==80,data"], ["--disable-protocol", "http"],
    ["-o", "tcp.relative_sequence_numbers:FALSE"],
]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "compared_capture" in metafunc.fixturenames:
        paths = compared(metafunc.config)
        metafunc.parametrize("compared_capture", paths, ids=map(captures.name_of, paths))


def timeless(printed: bytes) -> bytes:
    """Without the time at which PDML was made."""
    return re.sub(rb'time="[^"]*"', b"", printed, count=1)


def check_same(*words: str | Path) -> None:
    theirs = tshark(*words)
    ours = dissect(*words)
    if theirs.exit_code == 0 or ours.exit_code == COMPLETE:
        assert (ours.exit_code, theirs.exit_code) == (COMPLETE, 0), ours.stderr
    assert timeless(ours.stdout) == timeless(theirs.stdout)


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: str) -> None:
    for name in ("http.pcap", "dns.pcap"):
        if capture(name).exists():
            check_same("-r", capture(name), *STYLES[style])


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_options(words: list[str]) -> None:
    check_same("-r", capture("http.pcap"), "-T", "fields", *SOME, *words)


def test_every_capture(compared_capture: Path) -> None:
    check_same("-r", compared_capture, "-T", "fields", "-Eheader=y", *SOME)


def test_the_command_of_a_notebook() -> None:
    words = ["-r", capture("http.pcap"), "-n", "-T", "fields", "-Eheader=y", "-e", "frame.time_relative", "-e", "frame.len"]
    ours, theirs = dissect(*words), tshark(*words)
    assert ours.stdout == theirs.stdout and ours.stdout.count(b"\n") > 2


def test_decryption() -> None:
    keys = captures.SHARED / "tls" / "zeek-tls-tls-1.2-stream-keylog.pcap.keylog.txt"
    if not keys.exists():
        pytest.skip("no shared captures here")
    path = keys.with_name(keys.name.removesuffix(".keylog.txt"))
    words = ["-r", path, "-o", f"tls.keylog_file:{keys}", "-T", "json"]
    check_same(*words)
    assert dissect(*words).stdout != dissect("-r", path, "-T", "json").stdout


def test_a_compressed_file(tmp_path: Path) -> None:
    to = tmp_path / "out.txt.gz"
    assert dissect(capture("http.pcap"), "-T", "text", "-o", to).exit_code == COMPLETE
    assert gzip.decompress(to.read_bytes()) == tshark("-r", capture("http.pcap")).stdout
    assert dissect(capture("http.pcap"), "-T", "text", "-o", to).exit_code == BAD_FILE  # it exists


def test_standard_input() -> None:
    octets = capture("http.pcap").read_bytes()
    assert dissect("-", "-T", "json", stdin=octets).stdout == tshark("-r", capture("http.pcap"), "-T", "json").stdout


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (["-T", "fields"], USAGE, "-T fields needs the fields to print"),
        (["-T", "fields", "-e", "ip.sr"], USAGE, "ip.sr (did you mean ip.src?)"),
        (["-T", "fields", "-e", "ip.src", "-E", "nonsense=1"], USAGE, "-E does not know 'nonsense=1'"),
        (["-T", "xml"], USAGE, "'xml' is not one of fields, json, ek, pdml, text"),
        (["-T", "json", "-Y", "ip.src ="], BAD_FILTER, "display filter 'ip.src ='"),
        (["-T", "json", "--columns", "time"], USAGE, "does not go with --columns"),
        (["-T", "json", "--table", "flows"], USAGE, "does not go with --table"),
        (["-T", "json", "--jobs", "2"], USAGE, "does not go with --jobs"),
        (["-e", "ip.src", "-E", "header=y"], USAGE, "-E header=y is for -T fields"),
    ],
)
def test_messages(words: list[str], exit_code: int, said: str) -> None:
    done = dissect(capture("http.pcap"), *words)
    assert done.exit_code == exit_code
    assert said in done.stderr and done.stdout == b""


def test_a_damaged_capture(tmp_path: Path) -> None:
    octets = capture("http.pcap").read_bytes()
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(octets[:-10])
    done = dissect(cut, "-T", "text")
    assert done.exit_code == DAMAGED
    assert done.stdout == tshark("-r", cut).stdout and done.stdout


def test_tests_have_a_home_of_their_own() -> None:
    assert not list(Path(ENV["HOME"]).rglob("preferences"))
