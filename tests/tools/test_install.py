"""The installed tool needs neither the build, nor Python, nor anything of the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.flowdump import FLOWDUMP, capture
from support.tables import read_arrow

BUILD = FLOWDUMP.absolute().parents[1]

pytestmark = pytest.mark.skipif(
    not (shutil.which("cmake") and (BUILD / "cmake_install.cmake").is_file()),
    reason=f"needs cmake, and a build of everything in {BUILD}",
)


@pytest.fixture(name="prefix", scope="module")
def installed_prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `cmake --install` put things, below DESTDIR."""
    destination = tmp_path_factory.mktemp("with a blank") / "destdir"
    done = subprocess.run(["cmake", "--install", BUILD], env={**os.environ, "DESTDIR": str(destination)},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    (link,) = (path for path in destination.rglob("bin/flowdump") if path.is_symlink())
    return link.parents[1]


def alone(prefix: Path, *words: str | Path, env: Mapping[str, str] | None = None) -> bytes:
    """What the installed tool writes in an empty environment."""
    program = prefix / "bin" / "flowdump"
    done = subprocess.run([program, *words], env=dict(env or {}), cwd="/", capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout


def libraries(program: Path) -> dict[str, Path]:
    """The shared libraries that a program is given, by name. To ldd the origin of a link is where that lies."""
    lines = subprocess.run(["ldd", program.resolve()], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True,
                           check=True).stdout.splitlines()  # fmt: skip
    pairs = [line.strip().split(" => ") for line in lines if " => " in line]
    return {name: Path(path.rsplit(" (", 1)[0]) for name, path in pairs}


def arrow_of_the_wheel() -> bool:
    """Whether this build took Arrow out of the pyarrow wheel, which it then has to bring along."""
    return any("pyarrow" in path.parts for path in libraries(FLOWDUMP).values())


def test_it_works_without_an_environment(prefix: Path) -> None:
    for form in ("parquet", "arrow"):
        found = read_arrow(alone(prefix, capture("dns.pcap"), "--format", form, "-o", "-"), form)
        assert found.num_rows == 38
    assert alone(prefix, "--version").startswith(b"flowdump ")


def test_no_python_is_on_its_path(prefix: Path, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path)}
    assert shutil.which("python3", path=env["PATH"]) is None
    assert len(alone(prefix, capture("arp.pcap"), env=env).splitlines()) == 8


def test_nothing_leads_back_to_the_build(prefix: Path) -> None:
    for name, path in libraries(prefix / "bin" / "flowdump").items():
        assert path.is_absolute(), name
        assert not path.is_relative_to(BUILD.parents[1]) or path.is_relative_to(prefix), name
        assert "python" not in str(path.resolve().relative_to(prefix) if path.is_relative_to(prefix) else path), name


def test_arrow_comes_along_with_its_licence(prefix: Path) -> None:
    if not arrow_of_the_wheel():
        pytest.skip("this build uses the Arrow of the system")
    (folder,) = {path.parent.resolve() for name, path in libraries(prefix / "bin" / "flowdump").items()
                 if name.startswith(("libarrow.", "libparquet."))}  # fmt: skip
    assert folder.is_relative_to(prefix) and folder.name == "flowstat"
    assert "Apache License" in (folder / "arrow-LICENSE.txt").read_text()
    assert (folder / "arrow-NOTICE.txt").read_text().startswith("Apache Arrow")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("share/man/man1/flowdump.1", ".Dt FLOWDUMP 1"),
        ("share/bash-completion/completions/flowdump", "flowdump"),
        ("share/zsh/site-functions/_flowdump", "#compdef flowdump"),
        ("share/fish/vendor_completions.d/flowdump.fish", "complete -c flowdump"),
        ("share/man/man1/streamdump.1", ".Dt STREAMDUMP 1"),
        ("share/doc/flowstat/LICENSE", "GNU GENERAL PUBLIC LICENSE"),
    ],
)
def test_what_else_is_installed(path: str, word: str, prefix: Path) -> None:
    assert word in (prefix / path).read_text()


def test_no_test_program_is_installed(prefix: Path) -> None:
    assert sorted(path.name for path in (prefix / "bin").iterdir()) == ["flowdump", "streamdump"]
