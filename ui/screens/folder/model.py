"""Rows of a folder as a Qt model: the scroll bar is true from the start, rows come as they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.views import ListPage, Row
from ui.screens.folder.state import spoken

RowRole = Qt.ItemDataRole.UserRole
TickRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FolderModel(QAbstractListModel):
    """`show_page` starts a list, `add_page` brings its next window; `wanted` names the one that is missing."""

    wanted = Signal(object)
    ticks_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._next: int | None = None
        self._asked: int | None = None
        self._ticked: dict[str, None] = {}

    def show_page(self, page: ListPage) -> None:
        """Start with this window; rows that are as before stay untouched, so that nothing moves under the eyes."""
        same = page.total == self._total and [row.id for row in page.rows] == self.ids()
        if not same:
            self.beginResetModel()
        self._total = max(page.total, len(page.rows))
        self._rows = list(page.rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}
        self._next, self._asked = page.next, None
        if not same:
            self.endResetModel()
        elif self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def add_page(self, page: ListPage) -> None:
        """Add the window that was wanted."""
        start = len(self._rows)
        self._rows += page.rows
        self._places.update({row.id: start + place for place, row in enumerate(page.rows)})
        self._next, self._asked = page.next, None
        if self._rows:
            self.dataChanged.emit(self.index(start), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All rows under the filter, loaded or not."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself (RowRole), its words, or whether it is ticked."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == RowRole:
            return row
        if role == TickRole:
            return row.id in self._ticked
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(row)
        return None

    def row(self, number: int) -> Row | None:
        """The row at a place, None until its window is there (which is asked for)."""
        if 0 <= number < len(self._rows):
            return self._rows[number]
        if number >= 0 and self._next is not None and self._asked != self._next:
            self._asked = self._next
            self.wanted.emit(self._next)
        return None

    def ids(self) -> list[str]:
        """Ids of the rows that are loaded, in order."""
        return [row.id for row in self._rows]

    def place_of(self, row_id: str) -> int:
        """Where a loaded row stands, -1 when it is not loaded."""
        return self._places.get(row_id, -1)

    # ── ticks ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked rows, in the order of ticking."""
        return tuple(self._ticked)

    def toggle(self, number: int) -> None:
        """Tick a row, or take its tick away."""
        row = self.row(number)
        if row is None:
            return
        if row.id in self._ticked:
            del self._ticked[row.id]
        else:
            self._ticked[row.id] = None
        self._ticks_moved()

    def tick(self, rows: Sequence[str]) -> None:
        """Tick exactly these rows."""
        self._ticked = dict.fromkeys(rows)
        self._ticks_moved()

    def _ticks_moved(self) -> None:
        if self._total:
            self.dataChanged.emit(self.index(0), self.index(self._total - 1), [TickRole])
        self.ticks_changed.emit(len(self._ticked))
