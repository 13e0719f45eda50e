"""decode.py FLOWDUMP FOLDER: every capture in the folder becomes every column of every table, in Parquet and
in text. A crash, a sanitizer's report or an exit code that captures do not give is a failure."""

import subprocess
import sys
import tempfile
from pathlib import Path

SUFFIXES = (".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz", ".pcap.zst", ".pcapng.zst")
EXPECTED = {
    0: "complete",
    3: "input damaged, rows up to there written",
    9: "empty, or no capture",
}
REPORTS = ("Sanitizer", "runtime error:", "Assertion")


def is_capture(path: Path) -> bool:
    return path.is_file() and path.name.endswith(SUFFIXES)


def failure_of(command: list[str]) -> str:
    """What is wrong with this run; empty if nothing is."""
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    words = done.stderr.decode(errors="replace")
    if done.returncode not in EXPECTED:
        return f"exit code {done.returncode}\n{words}"
    if any(report in words for report in REPORTS):
        return words
    return ""


def main(flowdump: str, folder: str) -> int:
    captures = sorted(path for path in Path(folder).rglob("*") if is_capture(path))
    failures = 0
    for capture in captures:
        with tempfile.TemporaryDirectory() as out:
            for output in (["-o", f"{out}/"], ["--format", "jsonl", "-o", f"{out}/text/"]):
                command = [flowdump, "-q", "--table", "packets,flows", "--columns", "all", *output, str(capture)]
                if failure := failure_of(command):
                    failures += 1
                    print(f"{' '.join(command)}\n{failure}\n")
    print(f"{len(captures)} captures, {failures} failures")
    return 1 if failures or not captures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
