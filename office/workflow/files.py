"""What a new version of a file must be before a rule accepts it: judged on the executor's facts, never on bytes.

Before the first signature a draft's file may be replaced whole. From then on a version begins with the bytes of the
one it replaces, and what it adds is one verified signature of the step's role, by a certificate registered to the
actor (for seal and arrival stamp: to the entity whose seal the actor keeps), or a completion (D30 Art. 13.7, 32.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from office.deadlines import local_date
from office.facts import FileFacts, SignatureFact, SignatureRole, SignedFacts
from office.reasons import Refused
from office.records import Certificate, Document, FileRef, IncomingDocument, Instant, main_file
from office.secrecy import decide, decide_mark
from office.world import World

REVOCATION_OPEN = "revocation_unknown"
"""The one thing that a signature made offline may leave open until the seal's completion."""
REMARKS = frozenset({"not_preserved", "signed_after_issue", "timestamp_unproven", "trailing_whitespace"})
"""What validation says beside it without doubting the signature."""
OWN_FINDINGS = ("filled_twice", "filled_before_seal")
"""Findings of validation that are reasons of their own here."""


class Step(msgspec.Struct, frozen=True):
    """What a verb asks of the version that it brings."""

    role: SignatureRole
    """Role of the one new signature; `timestamp` for a completion, which adds no other."""
    by_entity: bool = False
    """Signed with the entity's certificate, by a clerk who keeps its seal."""
    fills: Mapping[str, str] = {}
    """What the prepared fields must hold, all filled by this version; empty: it fills none."""
    was_filled: bool = False
    """The fields were lawfully filled by an earlier version."""
    must_be_proven: bool = False
    """Every signature must be valid, revocation known."""
    must_be_complete: bool = False
    judges_earlier: bool = True
    """False for a foreign document: its sender's signatures are judged when it comes in, and shown as they are."""


def check_admitted(file: FileRef, world: World, *, declared_not_secret: bool) -> Refused | None:
    """Judge a file that enters the office from outside: readable, and without a secrecy mark."""
    facts = world.files.get(file.sha256)
    if facts is None:
        return Refused("file_unknown", {"name": file.name})
    if refused := decide(facts.page, declared_not_secret=declared_not_secret):
        # What cannot be opened cannot be read for a mark either: say the nearer reason first.
        return (_unreadable(file, facts) or refused) if refused.reason == "scan_needs_declaration" else refused
    return _unreadable(file, facts)


def check_draft(file: FileRef, world: World, *, declared_not_secret: bool) -> Refused | None:
    """Judge a draft's file: admitted, signed by nobody, number and date still empty."""
    if refused := check_admitted(file, world, declared_not_secret=declared_not_secret):
        return refused
    signed = world.files[file.sha256].signed
    if file.role != "main":
        return None
    if signed.signatures or signed.verdict != "unsigned":
        return Refused("draft_already_signed", {"name": file.name})
    return Refused("filled_before_seal") if any(signed.filled.values()) else None


class Version(msgspec.Struct, frozen=True):
    """A version that asks to replace the present one: everything that its judgement looks at."""

    document: Document
    world: World
    file: FileRef
    step: Step
    actor: str
    now: Instant

    @property
    def facts(self) -> FileFacts:
        """What the executor's worker saw in the file; empty facts when it saw none."""
        return self.world.files.get(self.file.sha256, FileFacts(sha256=self.file.sha256, size=0))

    @property
    def signed(self) -> SignedFacts:
        """What validation told of its signatures."""
        return self.facts.signed

    @property
    def added(self) -> tuple[SignatureFact, ...]:
        """The signatures that it adds, time stamps apart."""
        return tuple(fact for fact in self.signed.signatures if fact.is_new and fact.role != "timestamp")


def check_version(version: Version) -> Refused | None:
    """Judge the next version of a document's own page; None when it may replace the present one."""
    if version.file.sha256 not in version.world.files or version.file.role != "main":
        return Refused("file_unknown", {"name": version.file.name})
    return next((refused for check in _CHECKS if (refused := check(version))), None)


def take(file: FileRef, world: World, why: str, actor: str, now: Instant) -> FileRef:
    """The version as it is kept: its size, who made it, by which verb, when; the executor's words, not the sender's."""
    seen = world.files.get(file.sha256)
    return msgspec.structs.replace(file, size=seen.size if seen else file.size, why=why, by=actor, at=now)


def was_sound(document: Document) -> bool:
    """Tell whether a foreign document came in with signatures that were not broken already."""
    return not (
        isinstance(document, IncomingDocument)
        and document.signatures is not None
        and document.signatures.verdict == "invalid"
    )


def _unreadable(file: FileRef, facts: FileFacts) -> Refused | None:
    if file.role != "main" and file.media_type != "application/pdf":
        return None
    page = facts.page
    if not page.is_pdf:
        return Refused("file_not_pdf", {"name": file.name})
    if page.is_encrypted:
        return Refused("file_encrypted", {"name": file.name})
    return Refused("file_damaged", {"name": file.name}) if page.is_damaged else None


def _check_page(version: Version) -> Refused | None:
    return _unreadable(version.file, version.facts) or decide_mark(version.facts.page)


def _check_extends(version: Version) -> Refused | None:
    present = main_file(version.document)
    if present is None:
        return Refused("file_missing")
    if version.signed.extends == present.sha256:
        return None
    older = {file.sha256 for file in version.document.files}
    return Refused("file_outdated" if version.signed.extends in older else "prefix_rewritten")


def _check_filled(version: Version) -> Refused | None:
    signed, step = version.signed, version.step
    filled = {field for field, value in signed.filled.items() if value}
    if not step.fills:
        if step.was_filled:
            return Refused("filled_twice") if signed.filled_new else None
        return Refused("filled_before_seal") if filled or signed.filled_new else None
    if filled - set(signed.filled_new):
        return Refused("filled_twice")
    if missing := [field for field in step.fills if field not in filled]:
        return Refused("filled_incompletely", {"missing": ", ".join(missing)})
    for field, wanted in step.fills.items():
        if signed.filled[field] != wanted:
            return Refused("filled_differs", {"field": field, "found": signed.filled[field], "wanted": wanted})
    return None


def _check_findings(version: Version) -> Refused | None:
    findings = version.signed.findings
    if not findings or not (version.step.judges_earlier or was_sound(version.document)):
        return None
    own = next((finding for finding in findings if finding in OWN_FINDINGS), "")
    return Refused(own) if own else Refused("unlawful_change", {"findings": ", ".join(findings)})


def _check_signer(version: Version) -> Refused | None:
    added, role = version.added, version.step.role
    if role == "timestamp":
        return Refused("signature_extra") if added else None
    if not added:
        return Refused("signature_missing", {"role": role})
    if len(added) > 1:
        return Refused("signature_extra")
    if added[0].role != role:
        return Refused("signature_role_wrong", {"role": role, "found": added[0].role})
    return _check_certificate(version, added[0])


def _check_certificate(version: Version, fact: SignatureFact) -> Refused | None:
    organisation, entity_id = version.world.organisation, version.document.entity_id
    known = [c for c in organisation.certificates.values() if c.fingerprint == fact.fingerprint.lower()]
    if not known:
        return Refused("certificate_not_registered", {"signer": fact.signer})
    if version.step.by_entity:
        own = [certificate for certificate in known if certificate.entity_id == entity_id]
        other = "certificate_not_of_entity"
    else:
        own = [certificate for certificate in known if certificate.person_id == version.actor]
        other = "certificate_of_another"
    if not own:
        return Refused(other, {"signer": fact.signer})
    standing = [certificate for certificate in own if certificate.withdrawn_at is None]
    return _check_validity((standing or own)[0], fact, version.now)


def _check_validity(certificate: Certificate, fact: SignatureFact, now: Instant) -> Refused | None:
    def refuse(reason: str, at: Instant) -> Refused:
        return Refused(reason, {"signer": fact.signer, "day": f"{local_date(at):%d/%m/%Y}"})

    if certificate.withdrawn_at is not None:
        return refuse("certificate_withdrawn", certificate.withdrawn_at)
    if now < certificate.not_before_at:
        return refuse("certificate_not_yet_valid", certificate.not_before_at)
    return refuse("certificate_expired", certificate.not_after_at) if now > certificate.not_after_at else None


def _check_order(version: Version) -> Refused | None:
    """The entity seals what the person in charge has signed, never before (D30 Art. 32.2c)."""
    earlier = {fact.role for fact in version.signed.signatures if not fact.is_new}
    return Refused("leader_signature_missing") if version.step.role == "seal" and "leader" not in earlier else None


def _check_verdicts(version: Version) -> Refused | None:
    step = version.step
    for fact in version.signed.signatures:
        if not fact.is_new and not step.judges_earlier:
            continue
        if fact.verdict == "invalid":
            return Refused("signature_invalid" if fact.is_new else "earlier_signature_invalid", {"signer": fact.signer})
        only_revocation_open = set(fact.reasons) - REMARKS == {REVOCATION_OPEN}
        must_be_proven = step.must_be_proven or (fact.is_new and not only_revocation_open)
        if fact.verdict != "valid" and must_be_proven:
            return Refused("signature_not_proven", {"signer": fact.signer, "reasons": ", ".join(fact.reasons)})
    return None


def _check_time(version: Version) -> Refused | None:
    """A time of signing lies between the last step of somebody else and now; one's own steps may wait unsent."""
    skew = timedelta(seconds=version.world.policy.clock_skew_s)
    history = version.document.history
    before = next((line.at for line in reversed(history) if line.by != version.actor), None)
    for fact in version.added:
        times = [at for at in (fact.claimed_at, fact.proven_at) if at is not None]
        if any(at > version.now + skew for at in times):
            return Refused("signature_postdated")
        if before is not None and any(at < before - skew for at in times):
            return Refused("signature_backdated")
    return None


def _check_complete(version: Version) -> Refused | None:
    return Refused("seal_incomplete") if version.step.must_be_complete and not version.signed.is_complete else None


_CHECKS = (
    _check_page,
    _check_extends,
    _check_filled,
    _check_findings,
    _check_signer,
    _check_order,
    _check_verdicts,
    _check_time,
    _check_complete,
)
"""In this order, so that the reason told first is the one that explains the others."""
