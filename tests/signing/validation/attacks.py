"""What an attacker does to a signed file; each function is one known class of attack and returns the forged bytes."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields

from tests.helpers.pki import Identity, Pki
from tests.signing.validation import papers


def swap_look(data: bytes, field: str, shown: str) -> bytes:
    """Shadow replace: another text is drawn, the value stays."""
    return papers.changed(data, lambda w: papers.fill(w, {field: ""}, drawn={field: shown}))


def paint_look(data: bytes, field: str) -> bytes:
    """The look paints a black bar instead of drawing text."""
    return papers.changed(data, lambda w: papers.fill(w, {field: ""}, raw=b"0 g 0 0 60 16 re f"))


def change_page(data: bytes) -> bytes:
    """The page draws something else in a later revision."""

    def change(w: Any) -> None:
        page = w.find_page_for_modification(0)[0].get_object()
        stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 760 Td (Noi dung khac) Tj ET")
        page[name("/Contents")] = w.add_object(stream)
        w.update_container(page)

    return papers.changed(data, change)


def overwrite_page_stream(data: bytes) -> bytes:
    """The page's own content object is overwritten in place of being replaced."""

    def change(w: Any) -> None:
        page = w.find_page_for_modification(0)[0].get_object()
        stream = page["/Contents"]
        stream._data, stream._encoded_data = b"BT /F1 12 Tf 72 760 Td (Khac) Tj ET", None
        w.mark_update(page.raw_get("/Contents"))

    return papers.changed(data, change)


def add_annotation(data: bytes) -> bytes:
    """A free text annotation over the page."""

    def change(w: Any) -> None:
        note = generic.DictionaryObject({name("/Type"): name("/Annot"), name("/Subtype"): name("/FreeText")})
        note[name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (72, 740, 300, 790)))
        note[name("/Contents")] = generic.TextStringObject("Dong y")
        page = w.find_page_for_modification(0)[0].get_object()
        page["/Annots"].append(w.add_object(note))
        w.update_container(page["/Annots"])
        w.update_container(page)

    return papers.changed(data, change)


def add_unsigned_look(data: bytes) -> bytes:
    """A new signature field that nobody signs, whose look covers the page."""

    def change(w: Any) -> None:
        spec = fields.SigFieldSpec("Cover", 0, box=(72, 740, 300, 790), empty_field_appearance=True)
        fields.append_signature_field(w, spec)

    return papers.changed(data, change)


def remove_signature(data: bytes, field: str) -> bytes:
    """The form forgets one of its signed fields."""

    def change(w: Any) -> None:
        listed = w.root["/AcroForm"]["/Fields"]
        keep = [ref for ref in listed if ref.get_object()["/T"] != field]
        w.root["/AcroForm"][name("/Fields")] = generic.ArrayObject(keep)
        w.update_container(w.root["/AcroForm"])

    return papers.changed(data, change)


def remove_form(data: bytes) -> bytes:
    """The document forgets its form altogether."""

    def change(w: Any) -> None:
        del w.root["/AcroForm"]
        w.update_root()

    return papers.changed(data, change)


def flip_byte(data: bytes, what: bytes = b"Cong van") -> bytes:
    """One signed byte of the first revision is changed in place."""
    at = data.index(what)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def rewrite(data: bytes, producer: str) -> bytes:
    """An office program reads the file and writes it anew, signatures and all."""
    w = copy_into_new_writer(PdfFileReader(io.BytesIO(data), strict=False))
    w._info = w.add_object(generic.DictionaryObject({name("/Producer"): generic.TextStringObject(producer)}))
    w._update_meta = lambda: None
    out = io.BytesIO()
    w.write(out)
    return out.getvalue()


def swap_certificate(data: bytes, other: Identity, pki: Pki) -> bytes:
    """The CMS of the last signature names another certificate of the same key; the signature value stays."""

    def change(signed: Any) -> None:
        certificate = other.asn1
        info = signed["content"]["signer_infos"][0]
        info["sid"] = cms.SignerIdentifier(
            name="issuer_and_serial_number",
            value={"issuer": certificate.issuer, "serial_number": certificate.serial_number},
        )
        signed["content"]["certificates"] = [certificate, pki.issuing.asn1]

    return with_cms(data, change)


def with_cms(data: bytes, change: Any) -> bytes:
    """The last signature's CMS after `change(content_info)`, in the room that the first had."""
    *_, found = re.finditer(rb"/Contents\s*<([0-9A-Fa-f]+)>", data)
    signed = cms.ContentInfo.load(bytes.fromhex(found.group(1).decode()))
    change(signed)
    hexed = signed.dump(force=True).hex().encode()
    return data[: found.start(1)] + hexed.ljust(len(found.group(1)), b"0") + data[found.end(1) :]


def sign_range(data: bytes, who: Identity, pki: Pki, ranges: tuple[int, int, int, int]) -> bytes:
    """The last signature of `data` made anew over other ranges, with a good digest for them."""
    *_, found = re.finditer(rb"/ByteRange\s*\[[^\]]*\]", data)
    stated = f"/ByteRange [{' '.join(map(str, ranges))}]".encode()
    assert len(stated) <= len(found.group())
    data = data[: found.start()] + stated.ljust(len(found.group())) + data[found.end() :]
    first, length, second, rest = ranges
    covered = data[first : first + length] + data[second : second + rest]
    digest = hashlib.sha256(covered).digest()
    made = papers._settled(lambda: papers.signer_of(who, pki).async_sign(digest, "sha256", use_pades=True))
    *_, hole = re.finditer(rb"/Contents\s*<([0-9A-Fa-f]+)>", data)
    hexed = made.dump().hex().encode()
    return data[: hole.start(1)] + hexed.ljust(len(hole.group(1)), b"0") + data[hole.end(1) :]


def range_of(data: bytes) -> tuple[int, int, int, int]:
    """The last signature's byte range."""
    *_, found = re.finditer(rb"/ByteRange\s*\[([^\]]*)\]", data)
    first, length, second, rest = (int(one) for one in found.group(1).split())
    return first, length, second, rest


def point_back(data: bytes) -> bytes:
    """Bytes and a second end marker that points to the old table: no reader counts them as a revision."""
    start = data[data.rindex(b"startxref") :].split()[1]
    return data + b"99 0 obj\n(hidden)\nendobj\nstartxref\n" + start + b"\n%%EOF\n"


def free_object(data: bytes, number: int, generation: int) -> bytes:
    """A revision whose table frees an object of the signed one."""
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    start = len(data)
    root = reader.root_ref
    return (
        data
        + (
            f"xref\n{number} 1\n0000000000 {generation:05d} f \n"
            f"trailer\n<< /Size {reader.trailer['/Size']} /Root {root.idnum} {root.generation} R"
            f" /Prev {reader.last_startxref} >>\nstartxref\n{start}\n%%EOF\n"
        ).encode()
    )


def many_paths(depth: int) -> bytes:
    """A page whose resources hold arrays that each name the next one twice: 2^depth paths in a few kilobytes."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    w = IncrementalPdfFileWriter(io.BytesIO(papers.prepared(papers.blank())))
    link: Any = w.add_object(generic.ArrayObject([generic.NumberObject(1)]))
    for _ in range(depth):
        link = w.add_object(generic.ArrayObject([link, link]))
    page = w.find_page_for_modification(0)[0].get_object()
    page[name("/PieceInfo")] = link
    w.update_container(page)
    return papers._written(w)


def hybrid(data: bytes, *, hides: bytes = b"") -> bytes:
    """The file as an old office program writes it: a further table with a cross-reference stream beside it.

    The stream names one new object, and with `hides` also another content for the page's stream.
    """
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    size, root = int(reader.trailer["/Size"]), reader.root_ref
    contents = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents").reference.idnum
    body, entries = b"", []
    if hides:
        entries.append((contents, len(data)))
        body += b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (contents, len(hides), hides)
    entries.append((size, len(data) + len(body)))
    body += b"%d 0 obj\n<< /Type /StructTreeRoot >>\nendobj\n" % size
    at = len(data) + len(body)
    entries.append((size + 1, at))
    index = b" ".join(b"%d 1" % number for number, _ in entries)
    rows = b"".join(b"\x01" + offset.to_bytes(4, "big") + b"\x00" for _, offset in entries)
    about = b"/Type /XRef /Size %d /W [1 4 1] /Index [%s] /Length %d" % (size + 2, index, len(rows))
    body += b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (size + 1, about, rows)
    start = len(data) + len(body)
    trailer = b"/Size %d /Root %d 0 R /Prev %d /XRefStm %d" % (size + 2, root.idnum, reader.last_startxref, at)
    freed = b"xref\n0 1\n0000000000 65535 f \n"
    return data + body + freed + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
