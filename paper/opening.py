"""Opening a PDF for reading or drawing, and saying what is wrong with it when it cannot be opened.

Decides between not a PDF, damaged and encrypted. The file is never written: what reading changes (flattened
annotations) lives in the copy in memory and is dropped with it. Signatures are no matter of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf, PageMissing

HEAD_BYTES = 1024
TAIL_BYTES = 2048
"""Where viewers look for `%PDF-` and for the last `startxref … %%EOF` (some producers put bytes around them)."""
_TAIL = re.compile(rb"startxref\s+\d+\s+%%EOF")


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a file with its forms ready to be drawn, and close it; raises as `open_bytes`."""
    document = open_bytes(path.read_bytes(), name=path.name)
    try:
        with naming(path.name):
            yield document
    finally:
        document.close()


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Give the damage that is found inside the file's name."""
    try:
        yield
    except DamagedPdf as damaged:
        damaged.facts["file"] = name
        raise


def open_bytes(data: bytes, *, name: str = "") -> pdfium.PdfDocument:
    """Open `data`; the caller closes it. Raises NotAPdf, DamagedPdf, EncryptedPdf (`name` is their fact `file`).

    Forms are initialised here, before any page is loaded: without it pdfium draws neither fields nor looks.
    """
    if b"%PDF-" not in data[:HEAD_BYTES]:
        raise NotAPdf(file=name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise EncryptedPdf(file=name) from None
        raise DamagedPdf(file=name) from None
    if not _TAIL.search(data[-TAIL_BYTES:]):
        document.close()
        raise DamagedPdf(file=name)
    document.init_forms()
    return document


@contextmanager
def page_of(document: pdfium.PdfDocument, index: int) -> Iterator[pdfium.PdfPage]:
    """Load a page (index from 0) and close it; raises PageMissing, or DamagedPdf when it cannot be loaded."""
    if not 0 <= index < len(document):
        raise PageMissing(page=index + 1, pages=len(document))
    try:
        page = document[index]
    except pdfium.PdfiumError:
        raise DamagedPdf(file="", page=index + 1) from None
    try:
        yield page
    finally:
        page.close()
