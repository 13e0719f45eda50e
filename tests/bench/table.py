"""What came out, as text for a terminal and as a table for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jobs import Job, Target
from measure import Command


def show(job: Job, packets: int) -> None:
    """Prints all figures of a job."""
    times = len(job.ours[0].runs)
    print(f"\n{job.title}: {job.capture.name}, {packets:,} packets, {megabytes(job.capture)}, median of {times}")
    print(f"{'':28}{'wall s':>9}{'CPU s':>9}{'Mpackets/s':>12}{'peak MB':>9}{'ours is':>10}")
    for command in job.ours + job.peers:
        if not command.is_installed:
            print(f"{command.name:28} is not installed")
            continue
        wall = command.median("wall_s")
        ratio = "" if command in job.ours else f"{wall / job.ours[0].median('wall_s'):.2f}x"
        print(
            f"{command.name:28}{wall:9.2f}{command.median('cpu_s'):9.2f}"
            f"{packets / wall / 1e6:12.3f}{command.median('rss_mb'):9.0f}{ratio:>10}  {command.verdict}".rstrip()
        )
    if job.note:
        print(job.note)
    print(end="", flush=True)


def markdown(jobs: list[Job]) -> Iterator[str]:
    """The lines of one table of all jobs of streams."""
    yield "| job | program | wall | CPU | right | beside tcpflow | beside cp | target |"
    yield "|---|---|---|---|---|---|---|---|"
    for job in jobs:
        peer, copy = job.peers
        for ours, target in zip(job.ours, job.targets, strict=False):
            yield line(job, ours, peer, copy, target)
        for other in job.peers:
            yield line(job, other, None, None, None)


def line(job: Job, command: Command, peer: Command | None, copy: Command | None, target: Target | None) -> str:
    """A row; `peer` and `copy` are what the command is compared with."""
    wall = command.median("wall_s") if command.runs else 0.0
    cells = [
        f"{job.title}, {megabytes(job.capture)}",
        command.name,
        f"{wall:.2f} s" if command.runs else "not installed",
        f"{command.median('cpu_s'):.2f} s" if command.runs else "",
        command.verdict,
        f"{peer.median('wall_s') / wall:.2f} x as fast" if peer and peer.runs else "",
        f"{wall / copy.median('wall_s'):.2f} x its time" if copy and copy.runs else "",
        target_text(target, command, peer, copy) if target else "",
    ]
    return "| " + " | ".join(cells) + " |"


def target_text(target: Target, command: Command, peer: Command | None, copy: Command | None) -> str:
    """What was promised, and whether it is kept."""
    wall = command.median("wall_s")
    goals = []
    if peer and peer.runs:
        goals.append((f"{target.peer:g} x {peer.name.split()[0]}", peer.median("wall_s") >= target.peer * wall))
    if target.copy and copy and copy.runs:
        goals.append((f"{target.copy:g} x cp", wall <= target.copy * copy.median("wall_s")))
    return ", ".join(f"{text}: {'reached' if is_reached else '**missed**'}" for text, is_reached in goals)


def megabytes(path: Path) -> str:
    """The size of a file."""
    return f"{path.stat().st_size / 1e6:,.0f} MB"
