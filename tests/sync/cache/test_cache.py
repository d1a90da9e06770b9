"""The cache as a whole: who is told when something has changed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from office.records import Person
from sync.cache import Changed, bodies
from tests.helpers import office_world as office
from tests.sync.conftest import Desks


class Broken(Exception):
    """Something of ours went wrong in the middle."""


def test_listeners_hear_once_a_commit_what_changed(desks: Desks) -> None:
    desk = desks.open()
    heard: list[Changed] = []
    desk.cache.listen(heard.append)
    with desk.cache.transaction():
        for record in (office.incoming("directed"), office.PEOPLE[0]):
            desk.cache.records.put_base(bodies.encode(record), generation=1)
    assert heard == [Changed(frozenset({office.INCOMING, office.ADMIN}), frozenset({"incoming", "person"}))]


def put_and_break(desks: Desks) -> None:
    cache = desks.opened().cache
    with cache.transaction():
        cache.records.put_base(bodies.encode(office.incoming("directed")), generation=1)
        raise Broken


def test_listeners_hear_nothing_of_what_was_rolled_back(desks: Desks) -> None:
    desk = desks.open()
    heard: list[Changed] = []
    desk.cache.listen(heard.append)
    with pytest.raises(Broken):
        put_and_break(desks)
    assert heard == []
    assert desk.cache.records.ids() == []


def test_organisation_is_gathered_anew_when_somebody_in_it_changed(desks: Desks) -> None:
    desk = desks.open()
    assert desk.cache.folding.organisation().people == {}
    person = office.PEOPLE[0]
    for name in ("Đỗ Quản Trị", "Đỗ Văn Trị"):
        with desk.cache.transaction():
            body = bodies.encode(replace(person, name=name))
            desk.cache.records.put_base(body, generation=1)
        known = desk.cache.folding.organisation().people[person.id]
        assert isinstance(known, Person)
        assert known.name == name
