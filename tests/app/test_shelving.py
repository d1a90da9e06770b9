"""Lists and filters that a record lies in on a person's desk."""

from __future__ import annotations

from datetime import date

from app.shelving import shelve_for
from office.records import Assignment, Directive, IncomingDocument
from tests.helpers.office_world import CLERK, COMMITTEE, LEADER, NOW, OFFICER, organisation

DIRECTED = IncomingDocument(
    id="in",
    entity_id=COMMITTEE,
    state="directed",
    code="12/TTr-SNV",
    subject="biên chế",
    directive=Directive(
        text="x", by=LEADER, at=NOW, assignments=(Assignment(role="lead", person_id=OFFICER, due_on=date(2026, 3, 12)),)
    ),
)


def lists(record, person):
    return shelve_for(lambda: person, organisation)(record).folders


def test_handler_finds_it_waiting_and_by_its_day():
    assert lists(DIRECTED, OFFICER) == ("incoming", "incoming:waiting", "incoming:due:2026-03-12")


def test_others_find_it_without_waiting():
    assert lists(DIRECTED, CLERK) == ("incoming",)


def test_returned_document_is_found_under_returned():
    assert "incoming:returned" in lists(IncomingDocument(id="x", entity_id=COMMITTEE, state="returned"), CLERK)


def test_record_is_found_by_its_words():
    words = shelve_for(lambda: OFFICER, organisation)(DIRECTED).words
    assert (words.code, words.subject) == ("12/TTr-SNV", "biên chế")
