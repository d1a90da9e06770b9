"""The PIN field: nothing of it is shown, copied or kept; it warns of what spoils a PIN and locks a token (B54, B68)."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.texts import _


def caps_lock_shows(text: str, *, with_shift: bool) -> bool:
    """Whether a typed letter betrays Caps Lock: a capital without Shift, a small letter with it."""
    return text.isalpha() and len(text) == 1 and (text.isupper() != with_shift)


class PinField(QLineEdit):
    """Hides what is typed; `take()` hands the PIN over once and forgets it. Pasting works, copying does not."""

    warned = Signal(str)
    """Words under the field; "" when there is nothing to warn of."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setMaxLength(64)
        self.setAccessibleName(_("Mã PIN token"))
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )
        self._warning = ""
        self.textChanged.connect(self._look_at_letters)

    def take(self) -> str:
        """The PIN, once; the field is empty afterwards and cannot bring it back by undo."""
        pin = self.text()
        self.setText("")
        return pin

    def warning(self) -> str:
        """What is warned of now."""
        return self._warning

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch for Caps Lock; everything else is the line edit's."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if caps_lock_shows(event.text(), with_shift=shift):
            self._warn(_("Phím Caps Lock đang bật"))
        elif event.text().isalpha() or event.key() == Qt.Key.Key_CapsLock:
            self._warn("")
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method that composes would change the PIN."""
        if event.preeditString() or not event.commitString().isascii():
            self._warn_of_input_method()
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Warn before typing when the keyboard is a Vietnamese one."""
        if QGuiApplication.inputMethod().locale().language() == QLocale.Language.Vietnamese:
            self._warn_of_input_method()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was warned of is over."""
        self._warn("")
        super().focusOutEvent(event)

    def _look_at_letters(self, text: str) -> None:
        if not text.isascii():
            self._warn_of_input_method()

    def _warn_of_input_method(self) -> None:
        self._warn(_("Bộ gõ tiếng Việt đang bật"))

    def _warn(self, words: str) -> None:
        if words != self._warning:
            self._warning = words
            self.warned.emit(words)
