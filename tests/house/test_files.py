"""What must not stand in any kept file: places of one machine, addresses of package indexes, private keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, kept_files

INDEX = "|".join(("pypi", "pythonhosted", "debian", "npmjs", "crates", "golang"))
HOSTS = re.compile(rf"\b[\w.-]*(?:{INDEX})\.(?:org|com|io)\b")
PLACES = re.compile(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/[\w.]")
KEYS = re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----")
NOT_TEXT = {".png", ".pdf", ".ttf", ".otf", ".ico", ".jpg", ".mo", ".db"}
TEXTS = tuple(path for path in kept_files() if path.suffix not in NOT_TEXT and path.name not in ("LICENSE", "NOTICE"))


@pytest.mark.parametrize("finding", [HOSTS, PLACES, KEYS], ids=["index hosts", "machine paths", "private keys"])
def test_no_kept_file_holds(finding: re.Pattern[str]) -> None:
    found = [f"{path}: {match.group()}" for path in TEXTS if (match := finding.search(read(path)))]
    assert not found


def test_lock_has_hashes_and_no_addresses() -> None:
    lock = read(Path("requirements.lock"))
    packages = re.findall(r"^[a-z0-9][\w.-]*==.*\\$", lock, re.MULTILINE)
    assert len(packages) > 50
    assert len(packages) == len(re.findall(r"^[a-z0-9].*==", lock, re.MULTILINE))
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:])
    assert "://" not in lock
    assert "--index" not in lock


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else() -> None:
    lines = [line for line in read(Path(".ci/run")).splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert [line.removeprefix("exec ") for line in lines] == ["python3 dev.py test"]


def test_readme_names_the_two_commands_in_one_block() -> None:
    assert "```\npython3 dev.py demo\npython3 dev.py test\n```" in read(Path("README.md"))


def test_every_link_of_the_readme_and_the_documents_leads_somewhere() -> None:
    pages = [
        path for path in kept_files() if path.suffix == ".md" and (path.parts[0] == "docs" or path.name == "README.md")
    ]
    links = [(page, target) for page in pages for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", read(page))]
    lost = [f"{page}: {target}" for page, target in links if not (ROOT / page.parent / target).exists()]
    assert not lost


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
