"""The form of an action in a window of its own; the document behind it can still be scrolled and zoomed (B42)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.texts import _
from ui.screens.acting.state import Form
from ui.screens.acting.view import FormView
from ui.widgets.parts import button
from ui.widgets.sheet import Sheet

WIDTH = 480


class ActionDialog(Sheet):
    """Asks what a Form asks; tells it once and closes. Esc closes without doing anything."""

    submitted = Signal(str, object)

    def __init__(self, form: Form, subject: str, parent: QWidget) -> None:
        super().__init__("action_dialog", form.title, subject, parent)
        self.form = FormView("action_form", holds_button=False)
        self.form.show_form(form)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._cancel = button(_("Để sau"), "action_cancel", "flat")
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self.form.submit_button())
        self._cancel.clicked.connect(self.reject)
        self.form.submitted.connect(self._tell)
        self.form.field(form.fields[0].key).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the form needs."""
        super().showEvent(event)
        self.fit_content(WIDTH)

    def _tell(self, action: str, values: object) -> None:
        self.submitted.emit(action, values)
        self.accept()
