"""The one set of icons: Phosphor, as QtAwesome ships it (MIT), painted in the colours of the present theme.

Only the package's font and its table of names are used. Importing `qtawesome` itself was measured at 1.0 × the import
of QtWidgets (it pulls the OpenGL modules and prepares thirteen fonts); font and table alone take a tenth of that.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.current import tokens


def _fonts_folder() -> Path:
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts"


@cache
def _characters() -> dict[str, str]:
    table = next(_fonts_folder().glob("phosphor-charmap-*.json"))
    names: dict[str, str] = json.loads(table.read_text(encoding="ascii"))
    return {name: chr(int(code, 16)) for name, code in names.items()}


@cache
def _face() -> str:
    font = next(_fonts_folder().glob("phosphor-*.ttf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))[0]


@cache
def _font(size: int) -> QFont:
    font = QFont(_face())
    font.setPixelSize(size)
    return font


def exists(name: str) -> bool:
    """Whether the set has an icon of this name (`tray`, `check-circle-fill` …)."""
    return name in _characters()


def paint(painter: QPainter, rectangle: QRect | QRectF, name: str, colour: str | QColor) -> None:
    """Draw one icon centred in a square as high as the rectangle."""
    painter.save()
    painter.setFont(_font(max(1, round(rectangle.height()))))
    painter.setPen(QColor(colour))
    area = rectangle if isinstance(rectangle, QRectF) else QRectF(rectangle)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, _characters()[name])
    painter.restore()


class _Engine(QIconEngine):
    """Paints at the device's own resolution, in the colour that the theme has when it is painted."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon at the left of what it is given (the rest is air); a disabled one in the muted colour."""
        token = "outline" if mode == QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveTop(rect.top() + (rect.height() - side) // 2)
        square.moveLeft(rect.left())
        paint(painter, square, self._name, getattr(tokens(), token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A transparent picture of the icon."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """A second engine of the same icon, as Qt wants one."""
        return _Engine(self._name, self._token)


@cache
def icon(name: str, token: str = "text") -> QIcon:
    """A QIcon of the set; `token` names the colour in the table of the theme."""
    assert exists(name), name
    return QIcon(_Engine(name, token))
