"""Which frames are taken: by count, time and capture filter. Numbers are those of the whole file."""

from __future__ import annotations

import pytest

from support.flowdump import capture, dump
from support.frames import ACK, Segment, pcap, record

DNS, HTTP, ARP = capture("dns.pcap"), capture("http.pcap"), capture("arp.pcap")
NUMBERS = ("--columns", "frame_number,tcp_stream,udp_stream")


def numbers(*words: object) -> list[int]:
    """The frame numbers that are taken."""
    return [int(cells[0]) for cells in dump(*map(str, words), "--columns", "frame_number").cells()]


@pytest.mark.parametrize("words", [("-f", "tcp"), ("--filter", "tcp"), ("--filter=ip proto 6 or ip6 proto 6",)])
def test_numbers_do_not_change_under_a_filter(words: tuple[str, ...]) -> None:
    whole = dump(DNS, *NUMBERS).cells()
    taken = dump(DNS, *NUMBERS, *words).cells()
    assert taken == [cells for cells in whole if cells[1]]
    assert 0 < len(taken) < len(whole)


@pytest.mark.parametrize(
    "words",
    [
        ("-r", DNS, "tcp", "port", "53"),
        ("tcp", "port", "53", "-r", DNS),
        ("-r", DNS, "tcp port 53"),
        (DNS, "-f", "tcp port 53"),
    ],
)
def test_words_behind_r_are_a_filter(words: tuple[object, ...]) -> None:
    assert numbers(*words) == numbers(DNS, "-f", "tcp")


def test_r_names_several_files() -> None:
    assert numbers("-r", ARP, "-r", DNS) == numbers(ARP, DNS)
    assert len(numbers("-r", ARP, "-r", DNS, "arp")) == 5 + len(numbers(DNS, "-f", "arp"))


def test_streams_that_are_not_taken_keep_their_numbers() -> None:
    source = capture("tcp_options.pcap")
    ports = dump(source, "--columns", "src_port,tcp_stream").cells()
    port = next(port for port, stream in ports if stream == "3")
    taken = dump(source, "-f", f"tcp port {port}", "--columns", "tcp_stream,flow_id").cells()
    assert {tuple(cells) for cells in taken} == {("3", "0")}


def test_a_filter_is_compiled_for_each_link_type() -> None:
    source = capture("mixed_linktypes.pcapng")
    whole = dump(source, "--columns", "frame_number,ip_protocol").cells()
    icmp = [int(number) for number, protocol in whole if protocol == "1"]
    assert numbers(source, "-f", "icmp") == icmp


def test_a_filter_sees_vlan_tags() -> None:
    whole = dump(capture("vlan.pcap"), "--columns", "frame_number,vlan_id").cells()
    tagged = [int(number) for number, vlan in whole if vlan == "100"]
    assert numbers(capture("vlan.pcap"), "-f", "vlan 100") == tagged
    assert 0 < len(tagged) < len(whole)


@pytest.mark.parametrize("letter", ["-c", "--count"])
def test_count_is_of_packets_taken(letter: str) -> None:
    assert numbers(DNS, letter, "3") == [1, 2, 3]
    assert numbers(DNS, "-f", "tcp", letter, "3") == numbers(DNS, "-f", "tcp")[:3]
    assert numbers(DNS, letter, "1000000000000") == numbers(DNS)


#: arp.pcap: five frames at 12:28:44.736928 and up to 4 ms later, then one 1.015683 and one 2.015195 s later.
@pytest.mark.parametrize(
    ("rule", "words", "expected"),
    [
        ("seconds from the first packet", ("--start", "1"), [6, 7]),
        ("a part of a second", ("--start", "1.015683"), [6, 7]),
        ("a nanosecond later", ("--start", "1.015683001"), [7]),
        ("RFC 3339", ("--start", "2026-11-24T12:28:45.752611Z"), [6, 7]),
        ("RFC 3339 in another zone", ("--start", "2026-11-24T14:28:45.752611+02:00"), [6, 7]),
        ("seconds since 1970", ("--start", "1795523325.752611"), [6, 7]),
        ("from the first packet on", ("--duration", "1"), [1, 2, 3, 4, 5]),
        ("the end does not belong to it", ("--duration", "1.015683"), [1, 2, 3, 4, 5]),
        ("from the start on", ("--start", "1", "--duration", "1"), [6]),
        ("before the capture", ("--start", "1990-01-01T00:00:00Z", "--duration", "60"), []),
        ("after it", ("--start", "100"), []),
        ("with a filter", ("--start", "0.00001", "-f", "arp"), [2, 5, 6, 7]),
        ("with a count", ("--start", "1", "-c", "1"), [6]),
    ],
)
def test_time(rule: str, words: tuple[str, ...], expected: list[int]) -> None:
    assert numbers(ARP, *words) == expected, rule


def test_time_of_frames_out_of_order() -> None:
    """What comes late in the file is still taken by its time."""
    frame = Segment("192.0.2.1:1", "192.0.2.2:2", ACK).frame()
    source = pcap([frame]) + record(frame, 1_700_000_009 * 10**6) + record(frame, 1_700_000_001 * 10**6)
    cells = dump("-", "--duration", "5", "--columns", "frame_number", stdin=source).cells()
    assert cells == [["1"], ["3"]]
