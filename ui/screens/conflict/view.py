"""Paints both versions side by side. Nothing is dropped without the user's press."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.texts import _
from app.views import ConflictView as Conflict
from app.views import FieldView
from ui.theme import fonts
from ui.widgets.parts import button, columns, frame, heading, label, rows
from ui.widgets.sheet import Sheet


class ConflictSheet(Sheet):
    """Both versions, and three ways on: do it again, keep it for later, give it up."""

    decided = Signal(str, str)
    """redo or discard, and the action's id."""

    def __init__(self, conflict: Conflict, subject: str, parent: QWidget | None) -> None:
        super().__init__("conflict", _("Cần bạn quyết định: {what}", what=conflict.title), subject, parent)
        self._action_id = conflict.action_id
        self.body.addWidget(label(conflict.reason, font=fonts.medium(), wrap=True))
        both = columns(gap=12)
        both.addWidget(_version(_("Việc của bạn"), conflict.mine), 1)
        both.addWidget(_version(_("Văn bản hiện nay"), conflict.theirs), 1)
        self.body.addLayout(both)
        self.body.addStretch(1)
        discard = button(_("Bỏ việc của tôi"), "conflict_discard", "danger")
        keep = button(_("Để sau"), "conflict_keep")
        redo = button(_("Làm lại trên bản hiện nay"), "conflict_redo", "primary")
        redo.setEnabled(conflict.can_redo)
        for act in (discard, keep, redo):
            self.foot.addWidget(act)
        discard.clicked.connect(self._discard)
        keep.clicked.connect(self.close)
        redo.clicked.connect(self._redo)
        self.fit(680, 440)

    def _discard(self) -> None:
        self.decided.emit("discard", self._action_id)
        self.close()

    def _redo(self) -> None:
        self.decided.emit("redo", self._action_id)
        self.close()


def _version(title: str, fields: tuple[FieldView, ...]) -> QFrame:
    made = frame("card")
    layout = rows(made, (12, 10, 12, 12), 6)
    layout.addWidget(heading(title))
    for field in fields:
        layout.addWidget(label(field.label, "muted", fonts.interface(fonts.SIZE_SMALL)))
        value = label(field.value, font=fonts.medium(), wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(value)
    layout.addStretch(1)
    return made
