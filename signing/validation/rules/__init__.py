"""What may come after a signature: a list of permissions, each a class with its reason; everything else is denied.

Decides whether the revisions after a signed one changed only what the flow of the law permits: filling number and
date, signing, sealing, stamping, and proofs for the archive. Stands on pyHanko's difference analysis, which demands
that every changed object be explained by a rule. What the office asks on top (filled once, by the seal, drawn as it
is) is for `signing.validation.filled`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.fields import FieldMDPSpec

from signing.validation.opening import BROKEN, entry
from signing.validation.rules.forbidden import Forbidden
from signing.validation.rules.signature_fields import NewSignatureField
from signing.validation.rules.text_fields import PreparedTextField
from signing.validation.verdict import Changes


class Review(NamedTuple):
    """What came after a signature."""

    changes: Changes
    reason: str = ""


_NAMES: dict[ModificationLevel, Changes] = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "archival",
    ModificationLevel.FORM_FILLING: "filled",
}


def office_policy() -> Any:
    """The permissions, each with the level of change that it stands for."""
    archival = ModificationLevel.LTA_UPDATES
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(),  # the root may name the form, the store and the metadata anew
            DocInfoRule().as_qualified(archival),  # producer and date of the change
            XrefStreamRule().as_qualified(archival),  # the new revision's own table
            ObjectStreamRule().as_qualified(archival),  # and its containers
            DSSCompareRule().as_qualified(archival),  # proofs for the archive
            MetadataUpdateRule().as_qualified(archival),  # XMP, well-formed
        ],
        form_rule=FormUpdatingRule(
            field_rules=[
                NewSignatureField(),  # an arrival stamp, a copy, a document timestamp
                SigFieldModificationRule(),  # signing a prepared field
                PreparedTextField(),  # number, day, month, year
            ]
        ),
    )


def review(reader: Any, embedded: Any, policy: Any) -> Review:
    """Compare every later revision with the one that `embedded` signs."""
    base = reader.get_historical_resolver(embedded.signed_revision)
    worst = ModificationLevel.NONE
    try:
        lock, certified = _lock_of(embedded), embedded.docmdp_level
        for number in range(embedded.signed_revision + 1, reader.xrefs.total_revisions):
            later = reader.get_historical_resolver(number)
            try:
                worst = max(worst, policy.apply(base, later, lock, certified).modification_level)
            except SuspiciousModification as found:
                return Review("forbidden", _reason(policy, base, later, found))
        if certified is not None and worst.value > certified.value:
            return Review("forbidden", "certified_changed")
    except BROKEN:
        return Review("unknown", "changes_unreadable")
    return Review(_NAMES.get(worst, "forbidden"), "" if worst in _NAMES else "content_changed")


def _lock_of(embedded: Any) -> Any:
    """The fields that the signature locks: by its own word, else by the lock its field was prepared with."""
    if embedded.fieldmdp is not None:
        return embedded.fieldmdp
    lock = entry(embedded.sig_field, "/Lock")
    return FieldMDPSpec.from_pdf_object(lock) if lock is not None and "/Action" in lock else None


def _reason(policy: Any, base: Any, later: Any, found: Exception) -> str:
    """Which bar the change broke: when it passes without locks and certification, it was one of those."""
    if isinstance(found, Forbidden):
        return found.code
    try:
        policy.apply(base, later, None, None)
    except (SuspiciousModification, *BROKEN):
        return "content_changed"
    return "locked_field_changed"
