"""The house as its tests see it: rooms, source files, settings."""

from __future__ import annotations

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = frozenset({"office", "workers", "paper", "signing", "sync", "server", "app", "ui", "resources", "butphe"})


@cache
def settings() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file of the rooms and of the tools, relative to the root."""
    found = [path for room in (*ROOMS, "tools") for path in (ROOT / room).rglob("*.py")]
    return tuple(sorted(path.relative_to(ROOT) for path in [*found, ROOT / "dev.py"]))


@cache
def kept_files() -> tuple[Path, ...]:
    """What git keeps, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    paths = (Path(name) for name in listed.decode().split("\0") if name)
    return tuple(path for path in paths if (ROOT / path).is_file())
