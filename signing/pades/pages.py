"""Pages and form fields as the writer sees them: geometry, finding fields by name, the form's resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.rw_common import PdfHandler

from signing.appearance.place import Box, Sheet
from signing.outcomes import SignatureRefused
from signing.pades.writing import parsing

_A4 = Box(0, 0, 595.276, 841.89)
FIELDS_MAX, FIELD_DEPTH_MAX = 10_000, 32
"""Form fields looked at in one file; a field tree that goes round in circles ends here."""


def entry(dictionary: generic.DictionaryObject, key: str, otherwise: Any = None) -> Any:
    """A dictionary's value with references followed (`get` alone does not follow them)."""
    return dictionary[key] if key in dictionary else otherwise  # noqa: SIM401 see above


def page_count(handler: PdfHandler) -> int:
    """How many pages the file says it has."""
    return int(handler.root["/Pages"]["/Count"])


def sheet(writer: IncrementalPdfFileWriter, number: int) -> Sheet:
    """Geometry of a page, counted from 1; raises SignatureRefused("page_missing")."""
    with parsing():
        if not 1 <= number <= page_count(writer):
            raise SignatureRefused(reason="page_missing", page=number)
        page = writer.find_page_for_modification(number - 1)[0].get_object()
        media = _box(_inherited(page, "/MediaBox")) or _A4
        crop = _box(_inherited(page, "/CropBox")) or media
        turn = int(_inherited(page, "/Rotate") or 0)
        cut = Box(max(crop.x0, media.x0), max(crop.y0, media.y0), min(crop.x1, media.x1), min(crop.y1, media.y1))
        return Sheet(cut if cut.width > 0 and cut.height > 0 else media, turn % 360)


def fields(handler: PdfHandler) -> Iterator[tuple[str, generic.Reference | None, generic.DictionaryObject]]:
    """Every terminal field of the form: full name, its reference, its dictionary."""
    form = entry(handler.root, "/AcroForm")
    if form is not None:
        yield from _walk(entry(form, "/Fields", ()), (), [FIELDS_MAX])


def find_field(handler: PdfHandler, name: str) -> generic.DictionaryObject | None:
    """The field of this name, or None."""
    return next((field for full, _, field in fields(handler) if full == name), None)


def form(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    """The form's dictionary, made when the file has none; it will be written in this revision."""
    root = writer.root
    if "/AcroForm" not in root:
        root[pdf_name("/AcroForm")] = writer.add_object(
            generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        )
        writer.update_root()
    found: generic.DictionaryObject = root["/AcroForm"]
    if "/Fields" not in found:
        found[pdf_name("/Fields")] = generic.ArrayObject()
    writer.update_container(found)
    return found


def rectangle(field: generic.DictionaryObject) -> Box:
    """A widget's /Rect, corners in order, in page space."""
    return _box(field["/Rect"]) or Box(0, 0, 0, 0)


def page_number(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject) -> int:
    """The page that a widget stands on, from 1; 1 when it does not say."""
    if "/P" in field:
        wanted = field.raw_get("/P")
        for index in range(page_count(writer)):
            reference = writer.find_page_for_modification(index)[0]
            if reference.idnum == getattr(wanted, "idnum", None):
                return index + 1
    return 1


def _walk(
    kids: generic.ArrayObject, above: tuple[str, ...], left: list[int]
) -> Iterator[tuple[str, generic.Reference | None, generic.DictionaryObject]]:
    for index in range(len(kids)):
        left[0] -= 1
        if left[0] < 0 or len(above) > FIELD_DEPTH_MAX:
            return
        raw, field = kids.raw_get(index), kids[index]
        if not isinstance(field, generic.DictionaryObject):
            continue
        names = (*above, str(entry(field, "/T", "")))
        children = entry(field, "/Kids", ())
        if children and "/T" in children[0]:
            yield from _walk(children, names, left)
        else:
            yield ".".join(filter(None, names)), getattr(raw, "reference", None), field


def _inherited(page: generic.DictionaryObject, key: str) -> Any:
    node: generic.DictionaryObject | None = page
    for _ in range(64):
        if node is None:
            return None
        if key in node:
            return node[key]
        node = entry(node, "/Parent")
    return None


def _box(value: Any) -> Box | None:
    if value is None:
        return None
    x0, y0, x1, y1 = (float(value[index]) for index in range(4))
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
