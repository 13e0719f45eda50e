"""The real Wireshark with the plugin and its profile: what it shows when a capture is loaded, and when somebody asks for more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.flowdump import capture, dump
from support.plugin import Shark, shark
from support.profile import buttons, installed, rules
from support.window import Window, window

OF_PACKET = {"Flow": "flow_id", "Direction": "direction", "Packet": "flow_packet"}
OF_FLOW = {"All packets": "packets", "All bytes": "payload_bytes", "Duration": "duration"}
REUSED = capture("tcp_port_reuse.pcap")
FIRST_ROWS = 20
WHITE = (255, 255, 255)


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
        boxes = shown.boxes(FIRST_ROWS)
        picture = shown.picture(drawn=boxes[-1][0])
        rows = shown.packets(FIRST_ROWS)
        assert shown.titles() == [path.name]  # and no complaint beside it
        assert "profiles/flowstat" not in shown.stderr()
    assert ours(rows) == expected(path)[:FIRST_ROWS]
    is_drawn = [[not picture.is_blank(box) for box in row] for row in boxes]
    assert is_drawn == [[text != "" for text in row.values()] for row in rows]


@pytest.mark.parametrize(
    ("name", "expected_rules"),
    [
        ("http.pcap", {2: None, 3: "New flow", 4: None}),
        ("tcp_bulk.pcap", {3: "New flow", 4: "Huge flow", 20: "Huge flow"}),
        ("tcp_capture_loss.pcap", {17: None, 18: "Missing or different"}),
        ("udp_loopback.pcap", {3: None, 4: "Nobody answered"}),
        ("tcp_reorder.pcapng", {17: None, 18: "Sent again"}),
    ],
)
def test_rules_colour_rows(wireshark: Shark, name: str, expected_rules: dict[int, str | None]) -> None:
    with window(wireshark, wireshark.readable(capture(name)), "-C", "flowstat") as shown:
        boxes = shown.boxes(max(expected_rules))
        picture = shown.picture(drawn=boxes[-1][0])
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


@pytest.fixture(scope="module")
def statistics(wireshark: Shark) -> Iterator[Window]:
    """Where three flows have the same addresses and ports."""
    with window(wireshark, wireshark.readable(REUSED), "-C", "flowstat") as shown:
        yield shown


def test_table_of_flows(statistics: Window) -> None:
    statistics.choose("Statistics", "Flowstat Flows")
    columns = {
        "Flow": "flow_id", "Packets forward": "forward_packets", "Packets backward": "backward_packets",
        "Payload forward": "forward_payload_bytes", "Payload backward": "backward_payload_bytes",
    }  # fmt: skip
    rows = [{title: row[title].strip() for title in columns} for row in statistics.table("Flowstat Flows")]
    assert rows == sorted(table(REUSED, "flows", columns), key=lambda row: int(row["Flow"]))


def test_tree_of_flows(statistics: Window) -> None:
    statistics.choose("Statistics", "Flowstat Sizes and Durations")
    rows = [(row["Topic / Item"].strip(), int(row["Count"])) for row in statistics.table("Flowstat Sizes and Durations")]
    first = rows.index(("Packets", 3)) + 1
    assert rows[0] == ("Flows", 3)
    assert {name: count for name, count in rows[first : first + 7] if count} == {"10-99": 2, "4-9": 1}


def test_conversations(statistics: Window) -> None:
    statistics.choose("Statistics", "Conversations")
    columns = {"Port A": "src_port", "Port B": "dst_port", "Packets A → B": "forward_packets", "Packets B → A": "backward_packets"}
    rows = [tuple(row[title] for title in columns) for row in statistics.table("Conversations", "Flowstat")]
    assert sorted(rows) == sorted(tuple(row.values()) for row in table(REUSED, "flows", columns))


def test_endpoints(statistics: Window) -> None:
    statistics.choose("Statistics", "Endpoints")
    packets: Counter[tuple[str, str]] = Counter()
    for flow in table(REUSED, "flows", {name: name for name in ("src_addr", "src_port", "dst_addr", "dst_port", "packets")}):
        packets[flow["src_addr"], flow["src_port"]] += int(flow["packets"])
        packets[flow["dst_addr"], flow["dst_port"]] += int(flow["packets"])
    rows = statistics.table("Endpoints", "Flowstat")
    assert {(row["Address"], row["Port"]): int(row["Packets"]) for row in rows} == packets
