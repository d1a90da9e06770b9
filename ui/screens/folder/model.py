"""Rows of a folder as a Qt model over windows of the cache: the scroll bar is true, only what was asked for is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.views import ListPage, Row
from ui.screens.folder.state import spoken

WINDOW_ROWS = 200
WINDOWS_MAX = 50
RowRole = Qt.ItemDataRole.UserRole
TickRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FolderModel(QAbstractListModel):
    """`show_page` brings a window of rows; `wanted` names the offset of one that is missing."""

    wanted = Signal(int)
    ticks_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self._windows: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._ticked: dict[str, None] = {}

    def show_page(self, page: ListPage, *, anew: bool) -> None:
        """Take in a window; `anew` forgets the others (another folder, filter, or a change of the list)."""
        if anew or page.total != self._total:
            self.beginResetModel()
            self._windows.clear()
            self._asked.clear()
            self._total = page.total
            self._windows[page.offset] = page.rows
            self.endResetModel()
            return
        self._windows[page.offset] = page.rows
        self._asked.discard(page.offset)
        while len(self._windows) > WINDOWS_MAX:
            self._windows.popitem(last=False)
        last = page.offset + len(page.rows) - 1
        self.dataChanged.emit(self.index(page.offset), self.index(last))

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
        offset = number - number % WINDOW_ROWS
        window = self._windows.get(offset)
        if window is None:
            if offset not in self._asked and 0 <= number < self._total:
                self._asked.add(offset)
                self.wanted.emit(offset)
            return None
        inside = number - offset
        return window[inside] if inside < len(window) else None

    def ids(self) -> list[str]:
        """Ids of the rows that are loaded, in order."""
        return [row.id for offset in sorted(self._windows) for row in self._windows[offset]]

    def place_of(self, row_id: str) -> int:
        """Where a loaded row stands, -1 when it is not loaded."""
        for offset, window in self._windows.items():
            for inside, row in enumerate(window):
                if row.id == row_id:
                    return offset + inside
        return -1

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
