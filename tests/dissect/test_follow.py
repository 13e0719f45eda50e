"""streamdump --follow gives what tshark's -z follow gives, of all streams at once, and what was sent."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dissect.oracle import (
    KEYS, PLAIN, Streams, dissect, followed_by_tshark, needs_wireshark, prefs, tshark,
)  # fmt: skip
from golden import captures
from support.flowdump import BAD_FILE, BAD_FILTER, COMPLETE, USAGE, capture
from support.frames import Datagram, pcap
from support.records import records
from support.streamdump import STREAMDUMP

pytestmark = needs_wireshark

HERE = Path(__file__).resolve().parent
KEY_FILE = ".keylog.txt"
TOOLS = ("unshare", "ip", "openssl", "dumpcap")


def with_keys() -> list[Path]:
    """Every shared capture that has its keys beside it."""
    files = sorted((captures.SHARED / "tls").glob(f"*{KEY_FILE}")) if captures.SHARED.is_dir() else []
    return [path.with_name(path.name.removesuffix(KEY_FILE)) for path in files]


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The table beside the streams."""
    with (folder / "streams.csv").open() as table:
        return list(csv.DictReader(table))


def follow(path: Path, follower: str, folder: Path, *words: str | Path) -> Streams:
    """Every stream that streamdump writes."""
    done = dissect(path, "--follow", follower, "-o", folder, "--format", "csv", "--digest", "md5,sha256", *words)
    assert (done.exit_code, done.stderr) == (COMPLETE, "")
    assert not (folder / "INCOMPLETE").exists()
    streams: Streams = {}
    for row in rows_of(folder):
        data = (folder / row["file"]).read_bytes()
        assert len(data) == int(row["payload_bytes"]) == int(row["file_bytes"]) > 0
        assert row["sha256"] == hashlib.sha256(data).hexdigest()
        assert row["md5"] == hashlib.md5(data).hexdigest()
        assert int(row["first_frame"]) <= int(row["last_frame"])
        streams[row["stream"], row["substream"], row["direction"]] = data
    assert len(streams) == len(list(folder.iterdir())) - 1
    return streams


def senders(folder: Path, oracle: Streams) -> Streams:
    """The streams below `folder`, with the names that tshark has for their senders."""
    nodes = {key[:2]: key[2].removeprefix("not ") for key in oracle}
    streams = {}
    for row in rows_of(folder):
        node = nodes.get((row["stream"], row["substream"]), "")
        is_node = f"{row['src_addr']}:{row['src_port']}" == node
        streams[row["stream"], row["substream"], node if is_node else f"not {node}"] = (folder / row["file"]).read_bytes()
    return streams


def compare(path: Path, follower: str, folder: Path, *words: str | Path) -> Streams:
    """Follows, and compares with tshark; gives the streams."""
    streams = follow(path, follower, folder, *words)
    oracle = followed_by_tshark(path, follower, list(words))
    assert senders(folder, oracle) == oracle
    return streams


@pytest.mark.parametrize("follower", ["tls", "http", "http2"])
@pytest.mark.parametrize("path", with_keys() or [None], ids=lambda path: path.name if path else "shared")
def test_decrypted_streams_are_those_of_tshark(path: Path | None, follower: str, tmp_path: Path) -> None:
    if path is None:
        pytest.skip(f"no shared captures in {captures.SHARED} (FLOWSTAT_SHARED_CAPTURES)")
    keys = path.with_name(path.name + KEY_FILE)
    compare(path, follower, tmp_path / "out", *prefs(keys))


def test_keys_open_what_is_closed_without_them(tmp_path: Path) -> None:
    """So that the comparison above is not one of nothing with nothing."""
    opened = 0
    for path in with_keys() or pytest.skip(f"no shared captures in {captures.SHARED}"):
        keys = path.with_name(path.name + KEY_FILE)
        opened += bool(follow(path, "tls", tmp_path / path.name, "--pref", f"tls.keylog_file:{keys}"))
    assert opened >= 10


def test_the_variable_of_browsers_names_the_keys(tmp_path: Path) -> None:
    for path in with_keys()[-1:] or pytest.skip(f"no shared captures in {captures.SHARED}"):
        keys = path.with_name(path.name + KEY_FILE)
        words = (path, "--follow", "tls", "--format", "csv", "-o")
        assert dissect(*words, tmp_path / "no").exit_code == COMPLETE
        assert dissect(*words, tmp_path / "yes", env={"SSLKEYLOGFILE": str(keys)}).exit_code == COMPLETE
        assert rows_of(tmp_path / "no") == []
        assert rows_of(tmp_path / "yes") != []


CLEAR = [
    ("http", capture("http.pcap")),
    ("http", capture("http_loss.pcap")),
    ("tcp", capture("tcp_loss.pcap")),
    ("udp", capture("dns.pcap")),
    *[("http2", captures.SHARED / "apps" / name) for name in ("arkime-http2-nghttp2.pcap", "suricata-http2-keywords.pcap")],
    *[("quic", captures.SHARED / "tls" / name) for name in ("retina-quic_kyber.pcapng", "zeek-quic-quicv2-http3-443.pcap")],
]  # fmt: skip


@pytest.mark.parametrize(("follower", "path"), CLEAR, ids=lambda value: value if isinstance(value, str) else value.name)
def test_streams_without_secrets_are_those_of_tshark(follower: str, path: Path, tmp_path: Path) -> None:
    if not path.exists():
        pytest.skip(f"no {path}")
    compare(path, follower, tmp_path / "out")


def test_calls_of_sip_are_told_apart(tmp_path: Path) -> None:
    path = captures.SHARED / "apps" / "zeek-sip-wireshark.pcap"
    if not path.exists():
        pytest.skip(f"no {path}")
    calls = set(tshark("-r", path, "-Y", "sip", "-T", "fields", "-e", "sip.Call-ID").split())
    assert len({stream for stream, _, _ in follow(path, "sip", tmp_path / "out")}) == len(calls) > 1


def test_a_filter_a_number_and_a_direction_choose(tmp_path: Path) -> None:
    all_of_it = follow(capture("http.pcap"), "http", tmp_path / "all")
    of_one = follow(capture("http.pcap"), "http", tmp_path / "one", "--stream", "1", "--direction", "backward")
    filtered = follow(capture("http.pcap"), "http", tmp_path / "filtered", "-Y", "tcp.stream == 1")
    assert of_one == {("1", "", "backward"): all_of_it["1", "", "backward"]}
    assert filtered == {key: data for key, data in all_of_it.items() if key[0] == "1"}
    assert len(all_of_it) > len(filtered) > len(of_one)


def test_names_are_those_of_templates(tmp_path: Path) -> None:
    def names(*words: str) -> list[str]:
        folder = tmp_path / str(len(words))
        follow(capture("http.pcap"), "http", folder, "--stream", "0", *words)
        return sorted(path.name for path in folder.iterdir() if path.suffix != ".csv")

    assert names() == [
        "http-000000-backward-192.0.2.2.80-" + end(capture("http.pcap")),
        "http-000000-forward-" + end(capture("http.pcap")) + "-192.0.2.2.80",
    ]
    assert names("--naming", "same") == ["same", "samec1"]


def end(path: Path) -> str:
    """The client's end of the first connection, as names have it."""
    first = tshark("-r", path, "-Y", "tcp.stream == 0", "-T", "fields", "-e", "ip.src", "-e", "tcp.srcport").splitlines()[0]
    return ".".join(first.split())


def test_a_pipe_is_read_too(tmp_path: Path) -> None:
    done = dissect("-", "--follow", "http", "-o", tmp_path / "out", "--format", "csv", stdin=capture("http.pcap").read_bytes())
    assert (done.exit_code, done.stderr) == (COMPLETE, "")
    read = follow(capture("http.pcap"), "http", tmp_path / "file")
    assert {row["file"] for row in rows_of(tmp_path / "out")} == {row["file"] for row in rows_of(tmp_path / "file")}
    assert len(read) == len(rows_of(tmp_path / "out")) > 0


def test_help_lists_what_there_is() -> None:
    done = dissect("--follow", "help")
    assert done.exit_code == COMPLETE
    assert {"http2", "quic", "tls"} <= {line.split()[0] for line in done.lines()}
    listed = {word.removeprefix("follow,") for word in tshark_followers()}
    assert {line.split()[0] for line in done.lines()} == listed


def tshark_followers() -> list[str]:
    """What tshark itself lists."""
    done = subprocess.run(["tshark", "-z", "help"], capture_output=True, text=True, env={**os.environ, **PLAIN}, check=False)
    return [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip().startswith("follow,")]


REFUSED = [
    ("nearest name", ["--follow", "htpt"], "did you mean 'http'?"),
    ("no folder", ["--follow", "http"], "needs a folder"),
    ("another output", ["--follow", "http", "-o", "OUT", "--join"], "does not go with --join"),
    ("both", ["--follow", "http", "--export-objects", "http", "-o", "OUT"], "two runs"),
    ("no preference", ["--follow", "http", "--pref", "tls.keylog_fil:x", "-o", "OUT"], "did you mean 'tls.keylog_file'?"),
    ("frames by capture filter", ["--follow", "http", "-o", "OUT", "--start", "5"], "does not go with --start"),
    ("nothing to dissect", ["--pref", "tls.keylog_file:x"], "--follow"),
]


@pytest.mark.parametrize(("words", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(words: list[str], message: str, tmp_path: Path) -> None:
    done = dissect(capture("http.pcap"), *[str(tmp_path / "out") if word == "OUT" else word for word in words])
    assert done.exit_code == USAGE
    assert message in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_wrong_filter_and_a_missing_capture(tmp_path: Path) -> None:
    words = ("--follow", "http", "-o", tmp_path / "out")
    assert dissect(capture("http.pcap"), *words, "-Y", "tcp.prt == 1").exit_code == BAD_FILTER
    assert dissect(tmp_path / "none.pcap", *words).exit_code == BAD_FILE
    assert not (tmp_path / "out").exists()


def test_a_capture_that_breaks_off_is_followed_so_far(tmp_path: Path) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(capture("http.pcap").read_bytes()[:-5])
    done = dissect(cut, "--follow", "http", "-o", tmp_path / "out", "--format", "csv")
    assert done.exit_code == 3
    assert rows_of(tmp_path / "out") != []
    assert not (tmp_path / "out" / "INCOMPLETE").exists()


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    follow(capture("http.pcap"), "http", tmp_path / "out")
    words = (capture("http.pcap"), "--follow", "http", "-o", tmp_path / "out", "--format", "csv")
    again = dissect(*words)
    assert (again.exit_code, "--force" in again.stderr) == (BAD_FILE, True)
    assert dissect(*words, "--force").exit_code == COMPLETE


def children(process: int) -> list[int]:
    """Processes whose parent it is."""
    tasks = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in tasks.read_text().split()] if tasks.exists() else []


def kill_worker(running: subprocess.Popen[str], out: Path) -> None:
    """Ends the process that dissects as soon as a stream was written."""
    for _ in range(1000):
        assert running.poll() is None, "it was done before anything could happen to it"
        if len(list(out.glob("http-*"))) > 1:
            break
        time.sleep(0.01)
    [nursery] = children(running.pid)
    [worker] = children(nursery)
    os.kill(worker, signal.SIGSEGV)


def test_a_dissector_that_dies_is_told_with_its_frame(tmp_path: Path) -> None:
    first = [record.frame for record in records(capture("http.pcap").read_bytes())]
    more = Datagram("192.0.2.1:4000", "192.0.2.2:4000", bytes(10)).frame()  # which take seconds
    long = tmp_path / "long.pcap"
    long.write_bytes(pcap(first + [more] * 400_000))
    out = tmp_path / "out"
    with subprocess.Popen(
        [STREAMDUMP, long, "--follow", "http", "-o", out, "--format", "csv"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, **PLAIN},
    ) as running:  # fmt: skip
        kill_worker(running, out)
        _, words = running.communicate(timeout=30)
    assert running.returncode == BAD_FILE
    found = re.search(r"frame (\d+): .* signal 11 \(Segmentation fault\)", words)
    assert found is not None, words
    assert len(first) < int(found[1]) <= len(first) + 400_000
    assert (out / "INCOMPLETE").exists()
    whole = follow(capture("http.pcap"), "http", tmp_path / "whole")
    assert {(row["stream"], "", row["direction"]): (out / row["file"]).read_bytes() for row in rows_of(out)} == whole


def recorded(program: str, folder: Path, *words: str, python: str = sys.executable) -> None:
    """Runs a program that makes a transfer, in a network of its own."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing or subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip(f"needs {', '.join(missing) or 'the right to make a network namespace'}")
    made = subprocess.run(
        ["unshare", "-rn", python, HERE / program, folder, *words], capture_output=True, text=True, timeout=60, check=False
    )
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_a_transfer_over_tls_is_what_was_sent(version: str, tmp_path: Path) -> None:
    recorded("transfer.py", tmp_path, version)
    assert follow(tmp_path / "transfer.pcap", "tls", tmp_path / "out", *prefs(tmp_path / "keys.txt")) == {
        ("0", "", "forward"): (tmp_path / "request").read_bytes(),
        ("0", "", "backward"): (tmp_path / "answer").read_bytes(),
    }


def quic_python() -> str:
    """A Python that has aioquic: this one, or that of FLOWSTAT_QUIC_PYTHON."""
    if importlib.util.find_spec("aioquic") is not None:
        return sys.executable
    if named := os.environ.get("FLOWSTAT_QUIC_PYTHON"):
        return named
    return pytest.skip("needs aioquic (FLOWSTAT_QUIC_PYTHON names a Python that has it)")


def test_a_transfer_over_quic_is_what_was_sent(tmp_path: Path) -> None:
    recorded("quic_transfer.py", tmp_path, python=quic_python())
    streams = compare(tmp_path / "transfer.pcap", "quic", tmp_path / "out", *prefs(tmp_path / "keys.txt"))
    assert streams["0", "0", "forward"] == (tmp_path / "request").read_bytes()
    assert streams["0", "0", "backward"] == (tmp_path / "answer").read_bytes()


def test_every_follower_that_is_compared_is_there() -> None:
    assert set(KEYS) <= {line.split()[0] for line in dissect("--follow", "help").lines()}
