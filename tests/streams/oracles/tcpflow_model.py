"""How tcpflow 1.6.1 makes its files, told from its behaviour, to make them out of our octets.

It keeps a connection for each sender and receiver, a position in its file and the sequence number that belongs there.
A segment is written where the distance of its number from that one says, over what stands there. A connection is
forgotten at a RST, when all octets up to its FIN were written, and at a distance of more than 16 MiB; of those that
it forgot it remembers the last hundred, to know repeated packets.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from streams.oracles.faults import Fault, Faults
from streams.oracles.ours import ACK, FIN, RST, SYN, Sender, signed
from streams.oracles.tcpflow_frames import Seen

MOST_SEEK = 2**24
MOST_REMEMBERED = 100
MOVED_BYTES = 2**16  # how much of a file it moves at a time

Octets = Callable[[Seen], bytes]


@dataclass
class File:
    """A file that it writes."""

    path: Path
    guessed: list[tuple[int, int]] = field(default_factory=list)  # octets out of memory behind a packet

    @property
    def size(self) -> int:
        """How long it is."""
        return self.path.stat().st_size

    def read(self, first: int, count: int) -> bytes:
        """A part of it."""
        with self.path.open("rb") as file:
            return os.pread(file.fileno(), count, first)

    def write(self, first: int, octets: bytes) -> None:
        """Writes a part of it."""
        with self.path.open("r+b") as file:
            os.pwrite(file.fileno(), octets, first)

    def make_room(self, octets: int) -> None:
        """Moves everything up, but of a large file only its end, as tcpflow does."""
        size = left = self.size
        while left:
            count = min(left, MOVED_BYTES)
            self.write(size - count + octets, self.read(size - count, count))
            left -= count
        self.guessed = [(first + octets, end + octets) for first, end in self.guessed]


@dataclass
class Connection:
    """What it knows of a sender and receiver."""

    isn: int
    next_seq: int
    position: int = 0
    syns: int = 0
    fin_size: int | None = None
    written: list[tuple[int, int]] | None = field(default_factory=list)
    sent: list[tuple[int, int]] = field(default_factory=list)  # where no padding was written
    file: File | None = None

    def note(self, first: int, end: int) -> None:
        """Adds to what was written."""
        if self.written is None:
            return
        apart = [run for run in self.written if run[1] < first or run[0] > end]
        near = [run for run in self.written if run not in apart]
        self.written = [*apart, (min([first, *(a for a, _ in near)]), max([end, *(b for _, b in near)]))]

    def written_bytes(self) -> int:
        """How many octets it has written."""
        return sum(end - first for first, end in self.written or [])


class Tcpflow:
    """A run over one capture."""

    def __init__(self, folder: Path, octets: Octets) -> None:
        self.files: dict[Sender, list[tuple[int, str, File]]] = {}
        self.faults: dict[Sender, Faults] = {}
        self._folder = folder
        self._octets = octets
        self._open: dict[Sender, Connection] = {}
        self._over: list[tuple[Sender, Connection]] = []
        self._remembered: dict[Sender, Connection] = OrderedDict()
        self._known: set[Sender] = set()
        self._made = 0

    def take(self, seen: Seen) -> None:
        """Reads a segment."""
        octets = self._octets(seen)
        size = len(octets) + seen.missing_bytes
        connection = self._open.get(seen.sender)
        if seen.flags & SYN and connection and connection.syns and connection.position:
            self._note(Fault.ignored_syn, seen)
            return
        if connection is None and (not self._is_news(seen, size) or self._is_repeated(seen, octets)):
            return
        distance = signed(seen.seq - connection.next_seq) if connection else 0
        if connection and abs(distance) > MOST_SEEK:
            self._forget(seen.sender)
            connection, distance = None, 0
        if connection is None:
            if not seen.flags & SYN and not size:
                return
            connection = self._begin(seen)
        if seen.flags & SYN:
            connection.syns += 1
        if size:
            self._store(connection, seen, octets, distance)
        self._end(connection, seen, size)

    def _note(self, fault: Fault, seen: Seen) -> None:
        if fault is not Fault.ignored_syn and seen.padding_bytes == len(seen.octets):
            fault = Fault.padding
        self.faults.setdefault(seen.sender, Faults()).note(fault, seen.frame)

    @staticmethod
    def _is_news(seen: Seen, size: int) -> bool:
        """Whether a segment without a connection begins one."""
        return bool(size) or (not seen.flags & (FIN | RST) and bool(seen.flags & (SYN | ACK)))

    def _is_repeated(self, seen: Seen, octets: bytes) -> bool:
        """Whether a connection that it remembers has these octets there."""
        known = self._remembered.get(seen.sender)
        if not octets or not known or not known.file:
            return False
        return known.file.read((seen.seq - known.isn - 1) % 2**32, len(octets)) == octets

    def _begin(self, seen: Seen) -> Connection:
        if seen.sender in self._known and not seen.flags & SYN:
            self._note(Fault.new_file, seen)
        self._known.add(seen.sender)
        isn = seen.seq if seen.flags & SYN else (seen.seq - 1) % 2**32
        connection = self._open[seen.sender] = Connection(isn, (isn + 1) % 2**32)
        return connection

    def _store(self, connection: Connection, seen: Seen, octets: bytes, distance: int) -> None:
        size = len(octets) + seen.missing_bytes
        offset, room = connection.position + distance, 0
        if seen.flags & SYN:
            self._note(Fault.syn_octets, seen)
        if offset < 0:
            if connection.syns:
                self._note(Fault.early_lost, seen)
                return
            room, offset = -offset, 0
        file = connection.file = connection.file or self._new_file(seen)
        if room:
            if file.size > MOVED_BYTES or size < room:
                self._note(Fault.stale_octets, seen)
            file.make_room(room)
            connection.isn -= room
            connection.position, connection.next_seq = 0, (connection.isn + 1) % 2**32
            connection.written = None
            connection.sent = [(first + room, end + room) for first, end in connection.sent]
        elif distance:
            if distance == -1 and size == 1:  # a keep-alive
                return
            connection.position += distance
            connection.next_seq = (connection.next_seq + distance) % 2**32
        self._write(connection, file, seen, octets)

    def _write(self, connection: Connection, file: File, seen: Seen, octets: bytes) -> None:
        first, size = connection.position, len(octets) + seen.missing_bytes
        end = first + len(octets) - seen.padding_bytes
        if any(_differ(file, octets, first, max(a, first), min(b, end)) for a, b in connection.sent):
            self._note(Fault.last_version, seen)
        if first < end:
            connection.sent.append((first, end))
        file.write(first, octets + bytes(seen.missing_bytes))
        if seen.missing_bytes:
            file.guessed.append((first + len(octets), first + size))
            self._note(Fault.uncaptured, seen)
        connection.note(first, first + size)
        connection.position += size
        connection.next_seq = (connection.next_seq + size) % 2**32

    def _new_file(self, seen: Seen) -> File:
        files = self.files.setdefault(seen.sender, [])
        self._made += 1
        file = File(self._folder / str(self._made))
        file.path.touch()
        files.append((sum(vlan == seen.vlan for _, vlan, _ in files), seen.vlan, file))
        return file

    def _end(self, connection: Connection, seen: Seen, size: int) -> None:
        if seen.flags & RST:
            self._forget(seen.sender)
            return
        if seen.flags & FIN and connection.fin_size is None:
            connection.fin_size = (seen.seq + size - connection.isn - 1) % 2**32
        if connection.fin_size is not None and connection.written_bytes() == connection.fin_size:
            self._forget(seen.sender)

    def _forget(self, sender: Sender) -> None:
        if len(self._over) > MOST_REMEMBERED:
            self._remembered.pop(self._over.pop(0)[0], None)
        connection = self._open.pop(sender)
        self._over.append((sender, connection))
        self._remembered[sender] = connection


def _differ(file: File, octets: bytes, at: int, first: int, end: int) -> bool:
    """Whether the octets that go to `at` change the file between `first` and `end`."""
    return first < end and file.read(first, end - first) != octets[first - at : end - at]
