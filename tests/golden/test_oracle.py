"""The cache: one run for a question, time-outs remembered, damage told."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest

from golden import captures, oracle


@dataclass(frozen=True)
class Script(oracle.Question):
    """A shell script in tshark's place, which also notes that it ran."""

    script: str = ""

    def arguments(self, capture: Path) -> list[str]:
        """The script and the note beside the capture."""
        return ["sh", "-c", f"echo x >> {capture}.runs; {self.script}"]


def runs(capture: Path) -> int:
    """How often a script ran on the capture."""
    return len(Path(f"{capture}.runs").read_text().splitlines())


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some bytes, and a cache of their own."""
    monkeypatch.setattr(oracle, "CACHE", tmp_path / "cache")
    path = tmp_path / "x.pcap"
    path.write_bytes(b"some bytes")
    return path


def test_an_answer_is_kept_until_the_bytes_change(sample: Path) -> None:
    question = Script(fields=("a", "b"), script=r"printf '1\t2\n3\t\n'")
    assert oracle.ask(sample, question).rows == [["1", "2"], ["3", ""]]
    assert oracle.ask(sample, question).rows == [["1", "2"], ["3", ""]]
    assert runs(sample) == 1
    sample.write_bytes(b"other bytes")
    oracle.ask(sample, question)
    assert runs(sample) == 2


def test_a_time_out_is_remembered_until_the_limit_grows(sample: Path) -> None:
    question = Script(fields=("a",), script="sleep 60 & wait")
    assert oracle.ask(sample, question, limit_seconds=0.1).timed_out_after == 0.1
    assert oracle.ask(sample, question, limit_seconds=0.1).timed_out_after == 0.1
    assert runs(sample) == 1
    assert oracle.ask(sample, question, limit_seconds=0.2).timed_out_after == 0.2
    assert runs(sample) == 2


def test_rows_before_a_damage_and_the_message_are_kept(sample: Path) -> None:
    answer = oracle.ask(sample, Script(fields=("a",), script="echo 1; echo damaged >&2; exit 2"))
    assert (answer.rows, answer.exit_code, answer.message) == ([["1"]], 2, "damaged")


@pytest.mark.parametrize(
    ("rule", "content", "reason"),
    [
        ("pcap is compared", b"\xd4\xc3\xb2\xa1", ""),
        ("pcapng is compared", b"\x0a\x0d\x0d\x0a", ""),
        ("gzip is looked into", gzip.compress(b"\x0a\x0d\x0d\x0a"), ""),
        ("other formats are not", b"snoop\0\0\0", "format"),
        ("nor inside gzip", gzip.compress(b"snoop\0\0\0"), "format"),
        ("nor nothing", b"", "format"),
    ],
)
def test_formats(tmp_path: Path, rule: str, content: bytes, reason: str) -> None:
    path = tmp_path / "x.pcap"
    path.write_bytes(content)
    found = captures.skip_reason(path)
    assert found.startswith(reason) and bool(found) == bool(reason), rule
