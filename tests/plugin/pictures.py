"""The pictures of Wireshark's windows in docs/: `make pictures`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.flowdump import ROOT, capture
from support.plugin import Shark, shark
from support.profile import installed
from support.window import window

CAPTURES = ["http_loss.pcap", "http.pcap", "dns.pcap"]
FRAME = 71


def side_by_side(wireshark: Shark) -> Path:
    """Captures of different days, as if they had begun at the same time."""
    copies = []
    for path in map(capture, CAPTURES):
        first = wireshark.run("-r", wireshark.readable(path), "-c", "1", "-T", "fields", "-e", "frame.time_epoch").stdout
        copies.append(wireshark.home / path.name)
        subprocess.run(["editcap", "-t", f"-{first.strip()}", path, copies[-1]], check=True)
    whole = wireshark.folder / "capture.pcapng"
    subprocess.run(["mergecap", "-w", whole, *copies], check=True)
    whole.chmod(0o644)
    return whole


def main() -> None:
    wireshark = shark()
    installed(wireshark)
    with window(wireshark, side_by_side(wireshark), "-C", "flowstat", "-g", str(FRAME)) as shown:
        shown.open_row("Packet details", "[Flow statistics]")
        shown.picture(drawn=shown.box(shown.main)).write_png(ROOT / "docs" / "window.png")
        shown.choose("Statistics", "Flowstat Flows")
        shown.table("Flowstat Flows")
        shown.picture(drawn=shown.box(shown.main)).write_png(ROOT / "docs" / "window_flows.png")


if __name__ == "__main__":
    main()
