"""A screen, a session bus and a system bus of one's own, with the real program on them.

Everything is done and seen from outside: keys by xdotool, the clipboard by xclip, the window by
the accessibility bus, lock signals from the services that send them on a real computer.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from confidant.compat import override
from tests.support.source import ROOT

READER: Final = Path(__file__).with_name("accessible.py")
SYSTEM_PYTHON: Final = "/usr/bin/python3"
WAIT_S: Final = 20.0
_STEP_S: Final = 0.05
_BUS_TOOLS: Final = ("dbus-send", "/usr/libexec/at-spi-bus-launcher")
_SIZE: Final = (1400, 900)


@dataclass(frozen=True)
class Element:
    """One thing that a screen reader can say."""

    role: str
    name: str
    description: str
    label: str
    text: str
    states: frozenset[str]
    box: tuple[int, int, int, int]
    children: tuple["Element", ...] = ()

    def walk(self) -> Iterator["Element"]:
        """Yield this element and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @override
    def __str__(self) -> str:
        return f"{self.role} “{self.name}”"


@cache
def reader_gap() -> str:
    """Return what is missing for reading windows as a screen reader does; empty when nothing."""
    missing = [tool for tool in _BUS_TOOLS if shutil.which(tool) is None]
    if missing:
        return f"needs {', '.join(missing)}"
    code = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    ran = subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, check=False)
    return "" if ran.returncode == 0 else "needs python3-gi and gir1.2-atspi-2.0"


@dataclass
class RealScreen:
    """Owns the servers and the program; use it as a context manager."""

    home: Path
    readable: bool = False
    """Whether the accessibility bus is started too."""
    env: dict[str, str] = field(default_factory=dict)
    program: "subprocess.Popen[str] | None" = None
    _stack: ExitStack = field(default_factory=ExitStack)
    _reader: "subprocess.Popen[str] | None" = None
    _buses: dict[str, QDBusConnection] = field(default_factory=dict)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._stack = stack
            self._start_servers()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    def start(self, *arguments: str, wrap: Sequence[str] = ()) -> None:
        """Start Confidant with `arguments`, as a person would."""
        command = [*wrap, sys.executable, "-m", "confidant", *arguments]
        person = self.home / "person"
        person.mkdir(exist_ok=True)
        self.program = self._spawn(command, self.env | {"HOME": str(person)})

    def wait(self) -> int:
        """Wait for the program to end and return its exit status."""
        assert self.program is not None
        return self.program.wait(timeout=WAIT_S)

    def keys(self, *keys: str) -> None:
        """Press keys: `ctrl+l`, `Return`."""
        self._run("xdotool", "key", *keys)

    def type(self, text: str) -> None:
        """Type a text of US-ASCII."""
        self._run("xdotool", "type", "--delay", "15", text)

    def click(self, element: Element) -> None:
        """Click into the middle of an element."""
        x, y, width, height = element.box
        place = (str(x + width // 2), str(y + height // 2))
        self._run("xdotool", "mousemove", *place, "click", "1")

    def held(self, selection: str, target: str = "UTF8_STRING") -> str:
        """Return what another program gets from the clipboard or from PRIMARY."""
        command = ["xclip", "-o", "-selection", selection, "-t", target]
        ran = subprocess.run(
            command, env=self.env, capture_output=True, text=True, check=False, timeout=WAIT_S
        )
        return ran.stdout

    def say(self, bus: str, service: str, path: str, name: str, *values: object) -> None:
        """Send a signal as the owner of `service`; `name` is the interface and the member."""
        if bus not in self._buses:
            self._buses[bus] = QDBusConnection.connectToBus(self._address(bus), f"{bus}-{id(self)}")
        connection = self._buses[bus]
        connection.registerService(service)  # again and again: it is ours already
        interface, _, member = name.rpartition(".")
        message = QDBusMessage.createSignal(path, interface, member)
        message.setArguments(list(values))
        assert connection.send(message)

    def tree(self) -> Element | None:
        """Return what a screen reader finds of the program now."""
        assert self.program is not None
        assert self._reader is not None
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(f"{self._pid()}\n")
        self._reader.stdin.flush()
        found = json.loads(self._reader.stdout.readline())
        return _element(found) if found and "role" in found else None

    def find(self, role: str, name: str) -> Element:
        """Wait for an element; the name may be its label's."""
        found: list[Element] = []

        def look() -> bool:
            found[:] = [one for one in self.everything() if _is(one, role, name)]
            return bool(found)

        self.until(look, lambda: f"{role} “{name}” among\n{self.shown()}")
        return found[0]

    def everything(self) -> list[Element]:
        """Return every element that shows now."""
        tree = self.tree()
        return list(tree.walk()) if tree is not None else []

    def shown(self) -> str:
        """Return everything that shows, a line each."""
        return "\n".join(map(str, self.everything()))

    def until(self, condition: Callable[[], bool], why: Callable[[], str] = str) -> None:
        """Wait until something is true; the program must go on running."""
        end = time.monotonic() + WAIT_S
        while not condition():
            assert self.program is None or self.program.poll() is None, "the program ended"
            assert time.monotonic() < end, why()
            time.sleep(_STEP_S)

    def _start_servers(self) -> None:
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700, parents=True)
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG_", "DBUS_", "WAYLAND_", "QT_", "AT_SPI"))
        }
        self.env = clean | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "DISPLAY": self._start_display(clean),
            "QT_QPA_PLATFORM": "xcb",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(ROOT),
        }
        for name in ("session", "system"):
            command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
            bus = self._spawn(command, self.env)
            assert bus.stdout is not None
            self.env[_variable(name)] = bus.stdout.readline().strip()
        if shutil.which("openbox"):
            self._spawn(["openbox", "--sm-disable"], self.env)
        if self.readable:
            self._start_reader()

    def _start_display(self, env: Mapping[str, str]) -> str:
        read, write = os.pipe()
        size = f"{_SIZE[0]}x{_SIZE[1]}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
        self._spawn(command, env, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            return f":{pipe.readline().strip()}"

    def _start_reader(self) -> None:
        ask = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus"]
        call = [*ask, "/org/a11y/bus", "org.a11y.Bus.GetAddress"]
        reply = subprocess.run(call, env=self.env, capture_output=True, text=True, check=True)
        self.env["AT_SPI_BUS_ADDRESS"] = reply.stdout.strip()
        self.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        env = {k: v for k, v in self.env.items() if k != "PYTHONPATH"}
        command = [SYSTEM_PYTHON, "-I", str(READER)]
        self._reader = self._spawn(command, env, stdin=subprocess.PIPE)

    def _pid(self) -> int:
        """Return the process id of the program itself, below what it is wrapped in."""
        assert self.program is not None
        children = Path(f"/proc/{self.program.pid}/task/{self.program.pid}/children")
        wrapped = str(self.program.args[0]) != sys.executable  # type: ignore[index] # a list here
        below = children.read_text(encoding="ascii").split() if wrapped else []
        return int(below[0]) if below else self.program.pid

    def _address(self, bus: str) -> str:
        return self.env[_variable(bus)]

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.env, check=True, timeout=WAIT_S)

    def _spawn(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        **more: Any,  # noqa: ANN401 -- Popen's own
    ) -> "subprocess.Popen[str]":
        options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | more
        child = subprocess.Popen(
            list(command),
            env=dict(env),
            cwd=self.home,
            stdout=subprocess.PIPE,
            text=True,
            **options,
        )
        self._stack.callback(_end, child)
        return child


def need_reader() -> None:
    """Skip the test, with the reason, where windows cannot be read."""
    gap = reader_gap()
    if gap and not os.environ.get("CI"):
        pytest.skip(gap)


def _variable(bus: str) -> str:
    return f"DBUS_{bus.upper()}_BUS_ADDRESS"


def _is(element: Element, role: str, name: str) -> bool:
    return element.role == role and name in (element.name, element.label)


def _element(found: Mapping[str, Any]) -> Element:
    return Element(
        role=found["role"],
        name=found["name"],
        description=found["description"],
        label=found["label"],
        text=found["text"],
        states=frozenset(found["states"]),
        box=(found["box"][0], found["box"][1], found["box"][2], found["box"][3]),
        children=tuple(map(_element, found["children"])),
    )


def _end(child: "subprocess.Popen[str]") -> None:
    child.terminate()
    try:
        child.communicate(timeout=WAIT_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
