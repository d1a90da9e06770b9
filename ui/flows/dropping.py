"""Files dropped into the window: PDF files, and those in folders, are taken in; other kinds are named and left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.texts import _, counted
from app.words import size_words
from ui.dispatch import Dispatcher, Ticket
from ui.flows.filing import Filing
from ui.shell.window import MainWindow
from ui.widgets.words import Notice

PAPERS_MAX = 200
"""Taken in by one drop; a folder may hold a whole archive."""
NAMES_MAX = 5


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped, sorted out."""

    papers: tuple[Path, ...]
    others: tuple[str, ...]
    """Names of what is left out."""
    size: int
    """Of the papers together, in bytes."""
    has_folder: bool


class Dropping(QObject):
    """Sorts out what was dropped and hands the papers on; the tray asks before anything is taken in (B71)."""

    def __init__(self, dispatcher: Dispatcher, window: MainWindow, filing: Filing) -> None:
        super().__init__(window)
        self._dispatcher, self._window, self._filing = dispatcher, window, filing
        window.files_dropped.connect(self._dropped)

    def _dropped(self, paths: list[Path]) -> None:
        self._dispatcher.start(partial(_sort, paths), self._hand_on, owner=self)

    def _hand_on(self, dropped: Dropped) -> None:
        self._window.notice.show_notice(notice_of_drop(dropped))
        if dropped.papers:
            self._filing.receive_paths(list(dropped.papers))


def notice_of_drop(dropped: Dropped) -> Notice | None:
    """What is left out, by name; else how much a folder brings."""
    count = len(dropped.others)
    if count:
        words = counted("{count} tệp không được nhận", "{count} tệp không được nhận", count)
        names = ", ".join(dropped.others[:NAMES_MAX]) + (" …" if count > NAMES_MAX else "")
        return Notice("warning", words, names, "dismiss", _("Đóng"))
    if dropped.has_folder:
        number, size = len(dropped.papers), size_words(dropped.size)
        words = counted("Thư mục có {count} tệp PDF, {size}", "Thư mục có {count} tệp PDF, {size}", number, size=size)
        return Notice("info", words, "", "dismiss", _("Đóng"))
    return None


def sorted_out(paths: Sequence[Path]) -> Dropped:
    """The PDF files among what was dropped, those within folders too, in order; and the names of the rest."""
    papers: list[Path] = []
    others: list[str] = []
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        papers += [one for one in inside if one.suffix.lower() == ".pdf"]
        others += [one.name for one in inside if one.suffix.lower() != ".pdf" and not one.name.startswith(".")]
    kept = tuple(papers[:PAPERS_MAX])
    others += [one.name for one in papers[PAPERS_MAX:]]
    return Dropped(kept, tuple(others), sum(one.stat().st_size for one in kept), any(one.is_dir() for one in paths))


def _sort(paths: Sequence[Path], ticket: Ticket) -> Dropped:
    return sorted_out(paths)
