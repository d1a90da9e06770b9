"""Words broken into at most two lines, the second one elided: titles of rows and of the document."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts


@lru_cache(maxsize=4096)
def two_lines(title: str, width: int, size: int) -> tuple[str, ...]:
    """The title broken into at most two lines of this width, in the strong face of this size."""
    font = fonts.strong(size)
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    cut = first.textStart() + first.textLength()
    layout.endLayout()
    if cut >= len(title):
        return (title,)
    rest = QFontMetricsF(font).elidedText(title[cut:].strip(), Qt.TextElideMode.ElideRight, width)
    return title[:cut].strip(), rest


class TitleLabel(QWidget):
    """A title over one or two lines; all of it stands in the tooltip when something is left out."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._text = ""
        self._size = font.pixelSize()
        self.setFont(font)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show this title."""
        self._text = text
        self.setAccessibleName(text)
        self._fit()

    def text(self) -> str:
        """The whole title."""
        return self._text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break it anew."""
        super().resizeEvent(event)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One or two lines."""
        return self._line() * len(two_lines(self._text, max(width, 1), self._size))

    def sizeHint(self) -> QSize:
        """As high as the title needs at its present width."""
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """A few letters wide."""
        return QSize(60, self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for number, words in enumerate(two_lines(self._text, self.width(), self._size)):
            painter.drawText(QRectF(0, number * self._line(), self.width(), self._line()), flags, words)
        painter.end()

    def _line(self) -> int:
        return round(self._size * 1.4)

    def _fit(self) -> None:
        lines = two_lines(self._text, max(self.width(), 1), self._size)
        self.setToolTip(self._text if lines[-1].endswith("…") else "")
        self.updateGeometry()
        self.update()
