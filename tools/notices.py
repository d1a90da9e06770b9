"""NOTICE: what the program ships beside itself, under which licence, by whom. Made from what is installed.

Only what runs with the program counts (the closure of the project's dependencies), not what maintainers use. The full
licence texts travel inside each package's own metadata; NOTICE names them and their copyright lines.

    python -m tools.notices            write NOTICE
    python -m tools.notices --check    change nothing; 1 if a package that is installed here has no entry
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ROOT / "NOTICE"
HEAD = """Bút Phê
Copyright the Bút Phê authors
Licensed under the Apache License, Version 2.0 (see LICENSE).

The program is delivered together with the packages below, unchanged and each as a separate, replaceable part. Their
full licence texts lie in the packages themselves. Qt for Python (PySide6, Shiboken and the Qt libraries in them) is
used under the GNU Lesser General Public License, version 3.
"""
UNSAID = {
    "pypdfium2": "BSD-3-Clause OR Apache-2.0; PDFium: BSD-3-Clause",
    "sqlcipher3": "Zlib; SQLCipher: BSD-3-Clause",
}
"""Licences that the package's metadata does not name, read from its own files."""


def main(argv: list[str]) -> int:
    """Write NOTICE, or check it; 1 when an entry is missing."""
    if "--check" not in argv:
        NOTICE.write_text(HEAD + "".join(entry(name) for name in shipped()), encoding="utf-8")
        return 0
    kept = NOTICE.read_text(encoding="utf-8")
    missing = [name for name in shipped() if f"\n{name}: {licence(distribution(name))}\n" not in kept]
    for name in missing:
        sys.stderr.write(f"NOTICE: no entry for {name} as it is installed; run python3 dev.py notices\n")
    return 1 if missing else 0


def shipped() -> list[str]:
    """The names of every package that runs with the program and is installed here, sorted."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        wanted = [Requirement(line) for line in tomllib.load(file)["project"]["dependencies"]]
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    while wanted:
        requirement = wanted.pop()
        for extra in ("", *requirement.extras):
            if (requirement.name, extra) not in seen:
                seen.add((requirement.name, extra))
                found |= _named(requirement.name)
                wanted += _needs(requirement.name, extra)
    return sorted(found.values(), key=str.lower)


def _named(name: str) -> dict[str, str]:
    try:
        return {distribution(name).name.lower(): distribution(name).name}
    except PackageNotFoundError:
        return {}


def _needs(name: str, extra: str) -> Iterator[Requirement]:
    """What a package asks for on this machine with one of its extras."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


def licence(package: Distribution) -> str:
    """The licence as the package's metadata says it."""
    said = package.metadata.json
    marks = [str(line).split(" :: ")[-1] for line in said.get("classifier", []) if str(line).startswith("License ::")]
    named = said.get("license_expression") or ", ".join(marks) or str(said.get("license", "")).split("\n")[0]
    return UNSAID.get(package.name.lower()) or str(named)


def entry(name: str) -> str:
    """One paragraph: name, licence, copyright lines."""
    package = distribution(name)
    lines = dict.fromkeys(line for path in _licence_files(package) for line in _copyrights(path))
    return "\n" + "\n".join([f"{name}: {licence(package)}", *(f"    {line}" for line in lines)]) + "\n"


def _licence_files(package: Distribution) -> Iterator[Path]:
    for file in package.files or []:
        if re.match(r"(LICEN[CS]E|NOTICE|COPYING|AUTHORS\.?$)", file.name.upper()) and "vendor" not in str(file):
            yield Path(str(file.locate()))


def _copyrights(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if re.match(r"\W*copyright\s+(\(c\)|©|\d{4}|the|[A-Z])", line, re.IGNORECASE) and "[yyyy]" not in line:
            stripped = line.strip(" \t#*-/")
            if not re.search(r"copyright (owner|holder|notice|license|statement)", stripped, re.IGNORECASE):
                yield stripped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
