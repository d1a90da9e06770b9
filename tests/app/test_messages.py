"""Every error of every room is said in three parts, in both languages, with the facts its class names."""

from __future__ import annotations

import importlib
import pkgutil
import string
from collections.abc import Iterator
from typing import get_args

import pytest

from app.errors import ActionNotAllowed, PlaceNeeded
from app.messages import say, say_at_terminal
from app.texts import _
from app.wording import CONFLICT, FULLER, MESSAGES, REFUSALS
from office.errors import ButPheError
from paper.errors import NotAPdf
from signing.outcomes import (
    CertificateExpired,
    CertificateNotYetValid,
    PinWrong,
    RefusalReason,
    SignatureRefused,
    TokenGone,
)
from sync.errors import DiskFull, ServerAway

ROOMS = ("office", "workers", "paper", "signing", "sync", "app")
SAID_OTHERWISE = {"unexpected", "action_not_allowed"}
"""Abstract ones, and the one that the rulebook words."""


def kinds() -> Iterator[type[ButPheError]]:
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)
    waiting = [ButPheError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.split(".")[0] in ROOMS and kind.code not in SAID_OTHERWISE:
            yield kind


KINDS = sorted(kinds(), key=lambda kind: kind.code)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_error_has_three_parts_and_an_exit_code(kind):
    message = MESSAGES[kind.code]
    assert all(message[:3])
    assert message.exit_code in (1, 2, 3, 4, 5, 7)


def test_codes_belong_to_one_class_each():
    codes = [kind.code for kind in KINDS]
    assert len(codes) == len(set(codes))


def test_no_message_is_for_nobody():
    assert set(FULLER) <= set(MESSAGES) <= {kind.code for kind in KINDS}


TRANSLATED = {
    **MESSAGES,
    **{f"{code}, fuller": fuller.message for code, fuller in FULLER.items()},
    "conflict": CONFLICT,
}


@pytest.mark.parametrize("message", TRANSLATED.values(), ids=TRANSLATED)
def test_message_is_translated_with_the_same_facts(message, monkeypatch):
    for part in message[:3]:
        monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
        english = _(part)
        assert english != part
        assert names(english) <= names(part)


OF_THE_DESK = {"manager"}
"""Facts that every message may use: the desk knows them, no error has to bring them."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_facts_in_the_message_are_those_that_the_class_names(kind):
    fuller = FULLER.get(kind.code)
    for part in (*MESSAGES[kind.code][:3], *(fuller.message[:3] if fuller else ())):
        for name in names(part) - OF_THE_DESK:
            assert name in (kind.__doc__ or ""), f"{kind.__name__} does not name the fact {name}"


def names(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("warning", "said"),
    [
        ("", "Mã PIN không đúng."),
        ("low", "Mã PIN không đúng. Thiết bị báo sắp hết số lần thử."),
        ("final", "Mã PIN không đúng. Chỉ còn 1 lần thử. Nhập sai nữa thiết bị sẽ bị khóa."),
    ],
)
def test_wrong_pin_says_what_the_token_warns_of(warning, said):
    assert say(PinWrong(warning=warning)).what == said
    assert say(PinWrong(warning=warning)).exit_code == 4


def test_last_try_advises_to_stop():
    """E2."""
    assert say(PinWrong(warning="final")).todo.startswith("Nếu không chắc mã PIN, hãy dừng lại")
    assert say(PinWrong(warning="low")).todo.startswith("Nhập lại mã PIN")


def test_server_away_counts_what_waits_where_that_is_known():
    """E15."""
    assert say(ServerAway(why="x", waiting=3)).safe == "Công việc đã lưu trên máy, 3 thao tác chờ gửi."
    assert say(ServerAway(why="x")).safe == "Công việc đã lưu trên máy."
    assert say(ServerAway(why="x", waiting=3)).what == say(ServerAway(why="x")).what


def test_day_of_a_certificate_is_said_as_days_are_written():
    assert say(CertificateExpired(name="A", not_after="2026-10-26")).what.endswith("hết hạn ngày 26/10/2026.")
    assert "từ ngày 25/12/2026" in say(CertificateNotYetValid(name="A", not_before="2026-12-25")).what


@pytest.mark.parametrize("reason", get_args(RefusalReason))
def test_reason_for_not_signing_is_said_in_words(reason):
    assert REFUSALS[reason] in say(SignatureRefused(reason=reason)).what


def test_rulebooks_refusal_is_said_in_its_own_words():
    said = say(ActionNotAllowed(reason="wrong_state", action="seal", state="draft", states="numbered"))
    assert "đóng dấu" in said.what
    assert said.todo.startswith("Chỉ làm được ở bước:")
    assert said.code == "wrong_state"


def test_fact_that_nobody_gave_leaves_no_hole():
    assert "{" not in say(PinWrong()).what


def test_code_without_an_entry_is_said_as_it_is():
    class Newer(ButPheError):
        code = "from_a_newer_room"

    assert say(Newer(why="x")).what == "from_a_newer_room why=x"


def test_nothing_is_dropped_clicked_or_dragged_at_a_terminal():
    for error in (NotAPdf(file="x.docx"), PlaceNeeded(), TokenGone(), DiskFull(needed_mb=50)):
        shown, typed = say(error), say_at_terminal(error)
        assert (shown.what, shown.exit_code) == (typed.what, typed.exit_code)
        assert not {"thả", "Kéo", "bấm"} & set(typed.todo.split())
    assert say_at_terminal(DiskFull(needed_mb=50)).todo == "Giải phóng ít nhất 50 MB rồi chạy lại."
