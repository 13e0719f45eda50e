"""Time zone, language and terminal settings change no output."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.flowdump import capture, dump, run

ENVIRONMENTS = (
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
    {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    {"LC_ALL": "C"},
    {"COLUMNS": "20", "TERM": "dumb", "NO_COLOR": "1"},
)


@pytest.mark.parametrize("env", ENVIRONMENTS, ids=str)
@pytest.mark.parametrize("form", ["csv", "jsonl", "table", "parquet", "arrow"])
def test_rows(form: str, env: dict[str, str], tmp_path: Path) -> None:
    found = []
    for one in ({}, env):
        dump(capture("dns.pcap"), "--columns", "all", "--format", form, "-o", "x", "--force", env=one, cwd=tmp_path)
        found.append((tmp_path / "x").read_bytes())
    assert found[0] == found[1]


@pytest.mark.parametrize("env", ENVIRONMENTS, ids=str)
def test_times_on_the_command_line_are_utc(env: dict[str, str]) -> None:
    words = (capture("arp.pcap"), "--start", "2026-11-24T12:28:45Z", "--columns", "frame_number")
    assert dump(*words, env=env).cells() == [["6"], ["7"]]


@pytest.mark.parametrize("env", ENVIRONMENTS, ids=str)
def test_words(env: dict[str, str]) -> None:
    for words in (["--help"], ["--list-columns"], ["nope.pcap"], [capture("arp.pcap"), "-f", "tcp prot"]):
        assert run(*words, env=env) == run(*words)
