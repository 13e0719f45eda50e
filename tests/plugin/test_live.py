"""A live capture, in a network namespace of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from plugin.test_fields import rows_of
from support.plugin import Shark, is_sanitized, shark

FIELDS = ["flow_id", "flow_packet", "payload_bytes"]
TRAFFIC = """
import socket, threading
server = socket.create_server(("127.0.0.1", 8080))
def serve():
    with server.accept()[0] as peer:
        while octets := peer.recv(100): peer.sendall(octets * 3)
threading.Thread(target=serve, daemon=True).start()
with socket.create_connection(("127.0.0.1", 8080)) as client:
    for i in range(20):
        client.sendall(b"x" * 50)
        client.recv(1000)
"""


@pytest.fixture(scope="module")
def tshark() -> Shark:
    if os.geteuid() != 0 or shutil.which("dumpcap") is None:
        pytest.skip("needs root and dumpcap, to capture in a namespace of its own")
    return shark()


def test_fields_of_packets_that_are_just_captured(tshark: Shark) -> None:
    """Those that flowdump makes of what was saved; totals are not known yet."""
    folder = tshark.new_folder()
    asked = [word for name in [*(f"flowstat.{name}" for name in FIELDS), "flowstat.run.packets", "flowstat.stream.packets"] for word in ("-e", name)]
    privileges = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps", "+net_raw,+net_admin", "--ambient-caps", "+net_raw,+net_admin"]
    line = [*privileges, "tshark", "-n", "-i", "lo", "-w", str(folder / "live.pcapng"), "-P", "-l", "-T", "fields", "-E", "separator=/t", *asked]
    env = {**os.environ, "HOME": str(tshark.home), "WIRESHARK_PLUGIN_DIR": str(tshark.folder / "plugins")}
    if is_sanitized():
        pytest.skip("a sanitizer would have to be loaded into dumpcap too")
    script = 'ip link set lo up && exec "$@"'
    with subprocess.Popen(["unshare", "--net", "bash", "-c", script, "bash", *line], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as child:
        assert child.stdout is not None and child.stderr is not None
        for words in child.stderr:
            if "Capturing on" in words:
                break
        time.sleep(1)  # dumpcap says so a little early
        subprocess.run(["nsenter", f"--net=/proc/{child.pid}/ns/net", sys.executable, "-c", TRAFFIC], check=True, timeout=20)
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        printed = [text.rstrip("\n").split("\t") for text in child.stdout]
        child.wait(timeout=20)
    saved = rows_of(folder / "live.pcapng", "packets", FIELDS)
    assert len(saved) > 40
    assert [row[:3] for row in printed] == [[row[name] for name in FIELDS] for row in saved]
    assert [row[3] for row in printed] == [str(number) for number in range(1, len(saved) + 1)]
    assert {row[4] for row in printed} == {""}
