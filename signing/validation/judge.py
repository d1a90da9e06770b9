"""Judging a file: one signature after the other, then the file as a whole.

Decides in which order things are asked, and puts the answers together. Each question has a module of its own:
`found` the bytes, `rules` what came after, `filled` number and date, `hybrid` the two readings, `proof` the document
timestamps, `worth` the signer's certificate at the moment that counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from pathlib import Path
from typing import Any

from signing.validation import filled, found, hybrid, reasons, revisions, rules
from signing.validation.found import Found
from signing.validation.material import Fetch, Sources
from signing.validation.opening import BROKEN, Opened, opened
from signing.validation.paths import Paths
from signing.validation.proof import Bench, prove
from signing.validation.roles import role_of
from signing.validation.trust import Trust
from signing.validation.verdict import SignatureVerdict, Verdict
from signing.validation.worth import Worth, worth_of, worth_of_stamp

AFTER_ISSUE = frozenset({"arrival", "copy", "timestamp"})
"""Roles of signatures that may follow the completion of an issued document."""


def judge(path: Path, trust: Trust, *, at: datetime, fetch: Fetch | None, previous: Path | None) -> Verdict:
    """Judge the file at `path`; raises NotAPdf, DamagedPdf, EncryptedPdf, and OSError when it cannot be read."""
    sha256, size = revisions.sha256_of(path)
    with opened(path) as file:
        bench = Bench(file, Paths(trust), Sources(fetch, trust.moved), at)
        signatures = found.find(file)
        known = _Known.of(file, previous)
        verdicts = _judge_all(bench, signatures, known.size)
        about_file = reasons.sort(_file_reasons(file, signatures))
        weights = [reasons.weigh(about_file), *(one.verdict for one in verdicts)]
        return Verdict(
            verdict=_worst(weights) if verdicts or about_file else "unsigned",
            sha256=sha256,
            size=size,
            signatures=verdicts,
            reasons=about_file,
            filled=_values(file, file.reader.xrefs.total_revisions - 1),
            filled_before=tuple(_values(file, known.revision)) if known.revision >= 0 else (),
            is_complete=_is_complete(file, signatures, verdicts, about_file),
            producer=found.producer(file),
            revisions=file.reader.xrefs.total_revisions,
            extends=known.sha256,
            checked_at=at,
        )


@dataclass(frozen=True)
class _Known:
    """The previous version, when the file begins with its bytes."""

    sha256: str = ""
    size: int = -1
    revision: int = -1

    @classmethod
    def of(cls, file: Opened, previous: Path | None) -> _Known:
        if previous is None or not revisions.begins_with(file.path, previous):
            return cls()
        sha256, size = revisions.sha256_of(previous)
        return cls(sha256, size, revisions.revision_at(file, size))


def _worst(weights: Sequence[str]) -> Any:
    return next((one for one in ("invalid", "indeterminate") if one in weights), "valid")


def _values(file: Opened, revision: int) -> dict[str, str]:
    try:
        states = filled.states(file.reader.get_historical_resolver(revision))
    except BROKEN:
        return {}
    return {name: state.value for name, state in states.items() if state.value}


def _file_reasons(file: Opened, signatures: Sequence[Found]) -> Iterator[str]:
    if signatures and not any(one.end == file.size for one in signatures):
        tail = revisions.trailing(file)
        if tail:
            yield tail
    if found.removed(file):
        yield "signature_removed"
    yield from filled.check(file.reader, signatures)
    if signatures and hybrid.readings_differ(file):
        yield "hybrid_readings_differ"


def _is_complete(
    file: Opened, signatures: Sequence[Found], verdicts: Sequence[SignatureVerdict], about_file: Sequence[str]
) -> bool:
    """Every signature provable from the file alone, and a standing document timestamp over the file's last byte."""
    people = [one for one in verdicts if not one.is_timestamp]
    pairs = zip(signatures, verdicts, strict=True)
    stamps = [one for one, judged in pairs if judged.is_timestamp and judged.is_preserved]
    return (
        bool(people)
        and not about_file
        and all(one.verdict == "valid" and one.is_preserved for one in people)
        and any(one.end == file.size for one in stamps)
    )


def _judge_all(bench: Bench, signatures: Sequence[Found], known_size: int) -> tuple[SignatureVerdict, ...]:
    proofs, stamp_reasons = prove(bench, [one for one in signatures if one.is_timestamp])
    policy, issued = rules.office_policy(), _issue_revision(signatures)
    verdicts = []
    for one in signatures:
        review = _review(bench.file, one, policy)
        if one.is_timestamp:
            worth = worth_of_stamp(one, stamp_reasons[one.revision])
        else:
            worth = worth_of(bench, one, next((proof for proof in proofs if proof.revision > one.revision), None))
        if one.revision > issued and role_of(one) not in AFTER_ISSUE:
            worth = replace(worth, reasons=(*worth.reasons, "signed_after_issue"))
        verdicts.append(_state(one, review, worth, is_new=one.end > known_size or one.end == 0))
    return tuple(verdicts)


def _issue_revision(signatures: Sequence[Found]) -> float:
    """The revision that completes a sealed document: its first document timestamp after the first seal."""
    sealed = min((one.revision for one in signatures if role_of(one) == "seal"), default=inf)
    return min((one.revision for one in signatures if one.is_timestamp and one.revision > sealed), default=inf)


def _review(file: Opened, one: Found, policy: Any) -> rules.Review:
    if one.embedded is None or one.covers == "nothing":
        return rules.Review("unknown")
    return rules.review(file.reader, one.embedded, policy)


def _state(one: Found, review: rules.Review, worth: Worth, *, is_new: bool) -> SignatureVerdict:
    broken = (*one.reasons, *((review.reason,) if review.reason else ()))
    codes = reasons.sort((*broken, *worth.reasons))
    certificate = one.message.certificate if one.message is not None else None
    return SignatureVerdict(
        field=one.field,
        role=role_of(one),
        verdict=reasons.weigh(codes),
        reasons=codes,
        signer=_name(certificate, "common_name"),
        organisation=_name(certificate, "organization_name"),
        issuer=_name(certificate, "common_name", of="issuer"),
        fingerprint=certificate.sha256.hex() if certificate is not None else "",
        claimed_at=one.claimed_at,
        proven_at=None if one.reasons else worth.proven_at,
        covers=one.covers,
        changes=review.changes,
        level=worth.level,
        algorithm=one.message.algorithm if one.message is not None else "",
        is_weak="weak_algorithm" in codes,
        is_timestamp=one.is_timestamp,
        is_new=is_new,
        is_preserved=worth.is_preserved and not broken,
        revision=one.revision,
    )


def _name(certificate: Any, part: str, of: str = "subject") -> str:
    if certificate is None:
        return ""
    value = getattr(certificate, of).native.get(part, "")
    return str(value[0] if isinstance(value, list) else value)
