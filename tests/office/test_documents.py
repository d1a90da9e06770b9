"""Opinions and filing, for documents of either direction."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import FileAway, Opine
from office.records import IncomingDocument, OutgoingDocument, main_file
from tests.helpers.office_play import done, play, reason
from tests.helpers.office_world import (
    CLERK,
    DOSSIER,
    HEAD,
    INCOMING,
    NOW,
    OFFICER,
    OTHER_DOSSIER,
    dossier,
    incoming,
    outgoing,
    uid,
)

EITHER = [incoming("completed"), outgoing("dispatched")]


@pytest.mark.parametrize("document", [incoming("in_progress"), outgoing("unit_review")])
def test_opinion_is_kept_with_author_and_time(document: IncomingDocument | OutgoingDocument) -> None:
    said = done(document, Opine(id=uid("o"), text=" Đồng ý. "), HEAD)
    assert [(opinion.by, opinion.at, opinion.text) for opinion in said.opinions] == [(HEAD, NOW, "Đồng ý.")]
    assert reason(said, Opine(id=uid("o"), text="Lần nữa."), HEAD) == "opinion_known"
    assert reason(document, Opine(id=uid("o"), text=" "), HEAD) == "opinion_empty"


@pytest.mark.parametrize("document", EITHER)
def test_filing_changes_document_and_dossier_together(document: IncomingDocument | OutgoingDocument) -> None:
    decision = play(document, FileAway(dossier_id=DOSSIER), OFFICER, near=[dossier()])
    filed, into = decision.records  # type: ignore[union-attr]
    assert (filed.state, filed.dossier_ids) == ("filed", (DOSSIER,))  # type: ignore[union-attr]
    assert document.id in into.document_ids  # type: ignore[union-attr]
    assert filed.history[-1] == into.history[-1]  # type: ignore[union-attr]


@pytest.mark.parametrize("document", EITHER)
def test_document_lies_in_several_dossiers_as_one_file(document: IncomingDocument | OutgoingDocument) -> None:
    once = done(document, FileAway(dossier_id=DOSSIER), OFFICER, near=[dossier()])
    twice = done(once, FileAway(dossier_id=OTHER_DOSSIER), OFFICER, near=[dossier(id=OTHER_DOSSIER, document_ids=())])
    assert (twice.state, twice.dossier_ids) == ("filed", (DOSSIER, OTHER_DOSSIER))
    assert twice.files == document.files
    assert main_file(twice) == main_file(document)


@pytest.mark.parametrize(
    ("near", "code"),
    [
        ([], "dossier_unknown"),
        ([incoming(id=DOSSIER)], "dossier_unknown"),
        ([dossier("closed")], "dossier_not_open"),
        ([dossier(holder_id=HEAD)], "dossier_not_yours"),
        ([dossier(document_ids=(INCOMING,))], "already_in_dossier"),
    ],
)
def test_document_is_not_filed_where_it_does_not_belong(near: list[Any], code: str) -> None:
    assert reason(incoming("completed"), FileAway(dossier_id=DOSSIER), OFFICER, near=near) == code


def test_clerk_files_into_any_dossier_of_the_entity() -> None:
    theirs = replace(dossier(), holder_id=HEAD)
    assert done(incoming("completed"), FileAway(dossier_id=DOSSIER), CLERK, near=[theirs]).state == "filed"
