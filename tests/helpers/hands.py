"""A person's hands at a window: mouse and keyboard alone. What cannot be seen or reached is not pressed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QComboBox, QScrollArea, QWidget

PATIENCE_S = 300.0
WHEEL_TURNS_MAX = 40
LEFT = Qt.MouseButton.LeftButton


class NotWithinReach(Exception):
    """What somebody waited for did not come, or cannot be seen or pressed."""


class Hands:
    """At one window and the dialogues over it. `pictures` takes a screenshot of the window when something fails."""

    def __init__(self, window: QWidget, pictures: Path) -> None:
        self.window = window
        self._pictures = pictures

    # ── waiting ───────────────────────────────────────────────────────────────────────────────────────────────────
    def until(self, is_so: Callable[[], object], what: str, within_s: float = PATIENCE_S) -> None:
        """Wait; raises NotWithinReach and leaves a picture."""
        if not self.comes(is_so, within_s):
            self._fail(f"waited {within_s:.0f} s for {what}")

    def comes(self, is_so: Callable[[], object], within_s: float) -> bool:
        """Wait for what may come or not."""
        deadline = time.monotonic() + within_s
        while not is_so() and time.monotonic() < deadline:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QTest.qWait(10)
        return bool(is_so())

    def sit_down(self) -> None:
        """Bring the window to the front, as a click in the task bar does."""
        self.window.raise_()
        self.window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is not None, "an active window")

    def there(self, name: str) -> QWidget | None:
        """The visible widget of this name, enabled ones alone."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible() and one.isEnabled()]
        return found[-1] if found else None

    def widget(self, name: str) -> QWidget:
        """The same, waited for."""
        self.until(lambda: self.there(name), name)
        found = self.there(name)
        assert found is not None
        return found

    # ── mouse ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def click(self, name: str) -> None:
        """Press a button, or put the cursor into a field; what stands further down is scrolled to."""
        widget = self.widget(name)
        self._bring_into_sight(widget)
        self.click_at(widget, widget.rect().center())
        if not isinstance(widget, QAbstractButton):
            self.until(lambda: widget.hasFocus() or widget.isAncestorOf(_focus()), f"the cursor in {name}")

    def click_at(self, widget: QWidget, at: QPoint) -> None:
        """Press at a point of a widget."""
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, at)
        QApplication.processEvents()

    def _bring_into_sight(self, widget: QWidget) -> None:
        for _turn in range(WHEEL_TURNS_MAX):
            if widget.visibleRegion().contains(widget.rect().center()):
                return
            area = _scroll_area(widget)
            if area is None:
                self._fail(f"{widget.objectName()} cannot be seen")
            viewport = area.viewport()
            below = widget.mapTo(viewport, widget.rect().center()).y() > viewport.height() / 2
            _turn_wheel(viewport, -120 if below else 120)
        self._fail(f"{widget.objectName()} cannot be scrolled to")

    # ── keyboard ──────────────────────────────────────────────────────────────────────────────────────────────────
    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, wherever the cursor stands; the window's own when it stands nowhere."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        """Words where the cursor stands: Latin letters as keys, others as an input method commits them."""
        focus = _focus()
        for line_number, line in enumerate(words.split("\n")):
            if line_number:
                QTest.keyClick(focus, Qt.Key.Key_Return)
            if line.isascii():
                QTest.keyClicks(focus, line)
            else:
                commit = QInputMethodEvent()
                commit.setCommitString(line)
                QCoreApplication.sendEvent(focus, commit)
        QApplication.processEvents()

    def fill(self, name: str, words: str) -> None:
        """Replace what stands in a field."""
        self.click(name)
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(words)

    def pick(self, name: str, words: str) -> None:
        """Choose an entry of a picker by the arrow keys."""
        picker = self.widget(name)
        assert isinstance(picker, QComboBox)
        self._bring_into_sight(picker)
        self.click_at(picker, picker.rect().center())
        self.until(lambda: picker.view().isVisible(), f"the entries of {name}")
        self.press_in(picker.view(), Qt.Key.Key_Home)
        for _row in range(picker.count()):
            if words in str(picker.view().currentIndex().data()):
                break
            self.press_in(picker.view(), Qt.Key.Key_Down)
        self.press_in(picker.view(), Qt.Key.Key_Return)
        self.until(lambda: words in picker.currentText(), f"{words!r} in {name}, which says {picker.currentText()!r}")

    def press_in(self, widget: QWidget, key: Qt.Key) -> None:
        """A key for a list that popped up."""
        QTest.keyClick(widget, key)
        QApplication.processEvents()

    def _fail(self, why: str) -> None:
        self._pictures.mkdir(parents=True, exist_ok=True)
        for number, window in enumerate(one for one in QApplication.topLevelWidgets() if one.isVisible()):
            window.grab().save(str(self._pictures / f"{number:02d}-{window.objectName() or 'window'}.png"))
        raise NotWithinReach(f"{self.window.windowTitle()}: {why}; pictures in {self._pictures}")


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None, "no field has the cursor"
    return focus


def _scroll_area(widget: QWidget) -> QAbstractScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return parent
        parent = parent.parentWidget()
    return None


def _turn_wheel(viewport: QWidget, angle: int) -> None:
    at = QPointF(viewport.rect().center())
    turned = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 the event's own order of arguments
    )
    QCoreApplication.sendEvent(viewport, turned)
    QApplication.processEvents()
