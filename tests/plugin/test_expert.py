"""Expert Information: what people look for in streams, and the offset of each."""

from __future__ import annotations

import pytest

from support.flowdump import capture
from support.frames import ACK, SYN, SYN_ACK, Segment, pcap
from support.plugin import Shark, shark

A, B = "10.0.0.1:1000", "10.0.0.2:80"
PASSES = pytest.mark.parametrize("words", [[], ["-2"]], ids=["one pass", "two passes"])
OPEN = [Segment(A, B, SYN, 0), Segment(B, A, SYN_ACK, 0, b"", 1)]


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def told(tshark: Shark, segments: list[Segment], *words: str) -> list[tuple[int, str]]:
    """Frames, and what we tell of them."""
    path = tshark.written("expert.pcap", pcap(each.frame() for each in segments))
    rows = tshark.fields(path, ["frame.number", "_ws.expert.message"], "-E", "aggregator=|", *words)
    ours = ("Missing octets", "Octets cut off", "Octets that came before", "Octets of the stream", "A new flow")
    return [(int(row["frame.number"]), text) for row in rows for text in row["_ws.expert.message"].split("|") if text.startswith(ours)]


@PASSES
def test_a_hole_is_told_by_who_acknowledges_it(tshark: Shark, words: list[str]) -> None:
    sent = [*OPEN, Segment(A, B, ACK, 1, b"12345"), Segment(A, B, ACK, 16, b"after"), Segment(B, A, ACK, 1, b"", 21)]
    assert told(tshark, sent, *words) == [(5, "Missing octets: 10, from offset 5 of the forward stream on")]


def test_a_hole_that_nobody_acknowledges_is_known_when_all_has_come(tshark: Shark) -> None:
    sent = [*OPEN, Segment(A, B, ACK, 1, b"12345"), Segment(A, B, ACK, 16, b"after")]
    assert told(tshark, sent) == []
    assert told(tshark, sent, "-2") == [(4, "Missing octets: 10, from offset 5 of the forward stream on")]


def test_a_hole_that_is_filled_is_none(tshark: Shark) -> None:
    sent = [*OPEN, Segment(A, B, ACK, 6, b"67890"), Segment(B, A, ACK, 1, b"", 11), Segment(A, B, ACK, 1, b"12345")]
    assert told(tshark, sent) == [(4, "Missing octets: 5, from offset 0 of the forward stream on")]
    assert told(tshark, sent, "-2") == []


@PASSES
def test_many_holes_take_no_square_of_time(tshark: Shark, words: list[str]) -> None:
    count = 30_000
    each = ([Segment(A, B, ACK, 11 + 15 * i, b"12345"), Segment(B, A, ACK, 1, b"", 16 + 15 * i)] for i in range(count))
    sent = told(tshark, [*OPEN, *(segment for pair in each for segment in pair)], *words)
    assert len({frame for frame, _ in sent}) == count
    assert len({text for _, text in sent}) == 3001  # one that says no more than what it is


@PASSES
def test_a_packet_that_tells_of_many_holes_leaves_room_for_others(tshark: Shark, words: list[str]) -> None:
    """In Wireshark's queue of what listeners are told of a packet."""
    count = 6000
    holes = [Segment(A, B, ACK, 11 + 15 * i, b"12345") for i in range(count)]
    path = tshark.written("holes.pcap", pcap(each.frame() for each in [*OPEN, *holes, Segment(B, A, ACK, 1, b"", 1 + 15 * count)]))
    done = tshark.run("-q", "-n", "-r", path, *words, "-z", "expert")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Missing octets: 10, from offset ") == 100
    assert f" {count - 100} more of this packet are not shown" in done.stdout


@PASSES
def test_octets_that_differ(tshark: Shark, words: list[str]) -> None:
    sent = [*OPEN, Segment(B, A, ACK, 1, b"AAAAAAAA"), Segment(B, A, ACK, 5, b"AABBCC"), Segment(B, A, ACK, 1, b"AAAAAAAA")]
    assert told(tshark, sent, *words) == [(4, "Octets that came before differ, within 2 from offset 6 of the backward stream on")]


@PASSES
def test_a_port_that_is_used_again(tshark: Shark, words: list[str]) -> None:
    sent = [*OPEN, Segment(A, B, ACK, 1, b"one"), Segment(A, B, SYN, 5000)]
    assert told(tshark, sent, *words) == [(4, "A new flow begins on the addresses and ports of flow 0, at offset 0 of its forward stream")]


def test_a_syn_that_comes_late_moves_the_offsets(tshark: Shark) -> None:
    sent = [Segment(A, B, ACK, 11, b"AAAA"), Segment(A, B, ACK, 11, b"ABBA"), Segment(A, B, SYN, 0)]
    assert (2, "Octets that came before differ, within 2 from offset 1 of the forward stream on") in told(tshark, sent)
    assert (2, "Octets that came before differ, within 2 from offset 11 of the forward stream on") in told(tshark, sent, "-2")


def test_octets_that_the_snaplen_cut_off(tshark: Shark) -> None:
    said = tshark.run("-q", "-n", "-r", tshark.readable(capture("snaplen96.pcap")), "-z", "expert,note").stdout
    assert "Octets cut off: 1418, from offset 30 of the backward stream on" in said


def test_filters_find_them(tshark: Shark) -> None:
    path = tshark.readable(capture("tcp_port_reuse.pcap"))
    rows = tshark.fields(path, ["flowstat.flow_id", "flowstat.flow_packet"], "-Y", "flowstat.reused")
    assert {row["flowstat.flow_packet"] for row in rows} == {"1"}
    assert len(rows) < len(tshark.fields(path, ["flowstat.flow_id"], "-Y", "flowstat.flow_packet == 1"))


def test_they_can_be_switched_off(tshark: Shark) -> None:
    path = tshark.readable(capture("snaplen96.pcap"))
    assert "flowstat" not in tshark.run("-q", "-n", "-r", path, "-o", "flowstat.expert:FALSE", "-z", "expert").stdout
