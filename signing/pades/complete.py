"""Completion for the long term (B-LTA): everything that proves the signatures, and a document time stamp over it all.

First every earlier signature is judged with revocation required; one that is revoked, expired or unknown stops it, and
that person signs again. Then, in one further revision: a plain DSS (no VRI, whose rewriting breaks later judgements)
with certificates, CRLs and OCSP answers of all signatures and of the stamp's own authority, and the time stamp. The
renewal before the last stamp's certificate ends is the same step again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from signing.outcomes import FileChanged, SignatureRefused, SignerRevoked, SourceAway, TimestampAway
from signing.pades import check
from signing.pades.external import Fetch, FetchingTimeStamper
from signing.pades.job import Completed, CompleteJob
from signing.pades.pages import fields
from signing.pades.writing import check_bytes, open_revision, parsing, placed, sha256_of
from signing.validation import Verdict, messages, verify
from signing.validation.found import Found, find
from signing.validation.material import Material, Sources, from_message, from_store
from signing.validation.opening import opened
from signing.validation.paths import Paths, Purpose
from signing.validation.verdict import UNCONFIRMED, SignatureVerdict
from signing.validation.whole import Unreadable

DIGEST = "sha256"
OF_THE_SIGNER = frozenset(
    {
        "certificate_revoked",
        "certificate_expired",
        "certificate_not_yet_valid",
        "certificate_not_for_signing",
        "revocation_unknown",
        "chain_untrusted",
        "issuer_not_pinned",
    }
)
"""Reasons of a verdict that are about the signer's certificate, not about the file."""


def complete(job: CompleteJob, fetch: Fetch) -> Completed:
    """Write `job.target`: the source and one revision more. The source is not changed; an error leaves no target.

    Raises SignerRevoked(name, why, field), SignatureRefused(not_signed, signature_invalid, …), SourceAway,
    TimestampAway, FileChanged, NoRoomOnDisk.
    """
    answers = _Answers(fetch)
    source = Path(job.source)
    with source.open("rb") as stream, placed(Path(job.target)) as output:
        before = check_bytes(stream, job.expected_sha256)
        size_before = stream.seek(0, 2)
        writer = open_revision(stream)
        verdict = verify(source, job.trust, at=job.at, fetch=answers)
        if verdict.sha256 != before:
            raise FileChanged(expected=before, found=verdict.sha256)
        _check_signers(verdict, job, answers)
        stamper = FetchingTimeStamper(job.tsa_url, fetch) if job.stamp else None
        _write_store(writer, _collect(job, answers, stamper))
        if stamper is None:
            writer.write(output)
            field, stamped_at = "", None
        else:
            field = _next_field(writer)
            _write_stamp(writer, stamper, field, output)
            stamped_at = check.check_timestamp(output, field)
        check.check_prefix(output, size_before, before)
        sha256, size = sha256_of(output), output.seek(0, 2)
    return Completed(sha256=sha256, size=size, field=field, stamped_at=stamped_at)


class _Answers:
    """`fetch` that asks each thing once and remembers who did not answer."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._known: dict[tuple[str, bytes | None], bytes] = {}
        self.away: list[SourceAway] = []

    def __call__(self, url: str, body: bytes | None) -> bytes:
        if (url, body) not in self._known:
            try:
                self._known[url, body] = self._fetch(url, body)
            except SourceAway as away:
                self.away.append(away)
                raise
        return self._known[url, body]


def _check_signers(verdict: Verdict, job: CompleteJob, answers: _Answers) -> None:
    people = [one for one in verdict.signatures if not one.is_timestamp]
    if not people:
        raise SignatureRefused(reason="not_signed")
    for one in people[-1:] if job.own_only else people:
        if one.verdict != "valid":
            raise _objection(one, answers)
    if verdict.reasons and not job.own_only and verdict.verdict != "valid":
        raise SignatureRefused(reason="signature_invalid", why=verdict.reasons[0])


def _objection(one: SignatureVerdict, answers: _Answers) -> Exception:
    """Why this signature stops the completion; a source that did not answer is blamed before the signer is."""
    why = one.reasons[0] if one.reasons else one.verdict
    if why in ("revocation_unknown", UNCONFIRMED) and answers.away:
        return answers.away[-1]
    if why in OF_THE_SIGNER:
        return SignerRevoked(name=one.signer, why=why, field=one.field)
    return SignatureRefused(reason="signature_invalid", field=one.field, why=why)


def _collect(job: CompleteJob, answers: _Answers, stamper: FetchingTimeStamper | None) -> Material:
    """Certificates and revocation data of every signature and stamp in the file, and of the stamp to come."""
    paths, sources = Paths(job.trust), Sources(answers, job.trust.moved)
    with opened(Path(job.source)) as file:
        material = from_store(file.reader)
        for one in find(file):
            for message, purpose in _messages(one):
                material += _proof(paths, sources, message, job.at, purpose)[0]
    if stamper is None:
        return material
    dummy = asyncio.run(stamper.async_dummy_response(DIGEST))
    try:
        message = messages.of(dummy["content"])
    except Unreadable as broken:
        raise TimestampAway(url=job.tsa_url, why="unreadable") from broken
    proof, why = _proof(paths, sources, message, job.at, "timestamp")
    if why:
        raise answers.away[-1] if answers.away else TimestampAway(url=job.tsa_url, why=why)
    return material + proof


def _messages(one: Found) -> Iterable[tuple[messages.Message, Purpose]]:
    if one.message is not None:
        yield one.message, "timestamp" if one.is_timestamp else "sign"
    if one.token is not None and not one.is_timestamp:
        yield one.token.message, "timestamp"


def _proof(
    paths: Paths, sources: Sources, message: messages.Message, at: datetime, purpose: Purpose
) -> tuple[Material, str]:
    """What shows one certificate to be good now, and the reason why it does not, or ""."""
    material = from_message(message)
    path = paths.find(message.certificate, at, material, purpose)
    material += Material(certificates=path.certificates)
    for certificate, issuer in path.links:
        material += sources.ask(certificate, issuer)
    if path.reasons or not path.certificates:
        return material, (*path.reasons, "chain_untrusted")[0]
    return material, paths.check_revocation(path, at, material)


def _next_field(writer: IncrementalPdfFileWriter) -> str:
    taken = {name for name, _, _ in fields(writer)}
    return next(name for number in range(1, len(taken) + 2) if (name := f"Timestamp{number}") not in taken)


def _write_store(writer: IncrementalPdfFileWriter, material: Material) -> None:
    """Add to the file's DSS, or make one; no VRI."""
    with parsing():
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=_each_once(material.certificates),
            crls=_each_once(material.crls),
            ocsps=_each_once(material.ocsps),
        )


def _write_stamp(
    writer: IncrementalPdfFileWriter, authority: FetchingTimeStamper, field: str, output: BinaryIO
) -> None:
    stamper = PdfTimeStamper(authority, field_name=field)
    asyncio.run(stamper.async_timestamp_pdf(writer, DIGEST, validation_context=None, output=output))


def _each_once(things: Iterable[Any]) -> list[Any]:
    return list({thing.dump(): thing for thing in things}.values())
