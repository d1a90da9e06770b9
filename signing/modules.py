"""Driver libraries on this machine: which may be there, which are, and what each says of itself.

The list stands in `resources/pkcs11_modules.toml`; BUTPHE_PKCS11_MODULES (paths joined by the system's path separator)
replaces it. Loading happens in a token process with a deadline, as bad drivers hang or crash; nothing is loaded merely
because its name looks right.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path, PureWindowsPath
from typing import Any, Literal

import msgspec

from office.errors import ButPheError
from signing.tokens.client import TokenDoor
from signing.tokens.messages import ModuleFacts

System = Literal["windows", "linux", "macos"]
SYSTEMS: tuple[System, ...] = ("windows", "linux", "macos")
VARIABLE = "BUTPHE_PKCS11_MODULES"
PROBE_S = 15.0


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A library that may be tried."""

    name: str
    group: Literal["chosen", "state", "authority", "maker", "generic"]
    path: str
    package: str = ""
    """What a user would install to get it."""


class Probed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of loading one library: its facts, or the code of what went wrong."""

    candidate: Candidate
    facts: ModuleFacts | None = None
    problem: str = ""


def candidates(system: System, env: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Every library that may be tried, best first; those that the variable names, and no other, when it is set."""
    if chosen := env.get(VARIABLE, ""):
        paths = [path for path in chosen.split(os.pathsep) if path]
        return tuple(Candidate(name=Path(path).name, group="chosen", path=path) for path in paths)
    return tuple(_listed(_table(), system))


def present(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those whose file exists here, each file once."""
    seen: dict[str, Candidate] = {}
    for candidate in found:
        if Path(candidate.path).is_file():
            seen.setdefault(os.path.realpath(candidate.path), candidate)
    return tuple(seen.values())


def named(path: str) -> Candidate | None:
    """What our list says of a library, told by its file's name on whichever system; None for one that it has not."""
    file = PureWindowsPath(path).name.lower()
    for system in SYSTEMS:
        for candidate in _listed(_table(), system):
            if PureWindowsPath(candidate.path).name.lower() == file:
                return candidate
    return None


def probe(
    found: Iterable[Candidate],
    command: Callable[[str], Sequence[str]],
    *,
    env: Mapping[str, str] | None = None,
    deadline_s: float = PROBE_S,
) -> tuple[Probed, ...]:
    """Load each in a process of its own (`command`: path to the command of its worker); a bad one is said."""
    return tuple(_probe_one(candidate, command(candidate.path), env, deadline_s) for candidate in found)


def _probe_one(
    candidate: Candidate, command: Sequence[str], env: Mapping[str, str] | None, deadline_s: float
) -> Probed:
    door = TokenDoor(command, env)
    try:
        return Probed(candidate=candidate, facts=door.probe(deadline_s=deadline_s))
    except ButPheError as error:
        return Probed(candidate=candidate, problem=error.code)
    finally:
        door.close()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("resources") / "pkcs11_modules.toml").read_text(encoding="utf-8"))


def _listed(table: Mapping[str, Any], system: System) -> Iterator[Candidate]:
    for module in table["module"]:
        for name in module.get(system, ()):
            for path in _places(name, table["folders"][system]):
                yield Candidate(
                    name=module["name"], group=module["group"], path=path, package=module.get("package", "")
                )


def _places(name: str, folders: Sequence[str]) -> Iterator[str]:
    if name.startswith("/") or PureWindowsPath(name).drive:
        yield name
        return
    for folder in folders:
        yield f"{folder}/{name}"
