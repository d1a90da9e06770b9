"""The life of a dossier."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import ArchiveDossier, CloseDossier, OpenDossier
from office.deadlines import local_date
from tests.helpers.office_play import done, reason
from tests.helpers.office_world import ARCHIVIST, CLERK, COMMITTEE, NOW, OFFICER, dossier, uid

OPEN = OpenDossier(entity_id=COMMITTEE, code=" 01.KSTT ", title="Rà soát", retention="Vĩnh viễn")


def test_dossier_is_held_by_who_opens_it() -> None:
    opened = done("dossier", OPEN, OFFICER)
    assert (opened.state, opened.holder_id, opened.code, opened.opened_on) == (
        "open",
        OFFICER,
        "01.KSTT",
        local_date(NOW),
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"entity_id": uid("x")}, "entity_unknown"), ({"code": " "}, "field_missing"), ({"title": ""}, "field_missing")],
)
def test_dossier_without_a_name_or_entity_is_refused(changes: dict[str, Any], code: str) -> None:
    assert reason("dossier", replace(OPEN, **changes), OFFICER) == code


def test_dossier_is_closed_by_its_holder_and_handed_over_by_the_archivist() -> None:
    closed = done(dossier(), CloseDossier(), OFFICER)
    assert (closed.state, closed.closed_on) == ("closed", local_date(NOW))
    assert reason(dossier(), CloseDossier(), CLERK) == "not_yours"
    assert done(closed, ArchiveDossier(), ARCHIVIST).state == "archived"
    assert reason(dossier(), ArchiveDossier(), ARCHIVIST) == "wrong_state"


def test_empty_dossier_is_not_closed() -> None:
    assert reason(dossier(document_ids=()), CloseDossier(), OFFICER) == "dossier_empty"
