"""Preparing a draft before anybody signs: text fields for number and date, signature fields, in one revision.

Later steps only fill and sign, so the earlier signatures stay valid. The seal's lock covers exactly the four text
fields; nobody else's locks anything. Whatever may be drawn in the text fields is embedded now (regular for the number,
italic for the date), so that filling adds no font.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

from office.records import Place
from signing.appearance.place import Box, box_of, clamp, seal_field, to_page_space, upright
from signing.outcomes import SignatureRefused
from signing.pades import fonts
from signing.pades.check import check_prefix
from signing.pades.job import Prepared, PrepareJob
from signing.pades.pages import entry, fields, form, sheet
from signing.pades.writing import check_bytes, open_revision, parsing, placed, sha256_of

CELL_HEIGHT = 1.2
"""A text cell is this many times its type size high …"""
CELL_DROP = 0.25
"""… and its baseline lies this share of the size above its foot (the template's cells)."""
LETTERS = "0123456789/-"


class TextField(NamedTuple):
    """One of the four fields that the clerk's desk fills."""

    name: str
    font: str
    slope: fonts.Slope
    align: int
    """/Q: 0 left, 1 centre, 2 right. The number stands against its slash."""
    tooltip: str
    letters_max: int


TEXT_FIELDS: dict[str, TextField] = {
    "number": TextField("Number", "BPR", "regular", 2, "Số văn bản", 7),
    "day": TextField("Day", "BPI", "italic", 1, "Ngày", 2),
    "month": TextField("Month", "BPI", "italic", 1, "Tháng", 2),
    "year": TextField("Year", "BPI", "italic", 1, "Năm", 4),
}
LOCKED_BY_SEAL = [field.name for field in TEXT_FIELDS.values()]


def signature_field_name(mark: str) -> str:
    """The signature field for a mark of the page: initial1 → Initial1, leader → Leader."""
    return mark[:1].upper() + mark[1:]


def prepare(job: PrepareJob) -> Prepared:
    """Write `job.target`: the source with the fields that the places give room for.

    Keys of `places`: number, day, month, year, initial1 … (only the first `initials`), leader, seal. Raises
    SignatureRefused when the file is signed or prepared already, or cannot be written to; FileChanged, NoRoomOnDisk.
    """
    with Path(job.source).open("rb") as stream, placed(Path(job.target)) as output:
        before = check_bytes(stream, job.expected_sha256)
        size_before = stream.seek(0, 2)
        writer = open_revision(stream)
        _check_untouched(writer)
        with parsing():
            _add_text_fields(writer, job.places)
            _add_signature_fields(writer, job.places, job.initials)
            writer.write(output)
        check_prefix(output, size_before, before)
        return Prepared(sha256=sha256_of(output), size=output.seek(0, 2))


def _check_untouched(writer: IncrementalPdfFileWriter) -> None:
    for name, _, field in fields(writer):
        if entry(field, "/FT") == "/Sig" and "/V" in field:
            raise SignatureRefused(reason="already_signed", field=name)
        if name in LOCKED_BY_SEAL or name in ("Leader", "Seal"):
            raise SignatureRefused(reason="already_prepared", field=name)


def _add_text_fields(writer: IncrementalPdfFileWriter, places: Mapping[str, Place]) -> None:
    wanted = {key: field for key, field in TEXT_FIELDS.items() if key in places}
    if not wanted:
        return
    acro = form(writer)
    _add_fonts(writer, acro, {field.font: field.slope for field in wanted.values()})
    for key, field in wanted.items():
        _add_text_field(writer, acro, field, places[key])


def _add_fonts(
    writer: IncrementalPdfFileWriter, acro: generic.DictionaryObject, wanted: Mapping[str, fonts.Slope]
) -> None:
    resources = _held(acro, "/DR")
    held = _held(resources, "/Font")
    for name, slope in wanted.items():
        held[pdf_name(f"/{name}")] = fonts.embed(writer, fonts.face(slope, LETTERS))
    if "/DA" not in acro:
        acro[pdf_name("/DA")] = generic.TextStringObject("/BPR 13 Tf 0 g")
    for changed in (held, resources, acro):
        writer.update_container(changed)


def _held(dictionary: generic.DictionaryObject, key: str) -> generic.DictionaryObject:
    """A dictionary's entry that is a dictionary too, made when it is not there."""
    if key not in dictionary:
        dictionary[pdf_name(key)] = generic.DictionaryObject()
    found: generic.DictionaryObject = dictionary[key]
    return found


def _add_text_field(
    writer: IncrementalPdfFileWriter, acro: generic.DictionaryObject, field: TextField, place: Place
) -> None:
    page = sheet(writer, place.page)
    seen = box_of(place)
    box = to_page_space(page, seen)
    size = round(seen.height / CELL_HEIGHT, 2)
    page_ref = writer.find_page_for_modification(place.page - 1)[0]
    widget = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject(field.name),
            pdf_name("/TU"): generic.TextStringObject(field.tooltip),
            pdf_name("/F"): generic.NumberObject(4),
            pdf_name("/Q"): generic.NumberObject(field.align),
            pdf_name("/MaxLen"): generic.NumberObject(field.letters_max),
            pdf_name("/V"): generic.TextStringObject(""),
            pdf_name("/DA"): generic.TextStringObject(f"/{field.font} {size:g} Tf 0 g"),
            pdf_name("/P"): page_ref,
            pdf_name("/Rect"): numbers(box),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(empty_look(seen, page.turn))}),
        }
    )
    if page.turn:
        widget[pdf_name("/MK")] = generic.DictionaryObject({pdf_name("/R"): generic.NumberObject(page.turn)})
    reference = writer.add_object(widget)
    acro["/Fields"].append(reference)
    writer.update_container(acro["/Fields"])
    writer.register_annotation(page_ref, reference)


def _add_signature_fields(writer: IncrementalPdfFileWriter, places: Mapping[str, Place], initials: int) -> None:
    marks = [f"initial{number}" for number in range(1, initials + 1)] + ["leader", "seal"]
    leader = places.get("leader")
    for mark in marks:
        place = places.get(mark)
        if place is None:
            continue
        page = sheet(writer, place.page)
        seen = box_of(place)
        if mark == "seal":
            over = leader is not None and leader.page == place.page
            seen = clamp(seal_field(seen, box_of(leader) if over and leader else None), page.seen_size)
        add_signature_field(writer, signature_field_name(mark), place.page, seen, locks=mark == "seal")


def add_signature_field(
    writer: IncrementalPdfFileWriter, name: str, page_number: int, seen: Box, *, locks: bool = False
) -> None:
    """Add one empty signature field; `locks`: signing it locks number and date."""
    page = sheet(writer, page_number)
    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, LOCKED_BY_SEAL) if locks else None
    box: Any = tuple(round(edge, 3) for edge in to_page_space(page, seen))
    append_signature_field(writer, SigFieldSpec(name, on_page=page_number - 1, box=box, field_mdp_spec=lock))


def empty_look(seen: Box, turn: int) -> generic.StreamObject:
    """A form that draws nothing, of the size that is seen."""
    return look_form(b"", seen.width, seen.height, turn)


def look_form(content: bytes, width: float, height: float, turn: int) -> generic.StreamObject:
    """A form XObject whose content is drawn upright in a rectangle of this seen size."""
    look = generic.StreamObject(stream_data=content)
    look[pdf_name("/Type")] = pdf_name("/XObject")
    look[pdf_name("/Subtype")] = pdf_name("/Form")
    look[pdf_name("/BBox")] = numbers(Box(0, 0, width, height))
    if turn:
        look[pdf_name("/Matrix")] = generic.ArrayObject(map(generic.NumberObject, upright(turn)))
    look[pdf_name("/Resources")] = generic.DictionaryObject()
    return look


def numbers(box: Box) -> generic.ArrayObject:
    """Four numbers, to a thousandth of a point."""
    return generic.ArrayObject(generic.FloatObject(round(edge, 3)) for edge in box)
