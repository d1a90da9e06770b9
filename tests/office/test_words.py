"""Words for every code, in both languages."""

from __future__ import annotations

from typing import get_args

from office import words
from office.facts import SignatureRole
from office.records import KINDS, IncomingState, OutgoingState, RoleName
from office.workflow import TABLE


def test_every_code_has_its_words() -> None:
    assert {*get_args(IncomingState), *get_args(OutgoingState)} <= words.STATES.keys()
    assert set(get_args(RoleName)) == words.ROLES.keys()
    assert set(get_args(SignatureRole)) == words.SIGNATURES.keys()
    assert set(KINDS) == words.KINDS.keys()
    assert {rule.who.code for rule in TABLE} == words.WHO.keys()
    assert {rule.when.code for rule in TABLE if rule.when} == words.WHEN.keys()


def test_words_are_there_in_both_languages() -> None:
    tables = (
        words.STATES,
        words.ACTIONS,
        words.ROLES,
        words.WHO,
        words.WHEN,
        words.KINDS,
        words.SIGNATURES,
        words.FIELDS,
    )
    assert all(said.vi and said.en for table in tables for said in table.values())


def test_unknown_code_is_said_as_it_is() -> None:
    assert words.word(words.STATES, "signed", "vi") == "đã ký"
    assert words.word(words.STATES, "signed", "en") == "signed"
    assert words.word(words.STATES, "frozen", "vi") == "frozen"
