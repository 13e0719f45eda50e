"""The picture on the screen of an Xvfb: looked at by colour, written as PNG."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

Colour = tuple[int, int, int]
Box = list[int]  # x, y, width, height


@dataclass(frozen=True)
class Picture:
    """Rows of pixels of four octets: blue, green, red, nothing."""

    width: int
    rows: list[bytes]

    @staticmethod
    def read(path: Path) -> Picture:
        """The file that `Xvfb -fbdir` keeps: a window dump, X11/XWDFile.h, of depth 24."""
        octets = path.read_bytes()
        header = struct.unpack(">25I", octets[:100])
        header_bytes, width, height, bytes_per_line, colours = (header[i] for i in (0, 4, 5, 12, 19))
        first = header_bytes + colours * 12
        starts = range(first, first + height * bytes_per_line, bytes_per_line)
        return Picture(width, [octets[start : start + width * 4] for start in starts])

    def colours(self, box: Box) -> Counter[Colour]:
        """How many pixels of a part have which colour."""
        x, y, width, height = box
        cut = [row[x * 4 : (x + width) * 4] for row in self.rows[y : y + height]]
        return Counter(colour for row in cut for colour in zip(row[2::4], row[1::4], row[0::4], strict=True))

    def background(self, box: Box) -> Colour:
        """The colour of most pixels."""
        return self.colours(box).most_common(1)[0][0]

    def is_blank(self, box: Box) -> bool:
        """Nothing is drawn within a margin of a pixel, where tables have their lines."""
        x, y, width, height = box
        return len(self.colours([x + 1, y + 1, width - 2, height - 2])) == 1

    def write_png(self, path: Path) -> None:
        """PNG, ISO/IEC 15948, of the 16 levels of each colour that are enough to read it by."""
        raw = bytearray()
        for row in self.rows:
            line = bytearray(self.width * 3)
            line[0::3], line[1::3], line[2::3] = (row[i::4].translate(LEVELS) for i in (2, 1, 0))
            raw += b"\0" + line
        header = struct.pack(">IIBBBBB", self.width, len(self.rows), 8, 2, 0, 0, 0)
        chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(raw), 9)), (b"IEND", b"")]
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


LEVELS = bytes(level // 16 * 17 for level in range(256))


def _chunk(kind: bytes, octets: bytes) -> bytes:
    return struct.pack(">I", len(octets)) + kind + octets + struct.pack(">I", zlib.crc32(kind + octets))
