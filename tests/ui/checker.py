"""Walks every visible widget of a window and names what is cut, overlaps or stands outside its parent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QSplitterHandle,
    QToolButton,
    QWidget,
)

from ui.shell.navigation import EntryButton
from ui.theme import fonts
from ui.widgets.elided import ElidedLabel

SLACK = 1


def name_of(widget: QWidget) -> str:
    """Enough to find the widget again."""
    words = getattr(widget, "text", lambda: "")()
    chain = widget.objectName() or type(widget).__name__
    parent = widget.parentWidget()
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    return f"{parent.objectName() if parent else ''}/{chain} {words!r} {widget.width()}x{widget.height()}"


def problems(window: QWidget) -> list[str]:
    """Everything that a careful eye would reject."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisibleTo(window):
            found += [f"{what}: {name_of(widget)}" for what in (*cut(widget), *outside(widget))]
            found += [f"overlap: {name_of(one)} and {name_of(other)}" for one, other in overlapping(widget)]
    return found


def cut(widget: QWidget) -> Iterator[str]:
    """Words that do not fit."""
    match widget:
        case ElidedLabel():
            if widget.height() + SLACK < widget.fontMetrics().height():
                yield "line too low"
        case QLabel() if widget.text() and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + SLACK:
                yield "wrapped words cut"
        case QLabel() if widget.text():
            wanted = widget.sizeHint()
            if wanted.width() > widget.width() + SLACK or wanted.height() > widget.height() + SLACK:
                yield "label cut"
        case EntryButton():
            room = widget.width() - 44 - widget._badge_width() - 16  # noqa: SLF001 the painted room
            words = fonts.strong(fonts.SIZE_LEAD)
            from PySide6.QtGui import QFontMetricsF

            if not widget.is_narrow() and QFontMetricsF(words).horizontalAdvance(widget.entry.title) > room:
                yield "entry cut"
        case QCheckBox() | QPushButton() | QToolButton():
            yield from _cut_button(widget)
        case QLineEdit() | QComboBox():
            if widget.sizeHint().height() > widget.height() + SLACK:
                yield "field too low"


def _cut_button(widget: QAbstractButton) -> Iterator[str]:
    hint = widget.sizeHint()
    is_elastic = bool(widget.toolTip()) and widget.sizePolicy().horizontalPolicy() == widget.sizePolicy().Policy.Ignored
    if not is_elastic and hint.width() > widget.width() + SLACK:
        yield "button cut"
    if hint.height() > widget.height() + SLACK:
        yield "button too low"


def outside(widget: QWidget) -> Iterator[str]:
    """A widget that reaches over the edge of its parent (the ground of a scroll area may)."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
        yield "outside its parent"


def overlapping(parent: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Children that lie over each other."""
    if isinstance(parent, (QAbstractScrollArea, QComboBox, QLineEdit)):
        return
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisibleTo(parent)
        and not child.isWindow()
        and not isinstance(child, (QSplitterHandle, QScrollBar))
    ]
    for one, other in combinations(children, 2):
        shared = one.geometry().intersected(other.geometry())
        if shared.width() > SLACK and shared.height() > SLACK:
            yield one, other


def empty_panes(window: QWidget, names: tuple[str, ...]) -> list[str]:
    """Panes that show nothing at all."""
    found = []
    for name in names:
        pane = window.findChild(QWidget, name)
        if pane is None or not pane.isVisibleTo(window):
            continue
        picture = pane.grab().toImage()
        area = QRect(0, 0, picture.width(), picture.height())
        colours = {picture.pixel(x, y) for x in range(4, area.width() - 4, 7) for y in range(4, area.height() - 4, 7)}
        if len(colours) < 3:
            found.append(name)
    return found
