"""What pickers offer is what the desk knows: colleagues of the unit, leaders, what is still open."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import office_world as world
from tests.ui.desks import Office
from ui.flows.pickers import drafting_choices, pickers_for, unit_of


def test_forward_offers_the_unit_without_oneself(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk:
        offered = {choice.id for choice in pickers_for(desk, "forward", "")["colleagues"]}
    assert offered == {world.COLLEAGUE, world.HEAD}


def test_submit_offers_leaders_and_the_chief_of_office(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.CLERK) as desk:
        assert {c.id for c in pickers_for(desk, "submit", "")["leaders"]} == {world.LEADER, world.CHIEF}


def test_confirmation_offers_recipients_that_have_not_confirmed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_outgoing("dispatched")
    with office.desk(world.CLERK) as desk:
        offered = pickers_for(desk, "confirm_delivery", document.id)["recipients"]
    assert [choice.title for choice in offered] == [one.name for one in world.RECIPIENTS]


def test_extension_offers_those_without_a_decision(tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("in_progress")
    with office.desk(world.LEADER) as desk:
        assert pickers_for(desk, "decide_extension", document.id) == {"extensions": ()}


def test_officer_drafts_for_the_head_of_the_own_unit(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk:
        choices = drafting_choices(desk)
        assert unit_of(desk) == world.KSTT
    assert [choice.id for choice in choices.unit_heads] == [world.HEAD]
    assert {choice.detail for choice in choices.receivers} == {"unit", "agency"}
