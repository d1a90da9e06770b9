"""Proof of existence: which document timestamps stand, and how early a signature is proven by them.

The procedure of the signing reference §4 (never the verdict of `ades_lta_validation`): timestamps are judged newest
first, the newest at the present with what its authority answers now, each older one at the time of the next newer
and with the store that one covers. At the first that fails, it and all older ones prove nothing. A newest one that
lacks nothing but the word that its own certificate was not withdrawn since has not failed: the file is long-term, and
what rests on it is `UNCONFIRMED` until its authority can be asked. A timestamp that states a time after the moment
it is judged at (beyond the reference's 15 minutes between clocks) did not exist then, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from signing.validation.found import Found
from signing.validation.material import Material, Sources, from_message, from_store
from signing.validation.messages import Token
from signing.validation.opening import Opened
from signing.validation.paths import TOLERANCE, Path, Paths
from signing.validation.verdict import UNCONFIRMED

AHEAD = "stamp_in_the_future"
"""The reason of a timestamp that, at the moment it is judged at, did not exist."""


@dataclass(frozen=True)
class Bench:
    """What every judgement of one file needs."""

    file: Opened
    paths: Paths
    sources: Sources
    at: datetime
    _stores: dict[int, Material] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        """The newest revision."""
        return int(self.file.reader.xrefs.total_revisions) - 1

    def store_at(self, revision: int) -> Material:
        """The document security store as of a revision."""
        if revision not in self._stores:
            self._stores[revision] = from_store(self.file.reader.get_historical_resolver(revision))
        return self._stores[revision]

    def present(self, path: Path) -> Material:
        """What the authorities answer now for the certificates of a path."""
        return sum((self.sources.ask(one, issuer) for one, issuer in path.links), Material())


@dataclass(frozen=True)
class Proof:
    """A document timestamp that stands."""

    revision: int
    stated_at: datetime
    material: Material
    """The store that it covers."""
    is_certain: bool = True
    """False while nothing says that the newest timestamp's certificate was not withdrawn."""


def prove(bench: Bench, stamps: Sequence[Found]) -> tuple[list[Proof], dict[int, tuple[str, ...]]]:
    """Judge the document timestamps; returns those that stand, oldest first, and the reasons by revision of all."""
    proofs: list[Proof] = []
    reasons: dict[int, tuple[str, ...]] = {}
    found: tuple[str, ...] = ()
    for stamp in sorted(stamps, key=lambda one: one.revision, reverse=True):
        if found not in ((), (UNCONFIRMED,)):
            reasons[stamp.revision] = ("proof_chain_broken",)
            continue
        reasons[stamp.revision] = found = _judge(bench, stamp, proofs[-1] if proofs else None)
        if found in ((), (UNCONFIRMED,)):
            assert stamp.token is not None
            store = bench.store_at(stamp.revision)
            proofs.append(Proof(stamp.revision, stamp.token.stated_at, store, is_certain=not found))
    return proofs[::-1], reasons


def _judge(bench: Bench, stamp: Found, newer: Proof | None) -> tuple[str, ...]:
    if stamp.reasons or stamp.token is None:
        return stamp.reasons or ("signature_malformed",)
    if newer is None:
        material = bench.store_at(bench.newest)
        found = judge_token(bench, stamp.token, bench.at, material, is_present=True)
        return (UNCONFIRMED,) if found == ("revocation_unknown",) else found
    found = judge_token(bench, stamp.token, newer.stated_at, newer.material, is_present=False)
    return found if found or newer.is_certain else (UNCONFIRMED,)


def judge_token(
    bench: Bench, token: Token, moment: datetime, material: Material, *, is_present: bool
) -> tuple[str, ...]:
    """Why the token's authority cannot be trusted at the moment, or nothing."""
    material = material + from_message(token.message)
    path = bench.paths.find(token.message.certificate, moment, material, "timestamp")
    if path.reasons:
        return path.reasons
    if token.stated_at - moment > TOLERANCE:
        return (AHEAD,)
    if is_present:
        material = material + bench.present(path)
    unknown = bench.paths.check_revocation(path, moment, material, is_retroactive=is_present)
    weak = ("weak_algorithm",) if token.message.is_weak else ()
    return (*weak, unknown) if unknown else weak
