"""The wire between a desk and the server: messages, limits, version. Both ends import this one definition.

All routes stand under `/api/v1`. Every reply carries `Date`, `X-Request-Id` and `Butphe-Api: 1.<minor>`.
Errors are problem+json (RFC 9457), `Problem` below.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from office.actions import Action
from office.personal import AccessKind
from office.records import AnyRecord, Instant

API_PREFIX = "/api/v1"
API_HEADER = "Butphe-Api"
API_VERSION = "1.0"
CHANGES_MAX = 500
ACTIONS_MAX = 100
ACTIONS_BYTES_MAX = 1_000_000
PACK_FILES_MAX = 64
PACK_MISSING = 2**64 - 1
FILE_BYTES_MAX = 256 * 1024 * 1024
HEARTBEAT_S = 20


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body of a request or reply."""


class Problem(Message):
    """RFC 9457 problem details. `type` is stable (`urn:butphe:problem:<code>`), texts are in both languages."""

    type: str
    title: str
    title_en: str
    status: int
    detail: str = ""
    detail_en: str = ""
    code: str = ""
    facts: dict[str, str] = {}


# ── sign-in ───────────────────────────────────────────────────────────────────────────────────────────────────────
class SignIn(Message):
    """`POST /session`: open a session. `device` is a random name of this profile, kept by the client."""

    login: str
    password: str
    device: str


class Tokens(Message):
    """A session's tokens. Access lives `expires_in` seconds; refresh is single use (same answer again for 60 s)."""

    access: str
    refresh: str
    expires_in: int
    person_id: str
    must_change_password: bool = False


class Refresh(Message):
    """`POST /session/refresh`."""

    refresh: str
    device: str


class ChangePassword(Message):
    """`POST /session/password` (signed in)."""

    old: str
    new: str


class SessionRow(Message):
    """`GET /sessions`: one open session of the caller; `DELETE /sessions/{id}` ends it, `DELETE /session` this one."""

    id: str
    device: str
    opened_at: Instant
    used_at: Instant
    is_this: bool = False


# ── feed and snapshot ─────────────────────────────────────────────────────────────────────────────────────────────
class Up(Message, tag="up", tag_field="op"):
    """The record as it is now."""

    seq: int
    record: AnyRecord


class Gone(Message, tag="gone", tag_field="op"):
    """The record is no longer this user's to see."""

    seq: int
    id: str
    why: Literal["revoked", "deleted", "moved"]


class ChangesPage(Message):
    """`GET /changes?since=TOKEN&limit=N`. Nothing new: 304. Old epoch, below the floor, above the head: 409."""

    state: str
    more: bool
    changes: tuple[Up | Gone, ...]


class SnapshotPage(Message):
    """`GET /snapshot?after=KEY&at=TOKEN`: everything this user sees, newest first. `at` is pinned by the first page."""

    at: str
    after: str
    """Key of the next page, "" when this was the last."""
    records: tuple[AnyRecord, ...]


# ── access log ────────────────────────────────────────────────────────────────────────────────────────────────────
class AccessLine(Message):
    """`GET /documents/{id}/accesses?after=LINE`: one fetching, reading, printing or exporting of a file."""

    id: str
    person_id: str
    device: str
    what: AccessKind
    sha256: str
    at: Instant
    """The server's time."""
    made_at: Instant
    """The desk's time, when it was done without a connection."""


# ── actions ───────────────────────────────────────────────────────────────────────────────────────────────────────
class ActionsRequest(Message):
    """`POST /actions`."""

    actions: tuple[Action, ...]


class Applied(Message, tag="applied", tag_field="status"):
    """Done now; `record` is the new one, `seq` its number in the caller's feed (0: the caller no longer sees it)."""

    id: str
    record: AnyRecord
    seq: int = 0


class Conflict(Message, tag="conflict", tag_field="status"):
    """Based on an older revision and no longer applies; `record` is the present one (None: no longer to be seen)."""

    id: str
    reason: str
    facts: dict[str, str] = {}
    record: AnyRecord | None = None


class Refused(Message, tag="refused", tag_field="status"):
    """The rule says no at the present revision; never retried."""

    id: str
    reason: str
    facts: dict[str, str] = {}


class Blocked(Message, tag="blocked", tag_field="status"):
    """An earlier action on the same record did not apply, or `needs` names files not yet here; stays queued."""

    id: str
    needs: tuple[str, ...] = ()


class Retry(Message, tag="retry", tag_field="status"):
    """The server failed for this one; back off."""

    id: str
    retry_after: float = 1.0


class Duplicate(Message, tag="duplicate", tag_field="status"):
    """This id was settled before; `first` is the answer given then."""

    id: str
    first: Applied | Refused | Conflict


Result = Applied | Duplicate | Conflict | Refused | Blocked | Retry


class ActionsReply(Message):
    """One result an action, in order."""

    results: tuple[Result, ...]


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────
class PackRequest(Message):
    """`POST /files/pack`: frames `32-byte hash | 8-byte big-endian length | bytes`; PACK_MISSING: not available."""

    sha256: tuple[str, ...]
    limit_bytes: int = 64 * 1024 * 1024
