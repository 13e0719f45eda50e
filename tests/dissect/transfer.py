"""A transfer over TLS on this machine, recorded with its keys: a program that runs in a network of its own.

transfer.py FOLDER 1.2|1.3: makes FOLDER/transfer.pcap, FOLDER/keys.txt, FOLDER/request, FOLDER/answer."""

from __future__ import annotations

import contextlib
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

PORT = 443
BODY = b"".join(b"line %06d of a text that a test can make again\n" % i for i in range(5_000))
VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
RECORDER_SECONDS = 10


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody trusts, and its key."""
    words = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(
        ["openssl", "req", *words, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True
    )
    return folder / "cert.pem", folder / "key.pem"


@contextlib.contextmanager
def recorded(path: Path, filter_: str):
    """Records what is sent meanwhile."""
    recorder = subprocess.Popen(
        ["dumpcap", "-q", "-P", "-B", "64", "-i", "lo", "-f", filter_, "-w", path], stderr=subprocess.PIPE, text=True
    )
    assert recorder.stderr is not None
    for line in recorder.stderr:  # it records when it says into which file
        if line.startswith("File: "):
            break
    try:
        yield
    finally:
        time.sleep(1)  # dumpcap and the kernel hold packets back
        recorder.send_signal(signal.SIGINT)
        recorder.wait(RECORDER_SECONDS)


def serve(listener: socket.socket, context: ssl.SSLContext, request: bytes, answer: bytes) -> None:
    """Answers one request."""
    plain, _ = listener.accept()
    with context.wrap_socket(plain, server_side=True) as connection:
        got = b""
        while len(got) < len(request):
            got += connection.recv(65536)
        connection.sendall(answer)


def main(folder: Path, version: str) -> None:
    """Makes the files."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    request = b"GET /lines.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(*certificate(folder))
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    theirs.check_hostname, theirs.verify_mode = False, ssl.CERT_NONE
    theirs.minimum_version = theirs.maximum_version = VERSIONS[version]
    theirs.keylog_filename = str(folder / "keys.txt")
    with socket.create_server(("127.0.0.1", PORT)) as listener, recorded(folder / "transfer.pcap", f"tcp port {PORT}"):
        server = threading.Thread(target=serve, args=(listener, ours, request, answer))
        server.start()
        with theirs.wrap_socket(socket.create_connection(("127.0.0.1", PORT))) as connection:
            connection.sendall(request)
            got = b""
            while len(got) < len(answer):
                got += connection.recv(65536)
        server.join()
    (folder / "request").write_bytes(request)
    (folder / "answer").write_bytes(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
