"""The list of a folder: head, filters, rows, the bar of many. Tells what is opened and asked for; does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import structs
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStackedLayout, QToolButton, QWidget

from app.shapes import Shape
from app.texts import _
from app.views import ListPage
from ui.screens.folder.delegate import RowDelegate
from ui.screens.folder.model import FolderModel
from ui.screens.folder.shape import MenuLine, mark_lines, order_lines
from ui.screens.folder.state import Head, emptiness, head, many_bar, successor
from ui.theme import fonts
from ui.theme.icons import icon
from ui.widgets.check import Check
from ui.widgets.chips import ChipLabel
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty import Empty
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, columns, empty_out, frame, rows, tool

REST_MS = 80
MANY_AIR = 44
"""Margins and gaps of the bar of many."""


class RowList(QListView):
    """Rows under the keyboard: J and K as arrows, X ticks, Ctrl+A ticks all, Esc lets go (B24, B84)."""

    tick_wanted = Signal(int)
    all_wanted = Signal()
    none_wanted = Signal()
    entered_row = Signal()

    def __init__(self, model: FolderModel) -> None:
        super().__init__()
        self.setObjectName("row_list")
        self.setAccessibleName(_("Danh sách văn bản"))
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are commands here, not a search by first letter."""
        match event.key():
            case Qt.Key.Key_J:
                self.step(1)
            case Qt.Key.Key_K:
                self.step(-1)
            case Qt.Key.Key_X:
                self.tick_wanted.emit(self.currentIndex().row())
            case Qt.Key.Key_Escape:
                self.none_wanted.emit()
            case Qt.Key.Key_A if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.all_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered_row.emit()
            case Qt.Key.Key_Question:
                event.ignore()  # the window's own: the sheet of keys
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing does not jump about in the list."""

    def step(self, rows_down: int) -> None:
        """Move the choice by rows."""
        number = min(max(self.currentIndex().row() + rows_down, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(number, 0))


class FolderView(QFrame):
    """Paints ListPages."""

    opened = Signal(str)
    """Id of the row that the choice rests on, after a moment (B19); "" when none is left."""
    entered = Signal()
    picked = Signal()
    """A row was pressed with the mouse, not its box."""
    filter_chosen = Signal(str)
    narrow_toggled = Signal(str)
    sort_chosen = Signal(str)
    widened = Signal()
    window_wanted = Signal(object)
    many_requested = Signal(str)
    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folder")
        self.setProperty("look", "pane")
        self._folder = ""
        self._shape = self._told_shape = Shape()
        self._told: str | None = ""
        """Id of the row that was told last, None when it is to be told again."""
        self._is_box = False
        self._stranded: tuple[list[str], str] | None = None
        """The rows, and the chosen one, before it left the list without the user's doing."""
        self.model = FolderModel(self)
        self.list = RowList(self.model)
        self._delegate = RowDelegate(self)
        self.list.setItemDelegate(self._delegate)
        self._empty = Empty("folder_empty")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        layout = rows(self, gap=0)
        layout.addWidget(self._make_head())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._make_many_bar())
        self._connect()

    # ── states ────────────────────────────────────────────────────────────────────────────────────────────────────
    def show_shape(self, shape: Shape) -> None:
        """How the list that comes next is narrowed and sorted."""
        self._shape = shape
        for tool_button, picture, is_on in (
            (self._marks, "funnel-simple", bool(shape.narrows)),
            (self._order, "arrows-down-up", shape.sort != "newest"),
        ):
            tool_button.setIcon(icon(picture, "link" if is_on else "text"))
        marks = ", ".join(line.words for line in mark_lines(shape) if line.is_on)
        order = next((line.words for line in order_lines(shape) if line.is_on), "")
        self._marks.setToolTip(": ".join(part for part in (_("Lọc thêm"), marks) if part))
        self._order.setToolTip(f"{_('Sắp xếp')}: {order}")
        for part in (self._marks, self._order):
            part.setAccessibleName(part.toolTip())

    def show_page(self, page: ListPage, *, keep: str = "", goes_on: bool = False) -> None:
        """Show a folder's window of rows; the row `keep`, or the chosen one, stays chosen.

        When the chosen one has left the list, the one that followed it is chosen if the user's own action sent it
        away (`goes_on`, B20); if others did, what is read stays under the eyes (B22, B49).
        """
        is_same = self._is_told(page)
        before, current = self._stranded or (self.model.ids(), keep or self.current_id())
        scroll = self.list.verticalScrollBar().value()
        self._folder, self._told_shape = page.folder, self._shape_of(page)
        self._show_head(head(page))
        self.model.show_page(page)
        self._show_emptiness(page)
        if is_same:
            self.list.verticalScrollBar().setValue(scroll)
        else:
            self.model.tick(())
        after = self.model.ids()
        self._stranded = None
        if is_same and not goes_on and current and current not in after:
            self._stranded = (before, current)
            self.list.selectionModel().clear()
        else:
            self.choose(successor(before if is_same else after, after, current))
        if self._told is None:
            self._told = self.current_id() if keep and keep not in after else None
            self._rest.start()

    def add_page(self, page: ListPage) -> None:
        """Add the window of rows that was wanted, unless the list is another by now."""
        if self._is_told(page):
            self.model.add_page(page)

    def choose(self, row_id: str) -> None:
        """Put the choice on a row; "" on none."""
        place = self.model.place_of(row_id)
        selection = self.list.selectionModel()
        if place < 0:
            selection.clear()
            self._rest.start()
            return
        index = self.model.index(place)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        selection.setCurrentIndex(index, flags)
        self.list.scrollTo(index)

    def current_id(self) -> str:
        """Id of the chosen row, "" without one."""
        row = self.model.row(self.list.currentIndex().row())
        return row.id if row else ""

    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked rows."""
        return self.model.ticked()

    def forget_told(self) -> None:
        """Tell the chosen row again when the next page is shown, though it be the same."""
        self._told = None

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _make_head(self) -> QFrame:
        made = frame("bar", "folder_head")
        layout = rows(made, (16, 12, 12, 12), 10)
        top = columns(gap=10)
        self._title = ElidedLabel(font=fonts.strong(fonts.SIZE_HEAD))
        self._title.setObjectName("folder_title")
        self._title.setSizePolicy(self._title.sizePolicy().Policy.Preferred, self._title.sizePolicy().Policy.Fixed)
        self._count = ChipLabel("", "info")
        self._refresh = tool("arrows-clockwise", "folder_sync", _("Đồng bộ ngay (F5)"))
        top.addWidget(self._title)
        top.addWidget(self._count)
        self._marks = tool("funnel-simple", "folder_marks", _("Lọc thêm"))
        self._order = tool("arrows-down-up", "folder_order", _("Sắp xếp"))
        top.addStretch(1)
        for part in (self._marks, self._order, self._refresh):
            top.addWidget(part)
        layout.addLayout(top)
        self._filters = FlowLayout(gap=6)
        layout.addLayout(self._filters)
        return made

    def _make_many_bar(self) -> QFrame:
        self._many = frame("multi", "many_bar")
        layout = columns(self._many, (16, 10, 12, 10), 8)
        self._many_count = Check("", "many_count")
        self._many_count.setChecked(True)
        self._many_none = button(_("Bỏ chọn"), "many_none", "flat")
        self._many_act = button("", "many_act", "", "pen-nib")
        layout.addWidget(self._many_count, 1)
        layout.addWidget(self._many_none)
        layout.addWidget(self._many_act)
        self._many.hide()
        return self._many

    def _connect(self) -> None:
        self.model.wanted.connect(self.window_wanted)
        self.model.ticks_changed.connect(self._show_many)
        self._delegate.box_clicked.connect(self._tick_row)
        self.list.clicked.connect(self._pick)
        self.list.tick_wanted.connect(self.model.toggle)
        self.list.all_wanted.connect(self._tick_all)
        self.list.none_wanted.connect(self._tick_none)
        self.list.entered_row.connect(self.entered)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self._rest.timeout.connect(self._tell_opened)
        self._many_none.clicked.connect(self._tick_none)
        self._many_count.clicked.connect(self._tick_none)
        self._many_act.clicked.connect(self._request_many)
        self._empty.pressed.connect(self._widen)
        self._refresh.clicked.connect(self.refresh_wanted)
        self._marks.clicked.connect(self._open_marks)
        self._order.clicked.connect(self._open_orders)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _shape_of(self, page: ListPage) -> Shape:
        return structs.replace(self._shape, folder=page.folder, filter=page.filter)

    def _is_told(self, page: ListPage) -> bool:
        return self._shape_of(page) == self._told_shape

    def _open_marks(self) -> None:
        self._open_menu(self._marks, mark_lines(self._shape), self.narrow_toggled)

    def _open_orders(self) -> None:
        self._open_menu(self._order, order_lines(self._shape), self.sort_chosen)

    def _open_menu(self, anchor: QToolButton, lines: Sequence[MenuLine], told: SignalInstance) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{anchor.objectName()}_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in lines:
            entry = menu.addAction(line.words)
            entry.setObjectName(f"{anchor.objectName()}_{line.key}")
            entry.setCheckable(True)
            entry.setChecked(line.is_on)
            entry.triggered.connect(partial(told.emit, line.key))
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _show_head(self, state: Head) -> None:
        self._title.setText(state.title)
        self.setAccessibleName(state.title)
        self._count.show_chip(state.count_words, "info")
        empty_out(self._filters)
        for chip in state.filters:
            made = button(chip.words, f"filter_{chip.key}", "chip")
            made.setFont(fonts.medium(fonts.SIZE_SMALL))
            made.setCheckable(True)
            made.setChecked(chip.is_on)
            made.setProperty("key", chip.key)
            made.clicked.connect(self._filter_pressed)
            self._filters.addWidget(made)

    def _show_emptiness(self, page: ListPage) -> None:
        state = emptiness(page, is_narrowed=bool(self._shape.narrows))
        self._stack.setCurrentIndex(0 if state is None else 1)
        if state is not None:
            self._empty.say("tray", state.headline, state.detail, _("Bỏ lọc") if state.can_widen else "")

    def _show_many(self, ticked: int) -> None:
        bar = many_bar(ticked, self._folder)
        self._many.setVisible(bar is not None)
        if bar is not None:
            self._many_count.setText(bar.count_words)
            self._many_count.setAccessibleName(bar.count_words)
            self._many_count.setChecked(True)
            self._many_act.setText(bar.action_words)
            self._many_act.setVisible(bool(bar.action))
            self._many_act.setProperty("key", bar.action)
            self._fit_many()

    def _filter_pressed(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.filter_chosen.emit(sender.property("key"))

    def _widen(self) -> None:
        self.widened.emit()

    def _request_many(self) -> None:
        self.many_requested.emit(self._many_act.property("key"))

    def _tick_row(self, number: int) -> None:
        self._is_box = True
        self.model.toggle(number)

    def _pick(self, index: QModelIndex) -> None:
        if not self._is_box:
            self.picked.emit()
        self._is_box = False

    def _tick_all(self) -> None:
        self.model.tick(self.model.ids())

    def _tick_none(self) -> None:
        self.model.tick(())

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() or self._stranded is None:
            self._rest.start()

    def _tell_opened(self) -> None:
        current = self.current_id()
        if current != self._told:
            self._told = current
            self.opened.emit(current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the box alone lets go of the ticks."""
        super().resizeEvent(event)
        self._fit_many()

    def _fit_many(self) -> None:
        parts: list[QWidget] = [self._many_count, self._many_none]
        parts += [self._many_act] if self._many_act.text() else []
        needed = sum(part.sizeHint().width() for part in parts) + MANY_AIR
        self._many_none.setVisible(needed <= self.width())

    def sizeHint(self) -> QSize:
        """As wide as the mock-up's list."""
        return QSize(400, 600)
