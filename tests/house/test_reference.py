"""The generated pages: current, and with every code that a user, a script or an administrator can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.wording import MESSAGES
from office.reasons import REASONS
from server.problems import PROBLEMS
from tools import reference


@pytest.fixture(autouse=True)
def _as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "110")


def test_pages_are_what_the_program_prints() -> None:
    assert reference.main(["--check"]) == 0


def test_every_code_stands_on_its_page() -> None:
    for page, codes in (("refusals.md", REASONS), ("errors.md", MESSAGES), ("problems.md", PROBLEMS)):
        text = reference.kept(page)
        assert not [code for code in codes if f"{code} |" not in text], page


def test_every_code_has_a_text_in_both_languages() -> None:
    for page in ("refusals.md", "errors.md", "problems.md"):
        rows = [line.split(" | ") for line in reference.kept(page).splitlines() if line.startswith("| ")]
        assert not [row[0] for row in rows if not row[-2].strip() or not row[-1].strip(" |")], page


def test_page_that_differs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    monkeypatch.setattr(reference, "PAGES", {"problems.md": reference.problems})
    assert reference.main(["--check"]) == 1
    assert "docs/reference/problems.md" in capsys.readouterr().err
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0


def test_setting_is_described_where_it_is_declared() -> None:
    assert "| BUTPHE_LISTEN | '127.0.0.1:8470' | HOST:PORT" in reference.settings()
