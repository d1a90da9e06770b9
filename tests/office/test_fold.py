"""The rulebook's reader: total, pure, the same one action after another; numbers; what is allowed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from office.actions import Action, Number, Opine, Register, Submit
from office.reasons import REASONS, Refused
from office.records import (
    AnyRecord,
    IncomingDocument,
    IncomingState,
    OutgoingDocument,
    OutgoingState,
    RegisterEntry,
    kind_of,
)
from office.roles import may
from office.workflow import TABLE, allowed, apply, fold, fulfil, is_exact, rows, state_of
from office.world import Decision, NumberWanted, World
from tests.helpers.office_play import act, play
from tests.helpers.office_world import (
    CLERK,
    COMMITTEE,
    ENTRY,
    HEAD,
    INCOMING,
    LEADER,
    NOW,
    OFFICER,
    OUTGOING,
    PEOPLE,
    entry,
    example,
    facts_for,
    file,
    incoming,
    organisation,
    outgoing,
    record_of,
    uid,
)

EXAMPLES = [example(row, state) for row in rows() for state in row.from_states]
ACTIONS = [action for _, action in EXAMPLES]
STATES = {
    "incoming": get_args(IncomingState),
    "outgoing": get_args(OutgoingState),
    "dossier": ("open", "closed", "archived"),
    "delegation": ("present", "revoked"),
}
RECORDS: list[AnyRecord | None] = [
    None,
    entry(),
    *(record_of(kind, state) for kind, states in STATES.items() for state in states),
    *(record_of(kind, "present") for kind in ("person", "unit", "agency", "entity", "certificate", "read_mark")),
    *(record_of(kind, "present") for kind in ("note", "saved_search", "access_count")),
    record_of("saved_search", "removed"),
]
EVERYTHING_NEAR = {id: record for world, _ in EXAMPLES for id, record in world.neighbours.items()}
EVERY_FILE = {sha: seen for world, _ in EXAMPLES for sha, seen in world.files.items()}


def world_of(record: AnyRecord | None, *, is_bare: bool = False) -> World:
    if is_bare:
        return World(record=record)
    return World(record, organisation(), EVERYTHING_NEAR, EVERY_FILE)


def encoded(record: AnyRecord) -> AnyRecord:
    """The record after the wire: decoding refuses what the types do not allow, an undefined state for one."""
    return msgspec.json.decode(msgspec.json.encode(record), type=AnyRecord)


# ── total ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "record", RECORDS, ids=lambda record: f"{kind_of(record)}-{state_of(record)}" if record else ""
)
def test_every_action_by_everybody_on_every_record_is_answered(record: AnyRecord | None) -> None:
    for action, person in itertools.product(ACTIONS, PEOPLE):
        aimed = replace(action, actor=person.id, record_id=record.id if record else action.record_id)
        for asked in (aimed, replace(aimed, record_kind=kind_of(record) if record else "incoming")):
            for world in (world_of(record), World(record, organisation())):
                answer = apply(world, asked, NOW)
                if isinstance(answer, Refused):
                    assert answer.reason in REASONS
                else:
                    assert [encoded(changed) for changed in answer.records] == list(answer.records)


def test_action_by_nobody_or_in_an_empty_office_is_refused() -> None:
    for action in ACTIONS:
        assert apply(world_of(None, is_bare=True), action, NOW) == Refused("person_unknown")
        assert apply(world_of(None), replace(action, actor=uid("nobody")), NOW) == Refused("person_unknown")


def test_action_on_another_record_than_it_names_is_refused() -> None:
    action = act(incoming("arrived"), Submit(to_id=LEADER), CLERK)
    for record in (incoming("arrived", id=uid("other")), outgoing("draft", id=INCOMING)):
        answer = apply(world_of(record), action, NOW)
        assert isinstance(answer, Refused)
        assert answer.reason == "wrong_record"


actions = st.builds(
    lambda action, person: replace(action, actor=person),
    st.sampled_from(ACTIONS),
    st.sampled_from([person.id for person in PEOPLE]),
)


class Story:
    """One document through a long row of actions: half of them fit its state, with files made rightly for it."""

    def __init__(self, kind: str, record: AnyRecord | None) -> None:
        self.kind = kind
        self.record = record
        self.steps = 0

    def step(self, choice: int, person: str, *, fits: bool) -> None:
        self.steps += 1
        state = state_of(self.record)
        mine = [action for action in ACTIONS if action.record_kind == self.kind]
        if fits:
            here = {row.action for row in rows() if row.kind == self.kind and state in row.from_states}
            mine = [action for action in mine if action.type in here] or mine
        action = mine[choice % len(mine)]
        payload = with_own_file(action.payload, self.steps)
        aimed = replace(
            action,
            id=uid(f"story-{self.steps}"),
            payload=payload,
            actor=action.actor if fits else person,
            record_id=self.record.id if self.record else action.record_id,
        )
        near = {**EVERYTHING_NEAR, ENTRY: entry(document_id=aimed.record_id)}
        world = World(self.record, organisation(), near, facts_for(action.type, self.record, payload))
        answer = apply(world, aimed, NOW)
        if isinstance(answer, Decision):
            numbers = {wanted: 7 for wanted in answer.wants}
            self.record = encoded(fulfil(answer, numbers, ids=lambda: ENTRY, now=NOW)[0])


def with_own_file(payload: Any, step: int) -> Any:
    if hasattr(payload, "file") and payload.file is not None:
        return replace(payload, file=file(f"step-{step}"))
    return replace(payload, files=(file(f"step-{step}"),)) if hasattr(payload, "files") else payload


STARTS = [(kind, state) for kind in ("incoming", "outgoing") for state in ("none", *STATES[kind])]
people = st.sampled_from([person.id for person in PEOPLE])
steps = st.lists(st.tuples(st.integers(0, 10_000), people, st.sampled_from([True, True, False])), max_size=50)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.sampled_from(STARTS), sequence=steps)
def test_no_sequence_of_actions_reaches_an_undefined_state(
    start: tuple[str, str], sequence: list[tuple[int, str, bool]]
) -> None:
    kind, state = start
    story = Story(kind, record_of(kind, state))
    for choice, person, fits in sequence:
        before = story.record
        story.step(choice, person, fits=fits)
        if story.record is not None:
            assert state_of(story.record) in STATES[kind]
            check_invariants(before, story.record)


def check_invariants(before: AnyRecord | None, after: AnyRecord) -> None:
    """What holds of a document whatever was tried with it (domain: one lead, seal after signature, sealed bytes)."""
    if isinstance(after, IncomingDocument) and after.state in ("directed", "in_progress"):
        assert after.directive is not None
        assert sum(part.role == "lead" for part in after.directive.assignments) == 1
    if isinstance(after, OutgoingDocument):
        verbs = [version.why for version in after.files if version.role == "main"]
        if "seal" in verbs:
            assert "sign" in verbs[: verbs.index("seal")]
            assert set(verbs[verbs.index("seal") + 1 :]) <= {"renew"}
            assert after.code_number is not None
        assert isinstance(before, OutgoingDocument | None)
        if before is not None:
            assert after.files[: len(before.files)] == before.files
            assert after.history[: len(before.history)] == before.history


class Walk:
    """Follows the table from state to state: at each step any verb that is allowed, by whoever may."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.record: AnyRecord | None = None
        self.seen = {"none"}

    def step(self, choice: int) -> None:
        state = state_of(self.record)
        fitting = [row for row in rows() if row.kind == self.kind and state in row.from_states]
        if not fitting:
            return
        world, action = example(fitting[choice % len(fitting)], state)
        answer = apply(world, action, NOW)
        assert isinstance(answer, Decision), (answer, action)
        self.record = encoded(answer.records[0])
        self.seen.add(state_of(self.record))


@settings(max_examples=100, deadline=None)
@given(choices=st.lists(st.integers(0, 1000), min_size=5, max_size=30), kind=st.sampled_from(["incoming", "outgoing"]))
def test_walk_along_the_table_never_leaves_it(choices: list[int], kind: str) -> None:
    walk = Walk(kind)
    for choice in choices:
        walk.step(choice)
    assert walk.seen <= {"none", *STATES[kind]}


def test_every_state_is_reached_and_only_final_ones_have_no_way_on() -> None:
    for kind in ("incoming", "outgoing", "dossier"):
        reached = {row.becomes for row in rows() if row.kind == kind and row.becomes}
        assert reached == set(STATES[kind])
        moved_on = {
            state
            for row in rows()
            if row.kind == kind and row.becomes not in ("", "recalled")
            for state in row.from_states
        }
        final = set(STATES[kind]) - moved_on
        assert final == {"incoming": {"returned", "archived", "recalled"}, "dossier": {"archived"}}.get(
            kind, {"archived", "recalled", "superseded"}
        )


# ── pure, and one line of history ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case[1].type)
def test_action_leaves_one_line_of_history_with_the_executors_time(case: tuple[World, Action]) -> None:
    world, action = case
    late = replace(action, made_at=datetime(1999, 1, 1, tzinfo=UTC))
    decision, again = apply(world, action, NOW), apply(world, late, NOW)
    assert decision == again
    assert isinstance(decision, Decision)
    for record in decision.records:
        if kind_of(record) in ("incoming", "outgoing", "dossier"):
            line = record.history[-1]  # type: ignore[union-attr]
            assert (line.action_id, line.type, line.by, line.at) == (action.id, action.type, action.actor, NOW)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────
def give(decision: Decision | Refused, number: int, now: datetime = NOW) -> tuple[Any, ...]:
    assert isinstance(decision, Decision)
    counter = itertools.count()
    numbers = {wanted: number for wanted in decision.wants}
    return fulfil(decision, numbers, ids=lambda: uid(f"made-{next(counter)}"), now=now)


def test_there_is_no_number_without_a_row_of_the_book() -> None:
    document, row = give(play(outgoing("signed"), Number(), CLERK), 8)
    assert (document.state, document.code_number, document.code_year) == ("numbered", 8, 2026)
    assert isinstance(row, RegisterEntry)
    assert (row.entity_id, row.book, row.year, row.number, row.document_id) == (
        COMMITTEE,
        "outgoing",
        2026,
        8,
        OUTGOING,
    )
    assert (row.code, row.subject, row.entered_by) == ("08/UBND-KSTT", document.subject, CLERK)
    assert row.entered_on == document.issued_on
    assert document.register_entry_id == row.id


def test_arrival_number_comes_with_the_row_of_the_incoming_book() -> None:
    world, action = example(next(row for row in rows() if row.action == "register"))
    document, row = give(apply(world, action, NOW), 13)
    assert (document.arrival_number, row.number, row.book, row.code) == (13, 13, "incoming", "45/SNV-CCHC")


def test_books_change_at_midnight_in_vietnam() -> None:
    for now, year in (
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), 2027),
    ):
        decision = play(outgoing("signed", now), Number(), CLERK, now=now)
        assert isinstance(decision, Decision)
        assert decision.wants == (NumberWanted(COMMITTEE, "outgoing", year),)
        document, row = give(decision, 1, now)
        assert (document.issued_on.year, row.year, row.entered_on.year) == (year, year, year)


def test_only_registration_and_numbering_want_numbers_and_no_payload_brings_one() -> None:
    wanting = {action.type for world, action in EXAMPLES if getattr(apply(world, action, NOW), "wants", ())}
    assert wanting == {"register", "number"}
    for payload in (Register, Number):
        assert not {"number", "arrival_number", "code_number", "issued_on_number"} & set(payload.__struct_fields__)


def test_decision_without_wants_is_fulfilled_as_it_is() -> None:
    decision = play(incoming("registered"), Submit(to_id=LEADER), CLERK)
    assert isinstance(decision, Decision)
    assert give(decision, 0) == decision.records


# ── fold ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def one_by_one(world: World, sequence: Sequence[Action]) -> AnyRecord | None:
    for action in sequence:
        answer = apply(world, action, NOW)
        if isinstance(answer, Decision):
            near = {record.id: record for record in answer.records[1:]}
            world = replace(world, record=answer.records[0], neighbours={**world.neighbours, **near})
    return world.record


@settings(max_examples=100, deadline=None)
@given(sequence=st.lists(actions, max_size=12), start=st.sampled_from(RECORDS))
def test_fold_is_apply_again_and_again(sequence: list[Action], start: AnyRecord | None) -> None:
    aimed = [replace(action, record_id=start.id) if start else action for action in sequence]
    record, failed = fold(world_of(start), aimed, NOW)
    assert record == one_by_one(world_of(start), aimed)
    assert len(failed) <= len(aimed)
    assert all(refused.reason in REASONS for _, refused in failed)


def test_fold_tells_what_does_not_apply_and_goes_on() -> None:
    document = incoming("registered")
    wrong = act(document, Submit(to_id=OFFICER), CLERK)
    right = act(document, Opine(id=uid("o"), text="Đã xem."), CLERK)
    record, failed = fold(world_of(document), [wrong, right], NOW)
    assert record is not None
    assert [opinion.id for opinion in record.opinions] == [uid("o")]  # type: ignore[union-attr]
    assert failed == ((wrong, Refused("addressee_cannot_direct")),)


# ── allowed ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case[1].record_kind}-{case[1].type}")
def test_what_applies_is_offered(case: tuple[World, Action]) -> None:
    world, action = case
    offered = {one.type: one for one in allowed(world, action.actor, NOW)}
    assert offered[action.type].enabled


@pytest.mark.parametrize(
    "record", RECORDS, ids=lambda record: f"{kind_of(record)}-{state_of(record)}" if record else ""
)
def test_greyed_verb_says_why_and_the_offered_is_permitted(record: AnyRecord | None) -> None:
    today = (NOW + timedelta(hours=7)).date()
    for person in PEOPLE:
        for one in allowed(world_of(record), person.id, NOW):
            assert one.enabled == (one.reason == "")
            assert one.enabled or one.reason in REASONS
            if one.enabled:
                assert may(person.id, record, one.type, organisation(), today)


def test_seal_waits_for_the_number_and_says_so() -> None:
    pending = outgoing("numbered", code_number=None)
    seal = next(one for one in allowed(world_of(pending), CLERK, NOW) if one.type == "seal")
    assert (seal.enabled, seal.needs_token, seal.reason) == (False, True, "number_pending")


def test_refusal_names_who_may() -> None:
    answer = play(outgoing("awaiting_signature"), Number(), HEAD)
    assert isinstance(answer, Refused)
    assert answer.facts["states"] == "signed"
    answer = play(outgoing("signed"), Number(), HEAD)
    assert isinstance(answer, Refused)
    assert (answer.reason, answer.facts["names"]) == ("not_yours", "Vũ Thị Hoa")


def test_nobody_is_offered_anything_after_leaving() -> None:
    assert allowed(world_of(incoming("arrived")), uid("nobody"), NOW) == ()


def test_exact_verbs_are_those_decided_on_what_was_shown() -> None:
    exact = {rule.action for rule in TABLE if rule.is_exact}
    assert {"sign", "initial", "number", "seal", "dispatch", "draft"} <= exact
    assert not {"opine", "file", "submit"} & exact
    assert is_exact("outgoing", "sign")
    assert not is_exact("incoming", "opine")
