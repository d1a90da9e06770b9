"""Folders and lists: which one is open, under which filter or search, and which row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.texts import _
from app.views import DeskState, Folder, ListPage
from ui.dispatch import Dispatcher, Ticket
from ui.shell.state import navigation
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

SEARCH = "search"
Frame = tuple[DeskState, tuple[Folder, ...], ListPage]


class Browsing(QObject):
    """Keeps rail and list in step with the desk."""

    opened = Signal(str)
    """Id of the document to read; "" for none."""
    framed = Signal(object)
    """The desk's state, after each look."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._folder, self._filter, self._query = "", "", ""
        self._is_default = True
        self._keep = ""
        self._goes_on = False
        self._past: list[tuple[str, str]] = []
        self._looks = 0
        window.navigation.chosen.connect(self.open_folder)
        window.topbar.searched.connect(self.search)
        window.topbar.chip_dropped.connect(self.widen)
        window.folder.filter_chosen.connect(self.choose_filter)
        window.folder.window_wanted.connect(self._add)
        window.folder.opened.connect(self.opened)

    def open_folder(self, key: str) -> None:
        """Show a folder under its first filter, or the search."""
        if self._folder:
            self._past = [*self._past[-20:], (self._folder, self._filter)]
        self._folder, self._filter, self._is_default = key, "", True
        self._window.folder.forget_told()
        if key == SEARCH:
            self._window.topbar.focus_search()
        else:
            self._query = ""
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
            self._folder, self._filter = self._past.pop()
            self._is_default = False
            self.refresh()

    def choose_filter(self, key: str) -> None:
        """Narrow the folder."""
        self._filter, self._is_default = key, False
        self._window.folder.forget_told()
        self.refresh()

    def widen(self) -> None:
        """Drop the filter, or the search."""
        if self._folder == SEARCH:
            self.open_folder(self._past[-1][0] if self._past else self._window.navigation.keys()[0])
        else:
            self.choose_filter("")

    def search(self, query: str) -> None:
        """Look for words on this machine; no words go back to the folder."""
        if not query and self._folder != SEARCH:
            return
        if not query:
            self.widen()
            return
        if self._folder != SEARCH:
            self._past.append((self._folder, self._filter))
        self._folder, self._query = SEARCH, query
        self.refresh()

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
        self._dispatcher.start(self._look, partial(self._show, self._looks), owner=self)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _look(self, ticket: Ticket) -> Frame:
        queries = self._desk.queries
        folders = queries.folders()
        if not self._folder:
            self._folder = next((f.key for f in folders if f.count), folders[0].key)
        if self._folder == SEARCH:
            page = queries.search(self._query)
        else:
            page = queries.page(self._folder, self._filter)
            first = page.filters[0].key if page.filters else ""
            if self._is_default and first != page.filter:
                narrowed = queries.page(self._folder, first)
                page = narrowed if narrowed.total or not page.total else page
                self._filter = page.filter
        return queries.state(), folders, page

    def _show(self, look: int, frame: Frame) -> None:
        if look != self._looks:
            return
        state, folders, page = frame
        self._window.navigation.show_navigation(navigation(state, folders), page.folder)
        self._window.folder.show_page(page, keep=self._keep, goes_on=self._goes_on)
        self._goes_on = False
        if self._keep and self._window.folder.model.place_of(self._keep) < 0:
            self.opened.emit(self._keep)
        self._keep = ""
        chosen = next((f.title for f in page.filters if f.key == page.filter and f.key), "")
        query = _("Tìm: {words}", words=self._query) if page.folder == SEARCH and self._query else ""
        self._window.topbar.show_chips(tuple(chip for chip in (chosen, query) if chip))
        self.framed.emit(state)

    def _add(self, key: int) -> None:
        folder, chosen = self._folder, self._filter

        def look(ticket: Ticket) -> ListPage:
            return self._desk.queries.page(folder, chosen, before=key)

        self._dispatcher.start(look, self._window.folder.add_page, owner=self)
