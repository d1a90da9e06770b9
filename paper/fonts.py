"""The face of documents: which files on this machine are the Times-metric face, and which letters it can draw.

Decides where the face comes from: Times New Roman on Windows, Liberation Serif 2 of `fonts-liberation2` elsewhere.
The older `fonts-liberation` lacks a good part of the Vietnamese letters, so it is never taken, and the machine's own
font search is never used for composing (paper.md §2). What is drawn with the face is left to `compose`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

from paper.errors import LetterMissing


class Face(NamedTuple):
    """A family with the regular file that speaks for it."""

    family: str
    regular: Path


_LIBERATION = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")


def _candidates() -> tuple[Face, ...]:
    windows = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
    return (
        Face("Times New Roman", windows / "times.ttf"),
        Face("Liberation Serif", _LIBERATION),
        Face("Times New Roman", Path("/usr/share/fonts/truetype/msttcorefonts/Times_New_Roman.ttf")),
    )


@cache
def face() -> Face:
    """The document face of this machine; raises FileNotFoundError when it has none (the set-up installs it)."""
    for candidate in _candidates():
        if candidate.regular.is_file():
            return candidate
    raise FileNotFoundError(_LIBERATION)


def folder() -> Path:
    """The folder that holds the document face."""
    return face().regular.parent


@cache
def letters() -> frozenset[int]:
    """Code points that the regular face can draw."""
    with TTFont(face().regular, lazy=True) as font:
        return frozenset(font.getBestCmap())


def check_letters(text: str) -> None:
    """Raise LetterMissing when the face lacks a character of `text` (white space is not drawn, so it passes)."""
    missing = sorted({letter for letter in text if not letter.isspace() and ord(letter) not in letters()})
    if missing:
        raise LetterMissing(letters=" ".join(_shown(letter) for letter in missing))


def _shown(letter: str) -> str:
    return letter if letter.isprintable() else f"U+{ord(letter):04X}"
