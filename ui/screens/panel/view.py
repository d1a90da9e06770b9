"""Paints the side panel: signing above when it is this person's turn to sign, then the document's own affairs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.texts import _, counted
from app.views import FieldView, FileView, OpinionView, Step
from ui.screens.acting.view import FormView
from ui.screens.panel.note import NoteView
from ui.screens.panel.state import ActionButton, Actions, Panel, menu_words
from ui.screens.signing.view import PinView, SigningView
from ui.theme import fonts
from ui.theme.icons import icon
from ui.widgets.avatar import Avatar
from ui.widgets.elided import ElidedLabel
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import button, columns, empty_out, frame, heading, label, rows, rule, tool
from ui.widgets.timeline import Timeline

HALF = 148
"""Width of a button that shares its row with another."""
ROWS_MAX = 3
"""Of buttons at the foot; what does not fit stands in the menu, so that the panel keeps its room."""
LOW, LOW_ROWS_MAX = 430, 2
"""A panel lower than this (a small screen at 200 %) has fewer rows, and the PIN scrolls with what it signs."""
BODY_MARGIN = (16, 4, 16, 12)
BAR_WIDTH = 12
"""Of the scroll bar, as the sheet has it."""


class PanelView(QFrame):
    """The right pane."""

    action_requested = Signal(str)
    file_requested = Signal(str, str)
    """open or save, and the SHA-256 of the file."""
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("look", "side")
        self.setAccessibleName(_("Xử lý văn bản"))
        self.signing = SigningView()
        self.pin = PinView()
        self.inline = FormView("inline_form")
        self.note = NoteView()
        self.notice = NoticeBar("panel_notice")
        self._is_busy = self._is_low = False
        self._told_actions = Actions((), ())
        self._told_history: tuple[Step, ...] | None = None
        outer = rows(self, gap=0)
        outer.addLayout(self._make_head())
        outer.addWidget(self.notice)
        self._scroll = self._make_body()
        self._scroll.verticalScrollBar().rangeChanged.connect(self._make_way)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._make_foot())

    # ── states ────────────────────────────────────────────────────────────────────────────────────────────────────
    def show_panel(self, panel: Panel) -> None:
        """Paint the document's affairs."""
        self._title.setText(panel.title)
        self._show_fields(panel.fields)
        self._show_holders(panel.holders)
        self._flow.show_steps(panel.steps)
        self._flow_part.setVisible(bool(panel.steps))
        self._show_opinions(panel.opinions)
        self._show_files(panel.files)
        if panel.history != self._told_history:
            self._told_history = panel.history
            self._history.show_steps(panel.history)
            self._fold_history(len(panel.history))
        self._history_part.setVisible(bool(panel.history))
        self._show_actions(panel.actions)
        self._inline_part.setVisible(bool(panel.inline))

    def show_title(self, title: str) -> None:
        """The panel's title alone."""
        self._title.setText(title)

    def show_busy(self, *, is_busy: bool) -> None:
        """While a signature is made nothing else is done to the document (its page is about to change)."""
        self._is_busy = is_busy
        self.inline.setEnabled(not is_busy)
        for number in range(self._actions.count()):
            item = self._actions.itemAt(number)
            if item is not None and (made := item.widget()) is not None:
                made.setEnabled(not is_busy)

    def show_files(self) -> None:
        """Bring the files into view."""
        self._scroll.ensureWidgetVisible(self._files_part)

    def show_signing(self, *, is_on: bool) -> None:
        """Show or hide the signing part."""
        self.signing.setVisible(is_on)
        self._signing_rule.setVisible(is_on)
        self.pin.setVisible(is_on)

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _make_head(self) -> QHBoxLayout:
        line = columns(margin=(16, 12, 12, 8))
        self._title = label(font=fonts.strong(fonts.SIZE_HEAD))
        self._title.setObjectName("panel_title")
        self._fold = tool("arrow-line-right", "panel_fold", _("Thu gọn bảng bên (F9)"))
        self._fold.clicked.connect(self.folded)
        line.addWidget(self._title, 1)
        line.addWidget(self._fold)
        return line

    def _make_body(self) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("panel_scroll")
        area.setProperty("look", "plain")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        body = frame("plain", "panel_body")
        self._body = layout = rows(body, BODY_MARGIN, 12)
        self._signing_rule = rule()
        self._holders_part, self._holders = self._section(_("Ai đang giữ"))
        self._inline_part, holder = self._section(_("Bút phê"))
        holder.addWidget(self.inline)
        self._flow_part, holder = self._section(_("Luồng xử lý"))
        self._flow = Timeline("flow")
        holder.addWidget(self._flow)
        self._opinions_part, self._opinions = self._section(_("Ý kiến"))
        self._files_part, self._files = self._section(_("Tệp đính kèm"))
        self._fields_part, fields = self._section(_("Thông tin văn bản"))
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(10)
        self._fields.setVerticalSpacing(5)
        self._fields.setColumnStretch(1, 1)
        fields.addLayout(self._fields)
        self._history_part, holder = self._section(_("Lịch sử"))
        self._history = Timeline("history")
        self._unfold = button("", "history_unfold", "link")
        self._unfold.clicked.connect(self._unfold_history)
        holder.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        holder.addWidget(self._history)
        for part in (self.signing, self._signing_rule, self._holders_part, self._inline_part, self._flow_part):
            layout.addWidget(part)
        for part in (self._opinions_part, self._files_part, self.note, self._fields_part, self._history_part):
            layout.addWidget(part)
        layout.addStretch(1)
        area.setWidget(body)
        return area

    def _make_foot(self) -> QFrame:
        self._foot = frame("foot", "panel_foot")
        self._foot_rows = layout = rows(self._foot, (16, 10, 16, 14), 8)
        layout.addWidget(self.pin)
        self._actions = QGridLayout()
        self._actions.setSpacing(8)
        for column in (0, 1):
            self._actions.setColumnStretch(column, 1)
        layout.addLayout(self._actions)
        return self._foot

    @staticmethod
    def _section(title: str) -> tuple[QFrame, QVBoxLayout]:
        made = QFrame()
        layout = rows(made, gap=7)
        layout.addWidget(heading(title))
        return made, layout

    def _make_way(self, least: int, most: int) -> None:
        """The bar stands in the margin, so that what scrolls ends where the foot's buttons end."""
        left, top, right, bottom = BODY_MARGIN
        self._body.setContentsMargins(left, top, right - BAR_WIDTH if most > least else right, bottom)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _fold_history(self, count: int) -> None:
        self._history.hide()
        words = counted("Xem {count} việc đã làm", "Xem {count} việc đã làm", count)
        self._unfold.setText(words)
        self._unfold.setAccessibleName(words)
        self._unfold.show()

    def _unfold_history(self) -> None:
        self._unfold.hide()
        self._history.show()

    def _show_fields(self, fields: tuple[FieldView, ...]) -> None:
        self._fields_part.setVisible(bool(fields))
        empty_out(self._fields)
        for number, field in enumerate(fields):
            name = label(field.label, "muted", fonts.interface(fonts.SIZE_SMALL), wrap=True)
            name.setFixedWidth(92)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            value = label(field.value, font=fonts.medium(), wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{field.label}: {field.value}")
            self._fields.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self._fields.addWidget(value, number, 1)

    def _show_holders(self, holders: tuple[str, ...]) -> None:
        self._holders_part.setVisible(bool(holders))
        _keep_heading(self._holders)
        for name in holders:
            line = columns(gap=8)
            face = Avatar(24)
            face.show_name(name)
            line.addWidget(face)
            line.addWidget(ElidedLabel(name, fonts.medium()), 1)
            self._holders.addLayout(line)

    def _show_opinions(self, opinions: tuple[OpinionView, ...]) -> None:
        self._opinions_part.setVisible(bool(opinions))
        _keep_heading(self._opinions)
        for opinion in opinions:
            card = frame("card")
            layout = rows(card, (10, 8, 10, 8), 3)
            head = " · ".join(part for part in (opinion.who, opinion.when) if part)
            layout.addWidget(label(head, "muted", fonts.interface(fonts.SIZE_SMALL), wrap=True))
            layout.addWidget(label(opinion.text, wrap=True))
            self._opinions.addWidget(card)

    def _show_files(self, files: tuple[FileView, ...]) -> None:
        self._files_part.setVisible(bool(files))
        _keep_heading(self._files)
        for number, file in enumerate(files):
            line = columns(gap=4)
            opens = button(file.name, f"file_open_{number}", "link", "paperclip", "link")
            opens.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            opens.setToolTip(file.name)
            opens.clicked.connect(partial(self.file_requested.emit, "open", file.sha256))
            saves = tool("download-simple", f"file_save_{number}", _("Lưu {name}", name=file.name))
            saves.clicked.connect(partial(self.file_requested.emit, "save", file.sha256))
            size = file.size_words if file.is_here else _("{size} · chưa tải", size=file.size_words)
            line.addWidget(opens, 1)
            line.addWidget(label(size, "muted", fonts.interface(fonts.SIZE_SMALL)))
            line.addWidget(saves)
            self._files.addLayout(line)

    def _show_actions(self, actions: Actions) -> None:
        self._told_actions = actions
        empty_out(self._actions)
        made = [self._button(action) for action in actions.buttons]
        more = self._more(actions.more)
        for part in (*made, more):
            part.ensurePolished()
        wide = [
            action.style == "primary" or part.sizeHint().width() > HALF
            for action, part in zip(actions.buttons, made, strict=True)
        ]
        kept = that_fit(wide, has_more=bool(actions.more), rows_max=LOW_ROWS_MAX if self._is_low else ROWS_MAX)
        if kept < len(made):
            more = self._more((*actions.buttons[kept:], *actions.more))
        shown = [*made[:kept], *([more] if kept < len(made) or actions.more else [])]
        places = pairs([*wide[:kept], False][: len(shown)])
        for place, part in zip(places, shown, strict=True):
            self._actions.addWidget(part, *place)
        self.show_busy(is_busy=self._is_busy)

    def _button(self, action: ActionButton) -> QPushButton:
        looks = {"primary": "primary", "danger": "danger"}
        tokens = {"primary": "on_primary", "danger": "danger_text"}
        name = f"action_{action.type}"
        made = button(action.words, name, looks.get(action.style, ""), action.picture, tokens.get(action.style, "text"))
        made.setMinimumHeight(36)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(partial(self.action_requested.emit, action.type))
        return made

    def _more(self, actions: Sequence[ActionButton]) -> QPushButton:
        made = button(_("Việc khác"), "action_more", "", "dots-three")
        made.setMinimumHeight(36)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        menu = QMenu(made)
        menu.setObjectName("action_menu")
        menu.setToolTipsVisible(True)
        for action in actions:
            entry = menu.addAction(icon(action.picture) if action.picture else icon("circle"), menu_words(action))
            entry.setObjectName(f"menu_{action.type}")
            entry.setEnabled(action.is_enabled)
            entry.triggered.connect(partial(self.action_requested.emit, action.type))
        made.setMenu(menu)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low panel the foot gives way."""
        super().resizeEvent(event)
        is_low = self.height() < LOW
        if is_low != self._is_low:
            self._is_low = is_low
            if is_low:
                self._body.insertWidget(self._body.indexOf(self.signing) + 1, self.pin)
            else:
                self._foot_rows.insertWidget(0, self.pin)
            self._show_actions(self._told_actions)

    def sizeHint(self) -> QSize:
        """As wide as the mock-up's panel."""
        return QSize(336, 600)


def that_fit(wide: Sequence[bool], *, has_more: bool, rows_max: int) -> int:
    """How many of the buttons stand in so many rows; a menu of the rest needs a place too."""
    for kept in range(len(wide), 1, -1):
        needs_menu = has_more or kept < len(wide)
        rows_needed = pairs([*wide[:kept], *([False] if needs_menu else [])])[-1][0] + 1
        if rows_needed <= rows_max:
            return kept
    return min(len(wide), 1)


def pairs(wide: Sequence[bool]) -> list[tuple[int, int, int, int]]:
    """Row, column, rows and columns of each button: two narrow ones share a row, nothing leaves a hole."""
    places: list[tuple[int, int, int, int]] = []
    row = 0
    number = 0
    while number < len(wide):
        shares = not wide[number] and number + 1 < len(wide) and not wide[number + 1]
        if shares:
            places += [(row, 0, 1, 1), (row, 1, 1, 1)]
        else:
            places.append((row, 0, 1, 2))
        number += 2 if shares else 1
        row += 1
    return places


def _keep_heading(layout: QVBoxLayout) -> None:
    """Empty a section but for its heading."""
    first = layout.takeAt(0)
    empty_out(layout)
    if first is not None:
        layout.addItem(first)
