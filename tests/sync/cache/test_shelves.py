"""The plain way of listing: by kind and state, with the words a record is found by."""

from __future__ import annotations

from sync.cache.shelves import Words, by_kind_and_state, words_of
from tests.helpers import office_world as office


def test_document_lies_under_its_kind_and_its_state() -> None:
    assert by_kind_and_state(office.incoming("directed")).folders == ("incoming", "incoming:directed")


def test_person_is_listed_but_not_searched() -> None:
    shelved = by_kind_and_state(office.PEOPLE[0])
    assert shelved.folders == ("person",)
    assert shelved.words is None


def test_outgoing_document_is_found_by_its_number_as_printed() -> None:
    words = words_of(office.outgoing("draft", code_number=7, notation="QĐ-UBND"))
    assert isinstance(words, Words)
    assert words.code == "07/QĐ-UBND"


def test_dossier_is_found_by_its_title() -> None:
    dossier = office.dossier()
    assert words_of(dossier) == Words(code=dossier.code, subject=dossier.title)
