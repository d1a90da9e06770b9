"""Paints the signatures of a file, one card each, with what was changed afterwards; a press jumps to the field."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from app.texts import _
from app.views import SignatureView, VerdictBar
from ui.theme import fonts
from ui.widgets.chips import ChipLabel
from ui.widgets.parts import button, columns, frame, label, rows
from ui.widgets.sheet import Sheet


class SignaturesSheet(Sheet):
    """All signatures of the file that is read."""

    def __init__(self, verdict: VerdictBar, parent: QWidget | None) -> None:
        super().__init__("signatures", verdict.headline, verdict.detail, parent)
        for signature in verdict.signatures:
            self.body.addWidget(_card(signature))
        self.body.addStretch(1)
        close = button(_("Đóng"), "signatures_close")
        close.clicked.connect(self.close)
        self.foot.addWidget(close)
        self.fit(560, 460)


def _card(signature: SignatureView) -> QFrame:
    made = frame("card")
    layout = rows(made, (12, 10, 12, 12), 4)
    top = columns()
    who = " · ".join(part for part in (signature.signer, signature.organisation) if part)
    top.addWidget(label(who, font=fonts.strong(), wrap=True), 1)
    top.addWidget(ChipLabel(signature.verdict, signature.tone))
    layout.addLayout(top)
    when = " · ".join(part for part in (signature.field, signature.when) if part)
    layout.addWidget(label(when, "muted", wrap=True))
    for words in (*signature.reasons, *signature.changes):
        layout.addWidget(label(f"– {words}", wrap=True))
    return made
