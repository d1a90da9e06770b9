"""What a signature is worth: its certificate judged at the moment that its proofs allow.

Decides which moment counts: the proof of existence when a document timestamp proves it, the time of the signature's
own timestamp, else the present; and that a revocation found anywhere and dated before that moment counts even when it
was announced later. Nothing is valid at a moment before it was made: a trusted timestamp from after the moment of
judging says so, and without any proof the signer's own claim does. Whether the bytes are intact is for `found`, what
came after for `rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signing.validation import messages, reasons
from signing.validation.found import Found
from signing.validation.material import Material, from_message
from signing.validation.messages import Message, Token
from signing.validation.paths import TOLERANCE, Path
from signing.validation.proof import AHEAD, Bench, Proof, judge_token
from signing.validation.revocation import revoked_at
from signing.validation.verdict import UNCONFIRMED, Level

FATAL = frozenset({"chain_untrusted", "certificate_expired", "certificate_not_yet_valid"})
"""With one of these there is no path whose revocation could be asked."""

MARKED_AS_UTC = timedelta(hours=7)
"""Programs in use here claim local time marked as UTC: a claim may lie this far ahead (appearance reference §2)."""


@dataclass(frozen=True)
class Worth:
    """What trust says of a signature."""

    reasons: tuple[str, ...] = ()
    proven_at: datetime | None = None
    level: Level = "b"
    is_preserved: bool = False


@dataclass(frozen=True)
class _Attempt:
    """A moment at which the signer's certificate may be judged, and with what."""

    moment: datetime
    material: Material
    level: Level
    is_retroactive: bool = False
    proof: Proof | None = None


@dataclass(frozen=True)
class _Case:
    """One signature with everything that is known about its time."""

    bench: Bench
    message: Message
    proof: Proof | None
    stated_at: datetime | None
    """The time of its own timestamp, when that is trusted."""
    everything: Material
    """What the file carries, in its newest revision."""

    @property
    def proven_at(self) -> datetime | None:
        """The earliest time that is proven."""
        certain = self.proof.stated_at if self.proof is not None and self.proof.is_certain else None
        return min((time for time in (self.stated_at, certain) if time is not None), default=None)


def worth_of_stamp(stamp: Found, found: tuple[str, ...]) -> Worth:
    """What a document timestamp is worth, given the reasons that `proof` found."""
    if found or stamp.token is None:
        return Worth(found, level="lta" if found == (UNCONFIRMED,) else "b")
    return Worth((), stamp.token.stated_at, "lta", is_preserved=True)


def worth_of(bench: Bench, one: Found, proof: Proof | None) -> Worth:
    """Judge the signer's certificate at each moment that is proven, the strongest proof first, the present last."""
    if one.message is None:
        return Worth()
    stated_at, remarks = _token_time(bench, one, proof)
    if proof is None and stated_at is None and AHEAD not in remarks:
        remarks = (*_claim_reasons(bench, one), *remarks)
    everything = bench.store_at(bench.newest) + from_message(one.message)
    case = _Case(bench, one.message, proof, stated_at, everything)
    way, live = _live(case)
    withdrawn_at = _withdrawn_at(way, everything + live)
    found: list[Worth] = []
    for attempt in _attempts(case, live):
        found.append(_judge(case, attempt, remarks, withdrawn_at))
        if reasons.weigh(found[-1].reasons) == "valid":
            break
    return _strongest(found, proof)


def _strongest(found: list[Worth], proof: Proof | None) -> Worth:
    """What is said of all attempts, of which at most the last is valid."""
    first, last = found[0], found[-1]
    is_valid = reasons.weigh(last.reasons) == "valid"
    if UNCONFIRMED in first.reasons:  # the file is long-term, whatever the present adds to it
        kept = tuple(code for code in last.reasons if code != "not_preserved")
        return replace(last, reasons=kept, level="lta") if is_valid else first
    return first if proof is not None and proof.is_certain and not is_valid else last


def _token_time(bench: Bench, one: Found, proof: Proof | None) -> tuple[datetime | None, tuple[str, ...]]:
    """The time of the signature's own timestamp when its authority is trusted, and the remark when not."""
    if one.token is None or one.message is None:
        return None, ()
    if messages.check_token(one.token, messages.signature_digest(one.message)):
        return None, ("timestamp_broken",)
    certain = proof if proof is not None and proof.is_certain else None
    doubts = _doubts(bench, one.token, certain)
    if not doubts:
        return one.token.stated_at, ()
    if doubts == (AHEAD,) and certain is None:
        return None, doubts
    is_open = proof is not certain and not _doubts(bench, one.token, proof)
    return None, () if is_open else ("timestamp_unproven",)


def _doubts(bench: Bench, token: Token, proof: Proof | None) -> tuple[str, ...]:
    """Why the token's authority is not trusted at the time of the proof, or at the present without one."""
    if proof is None:
        return judge_token(bench, token, bench.at, bench.store_at(bench.newest), is_present=True)
    return judge_token(bench, token, proof.stated_at, proof.material, is_present=False)


def _claim_reasons(bench: Bench, one: Found) -> tuple[str, ...]:
    """A signature that nothing proves, and that by its own word did not exist yet."""
    is_ahead = one.claimed_at is not None and one.claimed_at - bench.at > MARKED_AS_UTC + TOLERANCE
    return ("not_yet_signed",) if is_ahead else ()


def _live(case: _Case) -> tuple[Path, Material]:
    """The way to the anchor, and what the authorities on it answer now."""
    moment = case.proven_at or case.bench.at
    way = case.bench.paths.find(case.message.certificate, moment, case.everything, "sign")
    is_trusted = way.certificates and not {"chain_untrusted", "issuer_not_pinned"} & set(way.reasons)
    return way, case.bench.present(way) if is_trusted else Material()


def _attempts(case: _Case, live: Material) -> Iterator[_Attempt]:
    if case.proof is not None:
        material = case.proof.material + from_message(case.message)
        yield _Attempt(case.proof.stated_at, material, "lta", proof=case.proof)
    everything, now = case.everything, case.bench.at
    if case.stated_at is not None:
        yield _Attempt(case.stated_at, everything, "lt")
        if case.message.certificate.not_valid_after >= now:  # its authority still speaks about it
            yield _Attempt(case.stated_at, everything + live, "t", is_retroactive=True)
    yield _Attempt(now, everything + live, "t" if case.stated_at else "b", is_retroactive=True)


def _judge(case: _Case, attempt: _Attempt, remarks: tuple[str, ...], withdrawn_at: datetime | None) -> Worth:
    found = list(_trust_reasons(case, attempt))
    by = case.proven_at or case.bench.at
    if attempt.proof is not None:
        by = min(by, attempt.proof.stated_at)
    if withdrawn_at is not None and withdrawn_at <= by and "certificate_revoked" not in found:
        found.append("certificate_revoked")
    if found or attempt.proof is None:
        return Worth((*found, "not_preserved", *remarks), case.proven_at, attempt.level)
    if not attempt.proof.is_certain:
        return Worth((UNCONFIRMED, *remarks), case.proven_at, attempt.level)
    return Worth(remarks, case.proven_at, attempt.level, is_preserved=True)


def _trust_reasons(case: _Case, attempt: _Attempt) -> Iterator[str]:
    if case.message.is_weak:
        yield "weak_algorithm"
    way = case.bench.paths.find(case.message.certificate, attempt.moment, attempt.material, "sign")
    yield from way.reasons
    if way.certificates and not FATAL & set(way.reasons):
        unknown = case.bench.paths.check_revocation(
            way, attempt.moment, attempt.material, is_retroactive=attempt.is_retroactive
        )
        if unknown:
            yield unknown


def _withdrawn_at(way: Path, material: Material) -> datetime | None:
    """The earliest revocation of any certificate on the way."""
    dates = (revoked_at(one, issuer, material) for one, issuer in way.links)
    return min((date for date in dates if date is not None), default=None)
