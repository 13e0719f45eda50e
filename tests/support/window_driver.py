"""Runs Wireshark on an X server that nobody sees, and tells what stands in its windows.

    /usr/bin/python3 window_driver.py WORD...       the words are those of a command line of wireshark

It runs as the user whose Wireshark it is, with the system's Python, which has D-Bus; support/window.py speaks to it.
A line of stdin is a call in JSON, [name, argument...], and a line of stdout its answer, [true, result] or [false, why not];
where stdin ends, all of it ends. ~/window/Xvfb_screen0 is the picture at any time.

Windows are read by AT-SPI, the interface for screen readers: D-Bus interfaces org.a11y.atspi.Accessible, Action, Table, Component.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import dbus
import dbus.bus

SIZE = "1400x900x24"
CORNER = (1399, 899)  # where the pointer waits: it colours what is below it
LIMIT_SECONDS = 30
ATSPI = "org.a11y.atspi."
NOTHING = "/org/a11y/atspi/null"  # the path of a part that is none
T = TypeVar("T")
#: What is raised where a part is not there, or is not there any more: by a list, by next(), by D-Bus.
NOT_THERE = (LookupError, StopIteration, dbus.DBusException)


class Part:
    """A part of a window: a button, a menu, a table, a cell. Nothing of it is kept, so nothing is out of date."""

    def __init__(self, bus: dbus.bus.BusConnection, name: str, path: str) -> None:
        self.bus = bus
        self.proxy = bus.get_object(name, path, introspect=False)

    def call(self, interface: str, method: str, *arguments: Any) -> Any:
        return self.proxy.get_dbus_method(method, ATSPI + interface)(*arguments, timeout=LIMIT_SECONDS)

    def get(self, interface: str, name: str) -> Any:
        return self.proxy.Get(ATSPI + interface, name, dbus_interface="org.freedesktop.DBus.Properties", timeout=LIMIT_SECONDS)

    def part(self, interface: str, method: str, *arguments: Any) -> Part:
        name, path = self.call(interface, method, *arguments)
        if not name or path == NOTHING:
            raise LookupError(f"{method}{arguments}: no such part")
        return Part(self.bus, name, path)

    def children(self) -> list[Part]:
        return [Part(self.bus, *child) for child in self.call("Accessible", "GetChildren") if child[1] != NOTHING]

    def name(self) -> str:
        return str(self.get("Accessible", "Name"))

    def role(self) -> str:
        return str(self.call("Accessible", "GetRoleName"))

    def box(self) -> list[int]:
        """Where it is on the screen: x, y, width, height."""
        of_the_screen = dbus.UInt32(0)
        return list(map(int, self.call("Component", "GetExtents", of_the_screen)))

    def act(self, *names: str) -> None:
        """Does the first of these actions that the part has. Waits for no answer: one comes when a modal dialog is over."""
        actions = [str(action[0]) for action in self.call("Action", "GetActions")]
        number = next(actions.index(name) for name in names if name in actions)
        self.proxy.get_dbus_method("DoAction", ATSPI + "Action")(number, ignore_reply=True)

    def below(self, *roles: str) -> Iterator[Part]:
        """The parts of these roles, in the order of the window; what is in menus, tables and lists is not looked through."""
        for child in self.children():
            role = child.role()
            if role in roles:
                yield child
            if role not in ("menu bar", "popup menu", "tree", "table", "list"):
                yield from child.below(*roles)


def until(look: Callable[[], T | None], what: str) -> T:
    """What `look` gives as soon as it gives something."""
    end = time.monotonic() + LIMIT_SECONDS
    while True:
        # Parts come and go while one looks.
        with contextlib.suppress(*NOT_THERE):
            if found := look():
                return found
        if time.monotonic() > end:
            raise LookupError(f"no {what} within {LIMIT_SECONDS} s")
        time.sleep(0.1)


def settled(look: Callable[[], T], what: str) -> T:
    """What `look` gives twice in a row."""
    last = None

    def same() -> T | None:
        nonlocal last
        before, last = last, look()
        return last if last == before else None

    return until(same, what)


class Windows:
    """The windows of a Wireshark. The main window has the name of the capture, others are called by what they show: of
    "Wireshark · Conversations · http.pcap" that is "Conversations". What can be called from outside has no _ before it."""

    def __init__(self, bus: dbus.bus.BusConnection) -> None:
        desktop = Part(bus, ATSPI + "Registry", "/org/a11y/atspi/accessible/root")
        self._pointer = Part(bus, ATSPI + "Registry", "/org/a11y/atspi/registry/deviceeventcontroller")
        self._point(*CORNER, "abs")
        self._program = until(lambda: next(part for part in desktop.children() if part.name() == "Wireshark"), "Wireshark")

    def titles(self) -> list[str]:
        """Of all windows."""
        return [window.name() for window in self._program.children()]

    def labels(self, window: str) -> list[str]:
        """The texts of a window."""
        return [label.name() for label in self._window(window).below("label")]

    def wait_for_label(self, window: str, beginning: str) -> str:
        """The first text that begins so."""
        return until(lambda: next(name for name in self.labels(window) if name.startswith(beginning)), f"label {beginning!r}")

    def press(self, window: str, name: str) -> None:
        """Presses a button or ticks a box."""
        roles = ("push button", "check box", "page tab")
        button = until(lambda: next(b for b in self._window(window).below(*roles) if b.name() == name), f"button {name!r}")
        button.act("Press", "Toggle")

    def menu(self, window: str, *path: str) -> list[str]:
        """The entries of a menu."""
        return [entry.name() for entry in self._entries(window, path)]

    def choose(self, window: str, *path: str) -> None:
        """Chooses an entry of a menu, as soon as it may be."""
        *menus, last = path
        entry = until(lambda: next(e for e in self._entries(window, menus) if e.name() == last), f"entry {' > '.join(path)}")
        entry.act("Press")

    def table(self, window: str, name: str, limit: int) -> dict[str, list[Any]]:
        """The titles and the first rows of a table, when it has some and they stay the same."""

        def look() -> dict[str, list[Any]]:
            table = self._table(window, name)
            columns = range(table.get("Table", "NColumns"))
            titles = [table.part("Table", "GetColumnHeader", column).name() for column in columns]
            return {"columns": titles, "rows": [[cell.name() for cell in row] for row in self._cells(table, limit)]}

        return settled(look, f"row of {name!r} in {window!r}")

    def box(self, window: str) -> list[int]:
        """Where a window is on the screen: x, y, width, height."""
        return until(lambda: self._window(window).box(), f"window {window!r}")

    def boxes(self, window: str, name: str, limit: int) -> list[list[list[int]]]:
        """Where the cells of a table's first rows are on the screen: x, y, width, height. No cell's text is asked for."""
        table = until(lambda: self._table(window, name), f"table {name!r} in {window!r}")
        return [[cell.box() for cell in row] for row in self._cells(table, limit)]

    def open_row(self, window: str, name: str, beginning: str) -> None:
        """Shows what is below a row of a tree, by a double click."""

        def look() -> list[int]:
            cells = (row[0] for row in self._cells(self._table(window, name), 1000))
            return next(cell.box() for cell in cells if cell.name().startswith(beginning))

        x, y, _, height = until(look, f"row {beginning!r} of {name!r} in {window!r}")
        self._point(x + 20, y + height // 2, "b1d")
        self._point(*CORNER, "abs")

    def _point(self, x: int, y: int, event: str) -> None:
        """Moves the pointer: "abs", or does more there: "b1d" is a double click."""
        self._pointer.call("DeviceEventController", "GenerateMouseEvent", x, y, event)

    def _window(self, name: str) -> Part:
        windows = {window.name(): window for window in reversed(self._program.children())}
        return windows.get(name) or next(window for title, window in windows.items() if name in title.split(" · "))

    def _entries(self, window: str, path: tuple[str, ...] | list[str]) -> list[Part]:
        menu = next(self._window(window).below("menu bar"))
        for name in path:
            menu = next(entry for entry in menu.children() if entry.name() == name).children()[0]
        return menu.children()

    def _table(self, window: str, name: str) -> Part:
        """By its own name, or by that of its tab: "TCP · 2" is called "TCP". The only one has none."""
        tables = list(self._window(window).below("tree", "table"))
        tabs = [tab.name().split(" · ")[0] for tab in self._window(window).below("page tab")]
        if name in tabs:
            pages = [page for pane in self._window(window).below("layered pane") for page in pane.children()]
            return pages[tabs.index(name)]
        return next(table for table in tables if table.name() == name)

    def _cells(self, table: Part, limit: int) -> Iterator[list[Part]]:
        columns = range(table.get("Table", "NColumns"))
        for row in range(min(limit, table.get("Table", "NRows"))):
            yield [table.part("Table", "GetAccessibleAt", row, column) for column in columns]


@contextlib.contextmanager
def running(line: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended where the block ends."""
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def serving(line: list[str], option: str) -> Iterator[str]:
    """A server that runs within the block and says its address to the descriptor which this option names."""
    told, tells = os.pipe()
    with os.fdopen(told) as lines, running([*line, option, str(tells)], pass_fds=[tells]):
        os.close(tells)
        yield lines.readline().strip()


def accessibility_bus() -> dbus.bus.BusConnection:
    """The bus on which programs tell of their windows.

    It is begun when Wireshark is on the session bus: where it is there before, Qt 5 at times tells of its windows before it
    is connected, which nobody hears.
    """
    session = dbus.SessionBus()
    until(lambda: [name for name in session.list_names() if name.startswith(":") and name != session.get_unique_name()], "Wireshark")
    launcher = session.get_object("org.a11y.Bus", "/org/a11y/bus", introspect=False)
    return dbus.bus.BusConnection(launcher.GetAddress(dbus_interface="org.a11y.Bus"))


def fill_the_screen() -> None:
    """Wireshark begins with its window as large as the screen."""
    width, height, _ = SIZE.split("x")
    settings = Path.home() / ".config" / "wireshark"
    settings.mkdir(parents=True, exist_ok=True)
    sizes = {"x": "0", "y": "0", "width": width, "height": height}
    (settings / "recent_common").write_text("".join(f"gui.geometry_main_{name}: {size}\n" for name, size in sizes.items()))


def answer(windows: Windows, wireshark: subprocess.Popen[bytes], line: str) -> list[Any]:
    name, *arguments = json.loads(line)
    try:
        return [True, getattr(windows, name)(*arguments)]
    except NOT_THERE as error:
        code = wireshark.poll()
        there = f"windows: {windows.titles()}" if code is None else f"Wireshark ended with exit code {code}"
        return [False, f"{name}{tuple(arguments)}: {error!r}; {there}"]


def main() -> None:
    folder = Path.home() / "window"
    folder.mkdir(mode=0o700, exist_ok=True)
    fill_the_screen()
    os.environ.update(
        XDG_RUNTIME_DIR=str(folder),
        LC_ALL="C.UTF-8",
        QT_QPA_PLATFORM="xcb",
        QT_X11_NO_MITSHM="1",
        QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        WIRESHARK_EXTCAP_DIR=str(folder),  # no programs that capture: it would run them all to ask what they can do
    )
    of_wireshark = {"LD_PRELOAD": os.environ.pop("LD_PRELOAD", "")}  # a sanitizer is there for the plugin
    x = ["Xvfb", "-screen", "0", SIZE, "-fbdir", str(folder), "-nolisten", "tcp", "-nocursor"]
    bus = ["dbus-daemon", "--session", "--nofork"]
    with contextlib.ExitStack() as stack:
        os.environ["DISPLAY"] = ":" + stack.enter_context(serving(x, "-displayfd"))
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(serving(bus, "--print-address"))
        wireshark = stack.enter_context(running(["wireshark", *sys.argv[1:]], env={**os.environ, **of_wireshark}))
        windows = Windows(accessibility_bus())
        for call in sys.stdin:
            print(json.dumps(answer(windows, wireshark, call)), flush=True)


main()
