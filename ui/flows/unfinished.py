"""Drafts that are being typed: kept in the desk's memory while typing rests, given back to whoever opens them again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from app.clock import now
from app.memory import Memory
from app.texts import _
from app.views import DocumentView
from app.words import VIETNAM
from ui.dispatch import Dispatcher, Ticket
from ui.screens.acting.state import Values
from ui.screens.compose.state import typed_values
from ui.screens.compose.view import ComposeSheet

if TYPE_CHECKING:
    from app.desk import Desk

OPEN = "draft_open"
NEW = "new"


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed into a drafting form, and when it was kept, as a clock shows it."""

    values: dict[str, str]
    clock: str


def key_of(document: DocumentView | None) -> str:
    """Which drafting form: a new one, or that of a document which is answered or drafted anew."""
    return document.id if document else NEW


class Unfinished:
    """The drafts of one desk that were never sent to be composed."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher) -> None:
        self._desk, self._memory, self._dispatcher = desk, Memory(desk.parts), dispatcher

    def load(self, key: str) -> Typed | None:
        """What was typed last under this key. Called in the background."""
        try:
            return self._memory.load(f"draft.{key}", Typed)
        except msgspec.ValidationError:
            return None

    def open_one(self) -> DocumentView | str:
        """The form that stood open when the program ended: its document, NEW, or "" for none. In the background."""
        key = self._memory.load(OPEN, str) or ""
        if not key or key == NEW or self._desk.parts.record(key) is None:
            return NEW if key == NEW else ""
        return self._desk.queries.document(key)

    def watch(self, sheet: ComposeSheet, key: str) -> None:
        """Keep what is typed into the form, and that it stands open."""
        sheet.typed.connect(partial(self._keep, sheet, key))
        sheet.left.connect(partial(self._save, OPEN, None))
        self._save(OPEN, key)

    def forget(self, key: str) -> None:
        """The draft is composed: its typing is needed no more."""
        self._save(f"draft.{key}", None)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _keep(self, sheet: ComposeSheet, key: str, values: Values) -> None:
        clock = now().astimezone(VIETNAM).strftime("%H:%M")
        self._save(f"draft.{key}", Typed(values=typed_values(values), clock=clock))
        sheet.show_saved(_("Đã lưu {clock}", clock=clock))

    def _save(self, name: str, value: object) -> None:
        def save(ticket: Ticket) -> None:
            self._memory.save(name, value)

        self._dispatcher.start(save, _nothing, owner=self._dispatcher, lane="acts")


def _nothing(outcome: None) -> None:
    """What was kept needs no word here."""
