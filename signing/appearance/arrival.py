"""The arrival stamp (dấu ĐẾN, D30/2020 Appendix IV.V): a red frame with agency, ĐẾN, number and date.

The law's own stamp is 50 × 35 mm; where a page has less room the same content is set closer and smaller, never cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from signing.pades import fonts

SIZES_PT = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Tried from the largest on."""
ROOMY_PT, ROOMY_STEP, CLOSE_STEP = 70.0, 1.55, 1.22
"""From this height on lines stand apart as in the form of the decree."""
FRAME_PT = 1.0
RULE_PT = 0.6
PADDING = 4.0
LEFT_SHARE = 0.3
WORD, WORD_PT_MAX = "ĐẾN", 14.0


class Sheet(Protocol):
    """What the stamp is drawn on; its space is the stamp's rectangle, y up, in points."""

    width: float
    height: float
    content: list[str]

    def text(self, text: str, x: float, y: float, *, face: fonts.Face, size: float) -> None:
        """One line with its baseline beginning at (x, y)."""


class Layout(NamedTuple):
    """How the lines are set: text size, distance of baselines, padding, the agency's name broken to the width."""

    size: float
    step: float
    padding: float
    agency: tuple[str, ...]


def draw(sheet: Sheet, lines: Sequence[str]) -> None:
    """Draw the stamp over the whole sheet: agency, number, date, and further lines."""
    agency, number, date, *more = (*lines, "", "", "")[: max(3, len(lines))]
    letters = [*lines, agency.upper(), WORD, " "]
    plain, bold = fonts.face("regular", letters), fonts.face("bold", letters)
    layout = fit(sheet, agency.upper(), 2 + len(more), bold)
    inset = FRAME_PT / 2
    sheet.content.append(
        f"{FRAME_PT:g} w {inset:g} {inset:g} {sheet.width - 2 * inset:.3f} {sheet.height - 2 * inset:.3f} re S"
    )
    top = sheet.height - layout.padding
    for index, line in enumerate(layout.agency):
        x = (sheet.width - bold.width(line, layout.size)) / 2
        sheet.text(line, x, top - layout.size * (0.9 + 1.2 * index), face=bold, size=layout.size)
    rule = top - layout.size * 1.2 * len(layout.agency) - layout.padding / 2
    foot = rule - layout.padding / 2 - layout.step * 2 - layout.padding / 2 if more else FRAME_PT
    _rule(sheet, inset, rule, sheet.width - inset, rule)
    left = sheet.width * LEFT_SHARE
    _rule(sheet, left, rule, left, foot)
    _word(sheet, left, (rule + foot) / 2, rule - foot, bold)
    baseline = rule - layout.padding / 2 - layout.size * 0.95
    for index, line in enumerate((number, date)):
        sheet.text(line, left + PADDING, baseline - index * layout.step, face=plain, size=layout.size)
    if more:
        _rule(sheet, inset, foot, sheet.width - inset, foot)
    for index, line in enumerate(more):
        y = foot - layout.padding / 2 - layout.size * 0.95 - index * layout.step
        sheet.text(line, PADDING, y, face=plain, size=layout.size)


def fit(sheet: Sheet, agency: str, rows: int, bold: fonts.Face) -> Layout:
    """The largest setting in which everything fits the height; the smallest when nothing does."""
    is_roomy = sheet.height >= ROOMY_PT
    padding = PADDING if is_roomy else 2.0
    for size in SIZES_PT:
        step = size * (ROOMY_STEP if is_roomy else CLOSE_STEP)
        names = tuple(wrap(agency, bold, size, sheet.width - 2 * PADDING))
        layout = Layout(size, step, padding, names)
        if size * 1.2 * len(names) + step * rows + 3 * padding <= sheet.height:
            break
    return layout


def wrap(text: str, face: fonts.Face, size: float, width: float) -> list[str]:
    """Break at spaces so that each line fits; a single word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _word(sheet: Sheet, room: float, middle: float, height: float, bold: fonts.Face) -> None:
    size = min(WORD_PT_MAX, height * 0.6)
    sheet.text(WORD, (room - bold.width(WORD, size)) / 2, middle - size * 0.33, face=bold, size=size)


def _rule(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    sheet.content.append(f"{RULE_PT:g} w {x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S")
