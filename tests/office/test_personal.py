"""What is one person's alone: marks, notes, searches, traces; nobody else sees it or may touch it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from office.audience import audience, overseers
from office.personal import (
    AccessCount,
    MarkRead,
    PersonalRecord,
    PrivateNote,
    ReadMark,
    RemoveSearch,
    SavedSearch,
    SaveSearch,
    Trace,
    WriteNote,
)
from tests.helpers.office_play import done, play, reason
from tests.helpers.office_world import (
    ADMIN,
    ARCHIVIST,
    CLERK,
    COLLEAGUE,
    COUNT,
    HEAD,
    INCOMING,
    LEADER,
    MARK,
    NOTE,
    OFFICER,
    PEOPLE,
    SEARCH,
    incoming,
    organisation,
    outgoing,
    uid,
)

OURS = organisation()
MARKED = ReadMark(id=MARK, rev=1, person_id=CLERK, document_id=INCOMING, seen_rev=5)
NOTED = PrivateNote(id=NOTE, rev=1, person_id=OFFICER, document_id=INCOMING, text="Hỏi lại.")
SAVED = SavedSearch(id=SEARCH, rev=1, person_id=OFFICER, name="Quá hạn", query="báo cáo")
COUNTED = AccessCount(id=COUNT, rev=1, person_id=OFFICER, document_id=INCOMING, reads=2)
NEAR = [incoming("in_progress")]


# ── alone ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("record", [MARKED, NOTED, SAVED, COUNTED], ids=lambda record: type(record).__name__)
def test_record_of_one_person_is_seen_by_that_person_alone(record: PersonalRecord) -> None:
    assert audience(record, OURS) == {record.person_id}


@pytest.mark.parametrize(
    ("record", "payload"),
    [
        (MARKED, MarkRead(document_id=INCOMING, seen_rev=9)),
        (NOTED, WriteNote(document_id=INCOMING, text="Của người khác.")),
        (SAVED, SaveSearch(name="Của người khác", query="x")),
        (SAVED, RemoveSearch()),
        (COUNTED, Trace(document_id=INCOMING, what="read", sha256="")),
    ],
    ids=lambda one: type(one).__name__,
)
def test_nobody_else_may_touch_it(record: PersonalRecord, payload) -> None:
    others = [person.id for person in PEOPLE if person.id != record.person_id]
    assert {reason(record, payload, other, near=NEAR) for other in others} == {"not_yours"}


# ── marks and notes ───────────────────────────────────────────────────────────────────────────────────────────────
def test_mark_never_goes_back() -> None:
    assert done(MARKED, MarkRead(document_id=INCOMING, seen_rev=9), CLERK, near=NEAR).seen_rev == 9
    assert done(MARKED, MarkRead(document_id=INCOMING, seen_rev=2), CLERK, near=NEAR).seen_rev == 5


def test_note_is_written_anew_and_taken_away() -> None:
    note = done("note", WriteNote(document_id=INCOMING, text=" Hỏi lại Sở Nội vụ. "), OFFICER, near=NEAR)
    assert (note.person_id, note.document_id, note.text) == (OFFICER, INCOMING, "Hỏi lại Sở Nội vụ.")
    assert done(replace(note, rev=1), WriteNote(document_id=INCOMING, text=""), OFFICER, near=NEAR).text == ""


def test_mark_and_note_are_for_a_document_that_is_seen_and_stay_with_it() -> None:
    for kind, payload in (
        ("read_mark", MarkRead(document_id=INCOMING, seen_rev=1)),
        ("note", WriteNote(document_id=INCOMING, text="Gì đó")),
    ):
        assert reason(kind, payload, COLLEAGUE, near=NEAR) == "document_not_visible"
        assert reason(kind, payload, OFFICER) == "document_not_visible"
    second = incoming("in_progress", id=uid("second"))
    payload = WriteNote(document_id=second.id, text="Gì đó")
    assert reason(NOTED, payload, OFFICER, near=[*NEAR, second]) == "wrong_record"


# ── searches ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_search_is_kept_under_a_name_changed_and_removed_with_its_words() -> None:
    payload = SaveSearch(
        name=" Quá hạn ", query="báo cáo", folder="incoming", filter="due", narrows=("urgent",), sort="due"
    )
    saved = done("saved_search", payload, OFFICER)
    assert (saved.narrows, saved.sort) == (("urgent",), "due")
    assert (saved.name, saved.query, saved.folder, saved.filter) == ("Quá hạn", "báo cáo", "incoming", "due")
    assert done(SAVED, SaveSearch(name="Mới", query="khác"), OFFICER).query == "khác"
    removed = done(SAVED, RemoveSearch(), OFFICER)
    assert (removed.name, removed.query, removed.state) == ("", "", "removed")
    assert audience(removed, OURS) == frozenset()
    assert reason(removed, SaveSearch(name="Lại", query="x"), OFFICER) == "wrong_state"


def test_search_without_a_name_is_not_kept() -> None:
    assert reason("saved_search", SaveSearch(name=" ", query="báo cáo"), OFFICER) == "field_missing"


# ── traces ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_reading_printing_and_exporting_are_counted_each_for_itself() -> None:
    count = COUNTED
    for what in ("read", "print", "export", "print"):
        count = done(count, Trace(document_id=INCOMING, what=what, sha256=""), OFFICER, near=NEAR)
    assert (count.reads, count.prints, count.exports) == (3, 2, 1)


def test_trace_of_what_was_read_before_it_went_out_of_sight_is_taken() -> None:
    withdrawn = replace(incoming("submitted"), directive=None)
    assert OFFICER not in audience(withdrawn, OURS)
    answer = play("access_count", Trace(document_id=INCOMING, what="read", sha256=""), OFFICER, near=[withdrawn])
    assert hasattr(answer, "records")
    assert reason("access_count", Trace(document_id=uid("none"), what="read", sha256=""), OFFICER) == (
        "document_not_visible"
    )


def test_log_of_a_document_is_for_who_keeps_it_and_for_administrators() -> None:
    assert overseers(incoming("in_progress"), OURS) == {CLERK, ADMIN}
    assert overseers(outgoing("awaiting_signature"), OURS) == {CLERK, ADMIN}
    assert overseers(outgoing("archived"), OURS) == {CLERK, ADMIN, ARCHIVIST}
    assert not {HEAD, LEADER, OFFICER} & overseers(incoming("completed"), OURS)
