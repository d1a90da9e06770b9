"""Hybrid files: two readings of one file, by the table alone and with the hidden stream, must show the same.

A hybrid file hides objects from old readers (ISO 32000-2 §7.5.8.4). Seven of 32 real documents are hybrid, so they
are judged as they are; but a signer may have seen one reading and a receiver the other. Decides only whether pages and
form are equal in both; what else the stream hides (the structure tree, mostly) shows nowhere.
"""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.validation.opening import BROKEN, Opened, entry

PAGE_KEYS = ("/Contents", "/Resources", "/Annots", "/MediaBox", "/CropBox", "/Rotate")
NODES_MAX = 200_000
_UNSEEN = ("/StructParent", "/StructParents", "/Parent", "/P")


def readings_differ(file: Opened) -> bool:
    """Whether a reader that knows only the table sees other pages or fields; False for files without hidden parts."""
    if not file.reader.xrefs.hybrid_xrefs_present:
        return False
    try:
        plain = PdfFileReader(file.reader.stream, strict=False)
        for number in range(plain.xrefs.total_revisions):
            plain.xrefs.get_xref_data(number).hybrid = None
        return bool(_shown(file.reader) != _shown(plain))
    except BROKEN:
        return True


def _shown(reader: Any) -> Any:
    budget = [NODES_MAX]
    pages = _pages(reader.root["/Pages"])
    seen = [[_plain(entry(page, key), budget, frozenset()) for key in PAGE_KEYS] for page in pages]
    return seen, _plain(entry(reader.root, "/AcroForm"), budget, frozenset())


def _pages(node: Any, depth: int = 0) -> list[Any]:
    if depth > 64:
        raise ValueError("page tree too deep")
    if "/Kids" not in node:
        return [node]
    return [page for kid in node["/Kids"] for page in _pages(kid.get_object(), depth + 1)]


def _plain(value: Any, budget: list[int], seen: frozenset[int]) -> Any:
    """A value as nested tuples, references resolved, cycles cut."""
    budget[0] -= 1
    if budget[0] < 0:
        raise ValueError("too many objects")
    if isinstance(value, generic.IndirectObject):
        if value.idnum in seen:
            return ("cycle", value.idnum)
        return _plain(value.get_object(), budget, seen | {value.idnum})
    if isinstance(value, generic.DictionaryObject):
        entries = tuple(
            (str(key), _plain(value.raw_get(key), budget, seen)) for key in sorted(value) if key not in _UNSEEN
        )
        return (entries, value.encoded_data if isinstance(value, generic.StreamObject) else b"")
    if isinstance(value, generic.ArrayObject):
        return tuple(_plain(value.raw_get(n), budget, seen) for n in range(len(value)))
    return repr(value)
