"""Secret documents are refused at every door."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import AnyPayload, Initial, PassFormat, Receive, Renew, Seal, Sign, Stamp
from office.facts import PageFacts
from office.reasons import Refused
from office.records import AnyRecord
from office.secrecy import MARKS, decide, decide_mark, decide_typed
from office.workflow import rows
from tests.helpers.office_play import done, reason
from tests.helpers.office_world import (
    CHIEF,
    CLERK,
    COMMITTEE,
    HEAD,
    LEADER,
    OFFICER,
    draft_payload,
    example,
    facts,
    file,
    incoming,
    next_version,
    outgoing,
    page,
    signature,
)

NEW = file("next")
DOORS: list[tuple[AnyRecord | str, AnyPayload, str]] = [
    ("incoming", Receive(entity_id=COMMITTEE, channel="axis", files=(NEW,)), CLERK),
    (incoming("registered"), Stamp(file=NEW), CLERK),
    (incoming("filed"), Renew(file=NEW), CLERK),
    ("outgoing", draft_payload(files=(NEW,)), OFFICER),
    (outgoing("draft"), draft_payload(files=(NEW,)), OFFICER),
    (outgoing("draft"), draft_payload(files=(file("next", role="attachment"),)), OFFICER),
    (outgoing("draft"), draft_payload(files=(file("next", role="source"),)), OFFICER),
    (outgoing("unit_review"), Initial(file=NEW), HEAD),
    (outgoing("format_review"), PassFormat(file=NEW), CHIEF),
    (outgoing("awaiting_signature"), Sign(file=NEW), LEADER),
    (outgoing("numbered"), Seal(file=NEW), CLERK),
    (outgoing("sealed"), Renew(file=NEW), CLERK),
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door[1].__struct_config__.tag}-{door[2][-4:]}")
def test_secret_file_is_refused_at_every_door(door: tuple[AnyRecord | str, AnyPayload, str], mark: str) -> None:
    record, payload, person = door
    assert reason(record, payload, person, files=[facts(NEW, page_facts=page(secrecy=mark))]) == "secret_document"
    declared = replace(payload, declared_not_secret=True) if hasattr(payload, "declared_not_secret") else payload
    assert reason(record, declared, person, files=[facts(NEW, page_facts=page(secrecy=mark))]) == "secret_document"


def test_every_verb_that_brings_a_file_is_a_door_in_this_list() -> None:
    bringing = {
        row.action for row in rows() if any(hasattr(example(row)[1].payload, name) for name in ("file", "files"))
    } - {"file"}
    assert {door[1].__struct_config__.tag for door in DOORS} == bringing


@pytest.mark.parametrize("typed", ["Mật", "mat", "Tối mật", "Không", " x "])
def test_anything_in_the_secrecy_box_is_refused(typed: str) -> None:
    world, register = example(next(row for row in rows() if row.action == "register"))
    assert world.record is not None
    assert reason(world.record, replace(register.payload, secrecy=typed), CLERK) == "secret_document"  # type: ignore[type-var]
    assert reason("outgoing", draft_payload(secrecy=typed, files=()), OFFICER) == "secret_document"
    assert decide_typed(typed) == Refused("secret_document", {"mark": typed.strip()})


def test_empty_secrecy_box_says_nothing() -> None:
    assert decide_typed("  ") is None
    assert decide_mark(page()) is None


@pytest.mark.parametrize(
    ("seen", "surroundings", "code"),
    [
        (page(), {}, None),
        (page(has_text=False), {}, "scan_needs_declaration"),
        (page(has_text=False), {"declared_not_secret": True}, None),
        (page(has_text=False, secrecy="Mật"), {"declared_not_secret": True}, "secret_document"),
        (page(), {"typed": "Mật"}, "secret_document"),
    ],
)
def test_scan_without_text_needs_the_clerks_word(
    seen: PageFacts, surroundings: dict[str, Any], code: str | None
) -> None:
    refused = decide(seen, **surroundings)
    assert (refused.reason if refused else None) == code


def test_declared_scan_says_so_in_its_record() -> None:
    payload = Receive(entity_id=COMMITTEE, channel="paper", files=(NEW,))
    scan = facts(NEW, page_facts=page(has_text=False))
    assert reason("incoming", payload, CLERK, files=[scan]) == "scan_needs_declaration"
    taken = done("incoming", replace(payload, declared_not_secret=True), CLERK, files=[scan])
    assert (taken.has_text, taken.declared_not_secret_by) == (False, CLERK)
    plain = done("incoming", payload, CLERK, files=[facts(NEW)])
    assert (plain.has_text, plain.declared_not_secret_by) == (True, "")


def test_later_version_of_a_declared_scan_needs_no_second_word() -> None:
    document = incoming("registered", has_text=False, declared_not_secret_by=CLERK)
    seen = replace(next_version(document, NEW, signature("arrival", COMMITTEE)), page=page(has_text=False))
    assert done(document, Stamp(file=NEW), CLERK, files=[seen]).files[-1].sha256 == NEW.sha256


def test_unreadable_scan_is_told_by_the_nearer_reason() -> None:
    payload = Receive(entity_id=COMMITTEE, channel="paper", files=(NEW,))
    for change, code in (({"is_pdf": False}, "file_not_pdf"), ({"is_encrypted": True}, "file_encrypted")):
        seen = facts(NEW, page_facts=replace(PageFacts(), **change))
        assert reason("incoming", payload, CLERK, files=[seen]) == code
