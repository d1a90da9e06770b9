"""Paints the signing panel. Tells which certificate, look and PIN; the PIN leaves the field once, with the press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar

from app.texts import _
from ui.screens.signing.state import BatchLine, CertificateChoice, SigningPanel, TokenCard
from ui.theme import fonts
from ui.widgets.chips import ChipLabel
from ui.widgets.elided import ElidedLabel
from ui.widgets.fields import Picker
from ui.widgets.glyph import Glyph
from ui.widgets.parts import button, columns, empty_out, heading, label, rows, rule, set_ink
from ui.widgets.pin import PinField
from ui.widgets.segments import Segments


class CardView(QFrame):
    """The card of the token."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("token_card")
        self.setProperty("look", "card")
        layout = rows(self, (12, 10, 12, 10), 6)
        top = columns(gap=8)
        self._words = label(font=fonts.strong(), wrap=True)
        self._chip = ChipLabel()
        top.addWidget(Glyph("key", "link"))
        top.addWidget(self._words, 1)
        top.addWidget(self._chip)
        layout.addLayout(top)
        self._choice = Picker()
        self._choice.setObjectName("certificate_choice")
        self._choice.setAccessibleName(_("Chứng thư ký"))
        self._choice.activated.connect(self.chosen)
        layout.addWidget(self._choice)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self._values = [self._line(grid, n, words) for n, words in enumerate(self._names())]
        self._lines = grid
        layout.addLayout(grid)
        self._unusable = label(ink="muted", font=fonts.interface(fonts.SIZE_SMALL), wrap=True)
        self._warning = label(ink="warning", font=fonts.medium(fonts.SIZE_SMALL), wrap=True)
        layout.addWidget(self._unusable)
        layout.addWidget(self._warning)

    def show_card(self, card: TokenCard) -> None:
        """Paint the card."""
        self._words.setText(card.words)
        self._chip.show_chip(card.chip, card.tone)
        self._choice.setVisible(len(card.choices) > 1)
        if [self._choice.itemData(n) for n in range(self._choice.count())] != [c.fingerprint for c in card.choices]:
            self._choice.clear()
            for choice in card.choices:
                self._choice.addItem(f"{choice.holder} · {choice.valid_words}", choice.fingerprint)
        self._choice.setCurrentIndex(card.chosen)
        self._show_lines(card.choices[card.chosen] if card.choices else None)
        self._unusable.setText("\n".join(card.unusable))
        self._unusable.setVisible(bool(card.unusable) and not card.choices)
        self.setToolTip("\n".join(card.unusable))
        self._warning.setText(card.warning)
        self._warning.setVisible(bool(card.warning))
        self.setAccessibleName(f"{card.words}, {card.chip}")

    def _show_lines(self, choice: CertificateChoice | None) -> None:
        values = (choice.holder, choice.issuer, choice.valid_words) if choice else ("", "", "")
        for (name, value), words in zip(self._values, values, strict=True):
            value.setText(words)
            name.setVisible(bool(words))
            value.setVisible(bool(words))

    @staticmethod
    def _names() -> tuple[str, str, str]:
        return _("Chứng thư"), _("Cấp bởi"), _("Hiệu lực")

    @staticmethod
    def _line(grid: QGridLayout, number: int, words: str) -> tuple[QLabel, QLabel]:
        name = label(words, "muted", fonts.interface(fonts.SIZE_SMALL))
        value = ElidedLabel(font=fonts.strong(fonts.SIZE_SMALL))
        grid.addWidget(name, number, 0)
        grid.addWidget(value, number, 1)
        return name, value


class BatchView(QFrame):
    """The documents that one PIN signs: seen or not, and what became of each (B53, B58)."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("batch")
        layout = rows(self, gap=6)
        layout.addWidget(rule())
        top = columns()
        top.addWidget(heading(_("Lô ký")), 1)
        self._count = label(ink="muted", font=fonts.interface(fonts.SIZE_SMALL))
        top.addWidget(self._count)
        layout.addLayout(top)
        self._lines = rows(gap=6)
        layout.addLayout(self._lines)

    def show_batch(self, batch: Sequence[BatchLine]) -> None:
        """Paint the documents; nothing for one alone."""
        self.setVisible(bool(batch))
        empty_out(self._lines)
        self._count.setText(_("{count} văn bản · 1 lần nhập PIN", count=len(batch)))
        for line in batch:
            self._lines.addLayout(self._line(line))

    @staticmethod
    def _line(line: BatchLine) -> QHBoxLayout:
        words = {
            "waiting": _("Đã xem") if line.is_seen else _("Chưa xem"),
            "signing": _("Đang ký…"),
            "signed": _("Đã ký"),
            "refused": line.reason,
            "skipped": _("Bỏ qua"),
        }
        tone = "success" if line.state == "signed" or line.is_seen and line.state == "waiting" else "warning"
        picture = "eye" if line.is_seen else "eye-slash"
        made = columns(gap=8)
        made.addWidget(Glyph(picture, f"{tone}_text"))
        made.addWidget(ElidedLabel(line.title), 1)
        made.addWidget(label(words[line.state], tone, fonts.medium(fonts.SIZE_SMALL)))
        return made


class SigningView(QFrame):
    """Token card, look, place, promises and batch; the PIN and the button stand in `PinView`, at the foot."""

    certificate_chosen = Signal(int)
    look_chosen = Signal(str)
    place_reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("signing")
        self._can_reset = self._is_moved = False
        layout = rows(self, gap=10)
        self._card = CardView()
        self._card.chosen.connect(self.certificate_chosen)
        layout.addWidget(self._card)
        layout.addWidget(label(_("Mẫu chữ ký"), "muted", fonts.medium(fonts.SIZE_SMALL)))
        self._looks = Segments("look", _("Mẫu chữ ký"))
        self._looks.chosen.connect(self.look_chosen)
        layout.addWidget(self._looks)
        line = columns(gap=10)
        line.addWidget(label(_("Vị trí"), "muted", fonts.interface(fonts.SIZE_SMALL)))
        self._place = ElidedLabel(font=fonts.strong(fonts.SIZE_SMALL))
        self._place.setObjectName("place_words")
        self._reset = button(_("Về vị trí chuẩn"), "place_reset", "link")
        self._reset.clicked.connect(self.place_reset)
        line.addWidget(self._place, 1)
        line.addWidget(self._reset)
        layout.addLayout(line)
        self._promises = rows(gap=6)
        layout.addLayout(self._promises)
        self._batch = BatchView()
        layout.addWidget(self._batch)

    def show_panel(self, panel: SigningPanel) -> None:
        """Paint the panel."""
        self._card.show_card(panel.card)
        self._looks.show_choices(panel.looks, panel.look)
        self._place.setText(panel.place_words)
        self._can_reset = panel.can_reset_place
        self._reset.setVisible(self._can_reset and self._is_moved)
        empty_out(self._promises)
        for promise in panel.promises:
            line = columns(gap=8)
            line.addWidget(Glyph(promise.picture, "muted", 16))
            line.addWidget(label(promise.words, "muted", wrap=True), 1)
            self._promises.addLayout(line)
        self._batch.show_batch(panel.batch)

    def show_place(self, words: str, *, is_moved: bool, is_bad: bool) -> None:
        """Where the place stands now; in the tone of a warning when it covers something (B65, B66)."""
        self._is_moved = is_moved
        self._reset.setVisible(self._can_reset and is_moved)
        self._place.setText(words)
        set_ink(self._place, "warning" if is_bad else "")


class PinView(QFrame):
    """The PIN, what warns before typing, progress and the sign button, at the foot of the side panel."""

    signing_wanted = Signal(str)
    """The PIN, once."""
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pin_view")
        layout = rows(self, gap=6)
        top = columns(gap=8)
        self._name = label(_("Mã PIN token"), "muted", fonts.medium(fonts.SIZE_SMALL))
        self._warning = label(ink="warning", font=fonts.medium(fonts.SIZE_SMALL), wrap=True)
        self._warning.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._warning.setObjectName("pin_warning")
        top.addWidget(self._name)
        top.addWidget(self._warning, 1)
        layout.addLayout(top)
        self.field = PinField("pin")
        self._name.setBuddy(self.field)
        self.field.setMinimumHeight(34)
        layout.addWidget(self.field)
        self._hint = label(ink="muted", font=fonts.interface(fonts.SIZE_SMALL), wrap=True)
        self._hint.setObjectName("signing_hint")
        layout.addWidget(self._hint)
        self._sign = button("", "sign", "primary", "pen-nib", "on_primary")
        self._sign.setFont(fonts.strong(fonts.SIZE_LEAD))
        self._sign.setMinimumHeight(40)
        layout.addWidget(self._sign)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._stop = button(_("Dừng sau văn bản đang ký"), "sign_stop", "flat")
        layout.addWidget(self._progress)
        layout.addWidget(self._stop)
        self._panel_hint = ""
        self._flags = ""
        self._asks_pin = True
        self._sign.clicked.connect(self._press)
        self._stop.clicked.connect(self.cancelled)
        self.field.returnPressed.connect(self._press)
        self.field.warned.connect(self._warn)
        self.show_progress(None)

    def show_panel(self, panel: SigningPanel) -> None:
        """What stands on the button, and what is missing."""
        can_sign = not panel.why_not
        self._sign.setText(panel.sign_words)
        self._sign.setAccessibleName(panel.sign_words)
        self._sign.setEnabled(can_sign)
        self.field.setEnabled(can_sign)
        self._asks_pin = panel.asks_pin
        for part in (self._name, self.field):
            part.setVisible(panel.asks_pin and not panel.card.is_locked)
        self._panel_hint, self._flags = panel.why_not, panel.card.warning
        self._hint.setText(panel.why_not)
        self._hint.setVisible(bool(panel.why_not))
        self._warn(self.field.warning())

    def show_progress(self, done_of: tuple[int, int] | None) -> None:
        """How many are signed of how many, while signing runs; None when nothing runs."""
        runs = done_of is not None
        self._progress.setVisible(runs)
        self._stop.setVisible(done_of is not None and done_of[1] > 1)
        self._sign.setVisible(not runs)
        self.field.setEnabled(not runs and not self._panel_hint)
        if done_of is not None:
            self._progress.setRange(0, done_of[1] if done_of[1] > 1 else 0)
            self._progress.setValue(done_of[0])

    def _press(self) -> None:
        if not self._sign.isEnabled() or self._sign.isHidden():
            return
        if self._asks_pin and not self.field.text():
            self._hint.setText(_("Nhập mã PIN của token để ký."))
            self._hint.show()
            self.field.setFocus()
            return
        self._hint.setVisible(bool(self._panel_hint))
        self._hint.setText(self._panel_hint)
        self.signing_wanted.emit(self.field.take())

    def _warn(self, words: str) -> None:
        self._warning.setText(words or self._flags)
