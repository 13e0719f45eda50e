"""The main job of flowdump on captures of this project, and what came out of it."""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
FLOWDUMP = "build/release/bin/flowdump"
STREAMDUMP = "build/release/bin/streamdump"
OUT = Path("build/demo")
CAPTURES = ["captures/http.pcap", "captures/dns_gzip.pcap.gz", "captures/tcp_reorder.pcapng"]
PACKETS = "frame_number,time,src_addr,src_port,dst_addr,dst_port,payload_bytes,tcp_stream,direction"
FLOWS = "flow_id,src_addr,src_port,dst_addr,dst_port,ip_protocol,packets,duration,flow_hash"


def say(text: str) -> None:
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}", flush=True)


def run(*words: str, first_lines: int | None = None) -> None:
    print("$ " + shlex.join(words) + (f" | head -n {first_lines}" if first_lines else ""), flush=True)
    if not first_lines:
        subprocess.run(words, check=True)
        return
    text = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    print("\n".join(text.splitlines()[:first_lines]), flush=True)


def show_as_duckdb_reads(file: Path) -> None:
    """Schema and number of rows."""
    [(rows,)] = duckdb.sql(f"select count(*) from '{file}'").fetchall()
    print(f"\n{file}: {file.stat().st_size:,} bytes, {rows:,} rows")
    for name, kind, *_ in duckdb.sql(f"describe select * from '{file}'").fetchall():
        print(f"  {name:<26} {kind}")


def show_in_tshark(capture: str, *words: str) -> None:
    """Runs tshark with the plugin, where there are both."""
    if shutil.which("tshark") is None or not Path("build/release/plugin/flowstat.so").exists():
        print("(tshark is not installed, or the plugin was not built: make setup)")
        return
    print("$ " + shlex.join(["tshark", "-n", "-r", capture, *words]), flush=True)
    with open(capture, "rb") as file:  # tshark may run as another user
        subprocess.run(["scripts/tshark", "-n", "-r", "/dev/stdin", *words], stdin=file, check=True)


def main() -> None:
    os.chdir(ROOT)  # relative paths, since that is how one would type them
    say("Three captures (pcap, pcap in gzip, pcapng) become two tables in one pass:")
    run(FLOWDUMP, "--force", "--table", "packets,flows", *CAPTURES, "-o", f"{OUT}/")

    say("The first packets:")
    run(FLOWDUMP, "--columns", PACKETS, "--format", "table", "-o", "-", *CAPTURES, first_lines=9)
    say("The first flows:")
    run(FLOWDUMP, "--table", "flows", "--columns", FLOWS, "--format", "table", "-o", "-", *CAPTURES, first_lines=9)

    say("The files, as DuckDB reads them:")
    for file in sorted(OUT.glob("*.parquet")):
        show_as_duckdb_reads(file)

    say("A question to both:")
    question = (
        f"select f.dst_port, count(distinct f.flow_id) as flows, count(*) as packets, sum(p.payload_bytes) as payload_bytes\n"
        f"from '{OUT}/packets.parquet' p join '{OUT}/flows.parquet' f using (flow_id)\n"
        f"group by all order by packets desc limit 5"
    )
    print(question)
    print(duckdb.sql(question))

    say("A download through a link that loses, delays and doubles packets, restored:")
    run(STREAMDUMP, "--force", "--quiet", "captures/http_loss.pcap", "-o", f"{OUT}/streams")
    [answer] = (OUT / "streams").glob("tcp*-backward-*")
    served = b"".join(b"line %06d of a text that a test can make again\n" % i for i in range(1, 4001))
    body = answer.read_bytes().partition(b"\r\n\r\n")[2]
    for name, octets in (("served by nginx", served), ("out of the capture", body)):
        print(f"{hashlib.sha256(octets).hexdigest()}  {len(octets):,} octets {name}")
    if body != served:
        sys.exit("demo: they differ")

    say("The same numbers in tshark, with the plugin; a flow's hash leads from one to the other:")
    show_in_tshark("captures/http.pcap", "-2", "-Y", "flowstat.flow_packet == 1", "-T", "fields", "-e", "frame.number",
                   "-e", "flowstat.flow_hash", "-e", "flowstat.stream.packets", "-e", "flowstat.stream.duration")
    run(FLOWDUMP, "captures/http.pcap", "--table", "flows", "--columns", "flow_hash,packets,duration", "--format", "tsv", "-o", "-")
    show_in_tshark("captures/http_loss.pcap", "-q", "-z", "flowstat,hosts")


if __name__ == "__main__":
    main()
