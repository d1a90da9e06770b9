"""Signing at this desk: tokens and their certificates, the signing verbs, and what validation says in words.

What is signed is what was shown: the job carries the SHA-256 of the bytes on the screen. The seal fills number and
date, is time stamped, and completes every signature in one go; the arrival stamp completes itself when the authorities
answer; every other signature stays as the moment allows (with a time stamp when the network answers, without offline).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from app.clock import now
from app.documents import FIELDS, SIGNING_ROLES, action_choices, document_kind, fingerprints_for, look_image
from app.errors import ActionNotAllowed, DocumentUnknown, EarlierSignatureUnproven, PlaceNeeded
from app.facts import judge
from app.parts import Parts
from app.texts import _, language
from app.verdicts import verdict_bar
from app.views import CertificateView, TokenView, VerdictBar
from app.words import N_, day_words, word
from office.actions import Action, AnyPayload, Initial, Renew, Seal, Sign, Stamp
from office.facts import FileFacts
from office.records import Document, FileRef, IncomingDocument, OutgoingDocument, Place, main_file
from office.workflow import seal_fields
from signing.appearance.looks import Look, arrival_lines, initial_lines
from signing.certificates import choose
from signing.outcomes import (
    CertificateError,
    CertificateNotForSigning,
    CertificateNotYours,
    NoRoomOnDisk,
    SourceAway,
    TimestampAway,
    TokenError,
    TokenMissing,
)
from signing.pades.job import SignJob
from signing.tokens.client import Signer, TokenDoor
from signing.tokens.messages import TokenCertificate, TokenInfo
from signing.validation.reasons import text as reason_text
from sync.errors import DiskFull

BY_ENTITY = frozenset({"seal", "stamp"})
"""Verbs that are signed with the certificate of the issuing entity."""
QueueFiles = Callable[[Action, dict[str, Path], list[FileFacts]], str]
WHY_NOT = {
    "expired": N_("đã hết hạn"),
    "not_yet_valid": N_("chưa có hiệu lực"),
    "not_for_signing": N_("không dùng để ký"),
    "no_key": N_("không có khóa trên thiết bị"),
    "unreadable": N_("không đọc được"),
}
TOKEN_WARNINGS = {
    "locked": N_("Thiết bị đã bị khóa; liên hệ đơn vị quản lý để mở."),
    "final": N_("Chỉ còn 1 lần thử PIN. Nếu không chắc, hãy dừng lại."),
    "low": N_("Đã có lần nhập sai PIN trước đó."),
}
PURPOSES = {
    "initial": N_("Ký nháy"),
    "sign": N_("Ký ban hành"),
    "seal": N_("Phát hành"),
    "stamp": N_("Tiếp nhận"),
}


class Chosen(msgspec.Struct, frozen=True):
    """The certificate that is to sign, and the token that holds its key."""

    token: TokenInfo
    certificate: TokenCertificate


class Signatures:
    """Tokens, signing and verdicts of one desk."""

    def __init__(self, parts: Parts, queue: QueueFiles) -> None:
        self._parts = parts
        self._queue = queue

    # ── tokens ────────────────────────────────────────────────────────────────────────────────────────────────────
    def tokens(self, fingerprints: tuple[str, ...] = ()) -> tuple[TokenView, ...]:
        """The tokens plugged in now; `fingerprints` marks the certificates that are registered for the task."""
        return tuple(_token_view(info, fingerprints) for _door, info in self._plugged_in())

    def choose(self, token: str = "", certificate: str = "", *, fingerprints: tuple[str, ...] = ()) -> Chosen:
        """The certificate meant by a token's label or serial and a certificate's label, name or fingerprint.

        Where nothing else is said, the one that is registered for the task (`fingerprints`). Raises TokenMissing,
        CertificateNotFound and its kin.
        """
        with self._naming_manager():
            infos = [info for _door, info in self._plugged_in()]
            return meant(infos, token=token, certificate=certificate, fingerprints=fingerprints)

    def registered(self, document_id: str, verb: str) -> tuple[str, ...]:
        """Fingerprints of the certificates that may sign this verb on this document."""
        record, _main = self._document(document_id)
        return fingerprints_for(self._parts, verb, record)

    def open(self, chosen: Chosen, pin: str) -> None:
        """Give the PIN to the token: one try. Raises PinWrong, PinLocked, TokenMissing."""
        with self._naming_manager():
            self._door(chosen).open(chosen.token.serial, pin)

    # ── signing ───────────────────────────────────────────────────────────────────────────────────────────────────
    def sign(
        self, document_id: str, verb: str, chosen: Chosen, *, place: Place | None = None, shown_sha256: str = ""
    ) -> str:
        """Sign for a verb (initial, sign, seal, stamp) with an opened token; returns the action's id.

        Raises ActionNotAllowed and CertificateNotYours before the token is touched, PlaceNeeded when the page gives no
        sure place and none was chosen, and what `signing.outcomes` names. Nothing is queued then.
        """
        record, main = self._document(document_id)
        self._require_allowed(record, verb)
        self._require_own(record, verb, chosen)
        files = self._parts.mail.files
        with ExitStack() as stack, self._naming_manager(), _no_room_to_sign():
            source = stack.enter_context(files.work_copy(self._parts.bring(main.sha256)))
            target = stack.enter_context(files.work_folder()) / "signed.pdf"
            job = SignJob(
                source=str(source),
                target=str(target),
                role=SIGNING_ROLES[verb],
                certificate_der=chosen.certificate.der,
                chain_der=chosen.token.chain_der(),
                field=FIELDS.get(verb, ""),
                place=place or self._own_place(verb, source),
                look=self._look(record, verb, chosen.certificate),
                fill=_fill(record, verb),
                when=now().replace(microsecond=0),
                reason=_(PURPOSES[verb]),
                level="t",
                expected_sha256=shown_sha256 or main.sha256,
                tsa_url=self._parts.tsa_url,
            )
            signer = self._door(chosen).signer(chosen.token.serial, chosen.certificate.fingerprint)
            is_complete = self._make(job, signer)
            facts, _verdict = judge(self._parts, target, previous=source, online=is_complete)
            file = FileRef(sha256=facts.sha256, name=main.name, size=facts.size, why=verb)
            action = self._parts.action(document_kind(record), record.id, _payload(verb, file))
            return self._queue(action, {facts.sha256: target}, [facts])

    def renew(self, document_id: str) -> str:
        """Bring every signature of the present page to its long-term form, without any token; the action's id.

        Needs the network: time stamp, OCSP and CRL are asked for. Raises ActionNotAllowed before anything is asked,
        EarlierSignatureUnproven, TimestampAway, SourceAway; nothing is queued then.
        """
        parts = self._parts
        record, main = self._document(document_id)
        self._require_allowed(record, "renew")
        with ExitStack() as stack:
            source = stack.enter_context(parts.mail.files.work_copy(parts.bring(main.sha256)))
            target = stack.enter_context(parts.mail.files.work_folder()) / "renewed.pdf"
            parts.documents.complete(
                source,
                target,
                parts.fetch,
                parts.trust,
                tsa_url=parts.tsa_url,
                at=now(),
                own_only=isinstance(record, IncomingDocument),
                expected_sha256=main.sha256,
            )
            facts, _verdict = judge(parts, target, previous=source, online=True)
            file = FileRef(sha256=facts.sha256, name=main.name, size=facts.size, why="renew")
            action = parts.action(document_kind(record), record.id, Renew(file=file))
            return self._queue(action, {facts.sha256: target}, [facts])

    def _make(self, job: SignJob, signer: Signer) -> bool:
        """Make the signature of a role; returns whether what it leaves is provable in the long term."""
        match job.role:
            case "seal":
                self._seal(job, signer)
                return True
            case "arrival":
                return self._stamp(job, signer)
            case _:
                self._run(job, signer)
                return False

    def _run(self, job: SignJob, signer: Signer) -> bool:
        """Sign; only the seal insists on a time stamp, the others do without when nobody answers. Was it stamped?"""
        documents, fetch = self._parts.documents, self._parts.fetch
        try:
            documents.sign(job, signer, fetch)
        except (TimestampAway, SourceAway):
            documents.sign(replace(job, level="b"), signer)
            return False
        return True

    def _stamp(self, job: SignJob, signer: Signer) -> bool:
        """Stamp a foreign document and complete the stamp alone; where no authority answers, `renew` does it later."""
        parts, target, stamped = self._parts, Path(job.target), Path(job.target).with_name("stamped.pdf")
        if not self._run(replace(job, target=str(stamped)), signer):
            stamped.replace(target)
            return False
        try:
            parts.documents.complete(
                stamped, target, parts.fetch, parts.trust, tsa_url=parts.tsa_url, at=now(), own_only=True
            )
        except (TimestampAway, SourceAway):
            stamped.replace(target)
            return False
        return True

    def _seal(self, job: SignJob, signer: Signer) -> None:
        """Verify what came before, fill and seal in one revision, complete all signatures in one more."""
        parts, sealed = self._parts, Path(job.target).with_name("sealed.pdf")
        before = parts.documents.verify(Path(job.source), parts.trust, at=now(), fetch=parts.fetch)
        for one in before.signatures:
            if one.verdict != "valid":
                raise EarlierSignatureUnproven(signer=one.signer, reason=", ".join(_said(one.reasons)))
        parts.documents.sign(replace(job, target=str(sealed)), signer, parts.fetch)
        parts.documents.complete(sealed, Path(job.target), parts.fetch, parts.trust, tsa_url=parts.tsa_url, at=now())

    def proposed_place(self, document_id: str, verb: str) -> Place | None:
        """Where the signature would stand without a prepared field; None when the page gives no sure place."""
        _record, main = self._document(document_id)
        with self._parts.mail.files.work_copy(self._parts.bring(main.sha256)) as source:
            return self._free_place(verb, source)

    def _own_place(self, verb: str, source: Path) -> Place | None:
        """Where a stamp stands that has no prepared field: the free strip of the page, never a guess."""
        place = self._free_place(verb, source)
        if place is None and verb == "stamp":
            raise PlaceNeeded()
        return place

    def _free_place(self, verb: str, source: Path) -> Place | None:
        return self._parts.reader.places(source).get("arrival_strip") if verb == "stamp" else None

    def _look(self, record: Document, verb: str, certificate: TokenCertificate) -> Look:
        if isinstance(record, IncomingDocument):
            entity = self._parts.organisation.entities[record.entity_id]
            number = f"{record.arrival_number:02d}" if record.arrival_number else ""
            return Look(lines=arrival_lines(entity.name, number, day_words(record.arrival_on)))
        image = look_image(self._parts, verb, record)
        if verb == "initial" and image is None:
            return Look(lines=initial_lines(certificate.cn))
        return Look(image_png=image or b"")

    def _require_own(self, record: Document, verb: str, chosen: Chosen) -> None:
        """E9: a person signs with a certificate that is registered to that person, or with none that anybody has."""
        known = self._parts.organisation.certificates.values()
        owners = {c.person_id for c in known if c.fingerprint == chosen.certificate.fingerprint}
        if verb in BY_ENTITY or not owners or self._parts.person_id in owners:
            return
        own = fingerprints_for(self._parts, verb, record)
        offered = [c.cn for _d, info in self._plugged_in() for c in info.certificates if c.fingerprint in own]
        raise CertificateNotYours(name=chosen.certificate.cn, offered=", ".join(offered))

    @contextmanager
    def _naming_manager(self) -> Iterator[None]:
        """Errors of tokens and certificates name the unit that can help, where the profile knows it."""
        try:
            yield
        except (TokenError, CertificateError) as error:
            if manager := self._parts.profile.load().token_manager:
                error.facts["manager"] = manager
            raise

    # ── verdicts ──────────────────────────────────────────────────────────────────────────────────────────────────
    def verdict(self, document_id: str, *, online: bool = True) -> VerdictBar:
        """What validation says of the present page, in words; takes a moment the first time."""
        _record, main = self._document(document_id)
        known = self._parts.verdicts.get(main.sha256)
        if known is None:
            with self._parts.mail.files.work_copy(self._parts.bring(main.sha256)) as path:
                _facts, known = judge(self._parts, path, online=online)
            self._parts.verdicts[main.sha256] = known
        return verdict_bar(known)

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _document(self, document_id: str) -> tuple[Document, FileRef]:
        record = self._parts.record(document_id)
        main = main_file(record) if isinstance(record, (IncomingDocument, OutgoingDocument)) else None
        if main is None or not isinstance(record, (IncomingDocument, OutgoingDocument)):
            raise DocumentUnknown(id=document_id)
        return record, main

    def _require_allowed(self, record: Document, verb: str) -> None:
        for choice in action_choices(self._parts, record, now()):
            if choice.type == verb and not choice.enabled:
                raise ActionNotAllowed(reason=choice.reason_code, **choice.facts)

    def _plugged_in(self) -> list[tuple[TokenDoor, TokenInfo]]:
        return [(door, info) for _library, door in self._parts.doors for info in door.tokens(now())]

    def _door(self, chosen: Chosen) -> TokenDoor:
        for door, info in self._plugged_in():
            if info.serial == chosen.token.serial:
                return door
        raise TokenMissing(token=chosen.token.label)


def meant(
    infos: Sequence[TokenInfo], *, token: str = "", certificate: str = "", fingerprints: tuple[str, ...] = ()
) -> Chosen:
    """The certificate meant among these tokens; see `Signatures.choose`."""
    if not infos or (token and not any(token in (info.label, info.serial) for info in infos)):
        raise TokenMissing(token=token)
    offered = (c.fingerprint for info in infos if token in ("", info.label, info.serial) for c in info.certificates)
    wanted = certificate or next((one for one in offered if one in fingerprints), "")
    try:
        return Chosen(*choose(infos, token=token, wanted=wanted))
    except CertificateNotForSigning as unfit:
        unfit.facts["offered"] = ", ".join(c.cn for info in infos for c in info.certificates if c.usable)
        raise


@contextmanager
def _no_room_to_sign() -> Iterator[None]:
    """A full disk while signing is said as such, wherever on the way it was met."""
    try:
        yield
    except DiskFull as full:
        raise NoRoomOnDisk(**full.facts) from full


def _fill(record: Document, verb: str) -> dict[str, str]:
    """What the seal writes into the prepared fields; every other verb leaves them alone."""
    return seal_fields(record) if verb == "seal" and isinstance(record, OutgoingDocument) else {}


def _said(reasons: tuple[str, ...]) -> list[str]:
    return [reason_text(code, language()) for code in reasons]


def _payload(verb: str, file: FileRef) -> AnyPayload:
    match verb:
        case "initial":
            return Initial(file=file)
        case "sign":
            return Sign(file=file)
        case "seal":
            return Seal(file=file)
        case _:
            return Stamp(file=file)


def _token_view(info: TokenInfo, fingerprints: tuple[str, ...]) -> TokenView:
    warning = "locked" if info.pin_locked else "final" if info.pin_final_try else "low" if info.pin_low else ""
    certificates = tuple(_certificate_view(c, fingerprints) for c in info.certificates if not c.is_ca)
    return TokenView(
        serial=info.serial,
        label=info.label,
        is_ready=not info.pin_locked and any(c.is_usable for c in certificates),
        is_locked=info.pin_locked,
        is_open=info.is_open,
        has_pin_pad=info.protected_path,
        warning=word(TOKEN_WARNINGS, warning) if warning else "",
        certificates=tuple(sorted(certificates, key=lambda c: (not c.is_mine, not c.is_usable))),
    )


def _certificate_view(certificate: TokenCertificate, fingerprints: tuple[str, ...]) -> CertificateView:
    until = certificate.not_after
    return CertificateView(
        fingerprint=certificate.fingerprint,
        holder=certificate.cn,
        organisation=certificate.organisation,
        issuer=certificate.issuer_cn,
        valid_words=_("đến {day}", day=day_words(until.date())) if until else "",
        is_usable=certificate.usable,
        is_mine=certificate.fingerprint in fingerprints,
        why_not=word(WHY_NOT, certificate.why_not) if certificate.why_not else "",
    )
