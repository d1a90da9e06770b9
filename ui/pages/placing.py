"""Moving a signature's place on the page by mouse and arrow keys (B64–B66); geometry decides what a move makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent

from office.records import Place
from ui.pages.geometry import Column, Covered, Handle, Size, box_of, dragged, handle_at, moved, overlaps, snapped

STEP_POINTS = 1.0
LEAP_POINTS = 10.0
_CURSORS: dict[Handle, Qt.CursorShape] = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
    "move": Qt.CursorShape.SizeAllCursor,
}
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Pages(Protocol):
    """What placing needs of the view."""

    def pages(self) -> Column:
        """Where the pages stand."""

    def page_size(self, number: int) -> Size:
        """Size of a page in points."""


class Placing(QObject):
    """The place being set: where it is, what is drawn in it, and whether it may be moved."""

    changed = Signal(object)

    def __init__(self, pages: QObject) -> None:
        super().__init__(pages)
        self._pages: Pages = pages  # type: ignore[assignment]
        self.place: Place | None = None
        self.standard: Place | None = None
        self.image: QImage | None = None
        self.lines: tuple[str, ...] = ()
        self.is_movable = False
        self._taken: tuple[Place, ...] = ()
        self._words: tuple[Place, ...] = ()
        self._held: Handle | None = None
        self._from = QPointF()
        self._before: Place | None = None

    def begin(self, place: Place, *, movable: bool, taken: Sequence[Place] = ()) -> None:
        """Show a place; a movable one snaps to where it began and turns amber over what is taken."""
        self.place = self.standard = place
        self.is_movable = movable
        self._taken, self._words = tuple(taken), ()
        self._held = None
        self.changed.emit(place)

    def show_look(self, image: QImage | None, lines: Sequence[str]) -> None:
        """What the signature will look like in its place."""
        self.image, self.lines = image, tuple(lines)
        if self.place is not None:
            self.changed.emit(self.place)

    def end(self) -> None:
        """Show no place."""
        self.place = self.standard = self.image = None
        self.lines = ()
        self.is_movable = False

    def reset(self) -> None:
        """Back to the standard place (B66)."""
        if self.standard is not None:
            self.place = self.standard
            self.changed.emit(self.place)

    def know(self, taken: Sequence[Place], words: Sequence[Place]) -> None:
        """What stands on the page: other signatures and words; what the standard place covers is its own affair."""
        standard = self.standard
        self._taken = tuple(one for one in taken if standard is None or not overlaps(standard, [one]))
        self._words = tuple(one for one in words if standard is None or not overlaps(standard, [one]))
        if self.place is not None:
            self.changed.emit(self.place)

    def covered(self) -> Covered:
        """What the place covers: another signature, words of the page, or nothing."""
        if self.place is None:
            return ""
        if overlaps(self.place, self._taken):
            return "signature"
        return "words" if overlaps(self.place, self._words) else ""

    def is_covering(self) -> bool:
        """Whether the place covers anything."""
        return bool(self.covered())

    def press(self, at: QPointF) -> None:
        """Take hold of what is under the point."""
        self._held = self._under(at)
        self._from, self._before = at, self.place

    def drag(self, at: QPointF) -> None:
        """Follow the pointer with what is held."""
        if self._held is None or self._before is None:
            return
        scale = self._pages.pages().scale()
        shift = (at - self._from) / scale
        page = self._pages.page_size(self._before.page)
        made = dragged(self._before, self._held, shift.x(), shift.y(), page)
        self.place = snapped(made, self.standard) if self._held == "move" else made
        self.changed.emit(self.place)

    def release(self) -> None:
        """Let go."""
        self._held = None

    def key(self, event: QKeyEvent) -> bool:
        """Move by arrow keys: a point, with Shift ten; says whether the key was taken."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.place is None or not self.is_movable:
            return False
        length = LEAP_POINTS if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP_POINTS
        page = self._pages.page_size(self.place.page)
        self.place = moved(self.place, step[0] * length, step[1] * length, page)
        self.changed.emit(self.place)
        return True

    def cursor(self, at: QPointF) -> Qt.CursorShape:
        """The pointer's shape over the point."""
        under = self._held or self._under(at)
        return _CURSORS[under] if under else Qt.CursorShape.ArrowCursor

    def _under(self, at: QPointF) -> Handle | None:
        if self.place is None or not self.is_movable:
            return None
        return handle_at(box_of(self.place, self._pages.pages()), at.x(), at.y())
