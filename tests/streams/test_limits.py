"""What streamdump does at the limits of a machine: few descriptors, a million streams, a full disk."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.flowdump import BAD_FILE, COMPLETE, LIMIT_SECONDS, Done, Word, finished
from support.frames import ACK, FIN_ACK, SYN, SYN_ACK, Segment, pcap
from support.streamdump import STREAMDUMP, dump, files, run

MAKE_STREAMS = STREAMDUMP.with_name("make_streams")
SERVER = "10.0.0.2:80"
CONNECTIONS, ROUNDS = 300, 12

MEGABYTE = 1 << 20
BYTES_PER_STREAM = 256
FIXED_BYTES = 64 * MEGABYTE
MOST_GROWTH = 5  # of time, for four times as many streams

slow = pytest.mark.skipif(not os.environ.get("FLOWSTAT_ALL_CAPTURES"), reason="slow; FLOWSTAT_ALL_CAPTURES=1 runs it")


def limited(limit: str, *words: Word, stdin: bytes = b"") -> Done:
    """Runs streamdump under a limit of bash's ulimit, such as "-n 64"."""
    shell = ["bash", "-c", f'ulimit {limit} && exec "$@"', "bash"]
    return finished([*shell, str(STREAMDUMP), *map(str, words)], stdin, None, None)


def octets(connection: int, number: int) -> bytes:
    """What a connection's server sends in one segment."""
    return f"{connection}.{number}.".encode() * 40


def interleaved() -> list[Segment]:
    """Connections that are all open at a time and take turns; no two segments of one follow each other."""
    clients = [f"10.1.{i // 100}.{i % 100}:{1024 + i}" for i in range(CONNECTIONS)]
    made = [Segment(client, SERVER, SYN, 0) for client in clients]
    made += [Segment(SERVER, client, SYN_ACK, 0) for client in clients]
    made += [Segment(client, SERVER, ACK, 1, b"GET") for client in clients]
    seqs = [1] * CONNECTIONS
    draw = random.Random(1)
    for number in range(ROUNDS):
        for i in draw.sample(range(CONNECTIONS), CONNECTIONS):
            made.append(Segment(SERVER, clients[i], ACK, seqs[i], octets(i, number)))
            seqs[i] += len(octets(i, number))
    return made + [Segment(SERVER, client, FIN_ACK, seq) for client, seq in zip(clients, seqs, strict=True)]


@pytest.mark.parametrize("is_piped", [False, True], ids=["file", "pipe"])
def test_few_descriptors_change_nothing(is_piped: bool, tmp_path: Path) -> None:
    path = tmp_path / "x.pcap"
    path.write_bytes(pcap(segment.frame() for segment in interleaved()))
    # What comes by a pipe is written batch by batch, so that files are opened again and again.
    word, stdin = ("-", path.read_bytes()) if is_piped else (path, b"")
    outs = [tmp_path / "many", tmp_path / "few"]
    for out, descriptors in zip(outs, (4096, 64), strict=True):
        done = limited(f"-n {descriptors}", word, "-o", out, "--format", "csv", stdin=stdin)
        assert (done.exit_code, done.stderr) == (COMPLETE, "")
    many, few = (files(out) for out in outs)
    assert few == many
    expected = [b"".join(octets(i, number) for number in range(ROUNDS)) for i in range(CONNECTIONS)]
    assert sorted(few.values()) == sorted([*expected, *[b"GET"] * CONNECTIONS])
    assert (outs[1] / "streams.csv").read_bytes() == (outs[0] / "streams.csv").read_bytes()


# A full disk


def connections(folder: Path, count: int, reply_bytes: int) -> Path:
    """A capture of so many connections, all of them open at a time."""
    if not MAKE_STREAMS.exists():
        pytest.skip(f"not built: {MAKE_STREAMS}")
    path = folder / f"{count}.pcap"
    subprocess.run([MAKE_STREAMS, "clean", path, str(count), str(count), str(reply_bytes)], check=True)
    return path


def on_small_disk(folder: Path, size_kb: int, *words: Word) -> Done:
    """Runs streamdump where `folder` is a RAM disk of so many KB, and leaves in it what that has in the end."""
    disk = folder.with_name("disk")
    disk.mkdir()
    shell = (
        'mount -t tmpfs -o size="$1"k none "$2" || exit 77; '
        'disk=$2 folder=$3; shift 3; "$@"; code=$?; cp -a "$disk"/. "$folder"; exit $code'
    )
    line = ["unshare", "-rm", "bash", "-c", shell, "bash", str(size_kb), str(disk), str(folder)]
    done = finished([*line, str(STREAMDUMP), *map(str, words), "-o", str(disk / "out")], b"", None, None)
    if done.exit_code == 77 or done.stderr.startswith("unshare:"):
        pytest.skip(f"no RAM disk of our own: {done.stderr.strip()}")
    return done


# A stream of 100,000 octets takes 100 KB of pages; the table has its room from the beginning.
@pytest.mark.parametrize("size_kb", [1024, 2048, 3000, 5000])
def test_a_full_disk_is_told_of(size_kb: int, tmp_path: Path) -> None:
    capture = connections(tmp_path, 50, 100_000)
    kept = tmp_path / "kept"
    kept.mkdir()
    done = on_small_disk(kept, size_kb, capture, "--format", "csv")
    assert done.exit_code == BAD_FILE
    assert done.stderr.startswith(f"streamdump: cannot write {tmp_path}/disk/out/tcp0000")
    assert ": No space left on device" in done.stderr
    check_incomplete(kept / "out", capture)


@pytest.mark.parametrize("how", [[], ["--digest", "md5"], ["--holes", "skip"]], ids=["plain", "digest", "skip"])
def test_files_too_large_are_told_of(how: list[Word], tmp_path: Path) -> None:
    capture, out = connections(tmp_path, 50, 100_000), tmp_path / "out"
    done = limited("-f 64", capture, "-o", out, "--format", "csv", *how)
    assert done.exit_code == BAD_FILE
    assert done.stderr.startswith(f"streamdump: cannot write {out}/tcp0000")
    assert done.stderr.endswith(": File too large; 49 more errors\n")
    check_incomplete(out, capture)
    assert len(list(out.glob("*-forward-*"))) == 50, "what each client said is small enough"


@pytest.mark.parametrize("again", [0, 600_000], ids=["first octets", "across what waits"])
@pytest.mark.parametrize("is_piped", [False, True], ids=["file", "pipe"])
def test_what_comes_again_takes_nothing_from_a_file_too_large(again: int, is_piped: bool, tmp_path: Path) -> None:
    data = random.Random(1).randbytes(3 * MEGABYTE)
    client = "10.0.0.1:1000"
    frames = [Segment(SERVER, client, ACK, 1 + at, data[at : at + 1000]).frame() for at in range(0, len(data), 1000)]
    frames += [Segment(SERVER, client, ACK, 1 + again, data[again : again + 1500]).frame()]
    path, out = tmp_path / "x.pcap", tmp_path / "out"
    path.write_bytes(pcap(frames))
    word, stdin = ("-", path.read_bytes()) if is_piped else (path, b"")
    done = limited("-f 1500", word, "-o", out, "--format", "csv", "--digest", "md5", stdin=stdin)
    assert done.exit_code == BAD_FILE
    check_incomplete(out, path)
    with (out / "streams.csv").open() as table:
        (row,) = csv.DictReader(table)
    assert 500_000 < int(row["file_bytes"]) <= 1_536_000
    assert row["conflict_bytes"] == "0", "no conflict is made up"


def test_holes_without_end_cost_nothing(tmp_path: Path) -> None:
    """A few packets that claim terabytes."""
    client, far = "10.0.0.1:1000", 2**30 - 7
    frames = [Segment(client, SERVER, SYN, 0).frame()]
    frames += [Segment(client, SERVER, ACK, (1 + i * far) % 2**32, b"x" * 10).frame() for i in range(60)]
    path = tmp_path / "x.pcap"
    path.write_bytes(pcap(frames))
    started = time.monotonic()
    done = run(path, "-o", tmp_path / "out", "--digest", "md5", "--format", "csv")
    assert (done.exit_code, "files without a digest: 1" in done.stderr) == (COMPLETE, True)
    assert run(path, "-o", tmp_path / "x.tar").exit_code == COMPLETE
    assert time.monotonic() - started < 20
    assert (tmp_path / "x.tar").stat().st_size < MEGABYTE


def test_the_mark_stays_where_no_file_could_be_made(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = limited("-n 100", connections(tmp_path, 5, 100), "-o", out, "-T", "x" * 300)
    assert done.exit_code == BAD_FILE
    assert "File name too long" in done.stderr
    assert (out / "INCOMPLETE").exists()


def check_incomplete(out: Path, capture: Path) -> None:
    """The mark stays, the table is true for what was written, and no octet is a wrong one."""
    written = files(out)
    assert b"incomplete" in written.pop("INCOMPLETE")
    with (out / "streams.csv").open() as table:
        rows = list(csv.DictReader(table))
    assert {row["file"]: int(row["file_bytes"]) for row in rows if row["file"]} == {
        name: len(data) for name, data in written.items()
    }
    for row in rows:
        if row.get("md5"):
            assert row["md5"] == hashlib.md5(written[row["file"]]).hexdigest()
    whole = out.with_name("whole")
    dump(capture, "-o", whole)
    expected = files(whole)
    assert written.keys() <= expected.keys()
    assert all(expected[name].startswith(data) for name, data in written.items())
    assert len(rows) == len(expected)


# A million streams


@dataclass(frozen=True)
class Cost:
    """What a run took. Pages of the mapped capture are no memory of ours."""

    wall_s: float
    anonymous_bytes: int


def cost_of(*words: Word) -> Cost:
    """Runs streamdump, which has to complete, and looks at its memory all the time."""
    started = time.monotonic()
    most = 0
    with subprocess.Popen([STREAMDUMP, *map(str, words)], stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            most = max(most, anonymous_bytes(child.pid))
            if time.monotonic() - started > LIMIT_SECONDS:
                child.kill()
            time.sleep(0.005)
    assert child.returncode == COMPLETE
    return Cost(time.monotonic() - started, most)


def least_cost(capture: Path) -> Cost:
    """The best of a few runs: a busy machine takes its time, and the first run that of new memory."""
    runs = [cost_of(capture, "--list", "-q") for _ in range(3)]
    return Cost(min(run.wall_s for run in runs), max(run.anonymous_bytes for run in runs))


def anonymous_bytes(pid: int) -> int:
    """What a process has of memory that no file stands behind; 0 where it is over."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:")), 0)


def is_sanitized() -> bool:
    """Whether memory and time of this build say anything of the real one."""
    return b"__asan_init" in STREAMDUMP.read_bytes()


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cost, Cost, Cost]:
    """Of --list with 2, 250,000 and 1,000,000 streams that are all live."""
    if is_sanitized():
        pytest.skip("sanitizers take memory of their own")
    folder = tmp_path_factory.mktemp("limits")
    captures = [connections(folder, count, 50) for count in (1, 125_000, 500_000)]
    few, quarter, million = (least_cost(capture) for capture in captures)
    for capture in captures:
        capture.unlink()
    return few, quarter, million


@slow
def test_time_grows_with_the_number_of_streams(costs: tuple[Cost, Cost, Cost]) -> None:
    _, quarter, million = costs
    assert million.wall_s < MOST_GROWTH * quarter.wall_s


@slow
def test_memory_of_a_million_streams(costs: tuple[Cost, Cost, Cost]) -> None:
    few, _, million = costs
    # What a run with hardly a stream takes is none of the streams'.
    assert million.anonymous_bytes <= few.anonymous_bytes + FIXED_BYTES + BYTES_PER_STREAM * 1_000_000
