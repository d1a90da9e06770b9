"""The twelve invariants of the office, each as a property: whatever is tried, in whatever order, with whatever values.

| no | what never breaks                                                       | proved here by                     |
|----|-------------------------------------------------------------------------|------------------------------------|
| 1  | no number without a row of the book; no number of a book and year twice | numbers_come_with_their_rows       |
| 2  | at 00:00 +07:00 on 1 January every book begins anew                     | year_of_the_books                  |
| 3  | exactly one lead in a set of assignments                                | exactly_one_lead                   |
| 4  | no agency signature before the leader's                                 | seal_before_the_leader             |
| 5  | sealed bytes never change, their hash is kept                           | sealed_bytes                       |
| 6  | status 01 and 03 go out the same day                                    | status_goes_out                    |
| 7  | no secrecy mark is ever stored                                          | secret_mark                        |
| 8  | an expired or revoked delegation cannot sign                            | delegation_signs_only              |
| 9  | times are stored in UTC and shown at +07:00                             | time_is_kept                       |
| 10 | one document in k dossiers is one file                                  | k_dossiers                         |
| 11 | a recalled document opens for nobody, the record of the recall stays    | recalled_document                  |
| 12 | every read, print and export leaves a trace                             | every_trace                        |

`ELSEWHERE` names, by number, the tests that prove the same of the whole: of the server with its database and its own
time, of the desk, of real papers. `tests/office/test_fold.py` tries 1, 3, 4 and 5 over long random stories.
"""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.words import instant_words
from office.actions import Direct, Draft, FileAway, Number, Receive, Register, Seal, Sign
from office.audience import audience, opens_for
from office.deadlines import local_date
from office.facts import PageFacts
from office.personal import AccessCount, Trace
from office.receipts import is_overdue
from office.records import Assignment, HistoryLine, IncomingDocument, OutgoingDocument, RegisterEntry
from office.secrecy import MARKS
from office.workflow import apply, fulfil, rows, state_of
from office.world import Decision, World
from tests.helpers.office_play import done, play, reason, with_entries
from tests.helpers.office_world import (
    CHIEF,
    CLERK,
    COLLEAGUE,
    COMMITTEE,
    COUNT,
    DELEGATION,
    HEAD,
    INCOMING,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    PEOPLE,
    delegation,
    dossier,
    draft_payload,
    example,
    facts,
    file,
    incoming,
    next_version,
    organisation,
    outgoing,
    page,
    record_of,
    sealed_version,
    signature,
    uid,
)

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE: dict[int, tuple[str, ...]] = {
    1: (
        "tests/server/test_registers.py::test_numbers_are_gapless_when_everybody_asks_at_once",
        "tests/server/test_registers.py::test_number_of_a_transaction_that_failed_is_given_to_the_next",
        "tests/server/test_past_the_desktop.py::test_number_chosen_by_the_client_is_refused",
        "tests/journeys/test_main_job_killed.py::test_main_job_ends_the_same_when_processes_are_killed_at_random",
    ),
    2: (
        "tests/office/test_numbering.py::test_year_of_the_books_changes_at_midnight_in_vietnam",
        "tests/office/test_fold.py::test_books_change_at_midnight_in_vietnam",
    ),
    3: ("tests/office/test_directives.py::test_directive_names_exactly_one_lead",),
    4: (
        "tests/office/test_files.py::test_seal_before_the_leaders_signature_is_refused",
        "tests/office/test_files.py::test_seal_over_an_unproven_signature_is_refused",
        "tests/server/test_past_the_desktop.py::test_change_slipped_in_before_the_seal_is_refused",
    ),
    5: (
        "tests/server/test_past_the_desktop.py::test_rewritten_prefix_is_refused",
        "tests/server/test_past_the_desktop.py::test_second_filling_is_refused",
        "tests/journeys/test_invariants.py::test_wrong_byte_on_disk_is_never_given_out_and_is_fetched_again",
    ),
    6: ("tests/office/test_receipts.py::test_arrival_and_registration_are_told_on_the_day_they_happen",),
    7: (
        "tests/office/test_secrecy.py::test_secret_file_is_refused_at_every_door",
        "tests/server/test_past_the_desktop.py::test_secret_file_is_refused_and_wiped",
        "tests/app/test_desk.py::test_secret_document_is_refused_and_no_byte_of_it_is_kept",
    ),
    8: (
        "tests/office/test_outgoing.py::test_expired_or_revoked_delegation_cannot_sign",
        "tests/server/test_past_the_desktop.py::test_backdated_time_does_not_revive_a_delegation",
    ),
    9: (
        "tests/app/test_words.py::test_instant_is_shown_in_vietnams_time",
        "tests/server/test_past_the_desktop.py::test_history_bears_the_servers_time_whatever_the_sender_says",
    ),
    10: ("tests/office/test_documents.py::test_document_lies_in_several_dossiers_as_one_file",),
    11: (
        "tests/office/test_audience.py::test_recalled_document_opens_for_nobody_but_the_record_of_the_recall_stays",
        "tests/server/test_access.py::test_file_is_read_through_records_that_are_seen_until_they_are_recalled",
    ),
    12: (
        "tests/server/test_accesses.py::test_file_that_is_given_out_leaves_a_line_whole_in_part_and_packed",
        "tests/server/test_accesses.py::test_desk_reports_what_was_done_offline_with_its_own_time",
        "tests/app/test_own.py::test_copy_that_is_saved_and_page_that_is_read_leave_a_trace_without_a_word",
        "tests/ui/test_flows_tracing.py::test_page_on_the_screen_and_page_from_the_printer_are_reported",
    ),
}

INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001 bounds
TRIES = [(world, action) for row in rows() for state in row.from_states for world, action in [example(row, state)]]


def test_proofs_that_are_named_are_there() -> None:
    assert set(ELSEWHERE) == set(range(1, 13))
    for proof in (proof for proofs in ELSEWHERE.values() for proof in proofs):
        path, _, name = proof.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, proof


# ── 1, 2: books ───────────────────────────────────────────────────────────────────────────────────────────────────
class Books:
    """The one place that gives numbers, as the server's table does: the next of a book, counted from 1."""

    def __init__(self) -> None:
        self.last: dict[object, int] = {}
        self.rows: list[RegisterEntry] = []

    def enter(self, decision: object, now: datetime) -> Any:
        assert isinstance(decision, Decision), decision
        numbers = {}
        for wanted in decision.wants:
            self.last[wanted] = numbers[wanted] = self.last.get(wanted, 0) + 1
        first, *others = fulfil(decision, numbers, ids=lambda: uid(f"row-{len(self.rows)}"), now=now)
        self.rows += [one for one in others if isinstance(one, RegisterEntry)]
        return first


@given(asked=st.lists(st.tuples(INSTANTS, st.sampled_from([COMMITTEE, OFFICE]), st.booleans()), max_size=12))
def test_numbers_come_with_their_rows_and_no_number_of_a_book_and_year_is_given_twice(
    asked: list[tuple[datetime, str, bool]],
) -> None:
    books = Books()
    people = with_entries(
        organisation(), entities={OFFICE: replace(organisation().entities[OFFICE], sealer_ids=(CLERK,))}
    )
    for count, (now, entity, is_incoming) in enumerate(sorted(asked, key=lambda one: one[0])):
        if is_incoming:
            document = incoming("arrived", now, id=uid(f"in-{count}"), entity_id=entity)
            entry = Register(code="1/A", issued_on=None, issuing_agency="Sở", document_type="", subject="V/v")
            made = books.enter(play(document, entry, CLERK, now=now, people=people), now)
            number, year = made.arrival_number, made.arrival_year
        else:
            letter = outgoing("signed", now, id=uid(f"out-{count}"), entity_id=entity)
            made = books.enter(play(letter, Number(), CLERK, now=now, people=people), now)
            number, year = made.code_number, made.code_year
        row = books.rows[-1]
        assert (row.id, row.document_id, row.number, row.year) == (made.register_entry_id, made.id, number, year)
        assert (row.entity_id, row.book) == (entity, "incoming" if is_incoming else "outgoing")
    keys = [(row.entity_id, row.book, row.year, row.number) for row in books.rows]
    assert len(set(keys)) == len(keys) == len(asked)
    for book in {key[:3] for key in keys}:
        assert sorted(key[3] for key in keys if key[:3] == book) == list(range(1, 1 + sum(k[:3] == book for k in keys)))


@given(now=INSTANTS)
def test_year_of_the_books_is_the_year_in_vietnam_at_the_executors_instant(now: datetime) -> None:
    year = (now + timedelta(hours=7)).year
    decision = play(outgoing("signed", now), Number(), CLERK, now=now)
    assert isinstance(decision, Decision)
    (wanted,) = decision.wants
    letter = decision.records[0]
    assert isinstance(letter, OutgoingDocument)
    assert letter.issued_on is not None
    assert (wanted.year, letter.code_year, letter.issued_on.year) == (year, year, year)


# ── 3: one lead ───────────────────────────────────────────────────────────────────────────────────────────────────
@given(roles=st.lists(st.sampled_from(["lead", "support", "inform"]), max_size=4))
def test_exactly_one_lead_is_directed_or_nothing(roles: list[Any]) -> None:
    people = (OFFICER, COLLEAGUE, HEAD, CHIEF)
    parts = tuple(Assignment(role=role, person_id=person) for role, person in zip(roles, people, strict=False))
    answer = play(incoming("submitted"), Direct(text="Giao xử lý.", assignments=parts), LEADER)
    assert isinstance(answer, Decision) == (roles.count("lead") == 1)


# ── 4, 5: seal and bytes ──────────────────────────────────────────────────────────────────────────────────────────
EARLIER = st.lists(
    st.sampled_from([("initial", HEAD), ("leader", LEADER), ("leader", CHIEF), ("plain", LEADER)]), max_size=3
)


@given(earlier=EARLIER, state=st.sampled_from(["signed", "numbered", "awaiting_signature", "sealed"]))
def test_seal_before_the_leader_is_impossible(earlier: list[tuple[Any, str]], state: str) -> None:
    document = outgoing(state, code_number=7, code_year=2026, issued_on=local_date(NOW))
    kept = [signature(role, owner, verdict="valid", reasons=(), is_new=False) for role, owner in earlier]
    seal = signature("seal", COMMITTEE, verdict="valid", reasons=())
    seen = sealed_version(document, file("next"), signatures=(*kept, seal))
    answer = play(document, Seal(file=file("next")), CLERK, files=[seen])
    is_signed = "leader" in {role for role, _ in earlier}
    assert isinstance(answer, Decision) == (state == "numbered" and is_signed)


@pytest.mark.parametrize("state", ["sealed", "dispatched", "delivered", "filed", "archived", "recalled", "superseded"])
def test_sealed_bytes_stay_the_first_of_every_later_version(state: str) -> None:
    document = record_of("outgoing", state)
    assert isinstance(document, OutgoingDocument)
    for (world, action), person in ((one, person.id) for one in TRIES for person in PEOPLE):
        aimed = replace(action, actor=person, record_id=document.id, record_kind="outgoing")
        answer = apply(World(document, organisation(), world.neighbours, world.files), aimed, NOW)
        if isinstance(answer, Decision):
            after = answer.records[0]
            assert isinstance(after, OutgoingDocument)
            assert after.files[: len(document.files)] == document.files
            assert {added.why for added in after.files[len(document.files) :]} <= {"renew"}
            for added in after.files[len(document.files) :]:
                assert world.files[added.sha256].signed.extends == document.files[-1].sha256
                assert not world.files[added.sha256].signed.filled_new


# ── 6: what the sender is told ────────────────────────────────────────────────────────────────────────────────────
@given(at=INSTANTS, waited_min=st.integers(0, 5000))
def test_status_goes_out_on_the_day_of_its_step_and_what_is_missing_is_late_the_next_day(
    at: datetime, waited_min: int
) -> None:
    payload = Receive(entity_id=COMMITTEE, channel="axis", files=(file("received"),))
    arrived = done("incoming", payload, CLERK, files=[facts(file("received"))], now=at)
    later = at + timedelta(minutes=waited_min)
    entry = Register(code="1/A", issued_on=None, issuing_agency="Sở", document_type="", subject="V/v")
    registered = done(arrived, entry, CLERK, now=later)
    assert [(one.code, local_date(one.at)) for one in registered.receipts] == [
        ("01", local_date(at)), ("03", local_date(later)),
    ]  # fmt: skip
    assert is_overdue(arrived, local_date(later)) == (local_date(at) < local_date(later))


# ── 7: secrets ────────────────────────────────────────────────────────────────────────────────────────────────────
@given(
    mark=st.one_of(st.sampled_from(MARKS), st.text(min_size=1).filter(str.strip)),
    has_text=st.booleans(),
    declared=st.booleans(),
)
def test_secret_mark_in_a_box_or_on_a_page_is_never_taken(mark: str, *, has_text: bool, declared: bool) -> None:
    seen = facts(file("next"), page_facts=page(secrecy=mark, has_text=has_text))
    files = (file("next"),)
    take = Receive(entity_id=COMMITTEE, channel="axis", files=files, declared_not_secret=declared)
    typed: Draft = draft_payload(secrecy=mark)
    entry = Register(code="", issued_on=None, issuing_agency="Sở", document_type="", subject="V/v", secrecy=mark)
    marked: Draft = draft_payload(files=files, declared_not_secret=declared)
    assert reason("incoming", take, CLERK, files=[seen]) == "secret_document"
    assert reason("outgoing", marked, OFFICER, files=[seen]) == "secret_document"
    assert reason("outgoing", typed, OFFICER, files=[facts(file("new-draft"))]) == "secret_document"
    assert reason(incoming("arrived"), entry, CLERK) == "secret_document"


def test_no_record_has_a_place_for_a_secrecy_mark() -> None:
    for record in (IncomingDocument, OutgoingDocument, RegisterEntry, PageFacts):
        fields = {name for name in record.__struct_fields__ if "secre" in name}
        assert fields <= ({"declared_not_secret_by"} if record is IncomingDocument else {"secrecy"})
    assert "secrecy" not in (*IncomingDocument.__struct_fields__, *OutgoingDocument.__struct_fields__)


# ── 8: delegations ────────────────────────────────────────────────────────────────────────────────────────────────
DAYS = st.integers(-20, 20).map(lambda days: local_date(NOW) + timedelta(days=days))


@given(first=DAYS, last=DAYS, revoked_h=st.one_of(st.none(), st.integers(0, 100)))
def test_delegation_signs_only_within_its_days_and_while_it_is_not_revoked(
    first: date, last: date, revoked_h: int | None
) -> None:
    revoked_at = None if revoked_h is None else NOW - timedelta(hours=revoked_h)
    given_on = delegation(valid_from_on=first, valid_to_on=last, revoked_at=revoked_at)
    people = with_entries(organisation(), delegations={DELEGATION: given_on})
    document = outgoing(
        "awaiting_signature", document_type="TB", signer_id=CHIEF, authority="TL.", delegation_id=DELEGATION
    )
    seen = next_version(document, file("next"), signature("leader", CHIEF))
    answer = play(document, Sign(file=file("next")), CHIEF, files=[seen], people=people)
    holds = first <= local_date(NOW) <= last and revoked_at is None
    assert isinstance(answer, Decision) == holds, answer


# ── 9: times ──────────────────────────────────────────────────────────────────────────────────────────────────────
@given(at=INSTANTS, hours=st.integers(-11, 12))
def test_time_is_kept_as_an_instant_stored_in_utc_and_shown_in_vietnam(at: datetime, hours: int) -> None:
    elsewhere = at.astimezone(timezone(timedelta(hours=hours)))
    line = HistoryLine(action_id="a", type="opine", by="b", at=elsewhere)
    kept = msgspec.json.decode(msgspec.json.encode(line), type=HistoryLine)
    assert kept.at == at
    shown = at + timedelta(hours=7)
    assert f"{shown:%H:%M}" in instant_words(kept.at)
    assert local_date(elsewhere) == shown.date()


def test_time_the_executor_writes_is_utc_and_one_without_a_zone_is_not_read() -> None:
    for world, action in TRIES:
        answer = apply(world, action, NOW)
        assert isinstance(answer, Decision)
        for line in getattr(answer.records[0], "history", ()):
            assert line.at.utcoffset() == timedelta()
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"action_id":"a","type":"t","by":"b","at":"2026-03-10T10:00:00"}', type=HistoryLine)


# ── 10: dossiers ──────────────────────────────────────────────────────────────────────────────────────────────────
@given(count=st.integers(1, 8), kind=st.sampled_from(["incoming", "outgoing"]))
def test_k_dossiers_hold_one_document_and_its_one_file(count: int, kind: str) -> None:
    document: Any = incoming("completed") if kind == "incoming" else outgoing("dispatched")
    files = document.files
    for n in range(count):
        one = dossier(id=uid(f"dossier-{n}"), code=f"{n:02d}.KSTT", document_ids=())
        answer = play(document, FileAway(dossier_id=one.id), OFFICER, near=[one])
        assert isinstance(answer, Decision), answer
        document, filled = answer.records
        assert filled.document_ids == (document.id,)  # type: ignore[union-attr]
    assert document.dossier_ids == tuple(uid(f"dossier-{n}") for n in range(count))
    assert document.files == files


# ── 11: recall ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_recalled_document_opens_for_nobody_takes_nothing_more_and_its_record_stays() -> None:
    for kind in ("incoming", "outgoing"):
        recalled = record_of(kind, "recalled")
        assert recalled is not None
        assert opens_for(recalled, organisation()) == frozenset()
        assert audience(recalled, organisation()) == {CLERK}
        for (world, action), person in ((one, person.id) for one in TRIES for person in PEOPLE):
            aimed = replace(action, actor=person, record_id=recalled.id, record_kind=recalled.__struct_config__.tag)
            answer = apply(World(recalled, organisation(), world.neighbours, world.files), aimed, NOW)
            assert not isinstance(answer, Decision)
        assert state_of(recalled) == "recalled"


# ── 12: traces ────────────────────────────────────────────────────────────────────────────────────────────────────
@given(told=st.lists(st.sampled_from(["read", "print", "export"]), max_size=20))
def test_every_trace_counts_once_whoever_sees_the_document_now(told: list[Any]) -> None:
    count = AccessCount(id=COUNT, rev=1, person_id=OFFICER, document_id=INCOMING)
    near = [incoming("in_progress"), incoming("recalled"), replace(incoming("submitted"), directive=None)]
    for n, what in enumerate(told):
        payload = Trace(document_id=INCOMING, what=what, sha256="")
        count = done(count, payload, OFFICER, near=[near[n % len(near)]])
    assert [count.reads, count.prints, count.exports] == [told.count(what) for what in ("read", "print", "export")]
