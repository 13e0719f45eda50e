"""The main job of flowdump on captures of this project, and what came out of it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
FLOWDUMP = "build/release/bin/flowdump"
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


if __name__ == "__main__":
    main()
