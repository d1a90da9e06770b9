"""Which theme is on, and the news that it changed. Following the system is `ui.theme.apply`'s affair."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.theme.tokens import TABLE, Scheme, Tokens


class Current(QObject):
    """The present theme; widgets that paint themselves ask `tokens()` each time they paint."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme: Scheme = "light"

    def choose(self, scheme: Scheme) -> None:
        """Switch; tells everybody even when nothing changed, for the caller has rebuilt the style sheet."""
        self.scheme = scheme
        self.changed.emit()


CURRENT = Current()


def tokens() -> Tokens:
    """The colours of the present theme."""
    return TABLE[CURRENT.scheme]
