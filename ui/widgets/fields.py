"""Pickers of one, of many, and of a day, drawn like everything else and not as the style draws them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.views import Choice
from ui.theme import icons
from ui.theme.current import tokens
from ui.widgets.check import SIDE, paint_check

LINE = 30
LINES_MAX = 4


def choice_words(choice: Choice) -> str:
    """A choice as it stands in a picker."""
    return " · ".join(part for part in (choice.title, choice.detail) if part)


def _paint_caret(widget: QWidget, picture: str) -> None:
    painter = QPainter(widget)
    area = QRectF(widget.width() - 24, (widget.height() - 14) / 2, 14, 14)
    icons.paint(painter, area, picture, tokens().muted)
    painter.end()


class Picker(QComboBox):
    """One of several."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and a caret in the colours of the theme."""
        super().paintEvent(event)
        _paint_caret(self, "caret-down")


class DayField(QDateEdit):
    """A day, typed or taken from a calendar."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd/MM/yyyy")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and a calendar in the colours of the theme."""
        super().paintEvent(event)
        _paint_caret(self, "calendar-blank")


class _TickDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are of one height."""
        return QSize(100, LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Box and words, elided."""
        area, colours = QRectF(option.rect), tokens()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, QColor(colours.selection))
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        paint_check(painter, area.left() + 6, area.top() + (LINE - SIDE) / 2, is_on=is_on)
        words = area.adjusted(SIDE + 14, 0, -6, 0)
        text = QFontMetricsF(option.font).elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.setPen(QColor(colours.text))
        painter.setFont(option.font)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


class ManyPicker(QListWidget):
    """Any of several, each with a box; Space or a click ticks."""

    def __init__(self, choices: Sequence[Choice], chosen: Sequence[str]) -> None:
        super().__init__()
        self.setItemDelegate(_TickDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(min(max(len(choices), 1), LINES_MAX) * LINE + 4)
        for choice in choices:
            item = QListWidgetItem(choice_words(choice))
            item.setToolTip(choice_words(choice))
            item.setData(Qt.ItemDataRole.UserRole, choice.id)
            item.setCheckState(Qt.CheckState.Checked if choice.id in chosen else Qt.CheckState.Unchecked)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.addItem(item)
        self.itemClicked.connect(self._toggle)
        self.itemActivated.connect(self._toggle)

    def chosen(self) -> tuple[str, ...]:
        """Ids of what is ticked."""
        items = [self.item(number) for number in range(self.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)

    def tick(self, wanted: str) -> None:
        """Tick one by its id."""
        for number in range(self.count()):
            if self.item(number).data(Qt.ItemDataRole.UserRole) == wanted:
                self.item(number).setCheckState(Qt.CheckState.Checked)

    def _toggle(self, item: QListWidgetItem) -> None:
        is_on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
