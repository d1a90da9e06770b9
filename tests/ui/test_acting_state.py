"""Every action that asks something has its form; what is missing is said before anything is sent."""

from __future__ import annotations

import pytest

from app.views import Choice
from office import actions
from ui.screens.acting.payloads import asks_nothing, payload_of
from ui.screens.acting.state import FORMS, PICKERS, form_for, missing

ONE = (Choice(id="an", title="Lê Thị An"),)
ALL = {name: ONE for names in PICKERS.values() for name in names}
SCREENS_OF_THEIR_OWN = {
    "receive", "register", "stamp", "draft", "initial", "sign", "seal", "renew",
    "open_dossier", "put", "delegate", "revoke_delegation", "mark_read", "write_note", "save_search",
    "remove_search", "trace",
}  # fmt: skip


def verbs() -> set[str]:
    return {str(one.__struct_config__.tag) for one in actions.AnyPayload.__args__}  # type: ignore[attr-defined]


def test_every_verb_is_asked_for_done_at_once_or_has_a_screen() -> None:
    known = set(FORMS) | {verb for verb in verbs() if asks_nothing(verb)} | SCREENS_OF_THEIR_OWN
    assert verbs() == known


@pytest.mark.parametrize("action", sorted(FORMS))
def test_form_has_a_title_a_verb_on_its_button_and_says_what_is_missing(action: str) -> None:
    form = form_for(action, ALL)
    assert form is not None
    assert form.title
    assert form.submit_words
    assert missing(form, {})


def test_reason_that_is_too_short_is_not_enough() -> None:
    form = form_for("return", {})
    assert form is not None
    assert missing(form, {"reason": "sai"}) == "Lý do cần ít nhất 10 chữ"
    assert missing(form, {"reason": "Cần bổ sung căn cứ pháp lý"}) == ""


def test_completion_needs_an_answer_or_a_result() -> None:
    form = form_for("complete", ALL)
    assert form is not None
    assert missing(form, {"answered_by": "", "note": ""})
    assert missing(form, {"answered_by": "d1", "note": ""}) == ""


@pytest.mark.parametrize(
    ("filled", "is_enough"),
    [
        ({"dossier_id": "h1"}, True),
        ({"code": "05.KSTT", "title": "Chuyển đổi số năm 2027"}, True),
        ({"code": "05.KSTT"}, False),
        ({"title": "Chuyển đổi số năm 2027"}, False),
        ({"dossier_id": "h1", "code": "05.KSTT", "title": "Chuyển đổi số năm 2027"}, False),
    ],
)
def test_filing_needs_a_dossier_of_before_or_a_new_one(filled: dict[str, str], is_enough: bool) -> None:
    form = form_for("file", ALL)
    assert form is not None
    assert (missing(form, filled) == "") == is_enough


def test_action_that_asks_nothing_has_no_form() -> None:
    assert form_for("begin", {}) is None
    assert payload_of("begin", {}, str) == actions.Begin()


def test_due_day_is_asked_as_a_day() -> None:
    form = form_for("direct", ALL)
    assert form is not None
    due = next(field for field in form.fields if field.key == "due_on")
    assert due.kind == "date"
