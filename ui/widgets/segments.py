"""A choice of few, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy

from ui.widgets.parts import button, columns, empty_out


class Segments(QFrame):
    """Exactly one of the choices is on; tells its key."""

    chosen = Signal(str)

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "segments")
        self.setAccessibleName(words)
        self._group = QButtonGroup(self)
        self._layout = columns(self, (3, 3, 3, 3), 2)
        self._keys: tuple[str, ...] = ()
        self._group.idClicked.connect(self._tell)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """(key, words) of each choice; the chosen one is on."""
        keys = tuple(key for key, _words in choices)
        if keys != self._keys:
            self._rebuild(choices)
        self._group.button(keys.index(chosen)).setChecked(True)

    def chosen_key(self) -> str:
        """The key of the choice that is on."""
        return self._keys[self._group.checkedId()]

    def _rebuild(self, choices: Sequence[tuple[str, str]]) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
        empty_out(self._layout)
        self._keys = tuple(key for key, _words in choices)
        for number, (key, words) in enumerate(choices):
            self._group.addButton(self._segment(key, words), number)

    def _segment(self, key: str, words: str) -> QPushButton:
        made = button(words, f"{self.objectName()}_{key}", "segment")
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout.addWidget(made)
        return made

    def _tell(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
