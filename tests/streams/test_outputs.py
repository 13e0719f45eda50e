"""What streamdump writes beside plain files: a table of octets, an archive, conversations, UDP, digests."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import subprocess
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from support.flowdump import capture
from support.frames import ACK, FIN_ACK, SYN, SYN_ACK, Datagram, Segment, pcap
from support.streamdump import STREAMDUMP, dump, files, packed, run

CLIENT, SERVER = "10.0.0.1:40000", "10.0.0.2:80"
FORWARD = "tcp000000-forward-10.0.0.1.40000-10.0.0.2.80"
SOME = ["http.pcap", "http_loss.pcap", "tcp_reorder.pcapng", "ssh.pcap", "http_ipv6.pcapng", "midstream.pcap", "snaplen96.pcap"]


def by_stream(folder: Path) -> dict[tuple[int, str], bytes]:
    """The octets of each file, by what its default name says."""
    found = {}
    for name, data in files(folder).items():
        flow, direction, *_ = Path(name).name.split("-")
        found[int(flow[3:]), direction] = data
    return found


@pytest.mark.parametrize("name", SOME)
def test_a_table_of_octets_has_what_files_have(name: str, tmp_path: Path) -> None:
    dump(capture(name), "-o", tmp_path / "out")
    dump(capture(name), "-o", tmp_path / "p.parquet")
    table = {key: data.rstrip(b"\0") for key, data in packed(tmp_path / "p.parquet").items()}
    assert {key: data for key, data in table.items() if data} == {
        key: data.rstrip(b"\0") for key, data in by_stream(tmp_path / "out").items()
    }


def test_one_stream_is_one_though_the_other_has_octets_outside() -> None:
    frames = [
        Segment(CLIENT, SERVER, SYN, 0).frame(),
        Segment(SERVER, CLIENT, SYN_ACK, 0, ack=1).frame(),
        Segment(SERVER, CLIENT, FIN_ACK, 1, ack=1).frame(),
        Segment(SERVER, CLIENT, ACK, 2, b"late", ack=1).frame(),
        Segment(CLIENT, SERVER, ACK, 1, b"hello", ack=2).frame(),
    ]
    done = run("-", "-o", "-", "-q", stdin=pcap(frames))
    assert (done.exit_code, done.stdout) == (0, b"hello")


def test_standard_output_takes_one_stream() -> None:
    done = run(capture("http.pcap"), "-o", "-")
    assert (done.exit_code, done.stdout) == (1, b"")
    assert done.stderr.startswith("streamdump: two or more streams have data, and standard output takes one")


@pytest.mark.parametrize("name", SOME)
def test_an_archive_has_what_the_folder_has(name: str, tmp_path: Path) -> None:
    dump(capture(name), "-o", tmp_path / "out", "--format", "csv", "--spans")
    dump(capture(name), "-o", tmp_path / "x.tar", "--format", "csv", "--spans")
    subprocess.run(["tar", "-xf", tmp_path / "x.tar", "--one-top-level=got"], check=True, cwd=tmp_path)
    assert files(tmp_path / "got") == files(tmp_path / "out")
    for table in ("streams.csv", "spans.csv"):
        assert (tmp_path / "got" / table).read_bytes() == (tmp_path / "out" / table).read_bytes()
    for path in (tmp_path / "out").glob("tcp*"):
        assert (tmp_path / "got" / path.name).stat().st_mtime_ns == path.stat().st_mtime_ns


def test_an_archive_keeps_holes(tmp_path: Path) -> None:
    hole = 8 << 20
    frames = [
        Segment(CLIENT, SERVER, SYN, 0).frame(),
        Segment(CLIENT, SERVER, ACK, 1, b"first").frame(),
        Segment(CLIENT, SERVER, ACK, 6 + hole, b"last").frame(),
    ]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    dump(tmp_path / "x.pcap", "-o", tmp_path / "x.tar")
    assert (tmp_path / "x.tar").stat().st_size < 100_000
    whole = b"first" + bytes(hole) + b"last"
    with tarfile.open(tmp_path / "x.tar") as archive:
        data = archive.extractfile(archive.getmembers()[0])
        assert data is not None
        assert data.read() == whole
    subprocess.run(["tar", "-xf", tmp_path / "x.tar"], check=True, cwd=tmp_path)
    [path] = tmp_path.glob("tcp*")
    assert path.read_bytes() == whole
    assert path.stat().st_blocks < 100


def conversation(tmp_path: Path) -> Path:
    """Question, answer and thanks, with the answer captured before the question."""
    frames = [
        Segment(CLIENT, SERVER, SYN, 0).frame(),
        Segment(SERVER, CLIENT, SYN_ACK, 100, ack=1).frame(),
        Segment(SERVER, CLIENT, ACK, 101, b"answer\n", ack=10).frame(),
        Segment(CLIENT, SERVER, ACK, 1, b"question\n", ack=101).frame(),
        Segment(CLIENT, SERVER, ACK, 10, b"thanks\xff\n", ack=108).frame(),
        Segment(CLIENT, SERVER, FIN_ACK, 18, ack=108).frame(),
    ]
    path = tmp_path / "talk.pcap"
    path.write_bytes(pcap(frames))
    return path


def test_join_goes_by_acknowledgments(tmp_path: Path) -> None:
    dump(conversation(tmp_path), "-o", tmp_path / "out", "--join")
    assert files(tmp_path / "out") == {
        "tcp000000-10.0.0.1.40000-10.0.0.2.80": b"question\nanswer\nthanks\xff\n"
    }


def test_join_in_lines_of_json(tmp_path: Path) -> None:
    dump(conversation(tmp_path), "-o", tmp_path / "out", "--join=jsonl")
    [data] = files(tmp_path / "out").values()
    turns = [json.loads(line) for line in data.splitlines()]
    assert [(turn["direction"], turn["frames"], turn["offset"], turn["bytes"]) for turn in turns] == [
        ("forward", [4], 0, 9),
        ("backward", [3], 0, 7),
        ("forward", [5], 9, 8),
    ]
    assert [turn.get("text") for turn in turns] == ["question\n", "answer\n", None]
    assert base64.b64decode(turns[2]["base64"]) == b"thanks\xff\n"
    assert dump(conversation(tmp_path), "-o", "-", "--join=jsonl").stdout == data


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (
            ["-c"],
            "10.0.0.1.40000-10.0.0.2.80: question\n\n10.0.0.2.80-10.0.0.1.40000: answer\n\n"
            "10.0.0.1.40000-10.0.0.2.80: thanks.\n\n",
        ),
        (["-C"], "question\n\nanswer\n\nthanks.\n\n"),
        (["-C", "-D", "--direction", "backward"], "00000000: 616e 7377 6572 0a" + 24 * " " + "answer.\n\n"),
    ],
)
def test_console(flags: list[str], expected: str, tmp_path: Path) -> None:
    assert dump(conversation(tmp_path), *flags).stdout.decode() == expected


def test_a_binary_console_adds_nothing(tmp_path: Path) -> None:
    done = subprocess.run([STREAMDUMP, "-C", "-B", conversation(tmp_path)], capture_output=True, check=True)
    assert done.stdout == b"question\nanswer\nthanks\xff\n"


def test_a_console_that_is_fed_by_a_pipe_shows_what_was_said_at_once(tmp_path: Path) -> None:
    data = conversation(tmp_path).read_bytes()
    with subprocess.Popen([STREAMDUMP, "-C", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin and program.stdout
        program.stdin.write(data)
        program.stdin.flush()
        assert program.stdout.readline() == b"question\n"  # though the pipe is still open
        program.stdin.close()
        assert program.stdout.read() == b"\nanswer\n\nthanks.\n\n"


def test_udp(tmp_path: Path) -> None:
    frames = [
        Datagram(CLIENT, SERVER, b"one").frame(),
        Datagram(SERVER, CLIENT, b"two").frame(),
        Datagram(CLIENT, SERVER, b"three").frame(),
    ]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    dump(tmp_path / "x.pcap", "--udp", "-o", tmp_path / "out", "--spans", "--format", "csv")
    assert files(tmp_path / "out") == {
        "udp000000-forward-10.0.0.1.40000-10.0.0.2.80": b"onethree",
        "udp000000-backward-10.0.0.2.80-10.0.0.1.40000": b"two",
    }
    spans = list(csv.DictReader((tmp_path / "out" / "spans.csv").open()))
    assert [(row["direction"], row["offset"], row["span_bytes"]) for row in spans] == [
        ("forward", "0", "3"),
        ("forward", "3", "5"),
        ("backward", "0", "3"),
    ]
    assert b"udp" in dump(tmp_path / "x.pcap", "--udp", "--list").stdout
    dump(tmp_path / "x.pcap", "--udp", "-o", tmp_path / "p.parquet")
    assert packed(tmp_path / "p.parquet")[0, "forward"] == b"onethree"


def test_digests_are_those_of_the_files(tmp_path: Path) -> None:
    dump(capture("http_loss.pcap"), "-o", tmp_path / "out", "--digest", "md5,sha256", "--format", "csv")
    rows = list(csv.DictReader((tmp_path / "out" / "streams.csv").open()))
    written = files(tmp_path / "out")
    assert {row["file"] for row in rows if row["file"]} == set(written)
    for row in rows:
        data = written[row["file"]]
        assert row["md5"] == hashlib.md5(data).hexdigest()
        assert row["sha256"] == hashlib.sha256(data).hexdigest()
    dump(capture("http_loss.pcap"), "-o", tmp_path / "plain", "--format", "csv")
    assert "md5" not in (tmp_path / "plain" / "streams.csv").read_text()


def test_a_report_as_tcpflow_writes_it(tmp_path: Path) -> None:
    dump(capture("http.pcap"), "-o", tmp_path / "out", "--report", "dfxml", "--digest", "md5", "--naming", "tcpflow")
    objects = ElementTree.parse(tmp_path / "out" / "report.xml").getroot().findall("configuration/fileobject")
    written = {name: data for name, data in files(tmp_path / "out").items() if name != "report.xml"}
    assert {each.findtext("filename") for each in objects} == set(written)
    for each in objects:
        data = written[each.findtext("filename") or ""]
        assert int(each.findtext("filesize") or "") == len(data)
        assert each.findtext("hashdigest") == hashlib.md5(data).hexdigest()
        flow = each.find("tcpflow")
        assert flow is not None
        assert set(flow.keys()) >= {
            "startime", "endtime", "mac_daddr", "mac_saddr", "family", "src_ipn", "dst_ipn", "srcport", "dstport",
            "packets", "len",
        }  # fmt: skip


def test_fan_out(tmp_path: Path) -> None:
    dump(capture("http.pcap"), "-o", tmp_path / "out", "--fan-out")
    assert all(name.startswith("000/000/tcp00000") for name in files(tmp_path / "out"))
    dump(capture("http_ipv6.pcapng"), "-o", tmp_path / "colons", "--fan-out", "--naming", "tcpflow")
    assert all(name.startswith("000/000/") for name in files(tmp_path / "colons"))


def test_many_files_in_one_folder_bring_a_hint(tmp_path: Path) -> None:
    frames = [Segment(f"10.0.{i // 250}.{1 + i % 250}:1000", SERVER, ACK, 1, b"x").frame() for i in range(10_000)]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    hint = "streamdump: 10000 files are in one folder; --fan-out spreads them over folders, -o FILE.parquet packs them\n"
    assert run(tmp_path / "x.pcap", "-o", tmp_path / "out").stderr == hint
    assert run(tmp_path / "x.pcap", "-o", tmp_path / "quiet", "-q").stderr == ""
    dump(tmp_path / "x.pcap", "-o", tmp_path / "spread", "--fan-out")
    assert len(list((tmp_path / "spread" / "000").iterdir())) == 20


def test_a_table_or_archive_that_exists_stays(tmp_path: Path) -> None:
    for name in ("x.tar", "x.parquet", "x.arrow"):
        (tmp_path / name).write_text("mine")
        done = run(capture("http.pcap"), "-o", tmp_path / name)
        assert done.exit_code == 9
        assert "exists" in done.stderr
        assert (tmp_path / name).read_text() == "mine"
        dump(capture("http.pcap"), "-o", tmp_path / name, "--force")
        assert (tmp_path / name).read_bytes() != b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.arrow", "x.parquet", "x.tar"]


def test_a_list_in_another_format(tmp_path: Path) -> None:
    rows = list(csv.DictReader(dump(capture("http.pcap"), "--list", "--format", "csv").stdout.decode().splitlines()))
    assert {row["protocol"] for row in rows} == {"tcp"}


def test_a_stream_that_stops_at_its_first_octet_has_no_file(tmp_path: Path) -> None:
    frames = [Segment(CLIENT, SERVER, SYN, 0).frame(), Segment(CLIENT, SERVER, ACK, 6, b"late").frame()]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    dump(tmp_path / "x.pcap", "-o", tmp_path / "out", "--holes", "stop", "--digest", "md5", "--format", "csv")
    assert files(tmp_path / "out") == {}
    [row] = csv.DictReader((tmp_path / "out" / "streams.csv").open())
    assert (row["file"], row["hole_bytes"]) == ("", "5")


def test_a_limit_and_a_syn_that_comes_late(tmp_path: Path) -> None:
    frames = [
        Segment(CLIENT, SERVER, ACK, 1000, bytes(range(200)) * 5).frame(),
        Segment(CLIENT, SERVER, SYN, 1199).frame(),
        Segment(CLIENT, SERVER, ACK, 1600, (bytes(range(200)) * 5)[600:700]).frame(),
    ]
    (tmp_path / "x.pcap").write_bytes(pcap(frames))
    dump(tmp_path / "x.pcap", "-o", tmp_path / "out", "-b", "500", "-q")
    assert files(tmp_path / "out") == {FORWARD: (bytes(range(200)) * 5)[200:700]}
    done = subprocess.run([STREAMDUMP, "-C", "-B", "-b", "500", tmp_path / "x.pcap"], capture_output=True, check=True)
    assert done.stdout == (bytes(range(200)) * 5)[200:700]
