"""Runs Wireshark's programs with the plugin under test, as a user that may load plugins of his own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from support.flowdump import FLOWDUMP

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = FLOWDUMP.parent.parent / "plugin" / "flowstat.so"
LIMIT_SECONDS = 100
NOBODY = "65534"

#: Exit codes of tshark that has read what it could: all, up to some damage (2, since 4.6 14), nothing (3, in 4.0 2).
READ = (0, 2, 14, 3)


def _open_folder() -> Path:
    """A folder that every user can read, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="flowstat-plugin-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    return folder


class Shark:
    """Wireshark of this machine with our plugin and a home of its own."""

    def __init__(self) -> None:
        self.folder = _open_folder()
        self.home = self.folder / "home"
        self.home.mkdir()
        self.home.chmod(0o777)
        plugins = self.folder / "plugins" / self.version() / "epan"
        plugins.mkdir(parents=True)
        shutil.copy(PLUGIN, plugins)
        (plugins / PLUGIN.name).chmod(0o755)

    def add_listener(self) -> None:
        """Builds the plugin of tests/plugin/listener, with our installed header and nothing else of ours."""
        headers = self.folder / "include" / "flowstat"
        headers.mkdir(parents=True)
        shutil.copy(ROOT / "plugin" / "stream_tap.h", headers)
        listener = self.folder / "plugins" / self.version() / "epan" / "listener.so"
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "wireshark"], capture_output=True, text=True, check=True).stdout.split()
        source = ROOT / "tests" / "plugin" / "listener" / "listener.c"
        warnings = ["-Wall", "-Wextra", "-Werror"]
        if is_sanitized():
            warnings += ["-g", "-fsanitize=address"]  # it reads what the plugin points to
        subprocess.run(["gcc", "-shared", "-fPIC", *warnings, "-o", listener, source, "-I", headers.parent, *flags], check=True)
        listener.chmod(0o755)

    @staticmethod
    def version() -> str:
        """Such as "4.0"."""
        said = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
        return ".".join(said.split()[2].split(".")[:2])

    def readable(self, capture: Path) -> Path:
        """A copy of a capture that anybody may read."""
        copy = self.folder / capture.name
        shutil.copyfile(capture, copy)
        copy.chmod(0o644)
        return copy

    def written(self, name: str, octets: bytes) -> Path:
        """A capture of these octets that anybody may read."""
        path = self.folder / name
        path.write_bytes(octets)
        path.chmod(0o644)
        return path

    def new_folder(self) -> Path:
        """An empty folder that everybody may write to."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        folder.chmod(0o777)
        return folder

    def run(
        self, *words: str | Path, program: str = "tshark", stdin: str | Path = "", **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs tshark, or another of Wireshark's programs, to its end. As root it would load no plugins of a user."""
        octets = stdin.read_bytes() if isinstance(stdin, Path) else stdin.encode()
        line, told = self.line(program, *words), {**self.env(), **env}
        done = subprocess.run(line, input=octets, capture_output=True, env=told, timeout=LIMIT_SECONDS, check=False)
        return subprocess.CompletedProcess(line, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    @staticmethod
    def line(*words: str | Path) -> list[str]:
        """The command line that runs a program as the user."""
        # The group of root counts as privileged too.
        user = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"] if os.geteuid() == 0 else []
        return [*user, *map(str, words)]

    def env(self) -> dict[str, str]:
        """The environment of a program that loads the plugin; none of the settings of who runs the tests."""
        env = {name: value for name, value in os.environ.items() if name not in ("XDG_CONFIG_HOME", "WIRESHARK_CONFIG_DIR")}
        env |= {"HOME": str(self.home), "WIRESHARK_PLUGIN_DIR": str(self.folder / "plugins"), "TZ": "UTC"}
        if is_sanitized():
            name = ["gcc", "-print-file-name=libasan.so"]
            env["LD_PRELOAD"] = subprocess.run(name, capture_output=True, text=True, check=True).stdout.strip()
            env["ASAN_OPTIONS"] = "detect_leaks=0"
        return env

    def fields(self, capture: Path, names: list[str], *words: str) -> list[dict[str, str]]:
        """What `-T fields` says of each frame that tshark reads; damage in a capture is nothing to complain about."""
        asked = [word for name in names for word in ("-e", name)]
        done = self.run("-n", "-r", capture, "-T", "fields", "-E", "separator=/t", *asked, *words)
        assert done.returncode in READ, done.stderr
        return [dict(zip(names, line.split("\t"), strict=True)) for line in done.stdout.splitlines()]


def is_sanitized() -> bool:
    """True if the plugin is that of build/dev."""
    return b"__asan_init" in PLUGIN.read_bytes()


def shark() -> Shark:
    """Skips the test where the plugin is not built."""
    if not PLUGIN.exists():
        pytest.skip(f"not built: {PLUGIN}")
    return Shark()
