"""Reading a document for the registration form, and opening its pages for the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import DocumentUnknown
from app.parts import Parts
from app.texts import _
from app.views import ReadFields
from office import catalogue
from office.records import IncomingDocument, Place, main_file
from paper.found import Field, Fields


class Reading:
    """What the desk reads from pages."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def fields(self, document_id: str) -> ReadFields:
        """What the page says of itself, with places, and a known duplicate.

        Its signatures are judged elsewhere: that may ask authorities, and the form does not wait for it.
        Raises DocumentUnknown, FileNotHere, NotAPdf, DamagedPdf, EncryptedPdf.
        """
        parts = self._parts
        record = parts.record(document_id)
        main = main_file(record) if isinstance(record, IncomingDocument) else None
        if main is None or not isinstance(record, IncomingDocument):
            raise DocumentUnknown(id=document_id)
        with parts.mail.files.work_copy(parts.bring(main.sha256)) as path:
            fields = parts.reader.read(path)
        values = _values(fields)
        values["issuing_agency"] = self._agency(values["issuing_agency"])
        return ReadFields(
            values=values,
            places=_places(fields),
            is_scan=fields.is_scan,
            duplicate_of=self._duplicate(record, values),
        )

    @contextmanager
    def page_file(self, sha256: str) -> Iterator[Path]:
        """A plain copy of a file for the renderer, gone at the end."""
        with self._parts.mail.files.work_copy(self._parts.bring(sha256)) as path:
            yield path

    def _agency(self, printed: str) -> str:
        """The name as the directory writes it, where the page's capitals spell a known body."""
        known = self._parts.organisation
        names = [*(agency.name for agency in known.agencies.values()), *(one.name for one in known.entities.values())]
        return next((name for name in names if name.casefold() == printed.casefold()), printed)

    def _duplicate(self, record: IncomingDocument, values: dict[str, str]) -> str:
        """A registered document with the same bytes, or the same code, date and agency (D30 App. VI III.1h)."""
        code = values.get("code", "")
        if not code:
            return ""
        for hit in self._parts.mail.cache.search.find(f'"{code}"'):
            other = self._parts.record(hit.id)
            if isinstance(other, IncomingDocument) and other.id != record.id and _same(other, values):
                return _("Đã đăng ký: số đến {number}, {code}", number=other.arrival_number or "…", code=other.code)
        return ""


def _same(other: IncomingDocument, values: dict[str, str]) -> bool:
    issued = other.issued_on.isoformat() if other.issued_on else ""
    return (other.code, issued, other.issuing_agency) == tuple(
        values.get(key, "") for key in ("code", "issued_on", "issuing_agency")
    )


def _values(fields: Fields) -> dict[str, str]:
    kind = catalogue.type_by_name(fields.type.value) if fields.type else None
    return {
        "code": _value(fields.symbol),
        "issued_on": _value(fields.date),
        "issuing_agency": _value(fields.issuer),
        "document_type": kind.code if kind else "",
        "subject": _value(fields.summary),
        "signer_name": _value(fields.signer),
    }


def _value(field: Field | None) -> str:
    return field.value if field else ""


def _places(fields: Fields) -> dict[str, Place]:
    named = {
        "code": fields.symbol,
        "issued_on": fields.date,
        "issuing_agency": fields.issuer,
        "document_type": fields.type,
        "subject": fields.summary,
        "signer_name": fields.signer,
    }
    return {key: _place(field) for key, field in named.items() if field is not None}


def _place(field: Field) -> Place:
    x0, y0, x1, y1 = field.rectangle
    return Place(page=field.page, x0=x0, y0=y0, x1=x1, y1=y1)
