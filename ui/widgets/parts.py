"""The small parts every screen is put together from, each with a name for tests and screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import fonts
from ui.theme.icons import icon

ICON = 18
AIR = 6
"""Between an icon and the words of its button; the icon paints at the left of a wider square."""
Margin = tuple[int, int, int, int]
"""Left, top, right, bottom."""
NONE: Margin = (0, 0, 0, 0)


def label(text: str = "", ink: str = "", font: QFont | None = None, *, wrap: bool = False) -> QLabel:
    """Words; `ink` names a colour of the sheet, `wrap` lets them run over several lines."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if ink:
        made.setProperty("ink", ink)
    if font:
        made.setFont(font)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        made.setMinimumWidth(40)
    return made


def set_ink(widget: QWidget, ink: str) -> None:
    """Change the colour of a label or button by name."""
    if widget.property("ink") != ink:
        widget.setProperty("ink", ink)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the sheet look at changed properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def heading(text: str, size: int = fonts.SIZE_BODY) -> QLabel:
    """The title of a group."""
    return label(text, font=fonts.strong(size))


def button(text: str, name: str, look: str = "", picture: str = "", token: str = "text") -> QPushButton:
    """A push button; `look` is primary, danger, link, flat …, `picture` an icon, `token` its colour."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setFont(fonts.medium())
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if picture:
        made.setIcon(icon(picture, token))
        made.setIconSize(QSize(ICON + AIR, ICON))
    made.setAccessibleName(text.replace("&", ""))
    return made


def tool(picture: str, name: str, words: str, *, look: str = "", token: str = "text") -> QToolButton:
    """A button that shows an icon alone; its words are tooltip and accessible name."""
    made = QToolButton()
    made.setObjectName(name)
    made.setIcon(icon(picture, token))
    made.setIconSize(QSize(ICON, ICON))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if look:
        made.setProperty("look", look)
    return made


def frame(look: str, name: str = "") -> QFrame:
    """A ground of the sheet: bar, pane, side, card …"""
    made = QFrame()
    made.setProperty("look", look)
    if name:
        made.setObjectName(name)
    return made


def rule() -> QFrame:
    """A thin line across."""
    return frame("line")


def upright() -> QFrame:
    """A thin line down, as high as a line of text."""
    made = frame("upright")
    made.setFixedHeight(22)
    return made


def rows(parent: QWidget | None = None, margin: Margin = NONE, gap: int = 8) -> QVBoxLayout:
    """Parts one below the other."""
    made = QVBoxLayout(parent) if parent else QVBoxLayout()
    made.setContentsMargins(*margin)
    made.setSpacing(gap)
    return made


def columns(parent: QWidget | None = None, margin: Margin = NONE, gap: int = 8) -> QHBoxLayout:
    """Parts side by side."""
    made = QHBoxLayout(parent) if parent else QHBoxLayout()
    made.setContentsMargins(*margin)
    made.setSpacing(gap)
    return made


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_out(inner)
