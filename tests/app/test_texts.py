"""The user's language: Vietnamese as written, English from the catalogue."""

from __future__ import annotations

from app.texts import _, counted, language


def test_language_is_vietnamese_unless_another_known_one_is_asked_for(monkeypatch):
    monkeypatch.delenv("BUTPHE_LANGUAGE", raising=False)
    assert language() == "vi"
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    assert language() == "en"
    monkeypatch.setenv("BUTPHE_LANGUAGE", "tlh")
    assert language() == "vi"


def test_message_is_said_in_the_language_of_the_run_with_its_facts(monkeypatch):
    monkeypatch.setenv("BUTPHE_LANGUAGE", "vi")
    assert _("Còn {days} ngày", days=2) == "Còn 2 ngày"
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    assert _("Văn bản đến") == "Incoming"


def test_counted_message_names_the_count(monkeypatch):
    monkeypatch.setenv("BUTPHE_LANGUAGE", "vi")
    assert counted("{count} chữ ký hợp lệ", "{count} chữ ký hợp lệ", 3) == "3 chữ ký hợp lệ"
