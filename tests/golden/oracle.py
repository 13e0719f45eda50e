"""What tshark says about a capture: one run for each capture and question, kept under build/oracle.

An answer is filed under the SHA-256 of the capture's bytes, the fields, the preferences and tshark's
version, so that it is computed again exactly when one of them changes. A run that took too long is
remembered as well and is tried again only with a longer limit.

    PYTHONPATH=tests python3 -m golden.oracle --jobs 2      fills the cache for all captures
"""

from __future__ import annotations

import argparse
import concurrent.futures
import functools
import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from golden import captures

CACHE = captures.ROOT / "build" / "oracle"
LIMIT_SECONDS = float(os.environ.get("FLOWSTAT_ORACLE_SECONDS", "120"))

#: Several values of one field in a frame: one value a layer, outermost first.
SEPARATOR = ","

#: Fields that some part of the project compares. A new one empties the cache, so add them in groups.
FIELDS = """
frame.number frame.time_epoch frame.len frame.cap_len frame.protocols frame.interface_id frame.encap_type
eth.src eth.dst sll.src.eth vlan.id ieee8021ad.id
ip.version ip.hdr_len ip.dsfield.dscp ip.len ip.id ip.flags.mf ip.frag_offset ip.ttl ip.proto ip.src ip.dst ip.cur_rt
ipv6.version ipv6.tclass.dscp ipv6.plen ipv6.nxt ipv6.hlim ipv6.src ipv6.dst
ipv6.hopopts.nxt ipv6.hopopts.len_oct ipv6.dstopts.nxt ipv6.dstopts.len_oct
ipv6.routing.nxt ipv6.routing.len_oct ipv6.routing.segleft ipv6.fraghdr.nxt ipv6.fraghdr.offset ipv6.fraghdr.more
ipv6.opt.jumbo ah.next_header ah.length
tcp.srcport tcp.dstport tcp.seq_raw tcp.ack_raw tcp.hdr_len tcp.flags tcp.window_size_value tcp.len tcp.stream
tcp.options.timestamp.tsval tcp.options.timestamp.tsecr
udp.srcport udp.dstport udp.length udp.stream
sctp.srcport sctp.dstport
icmp.type icmp.code icmpv6.type icmpv6.code
communityid
""".split()

#: Each frame by itself: no reassembly, numbers as they are on the wire.
PREFERENCES = {
    "ip.defragment": "FALSE",
    "ipv6.defragment": "FALSE",
    "tcp.desegment_tcp_streams": "FALSE",
    "tcp.relative_sequence_numbers": "FALSE",
}


@dataclass(frozen=True)
class Question:
    """What tshark is asked; the default is what every comparison of packets needs."""

    fields: tuple[str, ...] = tuple(FIELDS)
    preferences: tuple[tuple[str, str], ...] = tuple(sorted(PREFERENCES.items()))
    options: tuple[str, ...] = ("--enable-protocol", "communityid")

    def arguments(self, capture: Path) -> list[str]:
        """tshark's command line for one capture."""
        words = ["tshark", "-n", "-r", str(capture), *self.options]
        for name, value in self.preferences:
            words += ["-o", f"{name}:{value}"]
        words += ["-T", "fields", "-E", "occurrence=a", "-E", f"aggregator={SEPARATOR}"]
        for field in self.fields:
            words += ["-e", field]
        return words


@dataclass(frozen=True)
class Answer:
    """tshark's rows; `values[i]` of a row belongs to `fields[i]` and is empty where tshark has none."""

    fields: tuple[str, ...]
    rows: list[list[str]]
    exit_code: int = 0
    message: str = ""  # tshark's own, where it stopped early
    timed_out_after: float = 0  # seconds; 0 when it finished
    seconds: float = 0  # what the run took when it was made


@functools.cache
def tshark_version() -> str:
    """First line of `tshark --version`, or an empty string without a tshark."""
    try:
        text = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""
    return text.splitlines()[0] if text else ""


def ask(capture: Path, question: Question = Question(), limit_seconds: float = LIMIT_SECONDS) -> Answer:
    """tshark's answer, from the cache or by running it now."""
    stored = CACHE / f"{_key(capture, question)}.tsv.gz"
    if stored.exists():
        answer = _load(stored)
        if answer.timed_out_after == 0 or answer.timed_out_after >= limit_seconds:
            return answer
    answer = _run(capture, question, limit_seconds)
    _store(stored, answer)
    return answer


def _key(capture: Path, question: Question) -> str:
    about = json.dumps([tshark_version(), question.fields, question.preferences, question.options])
    digest = hashlib.sha256(about.encode())
    digest.update(hashlib.sha256(capture.read_bytes()).digest())
    return digest.hexdigest()


def _environment() -> dict[str, str]:
    """The user's own preferences and plugins must not change an answer."""
    profile = CACHE / "profile"
    profile.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "WIRESHARK_CONFIG_DIR": str(profile), "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def _run(capture: Path, question: Question, limit_seconds: float) -> Answer:
    if not captures.is_zstd(capture):
        return _run_tshark(capture, question, limit_seconds)
    with tempfile.NamedTemporaryFile(suffix=".pcap") as unpacked:
        subprocess.run(["zstd", "-dcq", str(capture)], stdout=unpacked, check=False)
        return _run_tshark(Path(unpacked.name), question, limit_seconds)


def _run_tshark(capture: Path, question: Question, limit_seconds: float) -> Answer:
    started = time.monotonic()
    process = subprocess.Popen(
        question.arguments(capture), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, errors="replace", env=_environment(), start_new_session=True)  # fmt: skip
    try:
        out, err = process.communicate(timeout=limit_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Answer(question.fields, [], timed_out_after=limit_seconds, seconds=time.monotonic() - started)
    rows = [line.split("\t") for line in out.split("\n")[:-1]]
    message = "" if process.returncode == 0 else " ".join(_complaints(err))
    return Answer(question.fields, rows, process.returncode, message, seconds=time.monotonic() - started)


def _complaints(err: str) -> list[str]:
    return [line for line in err.splitlines() if line and not line.startswith("Running as user")]


def _store(path: Path, answer: Answer) -> None:
    head = {name: value for name, value in vars(answer).items() if name != "rows"}
    part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
    with gzip.open(part, "wt", encoding="utf-8", newline="") as file:
        file.write(json.dumps(head) + "\n")
        file.writelines("\t".join(row) + "\n" for row in answer.rows)
    part.replace(path)


def _load(path: Path) -> Answer:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        head = json.loads(file.readline())
        rows = [line.rstrip("\n").split("\t") for line in file]
    return Answer(**{**head, "fields": tuple(head["fields"])}, rows=rows)


def main() -> int:
    """Fills the cache and says which captures took long."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[captures.OWN, captures.SHARED])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=float, default=LIMIT_SECONDS, metavar="SECONDS")
    options = parser.parse_args()
    found = [file for path in options.paths for file in captures.below(path) if not captures.skip_reason(file)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for file, answer in zip(found, pool.map(lambda f: ask(f, limit_seconds=options.limit), found)):
            state = "timed out" if answer.timed_out_after else answer.message or "ok"
            print(f"{answer.seconds:8.2f} s {len(answer.rows):8} frames  {file}  {state}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
