"""What is one person's alone on a desk: private notes, saved searches, and the traces of what was read and taken out.

Works offline like every verb; the records go to the person's own desks and to nobody else's.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Literal

from app.parts import Parts, new_id
from office.actions import Action
from office.personal import PrivateNote, RemoveSearch, SavedSearch, SaveSearch, Trace, WriteNote

SILENT = frozenset({"mark_read", "trace"})
"""Actions that go out without being shown among what waits: the person did not ask for them."""


class Own:
    """The verbs and questions of what belongs to the person alone."""

    def __init__(self, parts: Parts, queue: Callable[[Action], str]) -> None:
        """`queue` takes an action that the rulebook allows; it raises ActionNotAllowed."""
        self._parts = parts
        self._queue = queue

    def note(self, document_id: str) -> str:
        """The person's private note on a document, "" for none."""
        found = self._parts.record(self._id_for("note", document_id))
        return found.text if isinstance(found, PrivateNote) else ""

    def save_note(self, document_id: str, text: str) -> None:
        """Write the private note anew; "" takes it away. Raises ActionNotAllowed when the document is not here."""
        if text.strip() == self.note(document_id):
            return
        payload = WriteNote(document_id=document_id, text=text)
        self._queue(self._parts.action("note", self._id_for("note", document_id), payload))

    def searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches by name."""
        found = self._parts.mail.cache.records.of_kind("saved_search")
        kept = [one for one in found if isinstance(one, SavedSearch) and one.state == "present"]
        return tuple(sorted(kept, key=lambda one: (one.name.casefold(), one.id)))

    def save_search(
        self,
        name: str,
        query: str = "",
        *,
        folder: str = "",
        filter_key: str = "",
        narrows: tuple[str, ...] = (),
        sort: str = "",
        search_id: str = "",
    ) -> str:
        """Keep a search, or change the one with that id; returns its id. Raises ActionNotAllowed without a name."""
        payload = SaveSearch(name=name, query=query, folder=folder, filter=filter_key, narrows=narrows, sort=sort)
        action = self._parts.action("saved_search", search_id or new_id(), payload)
        self._queue(action)
        return action.record_id

    def remove_search(self, search_id: str) -> None:
        """Forget a saved search. Raises ActionNotAllowed when there is none."""
        self._queue(self._parts.action("saved_search", search_id, RemoveSearch()))

    def trace(self, document_id: str, what: Literal["read", "print", "export"], sha256: str) -> None:
        """Report that the person read, printed or exported a file; nothing while the server has not got the document.

        Raises ActionNotAllowed when the document is not on this desk.
        """
        if self._parts.mail.cache.records.base_rev(document_id):
            payload = Trace(document_id=document_id, what=what, sha256=sha256)
            self._queue(self._parts.action("access_count", self._id_for("access_count", document_id), payload))

    def _id_for(self, kind: str, document_id: str) -> str:
        """One record of a kind for a person and a document, whichever desk makes it first."""
        return str(uuid.uuid5(uuid.UUID(document_id), f"{kind}:{self._parts.person_id}"))
