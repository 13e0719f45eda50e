#!/usr/bin/env python3
"""Joins two network namespaces by a pair of tun devices, both named tun0: tunlink.py NAMESPACE NAMESPACE."""

import ctypes
import fcntl
import os
import select
import struct
import sys

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000


def open_tun(namespace):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{namespace}") as file:
        if libc.setns(file.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", b"tun0", IFF_TUN | IFF_NO_PI))
    return tun


def main():
    left, right = map(open_tun, sys.argv[1:3])
    print("joined", flush=True)
    while True:
        for tun in select.select([left, right], [], [])[0]:
            packet = os.read(tun, 65536)
            try:
                os.write(right if tun == left else left, packet)
            except OSError:
                pass  # the other end is not up yet


if __name__ == "__main__":
    main()
