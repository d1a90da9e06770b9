"""Record bytes: what is understood, and what is only kept."""

from __future__ import annotations

import msgspec
import pytest

from office.records import FileRef, Unit
from sync.cache import bodies
from tests.helpers import office_world as office

NEWER_STATE = msgspec.json.encode({"kind": "incoming", "id": "x", "rev": 3, "entity_id": "e", "state": "levitating"})


def test_record_of_a_newer_server_has_a_head_but_is_no_record_here() -> None:
    assert bodies.head(NEWER_STATE) == bodies.Head(kind="incoming", id="x", rev=3)
    assert bodies.decode(NEWER_STATE) is None


def test_what_is_no_record_has_no_head() -> None:
    with pytest.raises(msgspec.ValidationError):
        bodies.head(b'{"kind": "incoming"}')


def test_record_comes_back_from_its_bytes() -> None:
    document = office.incoming("directed")
    assert bodies.decode(bodies.encode(document)) == document


def test_document_stands_at_its_time_of_receipt_and_others_at_that_of_their_id() -> None:
    document = office.incoming("directed")
    assert bodies.moment(document, document.id) == document.received_at
    unit = Unit(id="01960000-0000-7000-8000-000000000000", name="Phòng")
    assert bodies.moment(unit, unit.id).year == 2025
    assert bodies.moment(None, "no id at all") == bodies.EPOCH


def test_files_are_ranked_by_how_much_they_are_wanted() -> None:
    first, last = (FileRef(sha256=office.sha(name), name="a.pdf", size=1) for name in "ab")
    annex = FileRef(sha256=office.sha("c"), name="c.pdf", size=1, role="attachment")
    document = office.outgoing("draft", files=(first, annex, last))
    ranks = {ref.sha256: rank for ref, rank in bodies.ranked_files(bodies.encode(document))}
    assert ranks == {first.sha256: 2, annex.sha256: 1, last.sha256: 0}
    assert bodies.ranked_files(NEWER_STATE) == []


def test_documents_are_told_from_other_records() -> None:
    assert bodies.is_document(office.incoming("arrived"))
    assert not bodies.is_document(office.dossier())
