"""The text that a field's look draws, read from its own content stream.

Decides what a reader of the page would see in a prepared field, or that it cannot be told: a look that paints
pictures, paths or nested forms, hides its text, or uses a font without a map to Unicode is `Unreadable`. It knows the
looks that this product writes (one text object, fonts of the form) and refuses to guess about others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from signing.validation.opening import BROKEN, entry

LOOK_BYTES_MAX = 1 << 16
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]*|[\[\]]|[^\s/<>\[\]()]+")
_HARMLESS = frozenset(
    b"q Q BT ET BMC BDC EMC Td TD Tm T* TL Tc Tw Tz Ts g G rg RG k K cs CS sc scn cm w re W W* n i ri gs".split()
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Unreadable(ValueError):
    """What the look draws cannot be told."""


def text_of(look: Any) -> str:
    """The text that an appearance stream draws, in drawing order; raises Unreadable."""
    try:
        data = look.data
        listed = entry(look, "/Resources", "/Font") or {}
        fonts = {str(name): listed[name] for name in listed}
    except BROKEN as broken:
        raise Unreadable("no stream") from broken
    if len(data) > LOOK_BYTES_MAX:
        raise Unreadable("too long")
    return "".join(_draw(data, fonts))


def fonts_of(look: Any) -> list[Any]:
    """References of the fonts that the look may use; a font that stands in the look itself has none (None)."""
    try:
        fonts: Any = entry(look, "/Resources", "/Font") or {}
        return [getattr(fonts.raw_get(name), "reference", None) for name in fonts]
    except BROKEN as broken:
        raise Unreadable("no fonts") from broken


def _draw(data: bytes, fonts: dict[str, Any]) -> Iterator[str]:
    operands: list[bytes] = []
    decode = None
    for token in _TOKEN.findall(data):
        if token[:1] in b"(</[]" or _is_number(token):
            operands.append(token)
            continue
        if token == b"Tf":
            decode = _Decoder(fonts.get(operands[-2].decode("latin-1")) if len(operands) > 1 else None)
        elif token in (b"Tj", b"TJ", b"'", b'"'):
            if decode is None:
                raise Unreadable("text without a font")
            yield from (decode(one) for one in operands if one[:1] in b"(<" and one not in b"[]")
        elif token == b"Tr" and operands[-1:] != [b"0"]:
            raise Unreadable("hidden or outlined text")
        elif token not in _HARMLESS and token != b"Tr":
            raise Unreadable(f"paints with {token!r}")
        operands.clear()


def _is_number(token: bytes) -> bool:
    return re.fullmatch(rb"[+-]?\d*\.?\d*", token) is not None


class _Decoder:
    """Codes of one font to text."""

    def __init__(self, font: Any) -> None:
        try:
            self._width = 2 if font["/Subtype"] == "/Type0" else 1
            self._map = _unicode_map(font["/ToUnicode"].data) if "/ToUnicode" in font else None
            self._is_latin = self._width == 1 and entry(font, "/Encoding") in ("/WinAnsiEncoding", "/StandardEncoding")
        except BROKEN as broken:
            raise Unreadable("a font that cannot be read") from broken
        if self._map is None and not self._is_latin:
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
        for first, last, value in re.findall(
            rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>", block
        ):
            start = int.from_bytes(bytes.fromhex(value.decode()), "big")
            for step in range(min(int(last, 16) - int(first, 16), 0xFFFF) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found
