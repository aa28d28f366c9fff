# Sourced by script/run and script/test: a Python, a virtual environment with the locked packages,
# the system libraries that Qt needs. Takes $root, sets $python; POSIX sh.
# shellcheck disable=SC2034,SC2154 # variables of the scripts that source this

core="libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0"
xcb="libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
venv="$root/.venv"

say() { echo "$@" >&2; }

can_install() { command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; }

# As root with apt: install what is missing. Otherwise say exactly what to run.
need() {
    # shellcheck disable=SC2048,SC2086 # lists of packages are split on purpose
    set -- $*
    if ! can_install; then
        say "Missing system packages. Run:"
        say "  sudo apt-get install -y --no-install-recommends $*"
        say "(Names as in Debian 12; other systems call them differently.)"
        exit 3
    fi
    say "Installing system packages: $*"
    install_packages "$@" || { say "apt-get could not install them; see above."; exit 3; }
}

# The lists of packages may be missing or old, so a failure is tried again with fresh ones, and only
# the second is shown.
install_packages() {
    apt_quietly install -y --no-install-recommends "$@" 2>/dev/null && return 0
    apt_quietly update && apt_quietly install -y --no-install-recommends "$@"
}

apt_quietly() {
    apt_log=$(mktemp)
    if DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=240 -qq "$@" >"$apt_log" 2>&1
    then apt_status=0; else apt_status=$?; tail -n 5 "$apt_log" >&2; fi
    rm -f "$apt_log"
    return "$apt_status"
}

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13 python; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

# Make the environment and install the locked packages, each checked against its hash; skipped when
# the lock files are the ones that were installed last. $1: run or dev.
prepare() {
    lock="$root/requirements/$1.txt"
    stamp="$venv/.installed-$1"
    if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        base=$(find_python) || need python3 python3-venv
        base=$(find_python) || { say "Python 3.11 or newer is needed; this system has none."; exit 3; }
        "$base" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
        say "Creating .venv"
        "$base" -m venv --clear "$venv"
    fi
    python="$venv/bin/python"
    if ! cmp -s "$lock" "$stamp"; then
        say "Installing the locked packages (requirements/$1.txt)"
        "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes \
            -r "$lock" || { say "The packages could not be installed; see above."; exit 3; }
        cp "$lock" "$stamp"
    fi
}

# Load what the window needs, the platform plug-in included: a missing library would otherwise show
# only as an abort. $1: offscreen, xcb or wayland.
probe() {
    "$python" - "$1" <<'PY'
import ctypes, os, sys
try:
    import PySide6.QtDBus, PySide6.QtGui, PySide6.QtPrintSupport, PySide6.QtSvg, PySide6.QtWidgets
    import sqlcipher3
    from PySide6.QtCore import QLibraryInfo
    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    ctypes.CDLL(os.path.join(plugins, "platforms", f"libq{sys.argv[1]}.so"))
except (ImportError, OSError) as error:
    sys.exit(str(error))
PY
}

# $1: the platform plug-in; the rest: packages that bring its libraries.
libraries() {
    platform="$1"
    shift
    probe "$platform" 2>/dev/null && return 0
    need "$@"
    probe "$platform" || { say "Qt still cannot start; the line above says what is missing."; exit 3; }
}
