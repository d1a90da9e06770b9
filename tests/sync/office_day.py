"""What happens on a day in the office, for tests that need some of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from office.actions import Action, AnyPayload, Opine, Receive, RecordKind
from office.facts import FileFacts, PageFacts
from office.records import FileRef, IncomingDocument
from sync.desk import Mailroom
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer

CONTENT = b"%PDF-1.7 cong van den"


def put_document(
    server: MemoryServer, name: str = "den", content: bytes = CONTENT, **changes: object
) -> IncomingDocument:
    """A document that the officer works on, with its file, on the server."""
    sha256 = server.keep_file(content)
    file = msgspec.structs.replace(office.file(name), sha256=sha256, size=len(content))
    document = office.incoming("in_progress", now=server.clock.now())
    document = msgspec.structs.replace(document, id=office.uid(name), files=(file,), **changes)
    server.put(document)
    stored = server.state.records[document.id]
    assert isinstance(stored, IncomingDocument)
    return stored


def take_away(server: MemoryServer, document_id: str) -> None:
    """The document is recalled by its sender: only the clerks still see it."""
    document = server.state.records[document_id]
    assert isinstance(document, IncomingDocument)
    server.put(msgspec.structs.replace(document, state="recalled"))


def make_action(
    desk: Mailroom, new_id: str, record_id: str, payload: AnyPayload, *, actor: str = office.OFFICER,
    kind: RecordKind = "incoming",
) -> Action:  # fmt: skip
    before = len(desk.cache.folding.pending(record_id))
    return Action(
        id=new_id,
        record_kind=kind,
        record_id=record_id,
        base_rev=desk.cache.records.base_rev(record_id) + before,
        payload=payload,
        actor=actor,
        made_at=desk.clock.now(),
    )


def opine(
    desk: Mailroom, new_id: str, record_id: str, text: str = "Đề nghị phối hợp.", *, hold_s: float = 0.0
) -> Action:
    """The officer adds an opinion."""
    action = make_action(desk, new_id, record_id, Opine(id=f"o-{new_id}", text=text))
    desk.outbox.queue(action, hold_s=hold_s)
    return action


def receive(desk: Mailroom, new_id: str, record_id: str, content: bytes, folder: Path) -> Action:
    """The clerk takes in a document with a file made here."""
    path = folder / "scan.pdf"
    path.write_bytes(content)
    sha256, size = desk.files.keep(path, owner=new_id)
    with desk.cache.transaction():
        page = PageFacts(pages=1, has_text=True)
        desk.cache.folding.keep_facts(FileFacts(sha256=sha256, size=size, page=page))
    file = FileRef(sha256=sha256, name="den.pdf", size=size)
    payload = Receive(entity_id=office.COMMITTEE, channel="paper", files=(file,))
    action = make_action(desk, new_id, record_id, payload, actor=office.CLERK)
    desk.outbox.queue(action)
    return action
