"""The peer of every start: a PySide6 window of our size with nothing in it, until it is painted."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from sitecustomize import tell


class Bare(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's own name
        super().paintEvent(event)
        QTimer.singleShot(0, self.finish)

    def finish(self) -> None:
        tell()
        self.close()


application = QApplication(sys.argv[:1])
window = Bare()
window.resize(1440, 860)
window.show()
application.exec()
