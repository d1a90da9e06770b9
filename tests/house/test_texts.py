"""The catalogues: complete, current, and made by rules that a test can see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import texts


def test_every_message_is_translated_and_no_translation_is_stale() -> None:
    assert list(texts.findings()) == []


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = 'from app.texts import _, counted\n_("Xin chào {name}")\ncounted("{count} tệp", "{count} tệp", 2)\n'
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "hello.py").write_text(source, encoding="utf-8")
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "butphe.po").write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n', "utf-8")
    monkeypatch.setattr(texts, "ROOT", tmp_path)
    monkeypatch.setattr(texts, "LOCALE", tmp_path / "locale")
    return folder / "butphe.po"


def test_extraction_finds_marked_messages_and_keeps_no_places(house: Path) -> None:
    texts.main([])
    written = house.read_text(encoding="utf-8")
    assert 'msgid "Xin chào {name}"' in written
    assert 'msgid_plural "{count} tệp"' in written
    assert "hello.py" not in written
    assert house.with_suffix(".mo").exists()


def test_extraction_keeps_translations_and_drops_messages_that_left(house: Path) -> None:
    texts.main([])
    translated = house.read_text(encoding="utf-8").replace('{name}"\nmsgstr ""', '{name}"\nmsgstr "Hello {name}"')
    house.write_text(translated + '\nmsgid "Đã đi"\nmsgstr "Gone"\n', encoding="utf-8")
    texts.main([])
    written = house.read_text(encoding="utf-8")
    assert 'msgstr "Hello {name}"' in written
    assert "Gone" not in written


def test_missing_translation_is_a_finding(house: Path) -> None:
    texts.main([])
    assert texts.main(["--check"]) == 1
    assert any("no translation of" in line for line in texts.findings())
    assert house.exists()
