"""Where a record is listed and by which words it is found: the seam between the cache and whoever names folders.

The cache keeps lists, counts and the index; the desk decides which folders there are and what a row shows, by one
function `Shelve`. `by_kind_and_state` is the plain one: a folder a kind and a folder a kind and state.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from office.records import AnyRecord, Document, Dossier, IncomingDocument, OutgoingDocument


class Words(msgspec.Struct, frozen=True):
    """What the search finds a record by; as written, the index folds it."""

    code: str = ""
    subject: str = ""
    party: str = ""
    """Agencies, people, recipients."""


class Shelved(msgspec.Struct, frozen=True):
    """The lists a record lies in, the cells its row shows (opaque here), and its words (None: not searched)."""

    folders: tuple[str, ...] = ()
    cells: bytes = b""
    words: Words | None = None


Shelve = Callable[[AnyRecord], Shelved]


def words_of(record: AnyRecord) -> Words | None:
    """Symbol, summary and parties of a document or dossier."""
    match record:
        case IncomingDocument():
            party = f"{record.issuing_agency} {record.signer_name}"
            return Words(code=record.code, subject=record.subject, party=party)
        case OutgoingDocument():
            number = f"{record.code_number:02d}/" if record.code_number is not None else ""
            party = " ".join(recipient.name for recipient in record.recipients)
            return Words(code=number + record.notation, subject=record.subject, party=party)
        case Dossier():
            return Words(code=record.code, subject=record.title)
        case _:
            return None


def by_kind_and_state(record: AnyRecord) -> Shelved:
    """Folders `KIND` and `KIND:STATE`, no cells."""
    kind = str(record.__struct_config__.tag)
    states = (f"{kind}:{record.state}",) if isinstance(record, Document | Dossier) else ()
    return Shelved(folders=(kind, *states), words=words_of(record))
