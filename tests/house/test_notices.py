"""NOTICE names what runs with the program and under which licence."""

from __future__ import annotations

from importlib.metadata import distribution

from tests.house.rooms import ROOT
from tools import notices


def test_notice_has_an_entry_for_everything_that_is_shipped() -> None:
    assert notices.main(["--check"]) == 0


def test_shipped_are_the_dependencies_and_theirs_but_not_the_tools_of_maintainers() -> None:
    names = {name.lower() for name in notices.shipped()}
    assert {"pyhanko", "pyside6_essentials", "asn1crypto", "cffi"} <= names
    assert not {"ruff", "mypy", "pytest", "hatchling"} & names


def test_every_shipped_package_has_a_licence() -> None:
    assert all(notices.licence(distribution(name)) for name in notices.shipped())


def test_notice_repeats_copyright_lines() -> None:
    assert "Hynek Schlawack" in (ROOT / "NOTICE").read_text(encoding="utf-8")
