"""What a file or a text can do to this room; it decides nothing about what is done then.

ButPheError
├── NotAPdf          the bytes are no PDF at all
├── DamagedPdf       begins as a PDF, but its structure cannot be read (cut off, broken table)
├── EncryptedPdf     needs a password to open
├── PageMissing      the file has no page of that number
├── LetterMissing    a text holds a character that the document face cannot draw
└── DoesNotFit       a composed page has no lawful room for one of its cells
"""

from __future__ import annotations

from office.errors import ButPheError


class NotAPdf(ButPheError):
    """The bytes are no PDF at all. Facts: `file` (name without folder); `others` that came with it."""

    code = "not_a_pdf"


class DamagedPdf(ButPheError):
    """It begins as a PDF, but cannot be read. Facts: `file`, `page` (from 1) where only that one is broken."""

    code = "pdf_damaged"


class EncryptedPdf(ButPheError):
    """It needs a password to open. Facts: `file`."""

    code = "pdf_encrypted"


class PageMissing(ButPheError):
    """No page of that number. Facts: `page` (from 1), `pages`."""

    code = "page_missing"


class LetterMissing(ButPheError):
    """A text holds characters that the document face cannot draw. Facts: `letters`."""

    code = "letter_missing"


class DoesNotFit(ButPheError):
    """A composed page has no lawful room for a cell. Facts: `cell` (a key of the places)."""

    code = "does_not_fit"


class FileReplaced(ButPheError):
    """The bytes on disk are no longer those that were opened. Facts: `file`."""

    code = "file_replaced"
