"""What every test gets: an offscreen Qt, repeatable searching, and the reason of each skip."""

import ctypes
import gc
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anybody imports PySide6

import pytest
from hypothesis import HealthCheck, settings

IN_CI = bool(os.environ.get("CI"))
SCREEN_TOOLS = ("Xvfb", "dbus-daemon", "xdotool", "xclip")
_HOMES = count()

settings.register_profile("developer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("developer"), derandomize=True)
settings.load_profile("ci" if IN_CI else "developer")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a virtual screen where there is none; never in CI."""
    on_screen = [item for item in items if item.get_closest_marker("xvfb") is not None]
    missing = screen_gaps() if on_screen and not IN_CI else []
    for item in on_screen:
        item.add_marker(pytest.mark.xdist_group("screen"))
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))


def screen_gaps() -> list[str]:
    """Return what a virtual screen lacks here: tools, or the libraries of Qt's X11 plug-in."""
    from PySide6.QtCore import QLibraryInfo

    missing = [tool for tool in SCREEN_TOOLS if shutil.which(tool) is None]
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    try:
        ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
    except OSError as error:
        missing.append(str(error).partition(":")[0])
    return missing


@pytest.fixture(scope="session", autouse=True)
def _no_thread_collects() -> Iterator[None]:
    """Let no vault thread destroy the widgets that earlier tests have left in cycles."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """Collect on this thread instead, between two tests."""
    yield
    from confidant.ui.garbage import collect_due

    collect_due()


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home of its own, so that none reads or writes the developer's."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_HOMES))
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _private_umask() -> Iterator[None]:
    """Run under the most careless umask: modes of files must not depend on it."""
    before = os.umask(0)
    yield
    os.umask(before)
