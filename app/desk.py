"""The verbs of one person's desk: everything the window and the command line can do, offline first.

A verb asks the rulebook, keeps its files, queues its action, and returns; what the screen shows then is already the new
state. Nothing here waits for the network but `sync` and what says so.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.clock import now
from app.drafting import DraftForm, notation_of, require_known, sheet_of, template_of
from app.errors import ActionNotAllowed, DocumentUnknown, FileNotHere, FirstSignInAway, NotSignedIn
from app.facts import judge, look
from app.own import Own
from app.parts import Parts, new_id
from app.profiles import Account
from app.queries import Queries, read_mark_id
from app.reading import Reading
from app.signatures import Signatures
from office.actions import Action, AnyPayload, Draft, OpenDossier, Receive, RecordKind
from office.facts import FileFacts
from office.personal import MarkRead
from office.reasons import Refused
from office.records import (
    AnyRecord,
    Channel,
    FileRef,
    HistoryLine,
    IncomingDocument,
    OutgoingDocument,
    SignatureSummary,
    kind_of,
    main_file,
)
from office.workflow import apply
from signing.outcomes import NoRoomOnDisk
from sync.cache import Changed
from sync.cache.folding import ORGANISATION_KINDS
from sync.disk import NEEDED_MB, disk_errors
from sync.errors import DiskFull, ServerAway, ServerError

if TYPE_CHECKING:
    from sync.wire import Wire

UNDO_S = 6.0
"""How long an action may still be undone before it leaves (B23)."""


class Desk:
    """One person's desk on this machine."""

    def __init__(self, parts: Parts, *, undo_s: float = 0.0) -> None:
        """`undo_s`: how long queued actions may be undone; 0 for scripts."""
        self.parts = parts
        self.queries = Queries(parts)
        self.reading = Reading(parts)
        self.signatures = Signatures(parts, self._queue_file_action)
        self.own = Own(parts, self._queue)
        self._undo_s = undo_s
        self._organisation_changed = False
        self.watch(self._note)

    # ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────
    def receive(
        self, path: Path, entity_id: str, *, channel: Channel = "other", declared_not_secret: bool = False
    ) -> str:
        """Take a PDF in for an entity; returns the new document's id.

        Raises NotAPdf, DamagedPdf, EncryptedPdf, SecretRefused (nothing is kept then), ActionNotAllowed.
        """
        look(self.parts, path)
        facts, verdict = judge(self.parts, path)
        file = FileRef(sha256=facts.sha256, name=path.name, size=facts.size)
        summary = SignatureSummary(
            verdict=verdict.verdict,
            signers=tuple(one.signer for one in verdict.signatures if not one.is_timestamp),
            reasons=verdict.reasons,
            checked_at=now(),
        )
        payload = Receive(
            entity_id=entity_id,
            channel=channel,
            files=(file,),
            signatures=summary,
            declared_not_secret=declared_not_secret,
        )
        action = self.parts.action("incoming", new_id(), payload)
        self._queue_file_action(action, {file.sha256: path}, [facts])
        return action.record_id

    def act(self, document_id: str, payload: AnyPayload) -> str:
        """Do what needs no file and no token; returns the action's id. Raises ActionNotAllowed, DocumentUnknown."""
        record = self._record(document_id)
        action = self.parts.action(_kind(record), document_id, payload)
        return self._queue(action)

    def draft(self, form: DraftForm, document_id: str = "") -> str:
        """Compose a draft with its fields prepared, new or anew; returns the document's id.

        Raises PayloadBroken when the form names somebody unknown, LetterMissing, DoesNotFit, ActionNotAllowed, and
        DiskFull (`saved_at`: when this draft was saved before; that save stands).
        """
        require_known(form, self.parts.organisation)
        try:
            return self._draft(form, document_id)
        except (DiskFull, NoRoomOnDisk) as full:
            raise DiskFull(needed_mb=NEEDED_MB, saved_at=self._saved_at(document_id)) from full

    def _draft(self, form: DraftForm, document_id: str) -> str:
        from paper.compose import compose  # the compositor starts slowly, and few write

        parts = self.parts
        sheet = sheet_of(form, parts.organisation, is_fictional=parts.profile.load().is_training)
        composed = compose(template_of(form.document_type), sheet, at=now())
        with parts.mail.files.work_folder() as folder:
            plain, prepared = folder / "draft.pdf", folder / "prepared.pdf"
            with disk_errors():
                plain.write_bytes(composed.pdf)
            parts.documents.prepare(plain, prepared, composed.places)
            facts, _verdict = judge(parts, prepared, online=False)
            file = FileRef(sha256=facts.sha256, name=f"{notation_of(form, parts.organisation)}.pdf", size=facts.size)
            payload = _draft_payload(form, notation_of(form, parts.organisation), (replace(file, why="draft"),))
            action = parts.action("outgoing", document_id or new_id(), replace(payload, places=composed.places))
            self._queue_file_action(action, {facts.sha256: prepared}, [facts])
        return action.record_id

    def open_dossier(self, entity_id: str, code: str, title: str, retention: str = "") -> str:
        """Open a dossier; returns its id."""
        payload = OpenDossier(entity_id=entity_id, code=code, title=title, retention=retention)
        action = self.parts.action("dossier", new_id(), payload)
        self._queue(action)
        return action.record_id

    def mark_read(self, document_id: str) -> None:
        """Note that the person has seen the document as it is now."""
        record = self._record(document_id)
        mark_id = read_mark_id(self.parts.person_id, document_id)
        if record.rev:
            payload = MarkRead(document_id=document_id, seen_rev=record.rev)
            self._queue(self.parts.action("read_mark", mark_id, payload))

    # ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def save_file(self, document_id: str, target: Path, sha256: str = "") -> None:
        """Write a copy of a file (the present page by default); fetches it when it is not here. The trace of it
        is kept first: no copy without one.

        Raises FileNotHere, DiskFull.
        """
        saved = self.file_of(document_id, sha256)
        self.own.trace(document_id, "export", saved)
        self.parts.mail.files.save(saved, target)

    def file_of(self, document_id: str, sha256: str = "") -> str:
        """The SHA-256 of a file of the document that is now on this machine; raises FileNotHere."""
        record = self._record(document_id)
        main = main_file(record) if isinstance(record, (IncomingDocument, OutgoingDocument)) else None
        wanted = sha256 or (main.sha256 if main else "")
        if not wanted:
            raise FileNotHere(name="")
        return self.parts.bring(wanted)

    # ── outbox ────────────────────────────────────────────────────────────────────────────────────────────────────
    def undo(self, action_id: str) -> bool:
        """Take back an action that has not left; False when it is too late."""
        return self.parts.mail.outbox.undo(action_id)

    def retry(self, action_id: str) -> bool:
        """Do a refused or conflicting action again on the record as it is now."""
        is_done = self.parts.mail.outbox.retry(action_id, new_id=new_id()) is not None
        self._wake()
        return is_done

    def discard(self, action_id: str) -> bool:
        """Give up a refused or conflicting action."""
        is_done = self.parts.mail.outbox.discard(action_id)
        self._wake()
        return is_done

    # ── the network ───────────────────────────────────────────────────────────────────────────────────────────────
    def sign_in(self, server: str, login: str, password: str) -> bool:
        """Sign in; True when the password must be changed now. Raises SignInRefused, ServerAway and kin."""
        mail, profile = self.parts.mail, self.parts.profile
        settings = profile.load()
        device = settings.account.device if settings.account else new_id()
        mail.connect(server)
        assert mail.wire is not None
        try:
            tokens = mail.wire.sign_in(login, password, device=device)
        except ServerAway as away:
            if settings.account is None:
                raise FirstSignInAway(**away.facts) from away
            raise
        account = Account(server=server, login=login, person_id=tokens.person_id, device=device)
        profile.save(replace(settings, account=account))
        return tokens.must_change_password

    def change_password(self, old: str, new: str) -> None:
        """Change the password. Raises RequestRefused when the server does not take it."""
        self._wire().change_password(old, new)

    def sync(self) -> None:
        """Send what waits and fetch what changed, now. Raises ServerAway and its kin; the outbox stays.

        ServerAway tells how many actions wait (`waiting`), ServerError when the running engine asks again (`retry_at`).
        """
        self._wire()
        engine = self.parts.mail.engine
        assert engine is not None
        self.parts.mail.outbox.send_now()
        try:
            engine.sync_once()
        except ServerAway as away:
            away.facts["waiting"] = len(self.queries.outbox())
            raise
        except ServerError as failed:
            failed.facts["retry_at"] = engine.status().next_at
            raise
        self._relist()

    def start(self) -> None:
        """Keep in step with the server from now on, in a thread."""
        if self.parts.mail.engine is not None:
            self.parts.mail.start()

    def watch(self, changed: Callable[[Changed], None]) -> None:
        """Be told after each change of the cache, in the thread that made it."""
        self.parts.mail.cache.listen(changed)

    @property
    def requests_ok(self) -> int:
        """How many requests of this run were answered with success."""
        wire = self.parts.mail.wire
        return wire.requests_ok if wire else 0

    def close(self) -> None:
        """End workers and threads; everything is on disk already."""
        self.parts.close()

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _wire(self) -> Wire:
        wire = self.parts.mail.wire
        if wire is None:
            raise NotSignedIn()
        return wire

    def _note(self, changed: Changed) -> None:
        if changed.kinds & ORGANISATION_KINDS:
            self._organisation_changed = True

    def _relist(self) -> None:
        """People and posts decide what lies where: list the documents anew after the organisation changed."""
        if not self._organisation_changed:
            return
        self._organisation_changed = False
        cache = self.parts.mail.cache
        with cache.transaction():
            for kind in ("incoming", "outgoing", "dossier"):
                cache.records.reshelve(record.id for record in cache.records.of_kind(kind))

    def _record(self, document_id: str) -> AnyRecord:
        record = self.parts.record(document_id)
        if record is None:
            raise DocumentUnknown(id=document_id)
        return record

    def _saved_at(self, document_id: str) -> datetime | None:
        """When somebody last did something with a document here; None for a new one."""
        lines: tuple[HistoryLine, ...] = getattr(self.parts.record(document_id), "history", ()) if document_id else ()
        return lines[-1].at if lines else None

    def _queue(self, action: Action) -> str:
        world = self.parts.mail.cache.folding.world(action.record_id, actions=[action])
        outcome = apply(world, action, now())
        if isinstance(outcome, Refused):
            raise ActionNotAllowed(reason=outcome.reason, **outcome.facts)
        self.parts.mail.outbox.queue(action, hold_s=self._undo_s)
        self._wake()
        return action.id

    def _wake(self) -> None:
        """The running engine sends what is new as soon as it may be sent; it does not wait for its next look."""
        if self.parts.mail.engine is not None:
            self.parts.mail.engine.wake()

    def _queue_file_action(self, action: Action, files: dict[str, Path], facts: list[FileFacts]) -> str:
        """Keep the files for the action, then queue it; an action that is not queued leaves no file behind."""
        mail = self.parts.mail
        try:
            with mail.cache.transaction():
                for known in facts:
                    mail.cache.folding.keep_facts(known)
            for path in files.values():
                mail.files.keep(path, owner=action.id)
            return self._queue(action)
        except (ActionNotAllowed, DiskFull):
            with suppress(DiskFull), mail.cache.transaction():  # the bytes go first, so there is room for the tables
                mail.files.sweep([*mail.files.release(action.id), *files])
            raise


def _kind(record: AnyRecord) -> RecordKind:
    kind = kind_of(record)
    assert kind != "register_entry", "a book's rows are written by the server alone"
    return kind  # type: ignore[return-value]


def _draft_payload(form: DraftForm, notation: str, files: tuple[FileRef, ...]) -> Draft:
    return Draft(
        entity_id=form.entity_id,
        document_type=form.document_type,
        notation=notation,
        subject=form.subject,
        unit_id=form.unit_id,
        unit_head_id=form.unit_head_id,
        signer_id=form.signer_id,
        format_reviewer_id=form.format_reviewer_id,
        authority=form.authority,
        delegation_id=form.delegation_id,
        urgency=form.urgency,
        recipients=form.recipients,
        answers=form.answers,
        files=files,
        body={"text": form.body, "addressees": "\n".join(form.addressees)},
    )
