"""What belongs to one person alone: that a document was seen, a private note, a saved search, a trace of access.

Records of their own and the verbs that make them. The feed brings each of them to its person and to nobody else
(`office.audience`); what a trace says is also a line of the server's access log, for those who keep the documents.
"""

from __future__ import annotations

from typing import Literal

from office.base import Payload, Record

AccessKind = Literal["fetch", "read", "print", "export"]
"""What was done with a file: brought to a desk by the server, shown, printed, written outside (a copy)."""


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────
class ReadMark(Record, frozen=True, tag="read_mark"):
    """That one person has seen one document at a revision; visible to that person alone."""

    person_id: str
    document_id: str
    seen_rev: int


class PrivateNote(Record, frozen=True, tag="note"):
    """What one person wrote on a document for himself or herself; "" once it was taken away."""

    person_id: str
    document_id: str
    text: str = ""


class SavedSearch(Record, frozen=True, tag="saved_search"):
    """A search that one person keeps for use again (D30 App. VI III.6)."""

    person_id: str
    name: str
    query: str = ""
    folder: str = ""
    """The list that it looks through, with its filter; "" for everything."""
    filter: str = ""
    narrows: tuple[str, ...] = ()
    """Marks that must all hold beside the filter."""
    sort: str = ""
    """The order of the list, "" for the usual one."""
    state: Literal["present", "removed"] = "present"


class AccessCount(Record, frozen=True, tag="access_count"):
    """How often one person read, printed and exported one document (D30 App. VI III.4, III.6)."""

    person_id: str
    document_id: str
    reads: int = 0
    prints: int = 0
    exports: int = 0


# ── verbs ─────────────────────────────────────────────────────────────────────────────────────────────────────────
class MarkRead(Payload, frozen=True, tag="mark_read"):
    """That the actor has seen a document."""

    document_id: str
    seen_rev: int


class WriteNote(Payload, frozen=True, tag="write_note"):
    """Write the actor's private note on a document anew; "" takes it away."""

    document_id: str
    text: str


class SaveSearch(Payload, frozen=True, tag="save_search"):
    """Keep a search under a name, or change one that is kept."""

    name: str
    query: str = ""
    folder: str = ""
    filter: str = ""
    narrows: tuple[str, ...] = ()
    sort: str = ""


class RemoveSearch(Payload, frozen=True, tag="remove_search"):
    """Forget a saved search."""


class Trace(Payload, frozen=True, tag="trace"):
    """That the actor read, printed or exported a file of a document, with or without a connection."""

    document_id: str
    what: Literal["read", "print", "export"]
    sha256: str


PersonalRecord = ReadMark | PrivateNote | SavedSearch | AccessCount
PersonalPayload = MarkRead | WriteNote | SaveSearch | RemoveSearch | Trace
