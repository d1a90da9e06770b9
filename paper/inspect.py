# ruff: noqa: A005 the name is the room's verb; nothing here is imported by a bare name
"""Looking at a file that somebody hands in: is it a PDF, can it be read, has it text, does it bear a secrecy mark.

Never raises for bad input: what is wrong is a flag. What is done about it is left to `office`.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from office.facts import PageFacts
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf
from paper.marks import secrecy_of
from paper.opening import open_bytes
from paper.text import PageText, read_page

TEXT_WORDS_MIN = 12
"""A first page with fewer words of its own is a scan: programs print a line or two on top of a picture."""


def inspect(path: Path) -> PageFacts:
    """The facts of a file's pages. Raises OSError only: a file that cannot be read says nothing of its pages."""
    return inspect_bytes(path.read_bytes())


def inspect_bytes(data: bytes) -> PageFacts:
    """The facts of a PDF's bytes."""
    try:
        document = open_bytes(data)
    except NotAPdf:
        return PageFacts(is_pdf=False)
    except EncryptedPdf:
        return PageFacts(is_encrypted=True)
    except DamagedPdf:
        return PageFacts(is_damaged=True)
    try:
        return _facts(document, data)
    except DamagedPdf:
        return PageFacts(is_damaged=True)
    finally:
        document.close()


def _facts(document: pdfium.PdfDocument, data: bytes) -> PageFacts:
    first = read_page(document, 0)
    return PageFacts(pages=len(document), has_text=has_text(first), secrecy=secrecy_of(first, data))


def has_text(first: PageText) -> bool:
    """Whether page 1 has words of its own; what annotations and looks draw does not count."""
    return len(first.words) >= TEXT_WORDS_MIN
