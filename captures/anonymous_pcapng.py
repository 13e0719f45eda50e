#!/usr/bin/env python3
"""Takes the names of hardware and operating system out of a pcapng file, in place."""

import struct
import sys

SECTION_HEADER, INTERFACE = 0x0A0D0D0A, 1
# Block type: where its options begin, and the options that describe the machine.
DESCRIBING = {SECTION_HEADER: (24, {2, 3}), INTERFACE: (16, {12, 15})}


def blocks(content):
    at = 0
    while at < len(content):
        kind, size = struct.unpack_from("<II", content, at)
        yield kind, content[at:at + size]
        at += size


def without_options(options, unwanted):
    kept, at = b"", 0
    while at < len(options):
        code, size = struct.unpack_from("<HH", options, at)
        padded = 4 + (size + 3) // 4 * 4
        if code not in unwanted:
            kept += options[at:at + padded]
        at += padded
    return kept


def anonymous(kind, block):
    if kind not in DESCRIBING:
        return block
    options_at, unwanted = DESCRIBING[kind]
    body = block[8:options_at] + without_options(block[options_at:-4], unwanted)
    length = struct.pack("<I", len(body) + 12)
    return block[:4] + length + body + length


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    if content[8:12] != b"\x4d\x3c\x2b\x1a":
        sys.exit(f"{path}: not a little-endian pcapng file")
    with open(path, "wb") as file:
        file.writelines(anonymous(*block) for block in blocks(content))


if __name__ == "__main__":
    main(sys.argv[1])
