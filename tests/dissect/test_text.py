"""-T prints what tshark prints, to the octet."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from pathlib import Path

import pytest

from golden import captures
from support.dissect import ENV, compared, dissect, tshark, version
from support.flowdump import BAD_FILE, BAD_FILTER, COMPLETE, DAMAGED, USAGE, capture, command, finished

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
    ["-Y", "tcp.len > 0"], ["-Y", "http", "-2"], ["-2"], ["-c", "5"], ["-c", "5", "-2"], ["-Y", "http", "-c", "9", "-2"], ["-V"],
    ["-d", "tcp.port==80,data"], ["--disable-protocol", "http"],
    ["-o", "tcp.relative_sequence_numbers:FALSE"],
]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "compared_capture" not in metafunc.fixturenames:
        return
    paths = compared(metafunc.config)
    if "style" not in metafunc.fixturenames:
        metafunc.parametrize("compared_capture", paths, ids=map(captures.name_of, paths))
        return
    # Every style of every capture takes a while; a short run takes one of each, by turns.
    others = [style for style in STYLES if style != "fields"]
    all_are_wanted = captures.all_are_wanted(metafunc.config)
    turns = [(path, style) for i, path in enumerate(paths) for style in (others if all_are_wanted else [others[i % len(others)]])]
    ids = [f"{captures.name_of(path)}-{style}" for path, style in turns]
    metafunc.parametrize(("compared_capture", "style"), turns, ids=ids)


def timeless(printed: bytes) -> bytes:
    """Without the time at which PDML was made, and the folder of Wireshark's documents, which 4.4 says differs by program."""
    return re.sub(rb'pdml2html.xsl in \S+ or|time="[^"]*"', b"", printed, count=2)


def check_same(*words: str | Path) -> None:
    theirs = tshark(*words)
    ours = dissect(*words)
    if theirs.exit_code == 0 or ours.exit_code == COMPLETE:
        assert (ours.exit_code, theirs.exit_code) == (COMPLETE, 0), ours.stderr
    assert timeless(ours.stdout) == timeless(theirs.stdout)


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: str) -> None:
    for name in ("http.pcap", "dns.pcap"):
        check_same("-r", capture(name), *STYLES[style])


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_options(words: list[str]) -> None:
    check_same("-r", capture("http.pcap"), "-T", "fields", *SOME, *words)


def test_every_capture(compared_capture: Path) -> None:
    check_same("-r", compared_capture, "-T", "fields", "-Eheader=y", *SOME)


def test_every_capture_in_a_style(compared_capture: Path, style: str) -> None:
    check_same("-r", compared_capture, *STYLES[style])


@pytest.mark.parametrize("style", ["json", "ek", "pdml", "text"])
def test_details_asked_for_besides(style: str) -> None:
    check_same("-r", capture("http.pcap"), "-c", "3", "-T", style, "-V")
    check_same("-r", capture("http.pcap"), "-c", "3", "-V", "-T", style)


def test_a_count_is_of_records() -> None:
    """Of statistics of an interface too, which are no packets."""
    path = captures.SHARED / "formats" / "gopacket-le-test102.pcapng"
    if not path.exists():
        pytest.skip("no shared captures here")
    for passes in ([], ["-2"]):
        check_same("-r", path, "-T", "text", "-c", "2", *passes)


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
        (["-T", "fields"], USAGE, '"-Tfields" was specified, but no fields were specified with "-e"'),
        (["-T", "fields", "-e", "ip.sr"], USAGE, "ip.sr (did you mean ip.src?)"),
        (["-T", "fields", "-e", "ip.src", "-E", "nonsense=1"], USAGE, "-E does not know 'nonsense=1'"),
        (["-T", "xml"], USAGE, "'xml' is not one of fields, json, ek, pdml, text"),
        (["-T", "json", "-Y", "ip.src ="], BAD_FILTER, "display filter 'ip.src ='"),
        (["-T", "json", "--columns", "time"], USAGE, "does not go with --columns"),
        (["-T", "json", "--table", "flows"], USAGE, "does not go with --table"),
        (["-T", "json", "--jobs", "2"], USAGE, "does not go with --jobs"),
        (["-T", "json", "--names", "sql"], USAGE, "does not go with --names"),
        (["-T", "json", "--uint64"], USAGE, "does not go with --uint64"),
        (["-T", "json", "--value-strings"], USAGE, "does not go with --value-strings"),
        (["-T", "json", "--addresses", "binary"], USAGE, "does not go with --addresses"),
        (["-T", "json", "--time-unit", "us"], USAGE, "does not go with --time-unit"),
        (["-T", "json", "--time-format", "epoch"], USAGE, "does not go with --time-format"),
        (["-T", "text", "-e", "ip.src"], USAGE, "does not go with -e;"),
        (["-V", "-e", "ip.src"], USAGE, "does not go with -e;"),
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


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["once", "twice"])
def test_damage_behind_the_count_is_not_met(passes: list[str], tmp_path: Path) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(capture("http.pcap").read_bytes()[:-10])
    whole = tshark("-r", cut).stdout.count(b"\n")
    check_same("-r", cut, "-T", "text", "-c", str(whole), *passes)


def test_a_dissector_that_ends_the_process(tmp_path: Path) -> None:
    if b"with Lua" not in tshark("--version").stdout:
        pytest.skip("this Wireshark has no Lua to write such a dissector in")
    if os.geteuid() == 0 and version() != "4.0":
        pytest.skip("root's Wireshark runs no Lua of a user's")
    plugins = tmp_path / ".local" / "lib" / "wireshark" / "plugins"
    plugins.mkdir(parents=True)
    (plugins / "ender.lua").write_text(
        'local ender = Proto("ender", "Ends the process")\n'
        "function ender.dissector(_, pinfo) if pinfo.number == 5 then os.exit(41) end end\n"
        "register_postdissector(ender)\n"
    )
    to = tmp_path / "out.txt"
    env = {**ENV, "HOME": str(tmp_path)}
    done = finished(command("-q", capture("http.pcap"), "-T", "text", "-o", to), b"", env, None)
    assert done.exit_code == BAD_FILE
    assert "frame 5: the process that dissects ended with exit code 41" in done.stderr
    assert list(tmp_path.glob("*out.txt*")) == []


def test_nobody_reads_any_more() -> None:
    line = command("-q", capture("http.pcap"), "-T", "json")
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **ENV}) as run:
        assert run.stdout is not None and run.stderr is not None
        assert run.stdout.read(10)
        run.stdout.close()
        said = run.stderr.read()
    assert (run.returncode, said) == (COMPLETE, b"")


def test_tests_have_a_home_of_their_own() -> None:
    assert not list(Path(ENV["HOME"]).rglob("preferences"))
