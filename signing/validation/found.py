"""The signatures of a file, found and checked as bytes: shape of the range, digest, signature value.

Decides for each signature whether it is intact, and if not, what was done to it. It asks no authority and compares no
revisions. A signature whose range does not fit a file written in one go by an office program is called rewritten, not
forged: that is what today's programs do to documents when they stamp them (signing reference §7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signing.outcomes import DamagedPdf
from signing.validation import messages, revisions
from signing.validation.messages import Message, Token
from signing.validation.opening import BROKEN, Opened, entry
from signing.validation.trust import rewriters
from signing.validation.verdict import Covers

FORMATS = {"/adbe.pkcs7.detached": "/Sig", "/ETSI.CAdES.detached": "/Sig", "/ETSI.RFC3161": "/DocTimeStamp"}
"""The encodings that are judged, and the type of signature object that each belongs to."""
SIGNATURES_MAX = 256


@dataclass(frozen=True)
class Found:
    """One signature as it stands in the file."""

    field: str
    revision: int
    end: int = 0
    """Where its signed bytes end."""
    is_timestamp: bool = False
    covers: Covers = "nothing"
    reasons: tuple[str, ...] = ()
    """What is wrong with its bytes."""
    embedded: Any = None
    """pyHanko's EmbeddedPdfSignature, when the dictionary can be read."""
    message: Message | None = None
    token: Token | None = None
    """Of a document timestamp: itself. Of a signature: the timestamp over its value, when it has one."""

    @property
    def claimed_at(self) -> datetime | None:
        """The signer's own word: the signed attribute, else /M of the dictionary."""
        if self.message is not None and self.message.claimed_at is not None:
            return self.message.claimed_at
        try:
            stated = self.embedded.self_reported_timestamp
        except BROKEN:
            return None
        return stated if isinstance(stated, datetime) and stated.tzinfo is not None else None


def find(file: Opened) -> list[Found]:
    """Every filled signature field of the file, by revision; raises DamagedPdf when there are absurdly many."""
    fields = list(filled_fields(file.reader))
    if len(fields) > SIGNATURES_MAX:
        raise DamagedPdf(path=str(file.path), why="more signatures than any document needs")
    found = [_examine(file, name, field) for name, field in fields]
    return sorted(found, key=lambda one: (one.revision, one.end))


def filled_fields(handler: Any) -> Iterator[tuple[str, Any]]:
    """Names and dictionaries of the signature fields that hold a signature in this revision."""
    try:
        fields = enumerate_sig_fields(handler, filled_status=True)
        found = [(str(name), reference.get_object()) for name, _, reference in fields]
    except BROKEN:
        return
    yield from found


def removed(file: Opened) -> bool:
    """Whether a signature of an older revision is missing from the newest, or another stands in its field."""
    reader = file.reader
    newest = {name: _value_of(field) for name, field in filled_fields(reader)}
    for revision in range(reader.xrefs.total_revisions - 1):
        for name, field in filled_fields(reader.get_historical_resolver(revision)):
            if newest.get(name) != _value_of(field):
                return True
    return False


def _value_of(field: Any) -> Any:
    value = field.raw_get("/V") if "/V" in field else None
    reference = getattr(value, "reference", None)
    return (reference.idnum, reference.generation) if reference is not None else None


def _examine(file: Opened, name: str, field: Any) -> Found:
    try:
        embedded = EmbeddedPdfSignature(file.reader, field, name)
        message = messages.of(embedded.signed_data)
        kind, encoding = str(embedded.sig_object_type), str(entry(embedded.sig_object, "/SubFilter"))
    except BROKEN:
        return Found(name, _revision_of(file, field), reasons=("signature_malformed",))
    base = Found(
        field=name,
        revision=embedded.signed_revision,
        is_timestamp=kind == "/DocTimeStamp",
        embedded=embedded,
        message=message,
    )
    if FORMATS.get(encoding) != kind:
        return replace(base, reasons=("unsupported_format",))
    try:
        return _check(file, base)
    except BROKEN:
        return replace(base, reasons=("signature_malformed",))


def _check(file: Opened, base: Found) -> Found:
    embedded, message = base.embedded, base.message
    assert message is not None
    is_whole = revisions.is_whole(file, embedded.byte_range, embedded.pkcs7_content)
    is_whole = is_whole and embedded.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION
    token = messages.token_of(message) if base.is_timestamp else messages.signature_token(message)
    if base.is_timestamp:
        assert token is not None
        broken = messages.check_token(token, embedded.compute_digest)
    else:
        broken = messages.check(message, embedded.compute_digest)
    end = revisions.range_end(embedded.byte_range) if is_whole else 0
    covers: Covers = "file" if end == file.size else "revision"
    return replace(
        base,
        token=token,
        end=end,
        covers=covers if is_whole else "nothing",
        reasons=_reasons(file, base, is_whole=is_whole, broken=broken),
    )


def _reasons(file: Opened, base: Found, *, is_whole: bool, broken: str) -> tuple[str, ...]:
    if is_whole:
        return (broken,) if broken else ()
    if broken in ("digest_broken", "timestamp_broken") and base.revision == 0 and _is_rewritten(file):
        return ("rewritten_after_signing",)
    return ("byte_range_manipulated", broken) if broken else ("byte_range_manipulated",)


def _is_rewritten(file: Opened) -> bool:
    """One revision alone, made by a program that is known to write files anew."""
    return file.reader.xrefs.total_revisions == 1 and any(one.lower() in producer(file).lower() for one in rewriters())


def producer(file: Opened) -> str:
    """The program that wrote the file, as it names itself."""
    try:
        info = file.reader.trailer_view["/Info"]
        return " / ".join(str(info[key]) for key in ("/Producer", "/Creator") if key in info)[:200]
    except BROKEN:
        return ""


def _revision_of(file: Opened, field: Any) -> int:
    try:
        return int(file.reader.xrefs.get_last_change(field.raw_get("/V").reference))
    except BROKEN:
        return 0
