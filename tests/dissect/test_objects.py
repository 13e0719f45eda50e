"""streamdump --export-objects saves what tshark's --export-objects saves, whatever objects are called."""

from __future__ import annotations

import csv
import hashlib
import re
import struct
from collections import Counter
from pathlib import Path

import pytest

from dissect.oracle import digest, dissect, exported_by_tshark, needs_wireshark, prefs, tshark
from dissect.test_follow import KEY_FILE, recorded, with_keys
from golden import captures
from support.dissect import version
from support.flowdump import BAD_FILE, COMPLETE, USAGE, capture
from support.frames import ACK, SYN, SYN_ACK, Datagram, Segment, pcap

pytestmark = needs_wireshark

PROTOCOLS = ("dicom", "ftp-data", "http", "imf", "smb", "tftp")
APPS = captures.SHARED / "apps"
WITH_OBJECTS = [
    ("http", capture("http.pcap")),
    ("http", capture("http_loss.pcap")),
    ("http", capture("http_ipv6.pcapng")),
    ("http", APPS / "zeek-http-bro.org.pcap"),
    ("http", APPS / "zeek-http-http-post-large.pcap"),
    ("http", APPS / "zeek-http-methods.pcap"),
    ("http", APPS / "zeek-http-pipelined-requests.pcap"),
    ("smb", APPS / "zeek-smb-smb2_100_small_files.pcap"),
    ("imf", APPS / "zeek-smtp-smtp-many-addresses.pcap.gz"),
    ("imf", APPS / "zeek-smtp.pcap"),
    ("tftp", APPS / "arkime-tftp_rrq.pcap"),
    ("ftp-data", APPS / "zeek-ftp-bigtransfer.pcap"),
    ("ftp-data", APPS / "zeek-ftp-cwd-navigation.pcap"),
]


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The table beside the objects."""
    with (folder / "objects.csv").open(newline="") as table:
        return list(csv.DictReader(table))


def export(path: Path, protocols: str, folder: Path, *words: str | Path) -> list[dict[str, str]]:
    """Saves objects, and gives the table, which has to be true."""
    done = dissect(path, "--export-objects", protocols, "-o", folder, "--format", "csv", *words)
    assert (done.exit_code, done.stderr) == (COMPLETE, "")
    assert not (folder / "INCOMPLETE").exists()
    rows = rows_of(folder)
    for row in rows:
        saved = folder / row["file"]
        assert saved.parent == folder
        assert (row["sha256"], int(row["file_bytes"])) == (digest(saved), saved.stat().st_size)
    assert sorted(path.name for path in folder.iterdir()) == sorted([row["file"] for row in rows] + ["objects.csv"])
    return rows


def digests(rows: list[dict[str, str]]) -> Counter[str]:
    """The digest of each object."""
    return Counter(row["sha256"] for row in rows)


@pytest.mark.parametrize(("protocol", "path"), WITH_OBJECTS, ids=lambda value: value if isinstance(value, str) else value.name)
def test_objects_are_those_of_tshark(protocol: str, path: Path, tmp_path: Path) -> None:
    if not path.exists():
        pytest.skip(f"no {path}")
    rows = export(path, protocol, tmp_path / "ours")
    if protocol == "tftp" and version() == "4.6":
        pytest.skip("tshark 4.6.9 ends with 'free(): invalid size' when it exports objects of TFTP")
    assert digests(rows) == exported_by_tshark(path, protocol, tmp_path / "theirs", [])
    assert {row["protocol"] for row in rows} <= {protocol}


@pytest.mark.parametrize("path", with_keys() or [None], ids=lambda path: path.name if path else "shared")
def test_decrypted_objects_are_those_of_tshark(path: Path | None, tmp_path: Path) -> None:
    if path is None:
        pytest.skip(f"no shared captures in {captures.SHARED} (FLOWSTAT_SHARED_CAPTURES)")
    keys = prefs(path.with_name(path.name + KEY_FILE))
    assert digests(export(path, "http", tmp_path / "ours", *keys)) == exported_by_tshark(path, "http", tmp_path / "theirs", keys)


def test_all_are_those_of_each(tmp_path: Path) -> None:
    def found(protocols: str) -> list[tuple[str, str]]:
        return sorted((row["protocol"], row["sha256"]) for row in export(capture("http.pcap"), protocols, tmp_path / protocols))

    assert found("all") == sorted(row for protocol in PROTOCOLS for row in found(protocol)) != []


def test_the_table_tells_what_tshark_tells(tmp_path: Path) -> None:
    rows = export(capture("http.pcap"), "http", tmp_path / "out")
    fields = ["-e", "tcp.stream", "-e", "http.content_type"]
    words = ("-r", capture("http.pcap"), "-T", "fields", "-e", "frame.number", *fields, "-Y", "http.file_data")
    told = {line.split("\t")[0]: line.split("\t")[1:] for line in tshark(*words).splitlines()}
    assert rows
    for row in rows:
        stream, content_type = told[row["frame_number"]]
        assert row["tcp_stream"] == stream
        assert content_type in (row["content_type"], "", "application/x-www-form-urlencoded")
        assert row["udp_stream"] == ""
        assert row["host"] == "192.0.2.2"


def connection(requests: list[tuple[bytes, bytes]]) -> list[bytes]:
    """A connection of HTTP."""
    client, server = "192.0.2.1:5000", "192.0.2.2:80"
    at = [101, 201]
    frames = [Segment(client, server, SYN, 100), Segment(server, client, SYN_ACK, 200, ack=101), Segment(client, server, ACK, 101, ack=201)]
    for request, answer in requests:
        frames.append(Segment(client, server, ACK, at[0], request, at[1]))
        at[0] += len(request)
        frames.append(Segment(server, client, ACK, at[1], answer, at[0]))
        at[1] += len(answer)
    return [segment.frame() for segment in frames]


def answer(body: bytes) -> bytes:
    """An answer of HTTP."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def test_segments_out_of_order_lose_no_object(tmp_path: Path) -> None:
    body = bytes(range(256)) * 8
    frames = connection([(b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n", answer(body))])
    whole = answer(body)
    server, client = "192.0.2.2:80", "192.0.2.1:5000"
    acked = 101 + len(b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
    parts = [Segment(server, client, ACK, 201 + at, whole[at : at + 500], acked).frame() for at in range(0, len(whole), 500)]
    parts[0], parts[1] = parts[1], parts[0]
    mixed = tmp_path / "mixed.pcap"
    mixed.write_bytes(pcap(frames[:-1] + parts))
    [row] = export(mixed, "http", tmp_path / "out")
    assert row["sha256"] == hashlib.sha256(body).hexdigest()
    broken = export(mixed, "http", tmp_path / "broken", "--pref", "tcp.reassemble_out_of_order:FALSE")
    assert row["sha256"] not in digests(broken), "the preference changes nothing, so that this tests nothing"


def download(number: int, name: bytes, data: bytes) -> list[bytes]:
    """A file that is fetched by TFTP. Of its name Wireshark takes what stands behind the last slash."""
    client, server = f"192.0.2.1:{10_000 + number}", f"192.0.2.2:{20_000 + number}"
    return [
        Datagram(client, "192.0.2.2:69", b"\0\1" + name + b"\0octet\0").frame(),
        Datagram(server, client, b"\0\3" + struct.pack(">H", 1) + data).frame(),
        Datagram(client, server, b"\0\4\0\1").frame(),
    ]


HOSTILE = [
    (b"../../x", "x"),
    (b"/etc/passwd", "passwd"),
    (b"..\\..\\x", "_._.._x"),
    (b"..", "__"),
    (b".", "_"),
    (b"/", "_-2"),
    (b".bashrc", "_bashrc"),
    (b"-rf", "_rf"),
    (b"same.txt", "same.txt"),
    (b"same.txt", "same-2.txt"),
    (b"SAME.TXT", "SAME-3.TXT"),
    (b"same-2.txt", "same-2-2.txt"),
    (b"objects.csv", "objects-2.csv"),
    (b"INCOMPLETE", "INCOMPLETE-2"),
    (b"con.txt", "_con.txt"),
    (b"a:b*c?d\"e<f>g|h", "a_b_c_d_e_f_g_h"),
    (b"dot. ", "dot._"),
    (b"l" * 220 + b".html", "l" * 195 + ".html"),
]


def test_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.pcap"
    data = [b"octets of %d" % number for number in range(len(HOSTILE))]
    hostile.write_bytes(pcap([frame for i, (name, _) in enumerate(HOSTILE) for frame in download(i, name, data[i])]))
    out = tmp_path / "deep" / "er" / "out"
    rows = export(hostile, "tftp", out)
    assert [(row["file"], (out / row["file"]).read_bytes()) for row in rows] == [
        (file, data[i]) for i, (_, file) in enumerate(HOSTILE)
    ]
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {hostile, *out.iterdir()}
    assert [row["udp_stream"] != "" for row in rows] == [True] * len(rows)


def test_names_of_mails_may_be_anything(tmp_path: Path) -> None:
    """The subject names the file, be it as long or strange as it likes."""
    server = "192.0.2.2:25"
    subjects = [b"../../../tmp/x", b"\xff\xfe\x80", b"a\xe2\x80\xaetxt.exe", b"s" * 600]
    frames = []
    for number, subject in enumerate(subjects):
        client = f"192.0.2.1:{5000 + number}"
        mail = b"From: a@example.org\r\nSubject: " + subject + b"\r\n\r\nHello\r\n.\r\n"
        seq, ack = 101, 201
        frames += [Segment(client, server, SYN, 100), Segment(server, client, SYN_ACK, 200, ack=101)]
        for said, answered in ((b"MAIL FROM:<a@example.org>\r\n", b"250 ok\r\n"), (b"RCPT TO:<b@example.org>\r\n", b"250 ok\r\n"),
                               (b"DATA\r\n", b"354 go\r\n"), (mail, b"250 ok\r\n")):  # fmt: skip
            frames.append(Segment(client, server, ACK, seq, said, ack))
            seq += len(said)
            frames.append(Segment(server, client, ACK, ack, answered, seq))
            ack += len(answered)
    mails = tmp_path / "mails.pcap"
    mails.write_bytes(pcap(frame.frame() for frame in frames))
    rows = export(mails, "imf", tmp_path / "out")
    assert len(rows) == len(subjects)
    assert digests(rows) == exported_by_tshark(mails, "imf", tmp_path / "theirs", [])
    names = [row["file"] for row in rows]
    assert (names[0], names[3]) == ("_._.._.._tmp_x.eml", "s" * 196 + ".eml")
    assert re.fullmatch("a(_|\ufffd+)txt.exe.eml", names[2])


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(capture("http.pcap"), "http", out)
    before = {path: path.read_bytes() for path in out.iterdir()}
    words = (capture("http.pcap"), "--export-objects", "http", "-o", out, "--format")
    for table in ("csv", "parquet"):
        again = dissect(*words, table)
        assert (again.exit_code, "--force" in again.stderr) == (BAD_FILE, True)
        assert {path: path.read_bytes() for path in before} == before
    assert dissect(*words, "csv", "--force").exit_code == COMPLETE


def test_the_folder_may_stand_behind_the_protocols(tmp_path: Path) -> None:
    done = dissect(capture("http.pcap"), "--export-objects", f"http,imf,{tmp_path}/a,b", "--format", "jsonl")
    assert (done.exit_code, done.stderr) == (COMPLETE, "")
    assert (tmp_path / "a,b" / "objects.jsonl").exists()


REFUSED = [
    ("nearest name", ["--export-objects", "htpt", "-o", "OUT"], "did you mean 'http'?"),
    ("no folder", ["--export-objects", "http"], "needs a folder"),
    ("a template", ["--export-objects", "http", "-o", "OUT", "--naming", "%f"], "does not go with --naming"),
]


@pytest.mark.parametrize(("words", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(words: list[str], message: str, tmp_path: Path) -> None:
    done = dissect(capture("http.pcap"), *[str(tmp_path / "out") if word == "OUT" else word for word in words])
    assert done.exit_code == USAGE
    assert message in done.stderr
    assert not (tmp_path / "out").exists()


def test_help_lists_what_there_is() -> None:
    done = dissect("--export-objects", "help")
    assert done.exit_code == COMPLETE
    assert set(PROTOCOLS) <= {line.split()[0] for line in done.lines()}


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_an_object_of_a_transfer_over_tls_is_what_was_sent(version: str, tmp_path: Path) -> None:
    recorded("transfer.py", tmp_path, version)
    body = (tmp_path / "answer").read_bytes().partition(b"\r\n\r\n")[2]
    rows = export(tmp_path / "transfer.pcap", "http", tmp_path / "out", *prefs(tmp_path / "keys.txt"))
    assert [(row["sha256"], row["file"], row["host"]) for row in rows] == [
        (hashlib.sha256(body).hexdigest(), "lines.txt", "localhost")
    ]
