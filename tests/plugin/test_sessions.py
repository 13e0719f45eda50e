"""The plugin where captures are read in parts, again, one after the other, and from a pipe."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.flowdump import capture
from support.plugin import Shark, shark

FIRST, SECOND = "http.pcap", "http_loss.pcap"
FIELDS = ["flowstat.flow_id", "flowstat.run.packets", "flowstat.stream.packets"]

LUA = """
local flow, total = Field.new("flowstat.flow_id"), Field.new("flowstat.run.packets")
local listener = Listener.new("frame")
function listener.packet() if flow() then print("lua", tostring(flow()), tostring(total())) end end
"""


@pytest.fixture(scope="module")
def tshark() -> Shark:
    return shark()


def ask(tshark: Shark, *requests: dict[str, object]) -> list[list[list[str]]]:
    """The columns of frames that sharkd shows, which dissects as the window does: what is drawn, when it is drawn."""
    columns = {f"column{i}": f"{name}:1" for i, name in enumerate(FIELDS)}
    lines = []
    for i, request in enumerate(requests, 1):
        is_load = "file" in request
        params = request if is_load else {**request, **columns}
        lines.append(json.dumps({"jsonrpc": "2.0", "id": i, "method": "load" if is_load else "frames", "params": params}))
    done = tshark.run("-", program="sharkd", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(answers) == len(requests), done.stderr
    return [[row["c"] for row in answer["result"]] for answer in answers if isinstance(answer["result"], list)]


def expected(tshark: Shark, path: Path) -> list[list[str]]:
    """The same of all frames, by tshark in two passes."""
    return [list(row.values()) for row in tshark.fields(path, FIELDS, "-2")]


def test_rows_that_are_drawn_in_any_order_and_a_second_file(tshark: Shark) -> None:
    first, second = tshark.readable(capture(FIRST)), tshark.readable(capture(SECOND))
    requests: list[dict[str, object]] = [{"file": str(first)}, {"skip": 7, "limit": 5}, {"limit": 3}, {}]
    requests += [{"file": str(second)}, {"skip": 200, "limit": 40}, {"skip": 20, "limit": 10}, {}]
    requests += [{"file": str(first)}, {}]
    got = ask(tshark, *requests)
    one, other = expected(tshark, first), expected(tshark, second)
    assert got == [one[7:12], one[:3], one, other[200:240], other[20:30], other, one]


def test_a_capture_that_begins_as_the_one_before(tshark: Shark) -> None:
    """It is not taken for the same one dissected again."""
    whole = tshark.readable(capture(SECOND))
    part = tshark.new_folder() / "part.pcap"
    subprocess.run(["editcap", "-r", whole, part, "1-100"], check=True)
    part.chmod(0o644)
    *_, got = ask(tshark, {"file": str(part)}, {"limit": 5}, {"file": str(whole)}, {})
    assert got == expected(tshark, whole)


def test_a_filter_that_jumps(tshark: Shark) -> None:
    path = tshark.readable(capture(SECOND))
    (got,) = ask(tshark, {"file": str(path)}, {"filter": "flowstat.run.packets > 100 && flowstat.stream.packets > 1"})
    assert got == [row for row in expected(tshark, path) if row[0] and int(row[1]) > 100 and int(row[2]) > 1]


def test_a_first_pass_that_leaves_frames_out(tshark: Shark) -> None:
    """Totals are those of all frames."""
    path = tshark.readable(capture(SECOND))
    names = ["frame.time_epoch", "flowstat.flow_packet", "flowstat.time_since_first", *FIELDS]
    got = tshark.fields(path, names, "-2", "-R", "tcp.dstport == 80")
    assert 0 < len(got) < len(expected(tshark, path))
    assert got == tshark.fields(path, names, "-2", "-Y", "tcp.dstport == 80")


def test_a_pipe(tshark: Shark) -> None:
    path = tshark.readable(capture(SECOND))
    asked = [word for name in FIELDS[:2] for word in ("-e", name)]
    piped = tshark.run("-n", "-r", "-", "-T", "fields", *asked, stdin=path).stdout
    assert piped == tshark.run("-n", "-r", path, "-T", "fields", *asked).stdout != ""


def test_a_session_that_is_begun_again(tshark: Shark) -> None:
    """With -M, Wireshark forgets all after so many frames, and we do."""
    path = tshark.readable(capture(SECOND))
    done = tshark.run("-n", "-r", path, "-M", "100", "-T", "fields", "-e", "flowstat.flow_packet")
    assert done.returncode == 0
    assert done.stdout.split("\n").count("1") > 1


def test_lua_reads_our_fields(tshark: Shark) -> None:
    path = tshark.readable(capture(FIRST))
    script = tshark.folder / "x.lua"
    script.write_text(LUA)
    script.chmod(0o644)
    said = [line.split("\t")[1:] for line in tshark.run("-q", "-n", "-r", path, "-X", f"lua_script:{script}").stdout.splitlines() if line.startswith("lua")]
    assert said == [row[:2] for row in expected(tshark, path) if row[0]]


def test_the_details_show_what_people_read(tshark: Shark) -> None:
    path = tshark.readable(capture(FIRST))
    said = tshark.run("-2", "-r", path, "-c", "6", "-V", "-O", "flowstat").stdout
    assert "Up to this packet" in said and "Whole conversation" in said and "Ip direction asc" not in said
    assert "Ip direction asc" in tshark.run("-r", path, "-V", "-Y", "flowstat.ip_direction_asc").stdout


@pytest.mark.parametrize("words", [["-T", "fields"], ["-Tfields"]], ids=" ".join)
@pytest.mark.parametrize("field", ["flowstat.run.packets", "flowstat.ip_direction_asc"])
def test_fields_are_printed_however_they_are_named(tshark: Shark, field: str, words: list[str]) -> None:
    path = tshark.readable(capture(FIRST))
    bundled = tshark.run("-r", path, *words, "-ne", field).stdout
    separate, joined = (tshark.run("-r", path, *words, *named).stdout for named in (["-e", field], [f"-e{field}"]))
    assert separate == joined == bundled
    assert separate.split()


def test_a_protocol_that_is_off_tells_nothing(tshark: Shark) -> None:
    path = tshark.readable(capture(FIRST))
    assert not any(row["flowstat.flow_id"] for row in tshark.fields(path, ["flowstat.flow_id"], "--disable-protocol", "flowstat"))


@pytest.mark.parametrize("tap", ["flowstat,hosts", "flowstat,streams", "flowstat,table", "flowstat,tree", "conv,flowstat", "expert"])
def test_taps_live_through_sessions_that_are_begun_again(tshark: Shark, tap: str) -> None:
    path = tshark.readable(capture("http.pcap"))
    for frames in ("7", "20"):
        done = tshark.run("-q", "-n", "-r", path, "-M", frames, "-z", tap)
        assert done.returncode == 0
