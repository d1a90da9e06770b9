"""Set the project up on a machine that holds only Python, and run its commands there.

    python3 dev.py demo [...]     set up what is missing, then play the small office: `butphe demo ...`
    python3 dev.py test [...]     the same set-up, then every check and the tests; arguments go to pytest
    python3 dev.py run CMD...     run CMD inside the set-up environment
    python3 dev.py setup          only set up
    python3 dev.py texts          extract and compile the catalogues of resources/locale
    python3 dev.py reference      print docs/reference from the program's own tables
    python3 dev.py notices        write NOTICE from what is installed

`--no-system` leaves the system's packages alone. This file needs nothing but the standard library. Each step is
skipped when it has been done: a second run asks neither a package manager nor the network. What is installed is
decided by `requirements.lock` (pip, with hashes), what the system must hold by the lists below.

Ends with 3 when system packages are missing and may not be installed from here, with 2 for wrong usage, else with
what the command that was run ended with.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PYTHON_MIN = (3, 11)
TOOLS = ("texts", "reference", "notices")
DPKG_STATUS = Path("/var/lib/dpkg/status")
EXIT_USAGE = 2
EXIT_REFUSED = 3
EXIT_INTERRUPTED = 130

ALWAYS = (
    ("softhsm2", "poppler-utils", "openssl", "fonts-liberation2", "fonts-inter")
    + ("libegl1", "libgl1", "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libxkbcommon0")
)  # fmt: skip
"""Needed by the demo on any machine: software tokens, pdfsig, faces of the pages, Qt without a display."""
WINDOW = (
    ("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-xkb1")
    + ("libxcb-render-util0", "libxcb-render0", "libxcb-shape0", "libxcb-util1", "libcups2")
)  # fmt: skip
"""Needed for a window on a display, and for printing."""
TESTS = ("xvfb", "xauth", "openbox", "xdotool", "imagemagick", "qpdf", "postgresql", "debootstrap")
"""Started by tests beside what the demo needs."""


def main(argv: list[str]) -> int:
    """Run one command; the exit code is its."""
    if sys.version_info < PYTHON_MIN:
        return _say_python_too_old()
    own = argv[: argv.index("run")] if "run" in argv else argv
    leave_system = "--no-system" in own
    words = [word for word in own if word != "--no-system"] + argv[len(own) :]
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command not in ("demo", "test", "run", "setup", *TOOLS) or (command == "run" and not rest):
        sys.stderr.write(__doc__ or "")
        return EXIT_USAGE
    os.environ.update(_environment())
    problem = set_up(_packages_for(command), leave_system=leave_system)
    if problem:
        return problem
    if command == "test":
        return run_steps(_checks() + _suites(rest))
    if command in TOOLS:
        return run_steps([("", [str(PYTHON), "-m", "tools." + command])])
    if command == "demo":
        return become([str(PYTHON), "-m", "butphe", "demo", *rest])
    return become(rest) if command == "run" else 0


def _packages_for(command: str) -> tuple[str, ...]:
    """The system packages that a command needs on this machine."""
    has_display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if command == "test":
        return ALWAYS + WINDOW + TESTS
    return ALWAYS + WINDOW if has_display else ALWAYS


# ── the steps of the set-up ───────────────────────────────────────────────────────────────────────────────────────
def set_up(packages: tuple[str, ...], *, leave_system: bool) -> int:
    """Bring system packages, environment, project and catalogues to what the files ask for; 0 or an exit code."""
    problem = 0 if leave_system else install_system_packages(packages)
    return problem or make_environment() or compile_catalogues()


def install_system_packages(packages: tuple[str, ...]) -> int:
    """Install what a Debian or Ubuntu misses; elsewhere there is nothing to do here."""
    if not DPKG_STATUS.exists() or not shutil.which("dpkg-query"):
        return 0
    stamp = VENV / f".system-{_digest(*packages)[:12]}"
    if _read(stamp) == _dpkg_state():
        return 0
    if importlib.util.find_spec("ensurepip") is None:
        packages = (f"python{sys.version_info.major}.{sys.version_info.minor}-venv", *packages)
    missing = _missing(packages)
    if missing:
        problem = _apt_install(missing)
        if problem:
            return problem
    VENV.mkdir(exist_ok=True)
    stamp.write_text(_dpkg_state(), encoding="ascii")
    return 0


def _dpkg_state() -> str:
    """Stays the same as long as nothing is installed or removed; a stamp with it needs no second look."""
    return str(DPKG_STATUS.stat().st_mtime_ns)


def _missing(packages: tuple[str, ...]) -> list[str]:
    """Which packages are not installed; the 64-bit-time names of Debian 13 and Ubuntu 24.04 count as well."""
    asked = [name + suffix for name in packages for suffix in ("", "t64")]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *asked]
    lines = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    installed = {line.split()[0] for line in lines.splitlines() if line.endswith(" installed")}
    return [name for name in packages if not {name, name + "t64"} & installed]


def _apt_install(missing: list[str]) -> int:
    """Install as root or by a sudo that asks no password; otherwise say what to run."""
    update = ["apt-get", "update", "-qq"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0:
        prefix = ["sudo", "-n"]
    else:
        sys.stderr.write("System packages are missing. Run this line, then this command again:\n")
        names = " ".join(missing)
        sys.stderr.write(f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n")
        return EXIT_REFUSED
    _say("Installing system packages: " + " ".join(missing))
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return run_steps([("", [*prefix, *quiet, *update]), ("", [*prefix, *quiet, *install])])


def make_environment() -> int:
    """Make `.venv` and install the locked packages and the project, unless that has been done for these files."""
    stamp = VENV / ".installed"
    wanted = _digest(LOCK.read_text(), (ROOT / "pyproject.toml").read_text(), sys.version, str(VENV))
    if PYTHON.exists() and _read(stamp) == wanted:
        return 0
    stamp.unlink(missing_ok=True)
    _say("Installing the locked packages into .venv (some minutes the first time)")
    make = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(VENV)]
    if (VENV / "pyvenv.cfg").exists() and not _fits():
        make.append("--clear")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-q"]
    problem = run_steps(
        [
            ("", make),
            ("", [*pip, "--require-hashes", "-r", str(LOCK)]),
            ("", [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]),
        ]
    )
    if not problem:
        stamp.write_text(wanted, encoding="ascii")
    return problem


def _fits() -> bool:
    """Whether the environment that is there was made by this Python at this place."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    settings = _read(VENV / "pyvenv.cfg")
    return PYTHON.exists() and f"version = {version}" in settings and str(VENV) in settings


def compile_catalogues() -> int:
    """Compile every catalogue that is newer than its compiled form."""
    for source in sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return run_steps([("", [str(PYTHON), "-m", "tools.texts", "--compile"])])
    return 0


# ── the steps of `test` ───────────────────────────────────────────────────────────────────────────────────────────
def _checks() -> list[tuple[str, list[str]]]:
    """What must hold before a test runs: lint, form, types, contracts, catalogues, generated pages."""
    python = str(PYTHON)
    return [
        ("ruff check", [str(BIN / "ruff"), "check", "."]),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("mypy", [str(BIN / "mypy")]),
        ("import contracts", [str(BIN / "lint-imports")]),
        ("catalogues", [python, "-m", "tools.texts", "--check"]),
        ("reference", [python, "-m", "tools.reference", "--check"]),
        ("notices", [python, "-m", "tools.notices", "--check"]),
    ]


def _suites(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """The quick suite on all cores and the slow proofs one by one, or what the arguments choose."""
    pytest = [str(PYTHON), "-m", "pytest"]
    if arguments:
        return [("pytest", [*pytest, *arguments])]
    cores = str(min(os.cpu_count() or 1, 4))
    return [
        ("quick suite", [*pytest, "-q", "-m", "not slow", "-n", cores]),
        ("slow proofs", [*pytest, "-q", "-m", "slow"]),
    ]


# ── running ───────────────────────────────────────────────────────────────────────────────────────────────────────
def run_steps(steps: list[tuple[str, list[str]]]) -> int:
    """Run commands in the project's folder one after the other; stop at the first that fails and return its code."""
    for title, command in steps:
        if title:
            _say(title)
        code = _run(command)
        if code:
            return code
    return 0


def _run(command: list[str]) -> int:
    """Run one child to its end; an interrupt gives it ten seconds to end by itself, then ends it."""
    child = subprocess.Popen(command, cwd=ROOT)
    asked_to_end = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        return child.wait()
    except KeyboardInterrupt:
        return _end(child)
    finally:
        signal.signal(signal.SIGTERM, asked_to_end)


def _end(child: subprocess.Popen[bytes]) -> int:
    """The terminal has told the child as well; wait for it, then insist."""
    for insist in (child.terminate, child.kill):
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            insist()
    child.wait()
    return EXIT_INTERRUPTED


def become(command: list[str]) -> int:
    """Run the last command in this process's place, so that signals and exit code are the command's own."""
    program = shutil.which(command[0])
    if program is None:
        sys.stderr.write(f"{command[0]}: not found\n")
        return 127
    if os.name != "nt":
        os.execv(program, [program, *command[1:]])
    return subprocess.call([program, *command[1:]])


def _environment() -> dict[str, str]:
    """What an activated environment has."""
    return {"VIRTUAL_ENV": str(VENV), "PATH": str(BIN) + os.pathsep + os.environ.get("PATH", os.defpath)}


def _say_python_too_old() -> int:
    needed, found = (".".join(str(part) for part in version[:2]) for version in (PYTHON_MIN, sys.version_info))
    sys.stderr.write(
        f"Python {needed} or newer is needed, this is {found}: install it "
        f"(Debian, Ubuntu: apt-get install python{needed} python{needed}-venv) and run this file with it.\n"
    )
    return EXIT_REFUSED


def _say(line: str) -> None:
    sys.stderr.write(f"── {line}\n")
    sys.stderr.flush()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
