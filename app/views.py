"""What a screen shows, frozen and in the user's words; made by `app.queries`, painted by `ui`."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from office.records import FileRole, Place

Tone = Literal["danger", "warning", "info", "success", "neutral", "accent"]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a screen."""


class Folder(View, frozen=True, kw_only=True):
    """An entry of the navigation. `count` is what waits for this person, None where counting says nothing."""

    key: str
    """incoming, drafts, for_signature, outgoing, dossiers, outbox."""
    title: str
    count: int | None = None
    is_urgent: bool = False


class Filter(View, frozen=True, kw_only=True):
    """A chip above the list."""

    key: str
    title: str
    count: int | None = None


class Chip(View, frozen=True, kw_only=True):
    """A word on a row; the tone never says what the word does not."""

    text: str
    tone: Tone


class Row(View, frozen=True, kw_only=True):
    """One line of a list."""

    id: str
    kind: str
    heading: str
    """From whom: agency, unit or person."""
    title: str
    when: str
    """In words: 10:31, Hôm qua, 20/11."""
    chips: tuple[Chip, ...] = ()
    is_unread: bool = False
    has_opinions: bool = False
    has_attachments: bool = False
    is_pending: bool = False
    is_conflict: bool = False
    spoken: str = ""
    """What a screen reader says of the row."""


class ListPage(View, frozen=True, kw_only=True):
    """A window of a list; `total` in all under the filter."""

    folder: str
    title: str
    count_words: str
    filters: tuple[Filter, ...]
    filter: str
    total: int
    rows: tuple[Row, ...]
    next: int | None = None
    """Key of the window below, None at the end."""
    empty: str = ""
    """Why nothing is shown, and the next step."""


class FileView(View, frozen=True, kw_only=True):
    """A file of the document; `is_here` says whether this machine holds it."""

    sha256: str
    name: str
    size_words: str
    role: FileRole
    is_here: bool


class FieldView(View, frozen=True, kw_only=True):
    """A labelled value."""

    label: str
    value: str


class Step(View, frozen=True, kw_only=True):
    """One step of the flow."""

    who: str
    what: str
    when: str = ""
    state: Literal["done", "current", "next"]


class ActionChoice(View, frozen=True, kw_only=True):
    """An action the rulebook knows here: `enabled`, or greyed with `reason` in words."""

    type: str
    title: str
    enabled: bool
    reason: str = ""
    reason_code: str = ""
    facts: dict[str, str] = {}
    needs_token: bool = False
    style: Literal["primary", "normal", "danger"] = "normal"


class VerdictBar(View, frozen=True, kw_only=True):
    """What validation says, above the page."""

    tone: Tone
    headline: str
    detail: str = ""
    signatures: tuple[SignatureView, ...] = ()


class SignatureView(View, frozen=True, kw_only=True):
    """One signature in words."""

    field: str
    signer: str
    organisation: str
    when: str
    tone: Tone
    verdict: str
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


class ConflictView(View, frozen=True, kw_only=True):
    """An action of mine that no longer applies: what I wanted, what the document is now, why."""

    action_id: str
    title: str
    reason: str
    mine: tuple[FieldView, ...]
    theirs: tuple[FieldView, ...]
    can_redo: bool


class OpinionView(View, frozen=True, kw_only=True):
    """An opinion, directive or progress note."""

    who: str
    when: str
    text: str


class SigningView(View, frozen=True, kw_only=True):
    """What the signing panel needs when this person may sign here."""

    action: str
    """initial, sign, seal, stamp."""
    role: str
    field: str
    """The prepared field, "" where the place is chosen on the page."""
    place: Place | None
    """Where the look will stand: the prepared or proposed rectangle."""
    place_words: str
    is_place_fixed: bool
    fingerprints: tuple[str, ...]
    """Certificates registered to this person (or to the entity whose seal the person keeps)."""
    image_png: bytes | None = None
    lines: tuple[str, ...] = ()


class DocumentView(View, frozen=True, kw_only=True):
    """Everything about one document; what is out of sight has a title and what waits for a decision."""

    id: str
    kind: str
    title: str
    state: str = ""
    state_words: str = ""
    code: str = ""
    subtitle: str = ""
    due_words: str = ""
    due_tone: Tone = "neutral"
    due_on: date | None = None
    fields: tuple[FieldView, ...] = ()
    files: tuple[FileView, ...] = ()
    main_sha256: str = ""
    actions: tuple[ActionChoice, ...] = ()
    steps: tuple[Step, ...] = ()
    history: tuple[Step, ...] = ()
    opinions: tuple[OpinionView, ...] = ()
    holders: tuple[str, ...] = ()
    """Who has it now."""
    pending: tuple[str, ...] = ()
    """What waits in the outbox for this document, in words."""
    conflicts: tuple[ConflictView, ...] = ()
    signing: SigningView | None = None
    number_words: str = ""
    """"Số sẽ do máy chủ cấp khi có mạng" while a number is pending."""


class TokenView(View, frozen=True, kw_only=True):
    """A token in the machine, with one certificate a line."""

    serial: str
    label: str
    is_ready: bool
    is_locked: bool
    is_open: bool
    """Logged in already: signing asks no PIN now."""
    has_pin_pad: bool
    """The PIN is typed on the device itself."""
    warning: str
    """What its flags say before the next PIN, in words."""
    certificates: tuple[CertificateView, ...]


class CertificateView(View, frozen=True, kw_only=True):
    """A certificate on a token; unusable ones carry the reason."""

    fingerprint: str
    holder: str
    organisation: str
    issuer: str
    valid_words: str
    is_usable: bool
    is_mine: bool
    why_not: str = ""


class OutboxRow(View, frozen=True, kw_only=True):
    """One thing that waits, in office words."""

    action_id: str
    document_id: str
    what: str
    document: str
    since: str
    state: Literal["waiting", "sending", "blocked", "refused", "conflict"]
    state_words: str
    can_discard: bool
    can_undo: bool = False


class DeskState(View, frozen=True, kw_only=True):
    """The frame around every screen."""

    person_id: str
    person_name: str
    person_title: str
    office_name: str
    connection: Literal["online", "offline", "captive", "syncing", "error"]
    sync_words: str
    trouble: str = ""
    """What stopped the last sync, in few words; "" when the connection alone tells it."""
    outbox_count: int
    conflict_count: int
    cached_count: int
    delegation: str = ""
    """"Thay ông … đến hết …" while acting for somebody."""


class Choice(View, frozen=True, kw_only=True):
    """An entry of a picker: people, units, entities, types, dossiers."""

    id: str
    title: str
    detail: str = ""


class ReadFields(View, frozen=True, kw_only=True):
    """What was read from a page for the registration form: label key to value and, on the page, its place."""

    values: dict[str, str]
    """code, issued_on (ISO), issuing_agency, document_type, subject, signer_name."""
    places: dict[str, Place]
    is_scan: bool
    duplicate_of: str = ""
    """Words on a registered document with the same code, date and agency."""
