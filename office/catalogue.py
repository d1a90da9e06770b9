"""The kinds of documents, copies and urgency that the law names, read from `resources/document_types.toml`.

It decides what a type is called and how it is abbreviated in a notation; which type a document has is said by people.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import msgspec


class DocumentType(msgspec.Struct, frozen=True):
    """One of the 29 administrative types (loại văn bản), D30 Art. 7."""

    code: str
    """What a record's `document_type` holds; "" is a letter (công văn)."""
    abbreviation: str
    """What stands in a notation; "" for a letter and a public letter. Case matters."""
    vi: str
    en: str


class CopyKind(msgspec.Struct, frozen=True):
    """Sao y, trích sao, sao lục (D30 Art. 25)."""

    code: str
    abbreviation: str
    vi: str
    en: str


class Urgency(msgspec.Struct, frozen=True):
    """Độ khẩn, with the frame of its stamp in millimetres (width, height); (0, 0) has no stamp."""

    level: int
    code: str
    vi: str
    en: str
    at_once: bool
    frame: tuple[int, int]


def load() -> dict[str, Any]:
    """Read the catalogue file."""
    return tomllib.loads(resources.files("resources").joinpath("document_types.toml").read_text(encoding="utf-8"))


_DATA = load()
TYPES: dict[str, DocumentType] = {
    row["code"]: DocumentType(row["code"], row.get("abbreviation", row["code"]), row["vi"], row["en"])
    for row in _DATA["types"]
}
COPIES: dict[str, CopyKind] = {row["code"]: CopyKind(**row) for row in _DATA["copies"]}
URGENCY: dict[int, Urgency] = {
    row["level"]: Urgency(**{**row, "frame": tuple(row["frame"])}) for row in _DATA["urgency"]
}


def type_name(code: str, language: str = "vi") -> str:
    """Return the type's name in `vi` or `en`; an unknown code (from other offices) is returned as it is."""
    known = TYPES.get(code)
    if known is None:
        return code
    return known.en if language == "en" else known.vi


def type_by_name(name: str) -> DocumentType | None:
    """Find a type by its Vietnamese name, in any case ("QUYẾT ĐỊNH"), None when it is none of the 29."""
    wanted = " ".join(name.split()).casefold()
    return next((known for known in TYPES.values() if known.vi.casefold() == wanted), None)
