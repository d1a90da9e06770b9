"""Driver libraries: which may be tried, which are there, and that a bad one harms nobody."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from signing.modules import VARIABLE, System, candidates, named, present, probe
from tests.helpers.tokens import LIBRARY


def _command(path: str) -> list[str]:
    return [sys.executable, "-c", f"from signing.tokens.worker import main; main([{path!r}])"]


@pytest.mark.parametrize("system", ["windows", "linux", "macos"])
def test_state_tokens_come_first_and_the_generic_driver_last(system: System) -> None:
    groups = [candidate.group for candidate in candidates(system, {})]
    assert groups[0] == "state"
    assert groups == sorted(groups, key=["state", "authority", "maker", "generic"].index)


def test_every_candidate_has_a_whole_path() -> None:
    for system in ("windows", "linux", "macos"):
        assert all("/" in candidate.path for candidate in candidates(system, {}))  # type: ignore[arg-type]


def test_variable_replaces_the_list() -> None:
    chosen = candidates("linux", {VARIABLE: os.pathsep.join(["/a/one.so", "/b/two.so"])})
    assert [(c.group, c.path) for c in chosen] == [("chosen", "/a/one.so"), ("chosen", "/b/two.so")]


def test_only_files_that_exist_are_present_and_each_once(folder: Path) -> None:
    (folder / "driver.so").write_bytes(b"")
    (folder / "link.so").symlink_to(folder / "driver.so")
    names = [str(folder / name) for name in ("driver.so", "link.so", "absent.so")]
    found = present(candidates("linux", {VARIABLE: os.pathsep.join(names)}))
    assert [Path(c.path).name for c in found] == ["driver.so"]


def test_probing_tells_the_good_from_the_bad() -> None:
    chosen = candidates("linux", {VARIABLE: os.pathsep.join([LIBRARY, "/bin/ls"])})
    good, bad = probe(chosen, _command)
    assert good.facts is not None
    assert (good.facts.manufacturer, good.problem) == ("SoftHSM", "")
    assert (bad.facts, bad.problem) == (None, "module_missing")


def test_driver_that_hangs_is_said_and_left() -> None:
    hanging = candidates("linux", {VARIABLE: "/slow.so"})
    (probed,) = probe(hanging, lambda _path: [sys.executable, "-c", "import time; time.sleep(600)"], deadline_s=0.2)
    assert probed.problem == "token_silent"


@pytest.mark.parametrize("path", ["/usr/lib/bit4id/libbit4xpki.so", "/opt/mine/libbit4xpki.so", "C:\\x\\BIT4XPKI.DLL"])
def test_library_is_known_by_the_name_of_its_file(path: str) -> None:
    """E5."""
    known = named(path)
    assert known is not None
    assert known.name.startswith("VGCA")
    assert named("/nowhere/libtoken.so") is None
