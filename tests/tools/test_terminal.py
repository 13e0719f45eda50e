"""What somebody at a terminal sees, and what they are spared."""

from __future__ import annotations

import time
from typing import IO

import pytest

from support.flowdump import USAGE, capture, dump
from support.frames import ACK, Segment, pcap
from support.terminal import BOLD, on_terminal

ARP = capture("arp.pcap")
FEW = ("--columns", "frame_number,src_addr,wire_bytes,direction")

TABLE = """\
frame_number  src_addr         wire_bytes  direction
           1  -                        42  -
           2  -                        42  -
           3  192.0.2.1                98  forward
           4  192.0.2.2                98  backward
           5  -                        42  -
           6  -                        42  -
           7  -                        42  -
"""


def test_aligned_columns_on_a_terminal() -> None:
    assert on_terminal(ARP, *FEW, "--color", "never") == (0, TABLE, "")


def test_the_same_table_into_a_pipe() -> None:
    assert dump(ARP, *FEW, "--format", "table").stdout.decode() == TABLE


def test_tab_separated_in_a_pipe() -> None:
    assert dump(ARP, *FEW).lines()[2:4] == ["2\t\t42\t", "3\t192.0.2.1\t98\tforward"]


@pytest.mark.parametrize("form", ["parquet", "arrow", "arrows"])
@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_binary_rows_are_kept_from_a_terminal(form: str, output: tuple[str, ...]) -> None:
    code, shown, said = on_terminal(ARP, "--format", form, *output)
    message = f"flowdump: will not write {form}, which is binary, to a terminal; name a file with -o\n"
    assert (code, shown, said) == (USAGE, "", message)


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_text_rows_are_not(form: str) -> None:
    assert on_terminal(ARP, "--format", form)[1].encode() == dump(ARP, "--format", form).stdout


@pytest.mark.parametrize(
    ("rule", "words", "env", "is_bold"),
    [
        ("a terminal gets colour", (), {}, True),
        ("NO_COLOR turns it off", (), {"NO_COLOR": "1"}, False),
        ("an empty NO_COLOR does not", (), {"NO_COLOR": ""}, True),
        ("a dumb terminal gets none", (), {"TERM": "dumb"}, False),
        ("never is never", ("--color", "never"), {}, False),
        ("always outranks NO_COLOR", ("--color", "always"), {"NO_COLOR": "1"}, True),
        ("tab-separated text has none", ("--color", "always", "--format", "tsv"), {}, False),
    ],
)
def test_colour(rule: str, words: tuple[str, ...], env: dict[str, str], is_bold: bool) -> None:
    _, shown, _ = on_terminal(ARP, *FEW, *words, env=env)
    assert (BOLD in shown) == ("\x1b" in shown) == is_bold, rule


def test_colour_in_a_pipe_only_when_asked_for() -> None:
    assert b"\x1b" not in dump(ARP, "--format", "table").stdout
    assert BOLD.encode() in dump(ARP, "--format", "table", "--color", "always").stdout


def slowly(stdin: IO[bytes]) -> None:
    """Writes a capture for about a second."""
    data = pcap(Segment("192.0.2.1:1", "192.0.2.2:2", ACK, seq).frame() for seq in range(1200))
    for at in range(0, len(data), len(data) // 12):
        stdin.write(data[at : at + len(data) // 12])
        stdin.flush()
        time.sleep(0.08)


def test_progress_is_drawn_and_taken_away() -> None:
    code, shown, rows = on_terminal("-", streams=("stderr",), feed=slowly)
    assert code == 0
    assert " packets, " in shown and " packets/s" in shown
    assert shown.endswith("\r\x1b[K")
    assert max(len(line) for line in shown.split("\r")) < 80 + len("\x1b[K")
    assert len(rows.splitlines()) == 1201


def test_progress_fits_a_narrow_terminal() -> None:
    _, shown, _ = on_terminal("-", streams=("stderr",), columns=20, feed=slowly)
    assert max(len(line.removesuffix("\x1b[K")) for line in shown.split("\r")) < 20


def test_quiet_draws_none() -> None:
    assert on_terminal("-", "-q", streams=("stderr",), feed=slowly)[1] == ""


def test_no_progress_without_a_terminal() -> None:
    """Rows go to the terminal here, standard error to a pipe."""
    assert on_terminal("-", "--columns", "frame_number", feed=slowly)[2] == ""


def test_control_characters_never_reach_the_terminal() -> None:
    source = capture("ssh.pcap")
    _, shown, _ = on_terminal(source, "--columns", "all", "--color", "never")
    assert [c for c in shown if ord(c) < 32 and c != "\n"] == []
