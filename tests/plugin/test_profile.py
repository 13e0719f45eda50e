"""The profile `flowstat`: tshark reads it without a word, and no profile of a user is lost to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.flowdump import ROOT, capture
from support.plugin import Shark, shark
from support.profile import buttons, columns, installed, rules, run_profile

HTTP = "http.pcap"


@pytest.fixture
def tshark() -> Shark:
    return shark()


def test_tshark_prints_its_columns(tshark: Shark) -> None:
    installed(tshark)
    path = tshark.readable(capture(HTTP))
    done = tshark.run("-n", "-2", "-r", path, "-C", "flowstat", "-T", "tabs")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    first = 2  # behind number and time
    shown = [[cell.strip() for cell in line[first : first + len(columns())]] for line in lines]
    rows = tshark.fields(path, list(columns().values()), "-2")
    for row in rows:
        row["flowstat.direction"] = {"0": "forward", "1": "backward", "": ""}[row["flowstat.direction"]]
    assert shown == [list(row.values()) for row in rows]


def test_it_names_no_field_that_is_not_there(tshark: Shark) -> None:
    asked = [*columns().values(), *(rule.filter for rule in rules()), *(button.filter for button in buttons())]
    assert len(asked) > 15
    done = tshark.run("-r", tshark.readable(capture("empty.pcap")), "-Y", " || ".join(f"({text})" for text in asked))
    assert (done.returncode, done.stderr) == (0, "")


def test_buttons_are_filters_of_the_page() -> None:
    page = (ROOT / "docs" / "wireshark.md").read_text()
    assert not [button.filter for button in buttons() if f"\n{button.filter}" not in page]


def test_what_is_installed_goes_again(tshark: Shark) -> None:
    folder = installed(tshark)
    assert {path.name for path in folder.iterdir()} == {
        "preferences", "colorfilters", "dfilter_buttons", "recent", ".installed"
    }  # fmt: skip
    assert run_profile(tshark, "uninstall").returncode == 0
    assert not folder.exists()
    done = run_profile(tshark, "uninstall")
    assert (done.returncode, done.stderr) == (1, f"profile: there is no {folder}\n")


def test_a_changed_profile_is_kept(tshark: Shark) -> None:
    folder = installed(tshark)
    changed = (folder / "colorfilters").read_text() + "@Mine@tcp@[0,0,0][65535,65535,65535]\n"
    (folder / "colorfilters").write_text(changed)
    assert run_profile(tshark, "uninstall").returncode == 1
    assert (folder / "colorfilters").read_text() == changed

    done = run_profile(tshark, "install")
    assert (done.returncode, "flowstat-1" in done.stdout) == (0, True)
    assert (folder.with_name("flowstat-1") / "colorfilters").read_text() == changed
    assert "Mine" not in (folder / "colorfilters").read_text()


def test_a_profile_of_that_name_is_kept(tshark: Shark) -> None:
    folder = installed(tshark)
    (folder / ".installed").unlink()
    (folder.with_name("flowstat-1")).mkdir()
    assert run_profile(tshark, "install").returncode == 0
    assert (folder.with_name("flowstat-2") / "preferences").exists()


def test_what_is_beside_it_stays(tshark: Shark) -> None:
    """A newer version replaces what is as it was installed; widths of columns and further files are the user's."""
    folder = installed(tshark)
    (folder / "recent").write_text("gui.zoom_level: 3\n")
    (folder / "decode_as_entries").write_text("decode_as_entry: tcp.port,81,HTTP,HTTP\n")
    assert run_profile(tshark, "install").returncode == 0
    assert (folder / "recent").read_text() == "gui.zoom_level: 3\n"
    assert not folder.with_name("flowstat-1").exists()
    assert run_profile(tshark, "uninstall").returncode == 0
    assert [path.name for path in folder.iterdir()] == ["decode_as_entries"]


@pytest.mark.parametrize(
    ("settings", "env"),
    [
        (".config/wireshark", {}),
        (".wireshark", {}),
        ("xdg/wireshark", {"XDG_CONFIG_HOME": "{home}/xdg"}),
        ("elsewhere", {"WIRESHARK_CONFIG_DIR": "{home}/elsewhere"}),
    ],
)
def test_it_goes_where_wireshark_looks(tshark: Shark, settings: str, env: dict[str, str]) -> None:
    told = {name: value.format(home=tshark.home) for name, value in env.items()}
    if settings == ".wireshark":
        (tshark.home / settings).mkdir()
        (tshark.home / settings).chmod(0o777)
    where = f"{tshark.home}/{settings}/profiles/flowstat"
    assert f"installed {where};" in run_profile(tshark, "install", **told).stdout
    assert Path(where).is_dir()
    folders = tshark.run("-G", "folders", **told).stdout
    assert f"Personal configuration:\t{tshark.home}/{settings}\n" in folders
