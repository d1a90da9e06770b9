"""The drafting form in a window of its own; the document that is answered can be read behind it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app.texts import _
from ui.screens.acting.state import Form
from ui.screens.acting.view import FormView
from ui.theme import fonts
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import button, label
from ui.widgets.sheet import Sheet

REST_MS = 2000
"""Of the typing, before it is saved."""


class ComposeSheet(Sheet):
    """Asks what a draft needs."""

    submitted = Signal(object)
    """The values."""
    typed = Signal(object)
    """The values, once typing rests or the window goes (B81)."""
    left = Signal()

    def __init__(self, form: Form, subtitle: str, parent: QWidget | None) -> None:
        super().__init__("compose_sheet", form.title, subtitle, parent)
        self.form = FormView("compose_form", holds_button=False)
        self.form.show_form(form)
        self.notice = NoticeBar("compose_notice")
        self.body.addWidget(self.notice)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._saved = label(ink="muted", font=fonts.interface(fonts.SIZE_SMALL))
        self._saved.setObjectName("compose_saved")
        self.foot.insertWidget(0, self._saved)
        later = button(_("Đóng"), "compose_close")
        self.foot.addWidget(later)
        self.foot.addWidget(self.form.submit_button())
        later.clicked.connect(self.close)
        self.form.submitted.connect(self._tell)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell_typed)
        self.form.changed.connect(self._rest.start)
        self.fit(620, 720)
        self.form.field("subject").setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """While the page is composed nothing can be pressed."""
        self.form.submit_button().setEnabled(not is_busy)

    def show_saved(self, words: str) -> None:
        """When what is typed was saved."""
        self._saved.setText(words)

    def done(self, result: int) -> None:
        """However the window goes, what was typed is told first."""
        self.forget_rest(tell=True)
        self.left.emit()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The frame's own cross goes the same way."""
        self.forget_rest(tell=True)
        self.left.emit()
        super().closeEvent(event)

    def forget_rest(self, *, tell: bool = False) -> None:
        """Wait for no rest of the typing any more."""
        waits = self._rest.isActive()
        self._rest.stop()
        if tell and waits:
            self._tell_typed()

    def _tell_typed(self) -> None:
        self.typed.emit(self.form.values())

    def _tell(self, action: str, values: object) -> None:
        self.submitted.emit(values)
