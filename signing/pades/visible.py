"""Which field is signed, and how it looks there: an empty prepared field, or a new one named after the role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.stamp import BaseStampStyle

from office.facts import SignatureRole
from office.records import Place
from signing.appearance.looks import FIELD_PREFIX, STYLES
from signing.appearance.place import MM, Box, Sheet, box_of, centred, clamp, seal_over, to_page_space, to_seen
from signing.appearance.render import DRAWN_KEY, image_size, open_image, render
from signing.outcomes import SignatureRefused
from signing.pades.job import SignJob
from signing.pades.pages import entry, fields, find_field, page_number, rectangle, sheet

ARRIVAL_MM_MIN = (40.0, 12.0)
"""An arrival stamp takes the room that the page has, from this size up to the law's own."""
EDGE_MM = 8.0
"""Clear of the page's edge, for signatures at the top right corner."""
_ALONE = ("leader", "seal")
"""Roles whose first field carries no number."""


@dataclass(frozen=True)
class Spot:
    """Where the signature goes; `new` describes a field that is made by signing."""

    field: str
    look: generic.IndirectObject | None = None
    new: SigFieldSpec | None = None


@dataclass(frozen=True)
class ReadyLook(BaseStampStyle):
    """pyHanko's stamp style for a look that is drawn already."""

    look: generic.IndirectObject | None = None

    def create_stamp(self, writer: object, box: object, text_params: object) -> Any:
        """The look itself; none leaves the field as it is."""
        return self if self.look is not None else None

    def apply_appearance(self, annotation: generic.DictionaryObject) -> None:
        """Hang the look on the widget."""
        annotation[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): self.look})


def spot(writer: IncrementalPdfFileWriter, job: SignJob) -> Spot:
    """Find or describe the field and draw its look.

    Raises SignatureRefused: field_missing, field_signed, page_missing, image_not_usable, text_not_drawable.
    """
    if job.field:
        return _prepared(writer, job)
    name = free_name(writer, job.role)
    place = job.place or _corner(writer, job.role)
    if place is None:
        return Spot(name, new=SigFieldSpec(name))
    page = sheet(writer, place.page)
    seen = clamp(_new_box(writer, job, place, page), page.seen_size)
    box: Any = to_page_space(page, seen)
    spec = SigFieldSpec(name, on_page=place.page - 1, box=box)
    return Spot(name, _draw(writer, job, place.page, seen, page), spec)


def free_name(writer: IncrementalPdfFileWriter, role: SignatureRole) -> str:
    """Leader, Seal, Arrival1 …: the first that the file does not have."""
    taken = {name for name, _, _ in fields(writer)}
    prefix = FIELD_PREFIX[role]
    candidates = ([prefix] if role in _ALONE else []) + [f"{prefix}{number}" for number in range(1, len(taken) + 2)]
    return next(name for name in candidates if name not in taken)


def _prepared(writer: IncrementalPdfFileWriter, job: SignJob) -> Spot:
    field = find_field(writer, job.field)
    if field is None or entry(field, "/FT") != "/Sig":
        raise SignatureRefused(reason="field_missing", field=job.field)
    if "/V" in field:
        raise SignatureRefused(reason="field_signed", field=job.field)
    number = page_number(writer, field)
    page = sheet(writer, number)
    seen = to_seen(page, rectangle(field))
    if seen.width < 1 or seen.height < 1:
        return Spot(job.field)
    return Spot(job.field, _draw(writer, job, number, seen, page))


def _draw(
    writer: IncrementalPdfFileWriter, job: SignJob, number: int, seen: Box, page: Sheet
) -> generic.IndirectObject:
    over = _signature_seen(writer, number, page) if job.role == "seal" else None
    local = _local(over, seen) if over else None
    return render(writer, job.role, job.look, (seen.width, seen.height), turn=page.turn, over=local)


def _local(box: Box, seen: Box) -> Box:
    """A rectangle as seen on the page, in the space of a look that fills `seen` (origin bottom left, y up)."""
    return Box(box.x0 - seen.x0, seen.y1 - box.y1, box.x1 - seen.x0, seen.y1 - box.y0)


def _signature_seen(writer: IncrementalPdfFileWriter, number: int, page: Sheet) -> Box | None:
    """The leader's drawn signature on this page, as seen: what our look says it draws, else its whole field."""
    for name, _, field in fields(writer):
        if name.startswith("Leader") and "/V" in field and page_number(writer, field) == number:
            seen = to_seen(page, rectangle(field))
            drawn = entry(entry(entry(field, "/AP", {}), "/N", {}), DRAWN_KEY)
            if drawn is None:
                return seen
            x0, y0, x1, y1 = (float(drawn[index]) for index in range(4))
            return Box(seen.x0 + x0, seen.y1 - y1, seen.x0 + x1, seen.y1 - y0)
    return None


def _new_box(writer: IncrementalPdfFileWriter, job: SignJob, place: Place, page: Sheet) -> Box:
    """The seen rectangle of a new field: a seal at its true size, roles with a size of their own, else the place."""
    box = box_of(place)
    width, height = (side * MM for side in STYLES[job.role].size_mm)
    if job.role == "seal" and job.look.image_png:
        open_image(job.look.image_png)
        size = image_size("seal", job.look, (box.width, box.height))
        over = _signature_seen(writer, place.page, page)
        return seal_over(over, *size) if over else centred(box, *size)
    if not width:
        return box
    if job.role == "arrival":
        width, height = (
            min(width, max(box.width, ARRIVAL_MM_MIN[0] * MM)),
            min(height, max(box.height, ARRIVAL_MM_MIN[1] * MM)),
        )
    return Box(box.x0, box.y0, box.x0 + width, box.y0 + height)


def _corner(writer: IncrementalPdfFileWriter, role: SignatureRole) -> Place | None:
    """The top right corner of page 1 for copies and attachments (D30 Appendix I.II.8b, II.I.3); none for others."""
    if role not in ("copy", "attachment"):
        return None
    width, height = (side * MM for side in STYLES[role].size_mm)
    right = sheet(writer, 1).seen_size[0] - EDGE_MM * MM
    return Place(page=1, x0=right - width, y0=EDGE_MM * MM, x1=right, y1=EDGE_MM * MM + height)
