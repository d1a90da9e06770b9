"""Which lists a record lies in on this person's desk, and the words it is found by; handed to the cache.

A list is a folder, or `folder:filter`: waiting (the next step is mine), done, returned, and `due:DATE` for a day.
"""

from __future__ import annotations

from collections.abc import Callable

from app.describe import due_on
from app.folders import standings
from office.records import AnyRecord
from office.world import Organisation
from sync.cache.shelves import Shelve, Shelved, words_of

DONE = frozenset({"completed", "filed", "archived", "dispatched", "delivered", "signed", "numbered", "sealed"})
RETURNED = frozenset({"returned", "returned_for_edit", "recalled"})


def shelve_for(person_id: Callable[[], str], organisation: Callable[[], Organisation]) -> Shelve:
    """The cache's `Shelve` for whoever is signed in; both arguments are asked at each call."""

    def shelve(record: AnyRecord) -> Shelved:
        return Shelved(folders=_lists(record, person_id(), organisation()), words=words_of(record))

    return shelve


def _lists(record: AnyRecord, person_id: str, organisation: Organisation) -> tuple[str, ...]:
    lists: list[str] = []
    state: str = getattr(record, "state", "")
    due = due_on(record, person_id)
    for standing in standings(record, person_id, organisation):
        lists.append(standing.folder)
        if standing.waits:
            lists.append(f"{standing.folder}:waiting")
            if due:
                lists.append(f"{standing.folder}:due:{due.isoformat()}")
        if state in DONE:
            lists.append(f"{standing.folder}:done")
        if state in RETURNED:
            lists.append(f"{standing.folder}:returned")
    return tuple(lists)
