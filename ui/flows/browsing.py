"""Folders and lists: which one is open, under which filter, marks, order or search, and which row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.narrowing import shaped
from app.shapes import SEARCH, Shape
from app.views import DeskState, Folder, ListPage
from office.personal import SavedSearch
from ui.dispatch import Dispatcher, Ticket
from ui.screens.folder.shape import chips_of, saved_shape, title_of, without
from ui.shell.state import SAVED, navigation
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

PAST_MAX = 20


class Frame(NamedTuple):
    """What one look at the desk saw."""

    state: DeskState
    folders: tuple[Folder, ...]
    saved: tuple[SavedSearch, ...]
    page: ListPage
    shape: Shape


class Browsing(QObject):
    """Keeps rail and list in step with the desk."""

    opened = Signal(str)
    """Id of the document to read; "" for none."""
    framed = Signal(object)
    """The desk's state, after each look."""
    shaped = Signal(object)
    """The Shape of the list that is shown, after each look."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._shape = Shape()
        self._is_default = True
        self._saved: tuple[SavedSearch, ...] = ()
        self._is_saving = False
        self._titles: dict[str, str] = {}
        self._keep = ""
        self._goes_on = False
        self._past: list[Shape] = []
        self._looks = 0
        window.navigation.chosen.connect(self.open_folder)
        window.topbar.searched.connect(self.search)
        window.topbar.chip_dropped.connect(self.drop)
        window.topbar.save_wanted.connect(self.save)
        window.folder.filter_chosen.connect(self.choose_filter)
        window.folder.narrow_toggled.connect(self.narrow)
        window.folder.sort_chosen.connect(self.sort)
        window.folder.widened.connect(self.widen)
        window.folder.window_wanted.connect(self._add)
        window.folder.opened.connect(self.opened)

    # ── which list ────────────────────────────────────────────────────────────────────────────────────────────────
    def begin(self, shape: Shape, document_id: str) -> None:
        """Show the list that was open last, at the document that was read last (B1)."""
        if shape.folder:
            self._shape, self._is_default = shape, False
        self._keep = document_id
        self.refresh()

    def shape(self) -> Shape:
        """What is open now."""
        return self._shape

    def open_folder(self, key: str) -> None:
        """Show a folder under its first filter, a saved filter, or the search."""
        self._remember()
        kept = next((one for one in self._saved if key == SAVED + one.id), None)
        if kept is not None:
            self._shape, self._is_default = saved_shape(kept), False
        else:
            self._shape, self._is_default = Shape(folder=key), True
        self._window.folder.forget_told()
        if key == SEARCH:
            self._window.topbar.focus_search()
        else:
            self._window.topbar.clear()
            self._window.folder.list.setFocus()
        self.refresh()

    def open_number(self, number: int) -> None:
        """The folder of Alt+number."""
        keys = self._window.navigation.keys()
        if number <= len(keys):
            self.open_folder(keys[number - 1])

    def back(self) -> None:
        """The list that was open before (B12)."""
        if self._past:
            self._reshape(self._past.pop())

    def choose_filter(self, key: str) -> None:
        """Narrow the folder to one of its filters."""
        self._reshape(replace(self._shape, filter=key))

    def narrow(self, mark: str) -> None:
        """Put one more mark on the list, or take it off: all of them must hold."""
        marks = self._shape.narrows
        kept = tuple(one for one in marks if one != mark)
        self._reshape(replace(self._shape, narrows=kept if mark in marks else (*marks, mark)))

    def sort(self, order: str) -> None:
        """Put the list in another order; it is kept for the folder (B29)."""
        self._reshape(replace(self._shape, sort=order))

    def drop(self, chip: str) -> None:
        """Take a chip of the search field away (B27)."""
        if chip == "query":
            self.widen()
        else:
            self._reshape(without(self._shape, chip))

    def widen(self) -> None:
        """Drop all marks; without any, the filter or the search."""
        if self._shape.narrows:
            self._reshape(replace(self._shape, narrows=()))
        elif self._shape.folder == SEARCH:
            self.open_folder(self._past[-1].folder if self._past else self._window.navigation.keys()[0])
        else:
            self.choose_filter("")

    def search(self, query: str) -> None:
        """Look for words on this machine; no words go back to the folder."""
        if not query and self._shape.folder != SEARCH:
            return
        if not query:
            self._shape = replace(self._shape, narrows=())
            self.widen()
            return
        if self._shape.folder != SEARCH:
            self._remember()
        self._shape = replace(self._shape, folder=SEARCH, filter="", query=query)
        self.refresh()

    def save(self) -> None:
        """Keep the list's shape for the person, on all desks, or take it away when it is there ("Lưu bộ lọc")."""
        if self._is_saving:
            return
        self._is_saving = True
        work = partial(self._save, self._shape, self._saved_as(self._shape), title_of(self._shape, self._titles))
        self._dispatcher.start(work, self._save_done, owner=self, failed=self._save_failed, lane="acts")

    # ── which row ─────────────────────────────────────────────────────────────────────────────────────────────────
    def show(self, document_id: str) -> None:
        """Put the choice on a document at the next look."""
        self._keep = document_id
        self._window.folder.forget_told()
        self.refresh()

    def go_on(self) -> None:
        """Look again after the user's own action: a document that left the list makes room for the next one (B20)."""
        self._goes_on = True
        self.refresh()

    def refresh(self) -> None:
        """Look at the desk again; the latest look wins."""
        self._looks += 1
        work = partial(self._look, self._shape, self._is_default)
        self._dispatcher.start(work, partial(self._show, self._looks), owner=self)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _remember(self) -> None:
        if self._shape.folder:
            self._past = [*self._past[-PAST_MAX:], self._shape]

    def _reshape(self, shape: Shape) -> None:
        self._shape, self._is_default = shape, False
        self._window.folder.forget_told()
        self.refresh()

    def _saved_as(self, shape: Shape) -> str:
        """Id under which the shape is saved, "" for none."""
        return next((one.id for one in self._saved if saved_shape(one) == shape), "")

    def _save(self, shape: Shape, saved_id: str, name: str, ticket: Ticket) -> None:
        own = self._desk.own
        if saved_id:
            own.remove_search(saved_id)
            return
        folder = "" if shape.folder == SEARCH else shape.folder
        own.save_search(
            name, shape.query, folder=folder, filter_key=shape.filter, narrows=shape.narrows, sort=shape.sort
        )

    def _save_done(self, outcome: None) -> None:
        self._is_saving = False
        self.refresh()

    def _save_failed(self, error: Exception) -> None:
        self._is_saving = False
        self._dispatcher.failed.emit(error)

    def _look(self, shape: Shape, is_default: bool, ticket: Ticket) -> Frame:
        queries, parts = self._desk.queries, self._desk.parts
        folders = queries.folders()
        if not any(shape.folder == known.key for known in folders) and shape.folder != SEARCH:
            shape = Shape(folder=next((f.key for f in folders if f.count), folders[0].key))
        page = shaped(queries, parts, shape)
        first = page.filters[0].key if page.filters else ""
        if is_default and first != page.filter:
            narrowed = shaped(queries, parts, replace(shape, filter=first))
            page = narrowed if narrowed.total or not page.total else page
        shape = replace(shape, filter=page.filter)
        return Frame(queries.state(), folders, self._desk.own.searches(), page, shape)

    def _show(self, look: int, frame: Frame) -> None:
        if look != self._looks:
            return
        state, folders, self._saved, page, shape = frame
        self._shape = shape
        self._titles |= {folder.key: folder.title for folder in folders} | {page.folder: page.title}
        self._titles |= {f"{page.folder}:{one.key}": one.title for one in page.filters}
        saved_id = self._saved_as(shape)
        rail = navigation(state, folders, {one.id: one.name for one in self._saved})
        self._window.navigation.show_navigation(rail, SAVED + saved_id if saved_id else page.folder)
        self._window.folder.show_shape(shape)
        self._window.folder.show_page(page, keep=self._keep, goes_on=self._goes_on)
        self._goes_on = False
        if self._keep and self._window.folder.model.place_of(self._keep) < 0:
            self.opened.emit(self._keep)
        self._keep = ""
        self._window.topbar.show_chips(chips_of(shape, page))
        self._window.topbar.show_saving(can_save=shape != Shape(folder=shape.folder), is_saved=bool(saved_id))
        self.framed.emit(state)
        self.shaped.emit(shape)

    def _add(self, key: int) -> None:
        shape = self._shape

        def look(ticket: Ticket) -> ListPage:
            return self._desk.queries.page(shape.folder, shape.filter, before=key)

        self._dispatcher.start(look, self._window.folder.add_page, owner=self)
