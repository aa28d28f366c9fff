"""The real program on a real screen, as a screen reader and as the system's calls see it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.environment import SystemClock
from confidant.services import example
from tests.support.screen import Element, RealScreen, need_reader
from tests.support.vaults import CHEAP, PASSPHRASE, Place

pytestmark = pytest.mark.xvfb

INTERACTIVE = frozenset(
    {
        "push button",
        "check box",
        "radio button",
        "toggle button",
        "text",
        "password text",
        "combo box",
        "list",
        "list item",
        "page tab",
        "slider",
        "spin button",
        "menu item",
        "check menu item",
        "radio menu item",
        "link",
    }
)
SHOWN = {
    "journal": ("ctrl+1", "push button", "New entry"),
    "doubts": ("ctrl+2", "push button", "New doubt"),
    "decisions": ("ctrl+3", "push button", "New decision"),
    "conversations": ("ctrl+4", "push button", "Open a file"),
    "settings": ("ctrl+comma", "push button", "Versions and licences…"),
    "share": ("ctrl+shift+s", "push button", "Add records…"),
    "capture": ("ctrl+j", "push button", "Keep"),
    "new entry": ("ctrl+n", "text", "Title"),
    "new doubt": ("ctrl+shift+b", "push button", "All doubts"),
    "new decision": ("ctrl+shift+n", "push button", "Decide and seal…"),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example vault, made once."""
    place = Place(tmp_path_factory.mktemp("vault"), "Example")
    example.make(
        directory=place.directory,
        name="Ada Larch",
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        entropy=place.entropy,
        kdf=CHEAP,
        state_directory=place.state,
    ).vault.close()
    return place.directory


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[RealScreen]:
    need_reader()
    with RealScreen(tmp_path / "home", readable=True) as made:
        yield made


def unlock(screen: RealScreen) -> None:
    screen.click(screen.find("password text", "Passphrase"))
    screen.type(PASSPHRASE)
    screen.keys("Return")
    screen.find("push button", "New entry")


def nameless(elements: list[Element]) -> list[str]:
    """Return what can be operated and says neither its name nor its label."""
    return [
        f"{one.role} at {one.box}"
        for one in elements
        if one.role in INTERACTIVE and not (one.name or one.label).strip()
    ]


def roleless(elements: list[Element]) -> list[str]:
    """Return what takes the focus and does not say what it is."""
    return [
        f"{one} at {one.box}"
        for one in elements
        if "focusable" in one.states and one.role in {"filler", "panel", "unknown"}
    ]


def test_everything_that_can_be_operated_says_what_it_is_and_what_it_is_called(
    screen: RealScreen, vault: Path
) -> None:
    screen.start(str(vault))
    screen.find("password text", "Passphrase")
    assert nameless(screen.everything()) == []
    unlock(screen)
    for name, (keys, role, words) in SHOWN.items():
        screen.keys(keys)
        screen.find(role, words)
        elements = screen.everything()
        assert nameless(elements) == [], name
        assert roleless(elements) == [], name
        assert len([one for one in elements if one.role in INTERACTIVE]) > 5
        screen.keys("Escape")


def test_the_welcome_page_can_be_read(screen: RealScreen) -> None:
    screen.start()
    screen.find("push button", "Go on to the recovery code")
    elements = screen.everything()
    assert nameless(elements) == []
    assert roleless(elements) == []


def test_a_session_opens_no_internet_socket_and_writes_only_where_it_may(
    screen: RealScreen, vault: Path, tmp_path: Path
) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("needs strace")
    trace = tmp_path / "trace.txt"
    calls = "trace=network,openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,link,symlink"
    screen.start(str(vault), wrap=(tracer, "-f", "-qq", "-y", "-e", calls, "-o", str(trace)))
    unlock(screen)
    screen.keys("ctrl+n")
    screen.click(screen.find("text", "Text"))
    screen.type("A line that stays here.")
    screen.keys("ctrl+s", "ctrl+2", "ctrl+4", "ctrl+o")
    screen.until(lambda: any(one.role == "dialog" for one in screen.everything()), screen.shown)
    screen.keys("Escape", "ctrl+q")
    screen.wait()
    text = trace.read_text(encoding="utf-8", errors="replace")
    assert "A line that stays here" not in text
    assert str(vault) in text  # it was looked at at all
    assert re.findall(r".*AF_INET6?.*|.*AF_NETLINK.*", text) == []
    home = screen.home / "person"
    allowed = (
        str(vault),
        str(home / ".config" / "confidant"),
        str(home / ".local" / "state" / "confidant"),
        str(home / ".local"),  # the folders on the way
        str(home / ".config"),
        "/dev/",
        "/proc/",
        "/memfd:",
    )
    written = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|creat\(|rename|mkdir|symlink|\blink\(")
    strange = [
        line
        for line in text.splitlines()
        if written.search(line) and not _is_over(line) and not _is_allowed(line, allowed)
    ]
    assert strange == []
    names = sorted(str(one.relative_to(home)) for one in home.rglob("*") if one.is_file())
    assert all(name.startswith((".config/confidant/", ".local/state/confidant/")) for name in names)


def _is_over(line: str) -> bool:
    """Whether a call failed, or this is the end of one whose beginning stands above."""
    return " = -1 " in line or "resumed>" in line


def _is_allowed(line: str, allowed: tuple[str, ...]) -> bool:
    paths = re.findall(r'"([^"]+)"', line)
    return bool(paths) and all(path.startswith(allowed) for path in paths)
