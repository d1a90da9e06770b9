"""Who may import whom: every room stands in the contracts, and the contracts hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.rooms import ROOMS, ROOT, settings


def test_every_room_is_packaged_typed_and_under_contract() -> None:
    tools = settings()["tool"]
    assert set(tools["hatch"]["build"]["targets"]["wheel"]["packages"]) == ROOMS
    assert set(tools["importlinter"]["root_packages"]) == ROOMS
    assert set(tools["mypy"]["files"]) >= ROOMS


def test_every_package_at_the_root_is_a_known_room() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found - {"tests", "tools", "benchmarks"} == ROOMS


def test_import_contracts_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
