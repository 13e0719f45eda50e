"""What the plugin costs tshark: CPU time of one command without it, with it, and with its fields asked for."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from measure import Command, run_in_turn, warm
from programs import ROOT

PLUGIN = ROOT / "build" / "release" / "plugin" / "flowstat.so"
PACKETS = 200_000
ORDINARY = (
    "frame.number frame.time_epoch frame.len ip.src ip.dst tcp.srcport tcp.dstport tcp.stream tcp.seq tcp.ack tcp.len"
).split()
LOADED_MOST, ASKED_MOST = 8, 40  # percent


def show_plugin_cost(mix: Path, times: int) -> None:
    """Runs the commands in turn and prints what each takes beside the first."""
    if not PLUGIN.exists() or shutil.which("tshark") is None:
        print(f"\nplugin: needs tshark and {PLUGIN}, which are not there")
        return
    with tempfile.TemporaryDirectory(prefix="flowstat-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # tshark runs as somebody who may load plugins
        capture = folder / "mix.pcap"
        subprocess.run(["editcap", "-r", mix, capture, f"1-{PACKETS}"], check=True)
        capture.chmod(0o644)
        plain, *others = commands(folder, capture)
        warm(capture)
        run_in_turn([plain, *others], times)
    print(f"\nplugin, {PACKETS:,} packets of {mix.name}, tshark -n -T fields, median of {times} by CPU time")
    print(f"{plain.name:32}{plain.median('cpu_s'):9.2f} s")
    for command, most in zip(others, (LOADED_MOST, ASKED_MOST), strict=True):
        percent = cost(command, plain)
        verdict = "reached" if percent <= most else "MISSED"
        print(f"{command.name:32}{command.median('cpu_s'):9.2f} s  {percent:+6.1f} %  at most {most:+} %: {verdict}")


def cost(command: Command, plain: Command) -> float:
    """The median over rounds of how much more a command takes, in percent."""
    pairs = zip(command.runs, plain.runs, strict=True)
    return statistics.median(run.cpu_s / other.cpu_s * 100 - 100 for run, other in pairs)


def commands(folder: Path, capture: Path) -> list[Command]:
    """tshark without the plugin, with it, and with every running value asked for."""
    none, loaded = folder / "none", folder / "loaded"
    version = tshark_version()
    for plugins in (none, loaded):
        (plugins / version / "epan").mkdir(parents=True)
    shutil.copy(PLUGIN, loaded / version / "epan")
    run_fields = fields_of(loaded, "flowstat.run.")
    return [
        tshark("without the plugin", none, capture, ORDINARY),
        tshark("loaded, no field asked", loaded, capture, ORDINARY),
        tshark(f"{len(run_fields)} running values asked", loaded, capture, [*ORDINARY, *run_fields]),
    ]


def words(plugins: Path) -> list[str]:
    """In front of tshark. Who is root may load no plugins from a folder."""
    user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] if os.geteuid() == 0 else []
    return [*user, "env", f"HOME={plugins}", f"WIRESHARK_PLUGIN_DIR={plugins}", "tshark"]


def tshark(name: str, plugins: Path, capture: Path, fields: list[str]) -> Command:
    """Prints `fields` of each packet."""
    asked = [word for field in fields for word in ("-e", field)]
    return Command(name, [*words(plugins), "-n", "-r", str(capture), "-T", "fields", *asked], plugins / "nothing")


def tshark_version() -> str:
    """Such as "4.0"."""
    said = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True).stdout
    return ".".join(said.split()[2].split(".")[:2])


def fields_of(plugins: Path, prefix: str) -> list[str]:
    """The plugin's fields whose names begin so."""
    said = subprocess.run([*words(plugins), "-G", "fields"], capture_output=True, text=True, check=True).stdout
    names = (line.split("\t")[2] for line in said.splitlines() if line.startswith("F\t"))
    return [name for name in names if name.startswith(prefix)]
