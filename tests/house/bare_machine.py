"""A Debian 12 that holds only Python and git, in a folder, for proofs of the set-up.

Made by debootstrap from this machine's own mirror; programs run in it by chroot in mount and process namespaces of
their own, so that nothing stays mounted when they end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.house.rooms import ROOT

SUITE = "bookworm"
HOLDS = "python3,git"
PROJECT = "/srv/butphe"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
NOBODY = 65534
TRIPWIRES = ("apt-get", "apt", "dpkg", "dpkg-query")
TOUCHED = Path("tmp/package-manager-was-asked")

LOOPBACK_ONLY = """
import fcntl, os, socket, struct, sys
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP | IFF_RUNNING))
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Brings up the loopback of a new network namespace, which begins without, and goes on as the command."""


def why_not() -> str:
    """Why such a machine cannot be made here; empty when it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs root on Linux"
    missing = [tool for tool in ("debootstrap", "unshare", "chroot", "apt-get") if shutil.which(tool) is None]
    return f"needs {', '.join(missing)}" if missing else ""


def mirror() -> str:
    """Where this machine gets its own packages of the suite from."""
    form = ["--format", "$(RELEASE) $(SITE)", "Created-By: Packages"]
    listed = subprocess.run(["apt-get", "indextargets", *form], stdout=subprocess.PIPE, text=True, check=True).stdout
    return next(line.split()[1] for line in listed.splitlines() if line.split()[0] == SUITE)


class BareMachine:
    """The folder and what can be done in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self) -> None:
        """Bootstrap it and clone what is committed here."""
        command = ["debootstrap", "--variant=minbase", f"--include={HOLDS}", SUITE, str(self.root), mirror()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (self.root / "srv").mkdir(exist_ok=True)
        subprocess.run(["git", "clone", "-q", "--no-local", ROOT, f"{self.root}{PROJECT}"], check=True)
        shutil.copy("/etc/resolv.conf", self.root / "etc" / "resolv.conf")
        authorities = os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE")
        if authorities:
            shutil.copy(authorities, self.root / "opt" / "authorities.crt")

    def run(
        self, *command: str, network: bool = True, user: int = 0, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the project's folder of the machine."""
        namespaces = ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root}/proc"]
        if not network:
            namespaces += ["--net", sys.executable, "-c", LOOPBACK_ONLY]
        chroot = ["chroot", f"--userspec={user}:{user}", str(self.root), "env", "-i", "-C", PROJECT]
        settings = [f"{name}={value}" for name, value in {**self._environment(), **(env or {})}.items()]
        return subprocess.run([*namespaces, *chroot, *settings, *command], capture_output=True, text=True, check=False)

    def lay_tripwires(self) -> None:
        """Replace the package managers by programs that only tell that they were asked."""
        for name in TRIPWIRES:
            program = self.root / "usr" / "bin" / name
            program.unlink(missing_ok=True)
            program.write_text(f"#!/bin/sh\necho $0 >> /{TOUCHED}\nexit 99\n", encoding="ascii")
            program.chmod(0o755)

    def package_manager_was_asked(self) -> bool:
        """Whether anybody ran into a tripwire."""
        return (self.root / TOUCHED).exists()

    def _environment(self) -> dict[str, str]:
        """A user's environment; the machine's own way to the package index goes along, as it would in a shell."""
        passed = [name for name in os.environ if name.lower().endswith("_proxy")]
        settings = {"PATH": PATH, "HOME": "/root", **{name: os.environ[name] for name in passed}}
        if (self.root / "opt" / "authorities.crt").exists():
            settings["PIP_CERT"] = "/opt/authorities.crt"
        index = _pip_setting("index-url")
        return settings | ({"PIP_INDEX_URL": index} if index else {})


def _pip_setting(name: str) -> str:
    command: Sequence[str] = [sys.executable, "-m", "pip", "config", "get", f"global.{name}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
