"""A transfer over QUIC on this machine, recorded with its keys: a program that runs in a network of its own.

quic_transfer.py FOLDER: makes FOLDER/transfer.pcap, FOLDER/keys.txt, FOLDER/request, FOLDER/answer."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from pathlib import Path

from aioquic.asyncio import connect, serve
from aioquic.quic.configuration import QuicConfiguration
from transfer import PORT, certificate, recorded

REQUEST = b"lines, please\n"
ANSWER = b"".join(b"line %06d of a text that a test can make again\n" % i for i in range(2000))


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers one request."""
    await reader.read()
    writer.write(ANSWER)
    writer.write_eof()


async def transfer(folder: Path) -> bytes:
    """Asks, and gives the answer."""
    cert, key = certificate(folder)
    ours = QuicConfiguration(is_client=False, alpn_protocols=["flowstat"])
    ours.load_cert_chain(cert, key)
    server = await serve(
        "127.0.0.1", PORT, configuration=ours, stream_handler=lambda *ends: asyncio.ensure_future(answer(*ends)) and None
    )
    with (folder / "keys.txt").open("w") as keys:
        theirs = QuicConfiguration(is_client=True, alpn_protocols=["flowstat"], verify_mode=ssl.CERT_NONE, secrets_log_file=keys)
        async with connect("127.0.0.1", PORT, configuration=theirs) as client:
            reader, writer = await client.create_stream()
            writer.write(REQUEST)
            writer.write_eof()
            got = await reader.read()
    server.close()
    return got


def main(folder: Path) -> None:
    """Makes the files."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with recorded(folder / "transfer.pcap", f"udp port {PORT}"):
        assert asyncio.run(transfer(folder)) == ANSWER
    (folder / "request").write_bytes(REQUEST)
    (folder / "answer").write_bytes(ANSWER)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
