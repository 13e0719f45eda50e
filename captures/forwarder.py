#!/usr/bin/env python3
"""Forwards Ethernet frames between two interfaces, badly if asked to.

Stands in for netem and 8021q, which many kernels lack. Each direction draws from its own seeded generator,
so the n-th IP frame of a direction meets the same fate in every run. ARP always passes.
"""

import argparse
import heapq
import random
import select
import socket
import struct
import time

ETH_P_ALL = 3
SOL_PACKET, PACKET_AUXDATA = 263, 8
TP_STATUS_VLAN_VALID, TP_STATUS_VLAN_TPID_VALID = 0x10, 0x40
IP_TYPES = (b"\x08\x00", b"\x86\xdd")
VLAN_TYPES = (b"\x81\x00", b"\x88\xa8")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("--drop", type=float, default=0, metavar="P", help="share of IP frames lost")
    parser.add_argument("--reorder", type=float, default=0, metavar="P", help="share that comes late")
    parser.add_argument("--late-ms", type=float, default=3, metavar="MS", help="how late")
    parser.add_argument("--duplicate", type=float, default=0, metavar="P", help="share that comes twice")
    parser.add_argument("--delay-ms", type=float, default=0, metavar="MS", help="delay of every frame")
    parser.add_argument("--tag", default="", metavar="VLAN[,VLAN]",
                        help="tags, outer first, put on from left to right and taken off from right to left")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def open_port(interface):
    port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    port.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
    port.bind((interface, 0))
    return port


def receive(port):
    """One incoming frame as it was on the wire; None for a frame that we sent ourselves."""
    frame, ancillary, _, address = port.recvmsg(65536, 256)
    if address[2] == socket.PACKET_OUTGOING:
        return None
    # The kernel takes the outer tag off and hands it over beside the frame.
    for level, kind, data in ancillary:
        if level == SOL_PACKET and kind == PACKET_AUXDATA:
            status, _, _, _, _, tci, tpid = struct.unpack("IIIHHHH", data[:20])
            if status & TP_STATUS_VLAN_VALID:
                if not status & TP_STATUS_VLAN_TPID_VALID:
                    tpid = 0x8100
                return frame[:12] + struct.pack("!HH", tpid, tci) + frame[12:]
    return frame


def tag_bytes(vlans):
    """802.1Q for one tag, 802.1ad (0x88a8) outside 802.1Q for two."""
    types = [0x8100] if len(vlans) == 1 else [0x88A8, 0x8100]
    return b"".join(struct.pack("!HH", kind, vlan) for kind, vlan in zip(types, vlans))


def untag(frame):
    while frame[12:14] in VLAN_TYPES:
        frame = frame[:12] + frame[16:]
    return frame


def delays_s(frame, options, rng):
    """When to send the frame: one delay for each copy, none if it is lost."""
    delay = options.delay_ms / 1000
    if frame[12:14] not in IP_TYPES:
        return [delay]
    # Drawn in any case, so that one option does not shift the fates that another one gives.
    drop, late, twice = rng.random(), rng.random(), rng.random()
    if drop < options.drop:
        return []
    if late < options.reorder:
        delay += options.late_ms / 1000
    return [delay, delay] if twice < options.duplicate else [delay]


def forward(options):
    left, right = open_port(options.left), open_port(options.right)
    vlans = [int(vlan) for vlan in options.tag.split(",") if vlan]
    tags = tag_bytes(vlans)
    rngs = {left: random.Random(f"{options.seed} left"), right: random.Random(f"{options.seed} right")}
    queue, serial = [], 0  # (due, serial, port, frame): serial keeps frames with equal due in order
    print("forwarding", flush=True)
    while True:
        timeout = max(0, queue[0][0] - time.monotonic()) if queue else None
        for port in select.select([left, right], [], [], timeout)[0]:
            frame = receive(port)
            if frame is None:
                continue
            due = time.monotonic()
            delays = delays_s(frame, options, rngs[port])
            if tags:
                frame = frame[:12] + tags + frame[12:] if port is left else untag(frame)
            for delay in delays:
                heapq.heappush(queue, (due + delay, serial, right if port is left else left, frame))
                serial += 1
        while queue and queue[0][0] <= time.monotonic():
            _, _, port, frame = heapq.heappop(queue)
            port.send(frame)


if __name__ == "__main__":
    forward(parse_arguments())
