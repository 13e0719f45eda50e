"""The real Wireshark with the plugin and its profile: what it shows when a capture is loaded, and when somebody asks for more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.flowdump import capture, dump
from support.plugin import Shark, shark
from support.profile import buttons, installed, rules
from support.window import window

OF_PACKET = {"Flow": "flow_id", "Direction": "direction", "Packet": "flow_packet"}
OF_FLOW = {"All packets": "packets", "All bytes": "payload_bytes", "Duration": "duration"}
FIRST_ROWS = 20
WHITE = (255, 255, 255)
#: What stderr tells of the machine: it may not capture, and has no telling who owns a folder of X.
OF_THE_MACHINE = re.compile(r"nl80211 not found|dbus-daemon\[|_XSERVTrans|^$")


@pytest.fixture(scope="module")
def wireshark() -> Shark:
    found = shark()
    installed(found)
    return found


def table(path: Path, name: str, columns: dict[str, str]) -> list[dict[str, str]]:
    """A table of flowdump under the titles of the window."""
    done = dump("--table", name, "--columns", ",".join(columns.values()), "--format", "tsv", path)
    return [dict(zip(columns, row, strict=True)) for row in done.cells()]


def expected(path: Path) -> list[dict[str, str]]:
    """What our columns should show of each packet; nothing of one without a flow."""
    flows = {row["Flow"]: row for row in table(path, "flows", {"Flow": "flow_id", **OF_FLOW})}
    no_flow = dict.fromkeys([*OF_PACKET, *OF_FLOW], "")
    return [{**no_flow, **row, **flows.get(row["Flow"], {})} for row in table(path, "packets", OF_PACKET)]


def ours(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of the packet list without the columns that are Wireshark's."""
    return [{title: row[title] for title in [*OF_PACKET, *OF_FLOW]} for row in rows]


def test_the_first_screen_fills_by_itself(wireshark: Shark) -> None:
    """The picture is taken before anything asks for the text of a cell."""
    path = capture("http.pcap")
    with window(wireshark, wireshark.readable(path), "-C", "flowstat") as shown:
        picture, boxes = shown.picture(), shown.boxes(FIRST_ROWS)
        rows = shown.packets(FIRST_ROWS)
        assert shown.titles() == [path.name]  # and no complaint beside it
        assert not [line for line in shown.stderr().splitlines() if not OF_THE_MACHINE.search(line)]
    assert ours(rows) == expected(path)[:FIRST_ROWS]
    is_drawn = [[not picture.is_blank(box) for box in row] for row in boxes]
    assert is_drawn == [[text != "" for text in row.values()] for row in rows]


@pytest.mark.parametrize(
    ("name", "expected_rules"),
    [
        ("http.pcap", {2: None, 3: "New flow", 4: None}),
        ("tcp_bulk.pcap", {3: "New flow", 4: "Huge flow", 20: "Huge flow"}),
        ("udp_loopback.pcap", {3: None, 4: "Nobody answered"}),
        ("tcp_reorder.pcapng", {17: None, 18: "Sent again"}),
    ],
)
def test_rules_colour_rows(wireshark: Shark, name: str, expected_rules: dict[int, str | None]) -> None:
    with window(wireshark, wireshark.readable(capture(name)), "-C", "flowstat") as shown:
        picture, boxes = shown.picture(), shown.boxes(max(expected_rules))
    backgrounds = {rule.name: rule.background for rule in rules()} | {None: WHITE}
    for frame, rule in expected_rules.items():
        assert picture.background(boxes[frame - 1][0]) == backgrounds[rule], frame


def test_buttons_filter(wireshark: Shark) -> None:
    path = wireshark.readable(capture("dns.pcap"))
    with window(wireshark, path, "-C", "flowstat") as shown:
        for button in buttons():
            chosen = wireshark.fields(path, ["frame.number"], "-2", "-Y", button.filter)
            shown.press(button.label)
            shown.wait_for_label(f"Packets: 38 · Displayed: {len(chosen)} (")


@pytest.mark.parametrize("entry", [("View", "Reload"), ("Analyze", "Reload Lua Plugins")], ids=" > ".join)
def test_columns_are_full_again_after(wireshark: Shark, entry: tuple[str, str]) -> None:
    """The first reads the file anew, the second dissects its frames anew."""
    path = capture("http.pcap")
    with window(wireshark, wireshark.readable(path), "-C", "flowstat") as shown:
        shown.choose(*entry)
        assert ours(shown.packets()) == expected(path)


def test_statistics(wireshark: Shark) -> None:
    """Menus open, and tables in other windows can be read: conversations are our flows."""
    path = capture("tcp_endings.pcap")
    with window(wireshark, wireshark.readable(path), "-C", "flowstat") as shown:
        shown.choose("Statistics", "Conversations")
        rows = shown.table("Conversations", "TCP")
    flows = table(path, "flows", {"Port A": "src_port", "Port B": "dst_port", "Packets": "packets"})
    assert sorted(map(str, ({title: row[title] for title in flows[0]} for row in rows))) == sorted(map(str, flows))


def test_the_window_of_flows(wireshark: Shark) -> None:
    path = capture("tcp_endings.pcap")
    with window(wireshark, wireshark.readable(path), "-C", "flowstat") as shown:
        shown.choose("Statistics", "Flowstat Flows")
        rows = shown.table("Flowstat Flows")
    columns = {"Flow": "flow_id", "Packets forward": "forward_packets", "Packets backward": "backward_packets",
               "Payload forward": "forward_payload_bytes", "Payload backward": "backward_payload_bytes"}  # fmt: skip
    flows = table(path, "flows", columns)
    found = [{title: row[title].strip() for title in columns} for row in rows if row["Flow"].isdigit()]
    assert sorted(found, key=str) == sorted(flows, key=str)


def test_the_window_of_sizes(wireshark: Shark) -> None:
    path = capture("tcp_endings.pcap")
    with window(wireshark, wireshark.readable(path), "-C", "flowstat") as shown:
        shown.choose("Statistics", "Flowstat Sizes and Durations")
        rows = shown.table("Flowstat Sizes and Durations")
    assert rows[0]["Topic / Item"] == "Flows" and rows[0]["Count"] == str(len(table(path, "flows", {"Flow": "flow_id"})))


def test_conversations_have_a_tab(wireshark: Shark) -> None:
    """That the profile opens: a row for each flow, also where ports are used again."""
    path = capture("tcp_port_reuse.pcap")
    with window(wireshark, wireshark.readable(path), "-C", "flowstat") as shown:
        shown.choose("Statistics", "Conversations")
        rows = shown.table("Conversations", "Flowstat")
    flows = table(path, "flows", {"Packets": "packets"})
    assert sorted(row["Packets"] for row in rows) == sorted(row["Packets"] for row in flows)
