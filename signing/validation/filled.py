"""Number and date: filled once, by the revision that the seal signs, and drawn as they are.

The office's own checks on top of the difference analysis (signing reference §3 and §7), which calls every one of the
following "form filling": a number filled before the seal by anybody, a second filling, a look swapped under an
unchanged value, a later signature drawn over the number. Decides about the four prepared text fields only; a file
without them has nothing to say here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyhanko.sign.fields import enumerate_fields_in

from signing.validation import drawn
from signing.validation.found import Found
from signing.validation.opening import BROKEN, entry
from signing.validation.roles import role_of
from signing.validation.rules.text_fields import PREPARED, SEAL

COVERED_SHARE_MIN = 0.25
"""A stamp that touches the edge of a cell hides nothing."""


@dataclass(frozen=True)
class State:
    """One prepared field in one revision."""

    value: str
    look: Any
    """The appearance stream, or None."""
    look_bytes: bytes


def states(handler: Any) -> dict[str, State]:
    """The prepared fields of a revision, by the office's names; raises one of BROKEN when the form is unreadable."""
    listed = entry(handler.root, "/AcroForm", "/Fields")
    if listed is None:
        return {}
    signatures = {name for name, _, _ in enumerate_fields_in(listed, target_field_type="/Sig", refs_seen=set())}
    if SEAL not in signatures:
        return {}
    fields = enumerate_fields_in(listed, target_field_type="/Tx", refs_seen=set())
    named = ((name, reference.get_object()) for name, _, reference in fields)
    return {PREPARED[name]: _state(field) for name, field in named if name in PREPARED}


def _state(field: Any) -> State:
    value, look = entry(field, "/V"), entry(field, "/AP", "/N")
    return State("" if value is None else str(value), look, b"" if look is None else look.data)


def check(reader: Any, found: Sequence[Found]) -> Iterator[str]:
    """The reasons why number and date are not as the flow wants them, from the first signed revision on."""
    if not found:
        return
    first = min(one.revision for one in found)
    seals = {one.revision for one in found if role_of(one) == "seal"}
    try:
        signed = reader.get_historical_resolver(first)
        before, settings = states(signed), _settings(signed)
        yield from _drawn_reasons(before, None)
        done = {name for name, state in before.items() if state.value}
        if done:
            yield from () if first in seals else ("filled_before_seal",)
        for revision in range(first + 1, reader.xrefs.total_revisions):
            later = reader.get_historical_resolver(revision)
            after = states(later)
            if _settings(later) != settings:
                yield "field_changed"
            yield from _changes(before, after, done, _moment(revision, seals))
            yield from _drawn_reasons(after, signed)
            before = after
        if _is_covered(signed, reader, before):
            yield "field_covered"
    except BROKEN:
        yield "changes_unreadable"


def _settings(handler: Any) -> list[str]:
    """What makes viewers draw fields anew in their own way; it may not change under prepared fields."""
    if not states(handler):
        return []
    form = entry(handler.root, "/AcroForm")
    return [repr(entry(form, key)) for key in ("/NeedAppearances", "/DA", "/Q")]


def _moment(revision: int, seals: set[int]) -> str:
    if revision in seals:
        return "seal"
    return "after" if any(seal < revision for seal in seals) else "before"


def _changes(before: dict[str, State], after: dict[str, State], done: set[str], moment: str) -> Iterator[str]:
    for name, state in after.items():
        old = before.get(name)
        if old is None or state.value == old.value:
            if old is not None and state.look_bytes != old.look_bytes:
                yield "look_changed"
            continue
        if moment != "seal":
            yield "changed_after_seal" if moment == "after" else "filled_before_seal"
        if name in done:
            yield "filled_twice"
        done.add(name)


def _drawn_reasons(now: dict[str, State], first: Any) -> Iterator[str]:
    for state in now.values():
        try:
            text = drawn.text_of(state.look) if state.look is not None else ""
            foreign = first is not None and any(_is_newer(font, first) for font in drawn.fonts_of(state.look))
        except drawn.Unreadable:
            yield "drawn_text_differs"
            continue
        if "".join(text.split()) != "".join(state.value.split()) or (foreign and state.value):
            yield "drawn_text_differs"


def _is_covered(signed: Any, newest: Any, now: dict[str, State]) -> bool:
    """Whether a signature field that is newer than the first signature lies over a filled cell."""
    old = {name for name, _ in _widgets(signed, "/Sig")}
    late = [widget for name, widget in _widgets(newest, "/Sig") if name not in old]
    cells = [widget for name, widget in _widgets(newest, "/Tx") if PREPARED.get(name) in now]
    return any(_share(cell, over) >= COVERED_SHARE_MIN for cell in cells for over in late)


def _widgets(handler: Any, kind: str) -> list[tuple[str, Any]]:
    """Each widget of each field of a kind, under the field's name."""
    listed = entry(handler.root, "/AcroForm", "/Fields")
    if listed is None:
        return []
    fields = enumerate_fields_in(listed, target_field_type=kind, refs_seen=set())
    named = [(name, reference.get_object()) for name, _, reference in fields]
    kids = [(name, kid.get_object()) for name, field in named for kid in entry(field, "/Kids") or ()]
    return [(name, one) for name, one in (*named, *kids) if "/Rect" in one]


def _share(cell: Any, over: Any) -> float:
    """Which share of a cell's area another widget of its page covers."""
    if "/P" in cell and "/P" in over and cell.raw_get("/P") != over.raw_get("/P"):
        return 0.0
    (left, bottom, right, top), other = _rectangle(cell), _rectangle(over)
    width = min(right, other[2]) - max(left, other[0])
    height = min(top, other[3]) - max(bottom, other[1])
    area = (right - left) * (top - bottom)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _rectangle(widget: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in widget["/Rect"])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_newer(font: Any, first: Any) -> bool:
    """Whether a look brings a font that the first signer could not see: its letters may lie about their shapes."""
    return font is None or bool(first.is_ref_unassignable(font))
