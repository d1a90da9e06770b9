"""The main job of an outgoing document over raw HTTP: people signed in, and one step after another with real papers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from office.actions import (
    Action,
    AnyPayload,
    Draft,
    Initial,
    Number,
    PassFormat,
    Seal,
    Sign,
    SubmitDraft,
)
from office.numbering import fields_of
from office.records import OutgoingDocument, kind_of
from server.ids import make_id
from sync.protocol import Applied, Result
from tests.helpers.office_world import draft_payload
from tests.helpers.real_papers import RealPapers, ref
from tests.helpers.server_process import Client, ServerProcess, running

LOGINS = {"officer": "an", "colleague": "binh", "head": "cuong", "chief": "dung", "clerk": "hoa", "leader": "khanh"}
UNTRACED = frozenset({"claim", "session", "refresh_token", "account", "alembic_version", "upload"})
"""Tables that a refusal may write to: the answer kept under its id, and how people come in."""


class WireOffice:
    """A running server, everybody signed in, and the papers of the authority it trusts."""

    def __init__(self, server: ServerProcess, papers: RealPapers) -> None:
        self.server = server
        self.papers = papers
        self.people = {name: Client(server).sign_in(login) for name, login in LOGINS.items()}

    def act(self, who: str, record: OutgoingDocument | Any, payload: AnyPayload, **changes: Any) -> Action:
        """An action of somebody on a record as it stands; a text stands for a kind that is created."""
        kind, id, rev = (record, make_id(), 0) if isinstance(record, str) else (kind_of(record), record.id, record.rev)
        made = Action(
            id=make_id(),
            record_kind=kind,  # type: ignore[arg-type]
            record_id=id,
            base_rev=rev,
            payload=payload,
            actor=self.people[who].person_id,
            made_at=datetime.now(UTC),
        )
        return replace(made, **changes)

    def post(self, who: str, action: Action) -> Result:
        """Its answer."""
        (result,) = self.people[who].post(action)
        return result

    def done(self, who: str, record: Any, payload: AnyPayload) -> Any:
        """The record after an action that must apply."""
        result = self.post(who, self.act(who, record, payload))
        assert isinstance(result, Applied), result
        return result.record

    def bring(self, who: str, record: Any, payload_type: Any, content: bytes) -> Any:
        """The record after an action that brings a file and must apply."""
        self.people[who].upload(content)
        return self.done(who, record, payload_type(file=ref(content)))

    # ── the steps ─────────────────────────────────────────────────────────────────────────────────────────────────
    def drafted(self) -> tuple[OutgoingDocument, bytes]:
        """A prepared draft in review."""
        content, places = self.papers.draft()
        self.people["officer"].upload(content)
        payload: Draft = draft_payload(files=(ref(content),), places=places, answers=())
        record = self.done("officer", "outgoing", payload)
        return self.done("officer", record, SubmitDraft()), content

    def awaiting(self) -> tuple[OutgoingDocument, bytes]:
        """Initialled and passed; the leader is to sign."""
        record, content = self.drafted()
        content = self.papers.initialled(content)
        record = self.bring("head", record, Initial, content)
        return self.done("chief", record, PassFormat()), content

    def signed(self) -> tuple[OutgoingDocument, bytes]:
        """Signed by the leader."""
        record, content = self.awaiting()
        content = self.papers.led(content)
        return self.bring("leader", record, Sign, content), content

    def numbered(self) -> tuple[OutgoingDocument, bytes]:
        """With its number in the register."""
        record, content = self.signed()
        return self.done("clerk", record, Number()), content

    def sealed(self) -> tuple[OutgoingDocument, bytes]:
        """Filled, sealed and complete."""
        record, content = self.numbered()
        content = self.papers.sealed(content, fill_of(record))
        return self.bring("clerk", record, Seal, content), content

    # ── what is left behind ───────────────────────────────────────────────────────────────────────────────────────
    def traces(self) -> dict[str, object]:
        """Everything that the server keeps (documents, books, journal, feed, access log, files), but answers, sessions.

        A dump of each table by its name: what was left behind is seen in the comparison.
        """
        found: dict[str, object] = {}
        with self._database() as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in sorted(set(tables) - UNTRACED):
                found[table] = sorted(database.execute(f"SELECT * FROM {table}"))  # noqa: S608 names of our own tables
        folder = self.server.data / "files"
        found["files"] = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        assert {
            "record",
            "counter",
            "register_row",
            "journal_line",
            "feed_row",
            "stored_file",
            "file_grant",
        } <= found.keys()
        return found

    def answers_to(self, action_id: str) -> int:
        """How many answers are kept under an action's id."""
        with self._database() as database:
            (count,) = database.execute("SELECT count(*) FROM claim WHERE id = ?", (action_id,)).fetchone()
        return int(count)

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(f"file:{self.server.data / 'office.sqlite3'}?mode=ro", uri=True)
        try:
            yield database
        finally:
            database.close()


def fill_of(record: OutgoingDocument) -> dict[str, str]:
    """What the seal must fill in."""
    assert record.code_number is not None
    assert record.issued_on is not None
    return fields_of(record.code_number, record.issued_on)


@contextmanager
def wire_office(folder: Path) -> Iterator[WireOffice]:
    """A server of the ready-made office with real certificates."""
    papers = RealPapers(folder)
    with running(folder, papers.records(), BUTPHE_TRUST=str(papers.trust_folder)) as server:
        yield WireOffice(server, papers)
