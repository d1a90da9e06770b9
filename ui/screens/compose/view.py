"""The drafting form in a window of its own; the document that is answered can be read behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.texts import _
from ui.screens.acting.state import Form
from ui.screens.acting.view import FormView
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import button
from ui.widgets.sheet import Sheet


class ComposeSheet(Sheet):
    """Asks what a draft needs."""

    submitted = Signal(object)
    """The values."""

    def __init__(self, form: Form, subtitle: str, parent: QWidget | None) -> None:
        super().__init__("compose_sheet", form.title, subtitle, parent)
        self.form = FormView("compose_form", holds_button=False)
        self.form.show_form(form)
        self.notice = NoticeBar("compose_notice")
        self.body.addWidget(self.notice)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        later = button(_("Đóng"), "compose_close")
        self.foot.addWidget(later)
        self.foot.addWidget(self.form.submit_button())
        later.clicked.connect(self.close)
        self.form.submitted.connect(self._tell)
        self.fit(620, 720)
        self.form.field("subject").setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """While the page is composed nothing can be pressed."""
        self.form.submit_button().setEnabled(not is_busy)

    def _tell(self, action: str, values: object) -> None:
        self.submitted.emit(values)
