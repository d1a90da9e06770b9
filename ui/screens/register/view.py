"""Paints the registration form in the side pane; the field that has the cursor lights up on the page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.texts import _
from ui.screens.acting.view import FormView
from ui.screens.register.state import Registration
from ui.theme import fonts
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import button, columns, frame, label, rows


class RegisterView(QFrame):
    """The clerk's form."""

    left = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register")
        self.setProperty("look", "side")
        self.setAccessibleName(_("Đăng ký văn bản đến"))
        self.form = FormView("register_form", holds_button=False)
        self.notice = NoticeBar("register_notice")
        self.problem = NoticeBar("register_problem")
        layout = rows(self, gap=0)
        head = columns(margin=(16, 12, 12, 10))
        head.addWidget(label(_("Đăng ký văn bản đến"), font=fonts.strong(fonts.SIZE_HEAD), wrap=True), 1)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.problem)
        area = QScrollArea()
        area.setProperty("look", "plain")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = frame("plain")
        inside = rows(body, (16, 10, 16, 10))
        inside.addWidget(self.form)
        inside.addStretch(1)
        area.setWidget(body)
        layout.addWidget(area, 1)
        foot = rows(margin=(16, 8, 16, 14))
        self._refuse = button(_("Trả lại nơi gửi"), "register_refuse", "danger", "arrow-bend-up-left", "danger_text")
        self._leave = button(_("Để sau"), "register_leave")
        foot.addWidget(self.form.submit_button())
        pair = columns()
        pair.addWidget(self._refuse, 1)
        pair.addWidget(self._leave, 1)
        foot.addLayout(pair)
        layout.addLayout(foot)
        self._refuse.clicked.connect(self.refused)
        self._leave.clicked.connect(self.left)

    def show_registration(self, state: Registration) -> None:
        """Ask what must be asked, and put the cursor where something is missing."""
        self.form.show_form(state.form)
        self.notice.show_notice(state.notice)
        first = next((field for field in state.form.fields if field.is_doubtful), state.form.fields[0])
        self.form.field(first.key).setFocus()

    def sizeHint(self) -> QSize:
        """As wide as the side panel."""
        return QSize(336, 600)
