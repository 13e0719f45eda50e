#!/usr/bin/env python3
"""Feeds tshark, with the plugin of build/dev (AddressSanitizer, UndefinedBehaviorSanitizer), captures and damaged
copies of them for so many seconds: tests/plugin/fuzz.py [SECONDS [FOLDER...]], default 1800 and captures/.

Each run takes two passes and asks for all that the plugin has. A finding is a sanitizer's report or a signal with
our code on the stack; the capture is kept in build/fuzz/findings/plugin, and the exit code is 1. What Wireshark's own
code does to itself is counted, not kept.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ["FLOWDUMP"] = str(ROOT / "build" / "dev" / "bin" / "flowdump")
sys.path.insert(0, str(ROOT / "tests"))

from support.plugin import Shark  # noqa: E402

FINDINGS = ROOT / "build" / "fuzz" / "findings" / "plugin"
ENDINGS = (".pcap", ".pcapng", ".cap", ".gz", ".zst")
MOST_BYTES = 4_000_000
MOST_PACKETS = "20000"
DAMAGE = ["0.02", "0.001", "0.2"]  # how probable it is that an octet changes
TAPS = ["flowstat,summary", "flowstat,hosts", "flowstat,streams", "flowstat,table", "flowstat,tree", "conv,flowstat", "endpoints,flowstat", "expert"]
#: Wireshark's memory comes piece by piece, so that a sanitizer sees the end of each. Giving one back takes as long as
#: there are many, so that only small captures are fed so.
EXACT = {"WIRESHARK_DEBUG_WMEM_OVERRIDE": "simple", "G_SLICE": "always-malloc"}
MOST_EXACT_BYTES = 50_000
PREFERENCES = ["flowstat.ip_header:outermost", "flowstat.idle_timeout:1", "flowstat.max_flows:3", "flowstat.expert:FALSE"]


def captures(folders: list[Path]) -> list[Path]:
    """All that are not too large to be fed often."""
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in ENDINGS)
    return [path for path in files if 0 < path.stat().st_size <= MOST_BYTES]


def words(path: Path, saved: Path, heard: Path, seed: int) -> list[str | Path]:
    """A command line."""
    chance = random.Random(seed)
    passes = chance.choice([["-2"], [], ["-2", "-R", "flowstat.run.packets < 5"], ["-M", "50"]])
    shown = chance.choice([["-V"], ["-T", "fields", "-e", "flowstat.flow_id", "-e", "flowstat.run.duration", "-e", "flowstat.stream.packets"], ["-q"], ["-T", "json"]])
    taps = [word for tap in chance.sample(TAPS, 3) for word in ("-z", tap)]
    if passes != ["-M", "50"]:
        taps += ["-z", f"flowstat,save,{saved}", "-z", f"flowlisten,{heard}"]
    chosen = ["-o", chance.choice(PREFERENCES)] if chance.random() < 0.4 else []
    return ["-n", "-c", MOST_PACKETS, "-r", path, *passes, *shown, *chosen, *taps]


def is_ours(said: str, code: int) -> bool:
    """A sanitizer's report, or a signal, that has to do with us."""
    has_report = "AddressSanitizer" in said or "runtime error" in said or code < 0
    return has_report and ("flowstat.so" in said or "/plugin/" in said or "/core/" in said or code in (-6, -11) and "flowstat" in said)


def damage(original: Path, path: Path, seed: int) -> bool:
    """Makes a copy, damaged unless `seed` is 0 modulo 4; what editcap left of one that it gave up is a copy too."""
    level = ["-E", DAMAGE[seed % 3], "--seed", str(seed)] if seed % 4 else []
    try:
        subprocess.run(["editcap", *level, original, path], capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        pass
    if not path.exists():
        return False
    path.chmod(0o644)
    return True


def run_one(shark: Shark, original: Path, seed: int) -> str:
    """Feeds one capture. Says what came of it."""
    path = shark.folder / f"{seed}.pcap"
    if not damage(original, path, seed):
        return "not read by editcap"
    saved, heard = shark.new_folder(), shark.new_folder()
    asked = words(path, saved, heard, seed)
    memory = EXACT if path.stat().st_size <= MOST_EXACT_BYTES else {}
    try:
        done = shark.run(*asked, **memory)
        ours = is_ours(done.stderr, done.returncode)
        result = "finding" if ours else "crash of Wireshark" if done.returncode < 0 else "done"
        if ours:
            keep(f"{original.name}-{seed}", path, f"{' '.join(map(str, asked))}\n{done.stderr}")
    except subprocess.TimeoutExpired:
        result = "too slow"
        print(f"too slow: {original} seed {seed}: {' '.join(map(str, asked))}", file=sys.stderr)
    path.unlink()
    for folder in (saved, heard):
        shutil.rmtree(folder, ignore_errors=True)
    return result


def keep(name: str, path: Path, said: str) -> None:
    """Keeps a capture and what was said of it."""
    FINDINGS.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, FINDINGS / f"{name}.pcap")
    (FINDINGS / f"{name}.txt").write_text(said)
    print(f"finding: {name}, see {FINDINGS}", file=sys.stderr)


def main() -> int:
    """Reads the command line, runs two at a time."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 1800
    originals = captures([Path(word) for word in sys.argv[2:]] or [ROOT / "captures"])
    if not (ROOT / "build" / "dev" / "plugin" / "flowstat.so").exists():
        sys.exit("fuzz: build/dev has no plugin; scripts/build dev makes it, where wireshark-dev is installed")
    shark = Shark()
    shark.add_listener()
    end, results = time.monotonic() + seconds, {}
    order = random.Random(1).sample(originals, len(originals))
    with ThreadPoolExecutor(2) as pool:
        seeds = count()
        while time.monotonic() < end:
            batch = [(order[seed % len(order)], seed) for seed in (next(seeds) for _ in range(8))]
            for result in pool.map(lambda pair: run_one(shark, *pair), batch):
                results[result] = results.get(result, 0) + 1
    print(f"fuzz: {len(originals)} captures, {seconds} s:", ", ".join(f"{count} {name}" for name, count in sorted(results.items())))
    return 1 if "finding" in results else 0


if __name__ == "__main__":
    sys.exit(main())
