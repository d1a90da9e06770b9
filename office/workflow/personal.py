"""What one person does for himself or herself alone with documents: marks, private notes, searches, traces.

Each record is its person's; nobody else's rule looks at it. A trace is counted here; the server also writes it, with
its own time and the desk it came from, into the access log. It tells what has happened already, perhaps offline, so it
is taken even when the document has gone out of the person's sight since.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from office.actions import Action
from office.audience import audience
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
from office.reasons import Refused
from office.records import Instant
from office.workflow import who
from office.workflow.table import Rule
from office.world import Decision, World

Kept = TypeVar("Kept", ReadMark, PrivateNote, AccessCount)
_COUNTS = {"read": "reads", "print": "prints", "export": "exports"}


def mark_read(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Keep that the actor has seen the document at a revision; it never goes back."""
    payload = action.payload
    assert isinstance(payload, MarkRead)
    new = ReadMark(id=action.record_id, person_id=action.actor, document_id=payload.document_id, seen_rev=0)
    mark = _kept(world, action, new)
    if isinstance(mark, Refused):
        return mark
    return Decision((replace(mark, seen_rev=max(mark.seen_rev, payload.seen_rev)),))


def write_note(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Write the actor's private note on a document anew."""
    payload = action.payload
    assert isinstance(payload, WriteNote)
    new = PrivateNote(id=action.record_id, person_id=action.actor, document_id=payload.document_id)
    note = _kept(world, action, new)
    return note if isinstance(note, Refused) else Decision((replace(note, text=payload.text.strip()),))


def trace(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Count that the actor read, printed or exported a file of the document."""
    payload = action.payload
    assert isinstance(payload, Trace)
    if payload.document_id not in world.neighbours:
        return Refused("document_not_visible")
    new = AccessCount(id=action.record_id, person_id=action.actor, document_id=payload.document_id)
    count = _same(world, action, new)
    if isinstance(count, Refused):
        return count
    field = _COUNTS[payload.what]
    return Decision((replace(count, **{field: getattr(count, field) + 1}),))


def save_search(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Keep a search under a name, or change one that is kept."""
    payload = action.payload
    assert isinstance(payload, SaveSearch)
    if not payload.name.strip():
        return Refused("field_missing", {"missing": "name"})
    search = world.record or SavedSearch(id=action.record_id, person_id=action.actor, name="")
    assert isinstance(search, SavedSearch)
    saved = replace(
        search,
        name=payload.name.strip(),
        query=payload.query.strip(),
        folder=payload.folder,
        filter=payload.filter,
        narrows=payload.narrows,
        sort=payload.sort,
    )
    return Decision((saved,))


def remove_search(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Forget a saved search; its words go with it."""
    assert isinstance(action.payload, RemoveSearch)
    search = world.record
    assert isinstance(search, SavedSearch)
    return Decision((SavedSearch(id=search.id, rev=search.rev, person_id=search.person_id, name="", state="removed"),))


def _kept(world: World, action: Action, new: Kept) -> Kept | Refused:
    """The person's record on a document that the person sees: the one there is, or `new`."""
    document = world.neighbours.get(new.document_id)
    if document is None or action.actor not in audience(document, world.organisation, world.neighbours):
        return Refused("document_not_visible")
    return _same(world, action, new)


def _same(world: World, action: Action, new: Kept) -> Kept | Refused:
    """The record acted on when it is of the document that `new` is of; `new` when there is none yet."""
    if world.record is None:
        return new
    assert isinstance(world.record, type(new))
    if world.record.document_id != new.document_id:
        return Refused("wrong_record", {"kind": action.record_kind})
    return world.record


_ANY = ("none", "present")

RULES = (
    #    kind            in states     verb             who may     what it does   becomes
    Rule("read_mark", _ANY, "mark_read", who.READER, mark_read, "present", "D30 App. VI III.1"),
    Rule("note", _ANY, "write_note", who.OWNER, write_note, "present", "D30 App. VI III.5"),
    Rule("saved_search", _ANY, "save_search", who.OWNER, save_search, "present", "D30 App. VI III.6"),
    Rule("saved_search", ("present",), "remove_search", who.OWNER, remove_search, "removed", "D30 App. VI III.6"),
    Rule("access_count", _ANY, "trace", who.READER, trace, "present", "D30 App. VI III.4, III.6"),
)
