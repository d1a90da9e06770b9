"""The text that a field's look draws, read from its own content stream.

Decides what a reader of the page would see in a prepared field, or that it cannot be told. It knows the looks that
this product writes (upright dark text inside its box, with fonts of the form) and refuses to guess about others: a
look that paints pictures, paths or nested forms, hides, scales, clips, bleaches or moves its text out of sight, or
uses a font without a map to Unicode, is `Unreadable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from signing.validation.opening import BROKEN, entry

LOOK_BYTES_MAX = 1 << 16
SIZE_POINTS_MIN = 4.0
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]*|[\[\]]|[^\s/<>\[\]()]+")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_SHOWS = frozenset({b"Tj", b"TJ"})
_HARMLESS = frozenset({b"q", b"Q", b"ET", b"BMC", b"EMC"})
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LATIN = ("/WinAnsiEncoding", "/StandardEncoding")


class Unreadable(ValueError):
    """What the look draws cannot be told."""


def text_of(look: Any) -> str:
    """The text that an appearance stream draws, in drawing order; raises Unreadable."""
    try:
        data = look.data
        listed = entry(look, "/Resources", "/Font") or {}
        fonts = {str(name): listed[name] for name in listed}
        box = [float(edge) for edge in entry(look, "/BBox")]
        turned = [float(one) for one in entry(look, "/Matrix") or (1, 0, 0, 1, 0, 0)]
    except BROKEN as broken:
        raise Unreadable("no stream") from broken
    if len(data) > LOOK_BYTES_MAX or not _is_upright(turned):
        raise Unreadable("too long, or scaled")
    return "".join(_Pen(fonts, box).draw(data))


def fonts_of(look: Any) -> list[Any]:
    """References of the fonts that the look may use; a font that stands in the look itself has none (None)."""
    try:
        fonts: Any = entry(look, "/Resources", "/Font") or {}
        return [getattr(fonts.raw_get(name), "reference", None) for name in fonts]
    except BROKEN as broken:
        raise Unreadable("no fonts") from broken


def _is_upright(matrix: list[float]) -> bool:
    """A form matrix that only turns by quarters; viewers fit the turned box into the field's rectangle."""
    a, b, c, d, *_ = matrix
    return {abs(a), abs(b), abs(c), abs(d)} <= {0.0, 1.0} and abs(a * d - b * c) == 1.0


class _Pen:
    """Follows the operators of one look."""

    def __init__(self, fonts: dict[str, Any], box: list[float]) -> None:
        self._fonts, self._box = fonts, box
        self._decode: _Decoder | None = None
        self._x = self._y = 0.0

    def draw(self, data: bytes) -> Iterator[str]:
        operands: list[bytes] = []
        for token in _TOKEN.findall(data):
            if token[:1] in b"(</[]" or _NUMBER.fullmatch(token):
                operands.append(token)
                continue
            if token in _SHOWS:
                yield from self._show(operands)
            elif token not in _HARMLESS:
                self._follow(token, operands)
            operands.clear()

    def _follow(self, operator: bytes, operands: list[bytes]) -> None:
        numbers = [float(one) for one in operands if _NUMBER.fullmatch(one)]
        match operator, numbers:
            case b"BT", []:
                self._x, self._y = 0.0, 0.0
            case b"Tf", [size] if size >= SIZE_POINTS_MIN and len(operands) == 2:
                self._decode = _Decoder(self._fonts.get(operands[0].decode("latin-1")))
            case b"Td", [right, up]:
                self._x, self._y = self._x + right, self._y + up
            case b"g" | b"rg", [*levels] if not any(levels):  # black alone is surely seen
                pass
            case _:
                raise Unreadable(f"does {operator!r}")

    def _show(self, operands: list[bytes]) -> Iterator[str]:
        left, bottom, right, top = self._box
        if not (left <= self._x <= right and bottom <= self._y <= top):
            raise Unreadable("text outside its box")
        if self._decode is None or any(_NUMBER.fullmatch(one) for one in operands):
            raise Unreadable("text without a font, or spaced by hand")
        yield from (self._decode(one) for one in operands if one[:1] in b"(<")


class _Decoder:
    """Codes of one font to text."""

    def __init__(self, font: Any) -> None:
        try:
            self._width = 2 if font["/Subtype"] == "/Type0" else 1
            self._map = _unicode_map(font["/ToUnicode"].data) if "/ToUnicode" in font else None
            is_latin = self._width == 1 and entry(font, "/Encoding") in _LATIN
        except BROKEN as broken:
            raise Unreadable("a font that cannot be read") from broken
        if self._map is None and not is_latin:
            raise Unreadable("a font without a map to Unicode")

    def __call__(self, operand: bytes) -> str:
        codes = _string(operand)
        if self._map is None:
            return codes.decode("cp1252", errors="replace")
        step = self._width
        found = [self._map.get(int.from_bytes(codes[at : at + step], "big")) for at in range(0, len(codes), step)]
        if any(one is None for one in found):
            raise Unreadable("a glyph without a character")
        return "".join(one for one in found if one is not None)


def _string(operand: bytes) -> bytes:
    if operand[:1] == b"<":
        digits = re.sub(rb"\s", b"", operand[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return re.sub(rb"\\([0-7]{1,3}|\r\n|.)", _unescape, operand[1:-1], flags=re.DOTALL)


def _unescape(found: re.Match[bytes]) -> bytes:
    what = found.group(1)
    if what[:1].isdigit():
        return bytes([int(what, 8) & 255])
    return b"" if what in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(what, what)


def _unicode_map(data: bytes) -> dict[int, str]:
    """The bfchar and bfrange entries of a ToUnicode map."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, value in re.findall(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>", block):
            found[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, value in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(value, 16)
            for step in range(min(int(last, 16) - int(first, 16), 0xFFFF) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found
