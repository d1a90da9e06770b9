"""The one style sheet, made from the table: radii, padding and the grounds that a palette cannot say.

Selectors go by class or by the property `look`; no `*`, no sheet on a single widget (both slow polishing down).
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from ui.theme.tokens import Tokens

_SHEET = Template("""
QToolTip { background: $nav; color: $nav_text; border: 1px solid $nav_line; padding: 4px 6px; }
QFrame[look="nav"], QScrollArea[look="nav"] { background: $nav; border: 0; }
QFrame[look="bar"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[look="status"] { background: $surface; border: 0; border-top: 1px solid $border; }
QFrame[look="pane"] { background: $surface; border: 0; border-right: 1px solid $border; }
QFrame[look="side"] { background: $surface; border: 0; border-left: 1px solid $border; }
QFrame[look="plain"], QScrollArea[look="plain"] { background: $surface; border: 0; }
QFrame[look="multi"] { background: $sunken; border: 0; border-top: 1px solid $border; }
QFrame[look="foot"] { background: $surface; border: 0; border-top: 1px solid $border; }
QFrame[look="line"] { background: $border; border: 0; max-height: 1px; min-height: 1px; }
QFrame[look="upright"] { background: $border; border: 0; max-width: 1px; min-width: 1px; }
QFrame[look="card"] { background: $sunken; border: 1px solid $border; border-radius: 8px; }
QFrame[look="navline"] { background: $nav_line; border: 0; }
QFrame[look="navcard"] { background: $nav_card; border: 0; border-radius: 8px; }
QFrame[look="search"] { background: $sunken; border: 1px solid $outline; border-radius: 8px; }
QFrame[look="search"][active="true"] { border: 2px solid $focus; }
QFrame[look="segments"] { background: $neutral_soft; border: 0; border-radius: 7px; }
QFrame[look="sheet"] { background: $raised; border: 1px solid $outline; border-radius: 10px; }
QLabel { background: transparent; }
QLabel[ink="muted"] { color: $muted; }
QLabel[ink="link"] { color: $link; }
QLabel[ink="danger"] { color: $danger_text; }
QLabel[ink="success"] { color: $success_text; }
QLabel[ink="warning"] { color: $warning_text; }
QLabel[ink="nav"] { color: $nav_text; }
QLabel[ink="navmuted"] { color: $nav_muted; }
QLabel[ink="gold"] { color: $gold; }

QPushButton { background: $raised; color: $text; border: 1px solid $outline; border-radius: 7px; padding: 6px 12px; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border: 2px solid $focus; padding: 5px 11px; }
QPushButton:disabled { color: $muted; background: $sunken; border-color: $border; }
QPushButton::menu-indicator { image: none; width: 0; height: 0; }
QPushButton[look="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[look="primary"]:hover { background: $primary_hover; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $neutral_soft; color: $muted; border-color: $border; }
QPushButton[look="danger"] { color: $danger_text; border-color: $danger_text; }
QPushButton[look="danger"]:hover { background: $danger_soft; color: $danger_ink; }
QPushButton[look="danger"]:disabled { color: $muted; border-color: $border; }
QPushButton[look="gold"] { background: $gold; color: $on_gold; border: 1px solid $gold; padding: 6px 9px; }
QPushButton[look="gold"]:focus { border: 2px solid $nav_text; padding: 5px 8px; }
QPushButton[look="nav"] { background: transparent; color: $nav_text; border: 2px solid transparent;
    border-radius: 7px; text-align: left; padding: 0; }
QPushButton[look="nav"]:hover { background: $nav_card; }
QPushButton[look="nav"]:checked { background: $nav_active; }
QPushButton[look="nav"]:focus { border: 2px solid $nav_muted; }
QPushButton[look="navflat"], QToolButton[look="navflat"] { background: transparent; border: 2px solid transparent;
    border-radius: 7px; padding: 3px; }
QPushButton[look="navflat"]:hover, QToolButton[look="navflat"]:hover { background: $nav_card; }
QPushButton[look="navflat"]:focus, QToolButton[look="navflat"]:focus { border: 2px solid $nav_muted; }
QPushButton[look="chip"] { border-radius: 14px; padding: 4px 11px; min-height: 18px; }
QPushButton[look="chip"]:checked { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 3px 10px; }
QPushButton[look="chip"]:checked:focus { border: 2px solid $text; }
QPushButton[look="searchchip"] { background: $info_soft; color: $info_ink; border: 1px solid $info_soft;
    border-radius: 5px; padding: 3px 6px; }
QPushButton[look="searchchip"]:focus { border: 1px solid $focus; }
QPushButton[look="segment"] { background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 5px 6px; }
QPushButton[look="segment"]:checked { background: $raised; border: 1px solid $outline; }
QPushButton[look="segment"]:focus { border: 2px solid $focus; padding: 4px 5px; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; color: $link; padding: 2px 4px; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $focus; }
QPushButton[look="flat"] { background: transparent; border: 2px solid transparent; padding: 5px 8px; }
QPushButton[look="flat"]:hover { background: $neutral_soft; color: $neutral_ink; }
QPushButton[look="flat"]:focus { border: 2px solid $focus; }
QPushButton[look="flat"]:disabled { color: $muted; }
QPushButton[look="status"] { background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 1px 6px; }
QPushButton[look="status"]:hover { background: $neutral_soft; }
QPushButton[look="status"]:focus { border: 1px solid $focus; }
QPushButton[ink="success"] { color: $success_text; }
QPushButton[ink="warning"] { color: $warning_text; }
QPushButton[ink="danger"] { color: $danger_text; }
QPushButton[ink="muted"] { color: $muted; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: $neutral_soft; }
QToolButton:focus { border: 2px solid $focus; }
QToolButton:checked { background: $selection; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox { background: $raised; color: $text;
    border: 1px solid $outline; border-radius: 7px; padding: 5px 8px; selection-background-color: $primary;
    selection-color: $on_primary; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus { border: 2px solid $focus;
    padding: 4px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QDateEdit:disabled { background: $sunken;
    color: $muted; border-color: $border; }
QLineEdit[look="bare"] { background: transparent; border: 0; padding: 2px; }
QLineEdit[doubt="true"], QComboBox[doubt="true"], QDateEdit[doubt="true"], QPlainTextEdit[doubt="true"] {
    border: 2px solid $warning_text; padding: 4px 7px; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $outline; padding: 4px; }
QCheckBox { spacing: 8px; color: $text; background: transparent; }
QCheckBox:disabled { color: $muted; }
QMenu { background: $raised; color: $text; border: 1px solid $outline; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QListView { background: $surface; border: 0; outline: 0; }
QListView[look="choices"], QListWidget { background: $raised; border: 1px solid $border; border-radius: 7px;
    outline: 0; }
QListWidget::item { padding: 6px; color: $text; }
QListWidget::item:selected { background: $selection; color: $text; }
QDialog, QMainWindow { background: $surface; }
QSplitter::handle { background: $border; }
QProgressBar { background: $neutral_soft; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $primary; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $outline; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(tokens: Tokens) -> str:
    """The style sheet of a theme."""
    return _SHEET.substitute(asdict(tokens))
