"""The rail at the left: the office, "Soạn văn bản", the folders with their counts, delegation, who is signed in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from app.texts import _
from ui.shell.state import SAVED, Entry, Navigation
from ui.theme import fonts, icons
from ui.theme.current import tokens
from ui.widgets.avatar import Avatar
from ui.widgets.elided import ElidedLabel
from ui.widgets.glyph import Glyph
from ui.widgets.parts import AIR, ICON, button, columns, empty_out, frame, label, rows, tool


class Brand(QWidget):
    """The product's sign: a pen on gold."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(34, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile and the pen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().gold))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        icons.paint(painter, QRectF(6, 6, 22, 22), "pen-nib-fill", tokens().on_gold)
        painter.end()


class EntryButton(QPushButton):
    """One folder: icon, title and count; a narrow rail shows the icon and the count above it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.setObjectName(f"nav_{entry.key}")
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(42)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Change the count alone; nothing else moves (B11)."""
        self.entry = entry
        words = f"{entry.title}, {entry.badge}" if entry.badge else entry.title
        self.setAccessibleName(words)
        self.setToolTip(f"{entry.title} (Alt+{entry.number})" if entry.number < 10 else entry.title)
        self.update()

    def is_narrow(self) -> bool:
        """Whether there is room for the icon alone."""
        return self.width() < 120

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground (by the sheet), icon, title and badge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, middle = tokens(), self.height() / 2
        left = (self.width() - 20) / 2 if self.is_narrow() else 13
        name = f"{self.entry.picture}-fill" if self.isChecked() else self.entry.picture
        icons.paint(painter, QRectF(left, middle - 10, 20, 20), name, colours.nav_text)
        if not self.is_narrow():
            painter.setPen(QColor(colours.nav_text))
            painter.setFont(fonts.strong(fonts.SIZE_LEAD))
            area = QRectF(44, 0, self.width() - 44 - self._badge_width() - 16, self.height())
            metrics = QFontMetricsF(painter.font())
            words = metrics.elidedText(self.entry.title, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        if self.entry.badge:
            self._paint_badge(painter)
        painter.end()

    def _badge_width(self) -> float:
        if not self.entry.badge:
            return 0
        return max(30.0, QFontMetricsF(fonts.strong(fonts.SIZE_TINY)).horizontalAdvance(self.entry.badge) + 16)

    def _paint_badge(self, painter: QPainter) -> None:
        colours = tokens()
        width = self._badge_width() if not self.is_narrow() else max(18.0, self._badge_width() - 12)
        height = 18 if not self.is_narrow() else 15
        area = QRectF(self.width() - width - 9, (self.height() - height) / 2, width, height)
        if self.is_narrow():
            area.moveTo(self.width() - width - 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.danger if self.entry.is_urgent else colours.nav_badge))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(QColor(colours.on_danger if self.entry.is_urgent else colours.nav_badge_text))
        painter.setFont(fonts.strong(fonts.SIZE_TINY if not self.is_narrow() else 10))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.entry.badge)


class NavigationView(QFrame):
    """Paints a Navigation; tells which folder is wanted."""

    chosen = Signal(str)
    compose_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setProperty("look", "nav")
        self.setAccessibleName(_("Điều hướng"))
        self._buttons: dict[str, EntryButton] = {}
        layout = rows(self, (10, 12, 10, 12), 10)
        layout.addLayout(self._make_brand())
        self._compose = button(_("Soạn văn bản"), "compose", "gold", "plus", "on_gold")
        self._compose.setFont(fonts.strong())
        self._compose.setMinimumHeight(38)
        self._compose.setToolTip(_("Soạn văn bản (Ctrl+N)"))
        self._compose.clicked.connect(self.compose_wanted)
        layout.addWidget(self._compose)
        layout.addWidget(self._make_list(), 1)
        layout.addWidget(self._make_delegation())
        layout.addLayout(self._make_person())

    def show_navigation(self, state: Navigation, current: str) -> None:
        """Paint the rail; `current` is the open folder."""
        self._office.setText(state.office_name)
        shown = [(key, made.entry.title) for key, made in self._buttons.items()]
        if shown != [(entry.key, entry.title) for entry in state.entries]:
            self._rebuild(state)
        for entry in state.entries:
            made = self._buttons[entry.key]
            made.show_entry(entry)
            made.setChecked(entry.key == current)
            if entry.key == current:
                self._scroll.ensureWidgetVisible(made)
        self._delegation.setText(state.delegation)
        self._delegation_card.setVisible(bool(state.delegation) and not self._is_narrow())
        self._face.show_name(state.person_name)
        self._person.setText(state.person_name)
        self._post.setText(state.person_title)

    def show_width(self, width: int) -> None:
        """Be this wide; words give way to icons in a narrow rail."""
        self.setFixedWidth(width)
        narrow = self._is_narrow()
        for part in (self._words, self._person_words, self._face):
            part.setVisible(not narrow)
        self._compose.setText("" if narrow else _("Soạn văn bản"))
        self._compose.setIconSize(QSize(ICON if narrow else ICON + AIR, ICON))
        self._delegation_card.setVisible(bool(self._delegation.text()) and not narrow)

    def keys(self) -> tuple[str, ...]:
        """Keys of the folders, in order."""
        return tuple(self._buttons)

    def _is_narrow(self) -> bool:
        return self.maximumWidth() < 120

    def _make_brand(self) -> QHBoxLayout:
        line = columns(gap=10)
        line.addWidget(Brand())
        self._words = QFrame()
        words = rows(self._words, gap=0)
        words.addWidget(label("Bút Phê", "nav", fonts.strong(fonts.SIZE_TITLE)))
        self._office = ElidedLabel(font=fonts.interface(fonts.SIZE_SMALL), ink="navmuted")
        words.addWidget(self._office)
        line.addWidget(self._words, 1)
        return line

    def _make_list(self) -> QScrollArea:
        """The entries; in a low window they scroll, what stands above and below stays."""
        area = QScrollArea()
        area.setObjectName("nav_scroll")
        area.setProperty("look", "nav")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = frame("nav")
        inside = rows(ground, gap=0)
        self._entries = rows(gap=2)
        inside.addLayout(self._entries)
        inside.addStretch(1)
        area.setWidget(ground)
        self._scroll = area
        return area

    def _make_delegation(self) -> QFrame:
        self._delegation_card = frame("navcard", "delegation")
        layout = rows(self._delegation_card, (12, 10, 12, 10), 4)
        top = columns(gap=8)
        top.addWidget(Glyph("users", "gold"))
        top.addWidget(label(_("Đang nhận ủy quyền"), "nav", fonts.strong(fonts.SIZE_SMALL)), 1)
        layout.addLayout(top)
        self._delegation = label("", "navmuted", fonts.interface(fonts.SIZE_SMALL), wrap=True)
        layout.addWidget(self._delegation)
        self._delegation_card.hide()
        return self._delegation_card

    def _make_person(self) -> QHBoxLayout:
        line = columns(gap=10)
        self._face = Avatar(34)
        line.addWidget(self._face)
        self._person_words = QFrame()
        words = rows(self._person_words, gap=0)
        self._person = ElidedLabel(font=fonts.strong(), ink="nav")
        self._person.setObjectName("person_name")
        self._post = ElidedLabel(font=fonts.interface(fonts.SIZE_SMALL), ink="navmuted")
        words.addWidget(self._person)
        words.addWidget(self._post)
        line.addWidget(self._person_words, 1)
        self._gear = tool("gear-six", "settings", _("Tài khoản và giao diện"), look="navflat", token="nav_text")
        self._gear.clicked.connect(self.settings_wanted)
        line.addWidget(self._gear)
        return line

    def settings_button(self) -> QWidget:
        """Where the menu of the account opens."""
        return self._gear

    def _rebuild(self, state: Navigation) -> None:
        empty_out(self._entries)
        self._buttons.clear()
        first_saved = next((entry.key for entry in state.entries if entry.key.startswith(SAVED)), "")
        for entry in state.entries:
            if entry.key in {"dossiers", first_saved}:
                self._entries.addSpacing(10)
                self._entries.addWidget(self._separator())
                self._entries.addSpacing(10)
            made = EntryButton(entry)
            made.clicked.connect(partial(self.chosen.emit, entry.key))
            self._buttons[entry.key] = made
            self._entries.addWidget(made)

    @staticmethod
    def _separator() -> QFrame:
        made = frame("navline")
        made.setFixedHeight(1)
        return made

    def sizeHint(self) -> QSize:
        """As wide as the mock-up's rail."""
        return QSize(216, 600)
