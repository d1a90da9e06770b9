"""Paints a Form and gives its values; says what is missing beside the button, never in a box over the work."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.texts import _
from ui.screens.acting.state import Form, FormField, Value, missing
from ui.theme import fonts
from ui.widgets.check import Check
from ui.widgets.fields import DayField, ManyPicker, Picker, choice_words
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, empty_out, label, repolish, rows

NO_DATE = QDate(2000, 1, 1)


class FormView(QFrame):
    """Fields one below the other and the button that sends them (Ctrl+Enter)."""

    submitted = Signal(str, object)
    """Action and values."""
    focused = Signal(str)
    """Key of the field that has the cursor."""
    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, name: str, *, holds_button: bool = True) -> None:
        """`holds_button` False: whoever owns the form places `submit_button()` itself."""
        super().__init__()
        self.setObjectName(name)
        self._holds_button = holds_button
        self._form: Form | None = None
        self._fields: dict[str, QWidget] = {}
        self._layout = rows(self, gap=6)
        self._hint = label(ink="warning", wrap=True)
        self._hint.setObjectName(f"{name}_hint")
        self._submit = button("", f"{name}_submit", "primary")
        self._submit.clicked.connect(self.submit)

    def show_form(self, form: Form | None) -> None:
        """Ask these things; the same form keeps what was typed."""
        if self.parentWidget() is not None:  # a form without a parent would flash up as a window of its own
            self.setVisible(form is not None)
        if form == self._form:
            return
        self._form = form
        self._hint.setParent(None)
        if self._holds_button:
            self._submit.setParent(None)
        empty_out(self._layout)
        self._fields.clear()
        if form is None:
            return
        for field in form.fields:
            self._add(field)
        self._submit.setText(form.submit_words)
        self._submit.setAccessibleName(form.submit_words)
        self._submit.setProperty("look", form.style)
        repolish(self._submit)
        self._layout.addWidget(self._hint)
        if self._holds_button:
            self._layout.addWidget(self._submit)
            self._submit.show()
        self._hint.setText("")
        self._hint.hide()

    def form(self) -> Form | None:
        """What is asked now."""
        return self._form

    def values(self) -> dict[str, Value]:
        """What was filled in, by the keys of the fields."""
        return {key: _value(widget) for key, widget in self._fields.items()}

    def field(self, key: str) -> QWidget:
        """The widget of a field."""
        return self._fields[key]

    def clear(self) -> None:
        """Forget what was typed: ask the same anew."""
        form, self._form = self._form, None
        self.show_form(form)

    def submit_button(self) -> QPushButton:
        """The button that sends."""
        return self._submit

    def submit(self) -> None:
        """Send what is filled in, or say what is missing and go there."""
        if self._form is None:
            return
        words = missing(self._form, self.values())
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        if words:
            first = next((f for f in self._form.fields if f.is_required and not _value(self._fields[f.key])), None)
            self._fields[first.key if first else self._form.fields[0].key].setFocus()
            return
        self.submitted.emit(self._form.action, self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter sends from any field; Enter in a line goes to the next one (B73)."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit(watched.property("key"))
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
                return True
            if is_enter and isinstance(watched, (QLineEdit, QComboBox, QDateEdit)):
                self._go_on(str(watched.property("key")))
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, key: str) -> None:
        keys = list(self._fields)
        place = keys.index(key) + 1
        (self._fields[keys[place]] if place < len(keys) else self._submit).setFocus()

    def _add(self, field: FormField) -> None:
        widget = _WIDGETS[field.kind](field)
        widget.setObjectName(f"{self.objectName()}_{field.key}")
        widget.setAccessibleName(field.words)
        widget.setProperty("key", field.key)
        widget.setProperty("doubt", "true" if field.is_doubtful else "false")
        widget.installEventFilter(self)
        if (touched := _touched(widget)) is not None:
            touched.connect(self.changed)
        if field.kind != "flag":
            words = label(field.words, "muted", fonts.medium(fonts.SIZE_SMALL))
            words.setBuddy(widget)
            self._layout.addWidget(words)
        self._layout.addWidget(widget)
        self._fields[field.key] = widget
        if field.phrases:
            self._add_phrases(field, widget)

    def _add_phrases(self, field: FormField, widget: QWidget) -> None:
        holder = QFrame()
        flow = FlowLayout(holder, 6)
        for number, phrase in enumerate(field.phrases):
            made = button(phrase, f"{self.objectName()}_phrase_{number}", "chip")
            made.setFont(fonts.interface(fonts.SIZE_SMALL))
            made.clicked.connect(partial(_write, widget, phrase))
            flow.addWidget(made)
        self._layout.addWidget(holder)


def _write(widget: QWidget, phrase: str) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(phrase)
        widget.setFocus()


def _line(field: FormField) -> QWidget:
    return QLineEdit(str(field.value or ""))


def _lines(field: FormField) -> QWidget:
    made = QPlainTextEdit(str(field.value or ""))
    made.setTabChangesFocus(True)
    made.setFixedHeight(field.rows * 18 + 20)
    return made


def _choice(field: FormField) -> QWidget:
    made = Picker()
    made.addItem(_("Chọn…") if field.is_required else _("Không"), "")
    for choice in field.choices:
        made.addItem(choice_words(choice), choice.id)
        if choice.id == field.value:
            made.setCurrentIndex(made.count() - 1)
    if field.is_required and len(field.choices) == 1:
        made.setCurrentIndex(1)
    return made


def _many(field: FormField) -> QWidget:
    return ManyPicker(field.choices, field.value if isinstance(field.value, tuple) else ())


def _date(field: FormField) -> QWidget:
    made = DayField()
    made.setMinimumDate(NO_DATE)
    made.setSpecialValueText(_("Chọn ngày") if field.is_required else _("Không có hạn"))
    value = field.value
    made.setDate(QDate(value.year, value.month, value.day) if isinstance(value, date) else NO_DATE)
    return made


def _flag(field: FormField) -> QWidget:
    made = Check(field.words, field.key)
    made.setChecked(bool(field.value))
    return made


_WIDGETS = {"line": _line, "lines": _lines, "choice": _choice, "many": _many, "date": _date, "flag": _flag}


def _touched(widget: QWidget) -> SignalInstance | None:
    """What a field tells when it is filled in."""
    match widget:
        case QLineEdit() | QPlainTextEdit():
            return widget.textChanged
        case QComboBox():
            return widget.currentIndexChanged
        case QDateEdit():
            return widget.dateChanged
        case Check():
            return widget.toggled
    return None


def _value(widget: QWidget) -> Value:
    match widget:
        case QLineEdit():
            return widget.text().strip()
        case QPlainTextEdit():
            return widget.toPlainText().strip()
        case QComboBox():
            return str(widget.currentData() or "")
        case ManyPicker():
            return widget.chosen()
        case QDateEdit():
            shown = widget.date()
            return None if shown == NO_DATE else date(shown.year(), shown.month(), shown.day())
        case Check():
            return widget.isChecked()
    return None
