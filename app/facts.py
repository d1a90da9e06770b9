"""What this machine's workers see in a file, joined for the rulebook; and the doors that bad files meet."""

from __future__ import annotations

from pathlib import Path

from app.clock import now
from app.errors import SecretRefused
from app.parts import Parts
from office.facts import FileFacts, PageFacts
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf
from paper.reader import Reader
from signing.validation.verdict import Verdict
from sync.files import digest


def judge(parts: Parts, path: Path, *, previous: Path | None = None, online: bool = True) -> tuple[FileFacts, Verdict]:
    """Look at a plain file; `previous` is the version that it replaces. `online`: revocation may be asked for."""
    sha256, size = digest(path)
    verdict = parts.documents.verify(
        path, parts.trust, at=now(), fetch=parts.fetch if online else None, previous=previous
    )
    facts = FileFacts(sha256=sha256, size=size, page=parts.reader.inspect(path), signed=verdict.facts())
    return facts, verdict


def look(parts: Parts, path: Path) -> PageFacts:
    """What the pages tell, before anything is kept.

    Raises NotAPdf, DamagedPdf, EncryptedPdf, SecretRefused: such a file goes no further.
    """
    return admitted(parts.reader, path)


def admitted(reader: Reader, path: Path) -> PageFacts:
    """The same, of a file that belongs to no desk. Raises as `look`."""
    page = reader.inspect(path)
    if not page.is_pdf:
        raise NotAPdf(file=path.name)
    if page.is_encrypted:
        raise EncryptedPdf(file=path.name)
    if page.is_damaged:
        raise DamagedPdf(file=path.name)
    if page.secrecy:
        raise SecretRefused(secrecy=page.secrecy)
    return page
