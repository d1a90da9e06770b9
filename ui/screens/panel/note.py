"""The person's private note on the open document, written in its place; told once typing rests or the cursor leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.texts import _
from ui.theme import fonts
from ui.widgets.parts import heading, label, rows

REST_MS = 1500
"""Of the typing, before it is told."""
LINES_MIN, LINES_MAX = 2, 8
EDGE = 18
"""Of the field, above and below its lines."""


class NoteField(QPlainTextEdit):
    """As high as what is written, within bounds; Tab goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note_field")
        self.setAccessibleName(_("Ghi chú của riêng tôi"))
        self.setPlaceholderText(_("Chưa có ghi chú. Chỉ bạn thấy điều bạn viết ở đây."))
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Be as high as the lines; a bar stands there only where they are more than the bound."""
        lines = self._lines()
        is_long = lines > LINES_MAX
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(min(max(lines, LINES_MIN), LINES_MAX) * self.fontMetrics().lineSpacing() + EDGE)

    def _lines(self) -> int:
        """Of all paragraphs, as they are broken at this width."""
        count, block, layout = 0, self.document().begin(), self.document().documentLayout()
        while block.isValid():
            layout.blockBoundingRect(block)  # breaks the paragraph anew where it was not yet
            count += max(block.layout().lineCount(), 1)
            block = block.next()
        return count

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, self.minimumHeight())


class NoteView(QFrame):
    """Heading, field, and when it was kept."""

    written = Signal(str)
    """The whole text, after the person changed it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.field = NoteField()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        self._saved = label(ink="muted", font=fonts.interface(fonts.SIZE_SMALL), wrap=True)
        self._saved.setObjectName("note_saved")
        self._is_changed = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.tell)
        layout = rows(self, gap=7)
        title = heading(_("Ghi chú của riêng tôi"))
        title.setBuddy(self.field)
        for part in (title, self.field, self._saved):
            layout.addWidget(part)
        self.show_note(None)

    def show_note(self, text: str | None) -> None:
        """Show the note, None while it is not known; what is being typed is never overwritten."""
        self.field.setReadOnly(text is None)
        if text is None:
            self.say("")
        if self._is_changed or (text or "").strip() == self.field.toPlainText().strip():
            return
        blocker = QSignalBlocker(self.field)  # what is shown was not typed
        self.field.setPlainText(text or "")
        blocker.unblock()
        self.field.fit()

    def say(self, words: str) -> None:
        """When it was kept, or that it is not."""
        self._saved.setText(words)
        self._saved.setVisible(bool(words))

    def is_changed(self) -> bool:
        """Whether something was typed that was not told yet."""
        return self._is_changed

    def tell(self) -> None:
        """Tell what was typed, if anything was."""
        self._rest.stop()
        if self._is_changed:
            self._is_changed = False
            self.written.emit(self.field.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor leaves the field: what was typed is told."""
        if event.type() == QEvent.Type.FocusOut:
            self.tell()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._is_changed = True
        self._rest.start()
