"""A small, ready-made office, and for every row of the workflow table a world and an action in which it holds.

Fictional throughout: UBND tỉnh Bình Sơn and its Văn phòng. Times hang on one `now` that may be given, so that the
same examples run in an executor with a real clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from office.actions import (
    Action,
    AnyPayload,
    Archive,
    ArchiveDossier,
    AskExtension,
    Assign,
    Begin,
    CloseDossier,
    Complete,
    ConfirmDelivery,
    DecideExtension,
    Delegate,
    Direct,
    Dispatch,
    Draft,
    FileAway,
    Forward,
    Initial,
    Number,
    OpenDossier,
    Opine,
    PassFormat,
    PutOrganisation,
    Recall,
    Receive,
    RefuseAtDoor,
    Register,
    Renew,
    ReturnAssignment,
    ReturnDraft,
    RevokeDelegation,
    Seal,
    Sign,
    Stamp,
    Submit,
    SubmitDraft,
    Supersede,
    VoidNumber,
    Withdraw,
    WithdrawDirective,
)
from office.deadlines import local_date
from office.facts import FileFacts, PageFacts, SignatureFact, SignatureRole, SignedFacts
from office.numbering import fields_of
from office.personal import (
    AccessCount,
    MarkRead,
    PrivateNote,
    ReadMark,
    RemoveSearch,
    SavedSearch,
    SaveSearch,
    Trace,
    WriteNote,
)
from office.records import (
    Agency,
    AnyRecord,
    Assignment,
    Certificate,
    Delegation,
    Delivery,
    Directive,
    Dossier,
    Entity,
    Extension,
    FileRef,
    HistoryLine,
    IncomingDocument,
    OutgoingDocument,
    Person,
    Place,
    Post,
    Recipient,
    RegisterEntry,
    Unit,
    main_file,
)
from office.workflow import Row
from office.world import Organisation, World

NOW = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
"""10:00 on a Tuesday in Vietnam."""
REASON = "Nội dung chưa phù hợp, đề nghị xem lại."


def uid(name: str) -> str:
    """A fixed id in the form of a UUIDv7."""
    return f"01960000-0000-7000-8000-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


COMMITTEE, OFFICE = uid("ubnd"), uid("vpubnd")
KSTT, VX, HCTC = uid("kstt"), uid("vx"), uid("hctc")
ADMIN, OFFICER, COLLEAGUE, HEAD = uid("admin"), uid("officer"), uid("colleague"), uid("head")
CHIEF, CLERK, LEADER, ARCHIVIST = uid("chief"), uid("clerk"), uid("leader"), uid("archivist")
AGENCY = uid("agency")
INCOMING, OUTGOING, DOSSIER, OTHER_DOSSIER = uid("incoming"), uid("outgoing"), uid("dossier"), uid("other-dossier")
NOTE, SEARCH, COUNT = uid("note"), uid("search"), uid("count")
REPLACEMENT, ANSWER, ENTRY, MARK, DELEGATION = (
    uid("replacement"),
    uid("answer"),
    uid("entry"),
    uid("mark"),
    uid("delegation"),
)

PEOPLE = (
    Person(id=ADMIN, login="quantri", name="Đỗ Quản Trị", posts=(Post(role="administrator"),)),
    Person(id=OFFICER, login="an", name="Nguyễn Văn An", posts=(Post(role="officer", unit_id=KSTT),)),
    Person(id=COLLEAGUE, login="binh", name="Trần Thị Bình", posts=(Post(role="officer", unit_id=KSTT),)),
    Person(id=HEAD, login="cuong", name="Lê Mạnh Cường", posts=(Post(role="unit_head", unit_id=KSTT),)),
    Person(id=CHIEF, login="dung", name="Phạm Thị Dung", posts=(Post(role="chief_of_office"),)),
    Person(id=CLERK, login="hoa", name="Vũ Thị Hoa", posts=(Post(role="clerk", unit_id=HCTC),)),
    Person(id=LEADER, login="khanh", name="Hoàng Quốc Khánh", posts=(Post(role="leader", title="PHÓ CHỦ TỊCH"),)),
    Person(id=ARCHIVIST, login="lan", name="Bùi Thị Lan", posts=(Post(role="archivist", unit_id=HCTC),)),
)


def _certificate(name: str, subject: str, *, person: str = "", entity: str = "") -> Certificate:
    return Certificate(
        id=uid(f"certificate-{name}"),
        fingerprint=sha(f"certificate-{name}"),
        subject=subject,
        not_before_at=datetime(2024, 1, 1, tzinfo=UTC),
        not_after_at=datetime(2039, 1, 1, tzinfo=UTC),
        person_id=person,
        entity_id=entity,
    )


CERTIFICATES = (
    _certificate("leader", "Hoàng Quốc Khánh", person=LEADER),
    _certificate("head", "Lê Mạnh Cường", person=HEAD),
    _certificate("chief", "Phạm Thị Dung", person=CHIEF),
    _certificate("ubnd", "Ủy ban nhân dân tỉnh Bình Sơn", entity=COMMITTEE),
    _certificate("vpubnd", "Văn phòng UBND tỉnh Bình Sơn", entity=OFFICE),
)
FINGERPRINTS = {certificate.person_id or certificate.entity_id: certificate.fingerprint for certificate in CERTIFICATES}
SUBJECTS = {certificate.person_id or certificate.entity_id: certificate.subject for certificate in CERTIFICATES}


def organisation(now: datetime = NOW) -> Organisation:
    """The office: two issuing entities, three units, eight people, one delegation of the leader to the chief."""
    entities = (
        Entity(
            id=COMMITTEE,
            name="Ủy ban nhân dân tỉnh Bình Sơn",
            short_name="UBND",
            place="Bình Sơn",
            sealer_ids=(CLERK,),
            leader_ids=(LEADER,),
        ),
        Entity(
            id=OFFICE,
            name="Văn phòng Ủy ban nhân dân tỉnh Bình Sơn",
            short_name="VPUBND",
            parent_name="Ủy ban nhân dân tỉnh Bình Sơn",
            place="Bình Sơn",
            sealer_ids=(CLERK,),
            leader_ids=(CHIEF,),
        ),
    )
    units = (
        Unit(id=KSTT, name="Phòng Kiểm soát thủ tục hành chính", short_name="KSTT"),
        Unit(id=VX, name="Phòng Văn xã", short_name="VX"),
        Unit(id=HCTC, name="Phòng Hành chính - Tổ chức", short_name="HCTC"),
    )
    return Organisation(
        people={person.id: person for person in PEOPLE},
        units={unit.id: unit for unit in units},
        agencies={AGENCY: Agency(id=AGENCY, name="Sở Nội vụ tỉnh Bình Sơn", organ_id="H99.12")},
        entities={entity.id: entity for entity in entities},
        delegations={DELEGATION: delegation(now)},
        certificates={certificate.id: certificate for certificate in CERTIFICATES},
    )


def delegation(now: datetime = NOW, **changes: Any) -> Delegation:
    """The leader lets the chief of office sign notices by order for two months."""
    today = local_date(now)
    given = Delegation(
        id=DELEGATION,
        from_id=LEADER,
        to_id=CHIEF,
        prefix="TL.",
        valid_from_on=today - timedelta(days=30),
        valid_to_on=today + timedelta(days=30),
        entity_id=COMMITTEE,
        document_types=("TB",),
        authorised_by="Quyết định số 15/QĐ-UBND",
    )
    return replace(given, **changes)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def file(name: str, *, role: Any = "main", why: str = "original") -> FileRef:
    return FileRef(sha256=sha(name), name=f"{name}.pdf", size=len(name), role=role, why=why)


def page(**changes: Any) -> PageFacts:
    """A readable page with text."""
    return replace(PageFacts(pages=1, has_text=True), **changes)


def facts(of: FileRef, *, page_facts: PageFacts | None = None, signed: SignedFacts | None = None) -> FileFacts:
    return FileFacts(
        sha256=of.sha256,
        size=of.size,
        page=page() if page_facts is None else page_facts,
        signed=signed or SignedFacts(),
    )


def signature(role: SignatureRole, owner: str, **changes: Any) -> SignatureFact:
    """A new signature by an owner's registered certificate, offline: revocation not yet known."""
    made = SignatureFact(
        field=role.capitalize(),
        role=role,
        fingerprint=FINGERPRINTS.get(owner, sha("stranger")),
        signer=SUBJECTS.get(owner, "Người lạ"),
        verdict="indeterminate",
        reasons=("revocation_unknown",),
        is_new=True,
    )
    return replace(made, **changes)


def next_version(
    document: IncomingDocument | OutgoingDocument, new: FileRef, *signatures: SignatureFact, **changes: Any
) -> FileFacts:
    """Facts of a version that extends the document's present one and adds these signatures."""
    present = main_file(document)
    verdicts = {signature.verdict for signature in signatures}
    signed = SignedFacts(
        extends=present.sha256 if present else "",
        verdict="valid" if verdicts <= {"valid"} else "indeterminate",
        signatures=signatures,
    )
    return facts(new, signed=replace(signed, **changes))


def sealed_version(document: OutgoingDocument, new: FileRef, **changes: Any) -> FileFacts:
    """Facts of a sealed and completed version: number and date filled by it, every signature proven."""
    assert document.code_number is not None
    assert document.issued_on is not None
    filled = fields_of(document.code_number, document.issued_on)
    earlier = (
        signature("initial", HEAD, verdict="valid", reasons=(), is_new=False),
        signature("leader", LEADER, verdict="valid", reasons=(), is_new=False),
    )
    seal = signature("seal", COMMITTEE, verdict="valid", reasons=())
    whole = {"filled": filled, "filled_new": tuple(filled), "is_complete": True, **changes}
    return next_version(document, new, *whole.pop("signatures", (*earlier, seal)), **whole)


# ── records in every state ────────────────────────────────────────────────────────────────────────────────────────
def _line(verb: str, by: str, now: datetime) -> HistoryLine:
    return HistoryLine(action_id=uid(f"action-{verb}"), type=verb, by=by, at=now - timedelta(hours=1))


def directive(now: datetime = NOW) -> Directive:
    """The officer leads, the unit supports through its head."""
    due = local_date(now) + timedelta(days=10)
    return Directive(
        text="Giao Phòng KSTT tham mưu văn bản trả lời.",
        by=LEADER,
        at=now - timedelta(hours=1),
        assignments=(
            Assignment(role="lead", person_id=OFFICER, due_on=due),
            Assignment(role="support", unit_id=KSTT, due_on=due),
        ),
    )


_INCOMING_PATH = ("arrived", "registered", "submitted", "directed", "in_progress", "completed", "filed", "archived")


def incoming(state: str = "arrived", now: datetime = NOW, **changes: Any) -> IncomingDocument:
    """An incoming document as it looks in a state."""
    reached = _INCOMING_PATH.index(state) if state in _INCOMING_PATH else 0
    document = IncomingDocument(
        id=INCOMING,
        rev=1,
        entity_id=COMMITTEE,
        state=state,  # type: ignore[arg-type]
        channel="axis",
        received_by=CLERK,
        received_at=now - timedelta(hours=2),
        files=(file("incoming"),),
        history=(_line("receive", CLERK, now),),
    )
    if reached >= 1:
        document = replace(
            document,
            code="45/SNV-CCHC",
            issued_on=local_date(now) - timedelta(days=3),
            issuing_agency="Sở Nội vụ",
            subject="V/v rà soát thủ tục hành chính",
            arrival_number=12,
            arrival_year=local_date(now).year,
            arrival_on=local_date(now),
        )
    if reached >= 2:
        document = replace(document, submitted_to=LEADER)
    if reached >= 3:
        document = replace(document, directive=directive(now))
    if reached >= 5:
        done = tuple(replace(part, state="done") for part in directive(now).assignments)
        document = replace(document, directive=replace(directive(now), assignments=done), result_note="Đã trả lời.")
    if reached >= 6:
        document = replace(document, dossier_ids=(OTHER_DOSSIER,))
    return replace(document, **changes)


_OUTGOING_PATH = (
    "draft",
    "unit_review",
    "format_review",
    "awaiting_signature",
    "signed",
    "numbered",
    "sealed",
    "dispatched",
    "delivered",
    "filed",
    "archived",
)
PLACES = {
    name: Place(page=1, x0=100, y0=100, x1=160, y1=112)
    for name in ("number", "day", "month", "year", "initial1", "leader", "seal")
}
RECIPIENTS = (
    Recipient(name="Sở Nội vụ tỉnh Bình Sơn", agency_id=AGENCY),
    Recipient(name="Phòng KSTT", unit_id=KSTT),
)


def outgoing(state: str = "draft", now: datetime = NOW, **changes: Any) -> OutgoingDocument:
    """An outgoing letter as it looks in a state."""
    reached = _OUTGOING_PATH.index(state) if state in _OUTGOING_PATH else 0
    document = OutgoingDocument(
        id=OUTGOING,
        rev=1,
        entity_id=COMMITTEE,
        state=state,  # type: ignore[arg-type]
        notation="UBND-KSTT",
        subject="V/v trả lời Công văn số 45/SNV-CCHC",
        drafter_id=OFFICER,
        unit_id=KSTT,
        unit_head_id=HEAD,
        signer_id=LEADER,
        recipients=RECIPIENTS,
        files=(file("draft", why="draft"),),
        places=PLACES,
        history=(_line("draft", OFFICER, now),),
    )
    versions = (("initial", 2), ("sign", 4), ("seal", 6))
    files = (*document.files, *(file(f"version-{why}", why=why) for why, at in versions if reached >= at))
    document = replace(document, files=files)
    if reached >= 5:
        today = local_date(now)
        document = replace(document, code_number=7, code_year=today.year, issued_on=today)
    document = replace(document, is_complete=reached >= 6)
    if reached >= 7:
        delivered = now if reached >= 8 else None
        sent = now - timedelta(minutes=30)
        deliveries = tuple(Delivery(recipient=r, sent_at=sent, delivered_at=delivered) for r in RECIPIENTS)
        document = replace(document, deliveries=deliveries)
    if reached >= 9:
        document = replace(document, dossier_ids=(OTHER_DOSSIER,))
    return replace(document, **changes)


def dossier(state: str = "open", now: datetime = NOW, **changes: Any) -> Dossier:
    made = Dossier(
        id=DOSSIER,
        rev=1,
        entity_id=COMMITTEE,
        code="01.KSTT",
        title="Rà soát thủ tục hành chính",
        retention="10 năm",
        holder_id=OFFICER,
        state=state,  # type: ignore[arg-type]
        opened_on=local_date(now),
        document_ids=(uid("somewhere"),),
    )
    return replace(made, **changes)


def entry(now: datetime = NOW, **changes: Any) -> RegisterEntry:
    """The row of the numbered letter."""
    made = RegisterEntry(
        id=ENTRY,
        rev=1,
        entity_id=COMMITTEE,
        book="outgoing",
        year=local_date(now).year,
        number=7,
        document_id=OUTGOING,
        entered_on=local_date(now),
        entered_by=CLERK,
        code="07/UBND-KSTT",
    )
    return replace(made, **changes)


_ORGANISATION_RECORDS: Mapping[str, AnyRecord] = {
    "person": PEOPLE[1],
    "unit": Unit(id=VX, name="Phòng Khoa giáo - Văn xã", short_name="VX"),
    "agency": Agency(id=AGENCY, name="Sở Nội vụ tỉnh Bình Sơn (mới)", organ_id="H99.12"),
    "entity": organisation().entities[OFFICE],
    "certificate": CERTIFICATES[0],
}
_NEW_RECORDS: Mapping[str, AnyRecord] = {
    "person": Person(id=uid("new-person"), login="moi", name="Người Mới", posts=(Post(role="officer", unit_id=VX),)),
    "unit": Unit(id=uid("new-unit"), name="Phòng Tổng hợp", short_name="TH"),
    "agency": Agency(id=uid("new-agency"), name="Bộ Nội vụ"),
    "entity": Entity(id=uid("new-entity"), name="Ban Chỉ đạo", short_name="BCĐ", sealer_ids=(CLERK,)),
    "certificate": _certificate("officer", "Nguyễn Văn An", person=OFFICER),
}


def record_of(kind: str, state: str, now: datetime = NOW) -> AnyRecord | None:
    """A record of a kind in a state of the table; None for `none`."""
    if state == "none":
        return None
    match kind:
        case "incoming":
            return incoming(state, now)
        case "outgoing":
            return outgoing(state, now)
        case "dossier":
            return dossier(state, now)
        case "delegation":
            return delegation(now, rev=1, revoked_at=now if state == "revoked" else None)
        case "read_mark":
            return ReadMark(id=MARK, rev=1, person_id=OFFICER, document_id=INCOMING, seen_rev=1)
        case "note":
            return PrivateNote(id=NOTE, rev=1, person_id=OFFICER, document_id=INCOMING, text="Hỏi lại Sở Nội vụ.")
        case "saved_search":
            saved = SavedSearch(id=SEARCH, rev=1, person_id=OFFICER, name="Thủ tục", query="thủ tục hành chính")
            return replace(saved, state=state)  # type: ignore[arg-type]
        case "access_count":
            return AccessCount(id=COUNT, rev=1, person_id=OFFICER, document_id=INCOMING, reads=1)
        case _:
            return replace(_ORGANISATION_RECORDS[kind], rev=1)


# ── one valid action for every row ────────────────────────────────────────────────────────────────────────────────
_ACTORS = {
    "any_clerk": CLERK,
    "entity_clerk": CLERK,
    "clerk_or_addressee": LEADER,
    "addressee": LEADER,
    "director": LEADER,
    "director_or_deputy": LEADER,
    "handler": OFFICER,
    "lead_or_clerk": OFFICER,
    "handler_or_clerk": OFFICER,
    "assigned_unit_head": HEAD,
    "sees": CLERK,
    "archivist": ARCHIVIST,
    "clerk_or_archivist": CLERK,
    "staff": OFFICER,
    "drafter": OFFICER,
    "unit_reviewer": HEAD,
    "format_reviewer": CHIEF,
    "signer": LEADER,
    "entity_clerk_or_signer": CLERK,
    "clerk_or_recipient": CLERK,
    "drafter_or_clerk": OFFICER,
    "dossier_holder": OFFICER,
    "administrator": ADMIN,
    "delegator": LEADER,
    "reader": OFFICER,
    "owner": OFFICER,
}
_SIGNED_BY: Mapping[str, tuple[SignatureRole, str]] = {
    "stamp": ("arrival", COMMITTEE),
    "initial": ("initial", HEAD),
    "sign": ("leader", LEADER),
}


def draft_payload(**changes: Any) -> Draft:
    """A complete draft with a new, unsigned page."""
    made = Draft(
        entity_id=COMMITTEE,
        document_type="",
        notation="UBND-KSTT",
        subject="V/v trả lời Công văn số 45/SNV-CCHC",
        unit_id=KSTT,
        unit_head_id=HEAD,
        signer_id=LEADER,
        recipients=RECIPIENTS,
        answers=(INCOMING,),
        files=(file("new-draft"),),
        places=PLACES,
        body={"template": "letter"},
    )
    return replace(made, **changes)


def _new_delegation(now: datetime) -> Delegation:
    return delegation(now, id=uid("new-delegation"), prefix="TUQ.")


_PAYLOADS: Mapping[str, Callable[[Row, str, datetime], AnyPayload]] = {
    "receive": lambda row, state, now: Receive(entity_id=COMMITTEE, channel="axis", files=(file("received"),)),
    "register": lambda row, state, now: Register(
        code="45/SNV-CCHC",
        issued_on=local_date(now) - timedelta(days=3),
        issuing_agency="Sở Nội vụ",
        document_type="",
        subject="V/v rà soát thủ tục hành chính",
    ),
    "stamp": lambda row, state, now: Stamp(file=file("next")),
    "refuse": lambda row, state, now: RefuseAtDoor(reason=REASON),
    "submit": lambda row, state, now: Submit(to_id=LEADER if state == "registered" else CHIEF),
    "direct": lambda row, state, now: Direct(text="Giao chuyên viên An.", assignments=directive(now).assignments),
    "withdraw_directive": lambda row, state, now: WithdrawDirective(),
    "begin": lambda row, state, now: Begin(),
    "assign": lambda row, state, now: Assign(person_id=COLLEAGUE, text="Bình tham mưu."),
    "forward": lambda row, state, now: Forward(person_id=COLLEAGUE, reason="Đi công tác."),
    "return_assignment": lambda row, state, now: ReturnAssignment(reason=REASON),
    "opine": lambda row, state, now: Opine(id=uid("opinion"), text="Đề nghị làm rõ mục 2."),
    "ask_extension": lambda row, state, now: AskExtension(
        id=uid("extension"), until_on=local_date(now) + timedelta(days=20), reason=REASON
    ),
    "decide_extension": lambda row, state, now: DecideExtension(id=uid("asked"), granted=True),
    "complete": lambda row, state, now: Complete(answered_by=ANSWER if row.who != "addressee" else "", note="Đã xem."),
    "file": lambda row, state, now: FileAway(dossier_id=DOSSIER),
    "archive": lambda row, state, now: Archive(),
    "recall": lambda row, state, now: Recall(reason=REASON),
    "draft": lambda row, state, now: draft_payload(),
    "submit_draft": lambda row, state, now: SubmitDraft(),
    "withdraw": lambda row, state, now: Withdraw(),
    "initial": lambda row, state, now: Initial(file=file("next")),
    "pass_format": lambda row, state, now: PassFormat(),
    "return": lambda row, state, now: ReturnDraft(reason=REASON),
    "sign": lambda row, state, now: Sign(file=file("next")),
    "number": lambda row, state, now: Number(),
    "void_number": lambda row, state, now: VoidNumber(reason=REASON),
    "seal": lambda row, state, now: Seal(file=file("next")),
    "renew": lambda row, state, now: Renew(file=file("next")),
    "dispatch": lambda row, state, now: Dispatch(),
    "confirm_delivery": lambda row, state, now: ConfirmDelivery(recipient_name=RECIPIENTS[0].name),
    "supersede": lambda row, state, now: Supersede(by_id=REPLACEMENT),
    "open_dossier": lambda row, state, now: OpenDossier(
        entity_id=COMMITTEE, code="02.KSTT", title="Cải cách hành chính"
    ),
    "close_dossier": lambda row, state, now: CloseDossier(),
    "archive_dossier": lambda row, state, now: ArchiveDossier(),
    "put": lambda row, state, now: PutOrganisation(
        record=(_NEW_RECORDS if state == "none" else _ORGANISATION_RECORDS)[row.kind]  # type: ignore[arg-type]
    ),
    "delegate": lambda row, state, now: Delegate(delegation=_new_delegation(now)),
    "revoke_delegation": lambda row, state, now: RevokeDelegation(),
    "mark_read": lambda row, state, now: MarkRead(document_id=INCOMING, seen_rev=3),
    "write_note": lambda row, state, now: WriteNote(document_id=INCOMING, text="Chờ ý kiến phòng VX."),
    "save_search": lambda row, state, now: SaveSearch(name="Quá hạn", query="báo cáo", folder="incoming", filter="due"),
    "remove_search": lambda row, state, now: RemoveSearch(),
    "trace": lambda row, state, now: Trace(document_id=INCOMING, what="print", sha256=sha("incoming")),
}


def example(row: Row, state: str | None = None, now: datetime = NOW) -> tuple[World, Action]:
    """A world and an action in which this row of the table holds, from `state` (else the first of its states)."""
    state = state or row.from_states[0]
    record = _adapt(row, record_of(row.kind, state, now), now)
    payload = _PAYLOADS[row.action](row, state, now)
    made = Action(
        id=uid(f"do-{row.kind}-{row.action}-{state}-{row.when}"),
        record_kind=row.kind,  # type: ignore[arg-type]
        record_id=_record_id(row, record, payload),
        base_rev=record.rev if record else 0,
        payload=payload,
        actor=_actor(row),
        made_at=now,
    )
    return World(record, organisation(now), _neighbours(row, now), facts_for(row.action, record, payload)), made


def _actor(row: Row) -> str:
    match row.kind, row.action, row.when:
        case _, "return_assignment", "":
            return HEAD
        case "outgoing", "opine", _:
            return OFFICER
        case _:
            return _ACTORS[row.who]


def _adapt(row: Row, record: AnyRecord | None, now: datetime) -> AnyRecord | None:
    """What the state alone does not have: an open wish for more time, a recipient who has it, a row in the book."""
    match row.action, record:
        case "void_number", OutgoingDocument():
            return replace(record, register_entry_id=ENTRY)
        case "decide_extension", IncomingDocument():
            until = local_date(now) + timedelta(days=20)
            asked = Extension(id=uid("asked"), by=OFFICER, at=now, until_on=until, reason=REASON)
            return replace(record, extensions=(asked,))
        case "confirm_delivery", OutgoingDocument():
            first, second = record.deliveries
            second_at = now if row.when == "last_delivery" else None
            return replace(
                record, deliveries=(replace(first, delivered_at=None), replace(second, delivered_at=second_at))
            )
        case _:
            return record


def _record_id(row: Row, record: AnyRecord | None, payload: AnyPayload) -> str:
    match payload:
        case PutOrganisation(record=put):
            return put.id
        case Delegate(delegation=given):
            return given.id
        case _:
            return record.id if record else uid(f"new-{row.kind}")


def _neighbours(row: Row, now: datetime) -> dict[str, AnyRecord]:
    match row.kind, row.action:
        case _, "file":
            return {DOSSIER: dossier(now=now)}
        case "incoming", "complete":
            return {ANSWER: outgoing("dispatched", now, id=ANSWER)}
        case "outgoing", "void_number":
            return {ENTRY: entry(now)}
        case "outgoing", "supersede":
            return {REPLACEMENT: outgoing("dispatched", now, id=REPLACEMENT, code_number=9)}
        case "read_mark" | "note" | "access_count", _:
            return {INCOMING: incoming("in_progress", now)}
        case _:
            return {}


def facts_for(verb: str, record: AnyRecord | None, payload: AnyPayload) -> dict[str, FileFacts]:
    """What a worker would see in the files of a payload that is done rightly with the record as it stands."""
    match payload:
        case Receive(files=files) | Draft(files=files):
            return {new.sha256: facts(new) for new in files}
        case Seal(file=new) if isinstance(record, OutgoingDocument) and record.code_number is not None:
            return {new.sha256: sealed_version(record, new)}
        case Renew(file=new) if isinstance(record, IncomingDocument | OutgoingDocument):
            stamp = signature("timestamp", "", verdict="valid", reasons=())
            return {new.sha256: next_version(record, new, stamp, is_complete=True)}
        case Stamp(file=new) | Initial(file=new) | Sign(file=new) if isinstance(
            record, IncomingDocument | OutgoingDocument
        ):
            role, owner = _SIGNED_BY[verb]
            return {new.sha256: next_version(record, new, signature(role, owner))}
        case _:
            return {}
