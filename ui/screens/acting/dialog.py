"""The form of an action in a window of its own; the document behind it can still be scrolled and zoomed (B42)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.texts import _
from ui.screens.acting.state import Form
from ui.screens.acting.view import FormView
from ui.theme import fonts
from ui.widgets.parts import button, columns, heading, label, rows


class ActionDialog(QDialog):
    """Asks what a Form asks; tells it once and closes. Esc closes without doing anything."""

    submitted = Signal(str, object)

    def __init__(self, form: Form, subject: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("action_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(form.title)
        self.setMinimumWidth(460)
        layout = rows(self, (20, 18, 20, 18), 10)
        layout.addWidget(heading(form.title, fonts.SIZE_TITLE))
        layout.addWidget(label(subject, "muted", wrap=True))
        self.form = FormView("action_form", holds_button=False)
        self.form.show_form(form)
        layout.addWidget(self.form)
        self._cancel = button(_("Để sau"), "action_cancel", "flat")
        foot = columns()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.form.submit_button())
        layout.addLayout(foot)
        self._cancel.clicked.connect(self.reject)
        self.form.submitted.connect(self._tell)
        self.form.field(form.fields[0].key).setFocus()

    def _tell(self, action: str, values: object) -> None:
        self.submitted.emit(action, values)
        self.accept()
