"""Whether a file may enter: documents with a secrecy mark are refused at every door.

`paper` sees the mark, this module decides, the executors keep the bytes in quarantine until then and wipe them on a
refusal. State secrets are registered apart, outside this system (D30 Art. 16.3, 22.4; Law on State Secrets).
"""

from __future__ import annotations

from office.facts import PageFacts
from office.reasons import Refused

MARKS = ("Mật", "Tối mật", "Tuyệt mật")


def decide(page: PageFacts, *, typed: str = "", declared_not_secret: bool = False) -> Refused | None:
    """Refuse what bears or is said to bear a secrecy mark; None lets it in.

    `typed` is what somebody put into a secrecy box. A page without text cannot be read by `paper`: the clerk looks
    at it and declares that it bears no mark (`declared_not_secret`).
    """
    mark = typed.strip() or page.secrecy
    if mark:
        return Refused("secret_document", {"mark": mark})
    if not page.has_text and not declared_not_secret:
        return Refused("scan_needs_declaration")
    return None


def decide_typed(typed: str) -> Refused | None:
    """Refuse any value of a secrecy box but none at all."""
    return Refused("secret_document", {"mark": typed.strip()}) if typed.strip() else None


def decide_mark(page: PageFacts) -> Refused | None:
    """Refuse a later version of an admitted document when a mark is seen on it."""
    return Refused("secret_document", {"mark": page.secrecy}) if page.secrecy else None
