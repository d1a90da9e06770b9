"""A bar says one thing, in words; a bug's details go to the clipboard from where they are said."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.notice import PICTURES, NoticeBar
from ui.widgets.words import COPY, Notice


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar("bar")
    qtbot.addWidget(made)
    made.resize(500, 60)
    return made


def test_bar_hides_without_anything_to_say(bar: NoticeBar) -> None:
    assert bar.isHidden()
    bar.show_notice(Notice("success", "1 chữ ký hợp lệ", "nội dung không thay đổi"))
    assert not bar.isHidden()
    assert bar.accessibleName() == "1 chữ ký hợp lệ nội dung không thay đổi"
    bar.show_notice(None)
    assert bar.isHidden()


def test_buttons_tell_their_keys(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.show_notice(Notice("success", "Đã ghi", "", "undo", "Hoàn tác", "dismiss", "Đóng"))
    for name, key in (("bar_action", "undo"), ("bar_second", "dismiss")):
        with qtbot.waitSignal(bar.pressed) as told:
            bar.findChild(QPushButton, name).click()  # type: ignore[union-attr]
        assert told.args == [key]


def test_details_are_copied(bar: NoticeBar) -> None:
    bar.show_notice(Notice("danger", "Lỗi", "", COPY, "Sao chép chi tiết", details="Traceback …"))
    bar.findChild(QPushButton, "bar_action").click()  # type: ignore[union-attr]
    assert QApplication.clipboard().text() == "Traceback …"


@pytest.mark.parametrize("tone", sorted(PICTURES))
def test_every_tone_is_painted(bar: NoticeBar, tone: str) -> None:
    bar.show_notice(Notice(tone, "Một câu"))  # type: ignore[arg-type]
    assert not bar.grab().isNull()


def test_long_words_wrap_and_none_is_cut(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.show()
    bar.show_notice(Notice("warning", "Không kết nối được máy chủ.", "Công việc đã lưu trên máy. " * 6))
    qtbot.wait(30)
    bar.adjustSize()
    assert bar._detail.heightForWidth(bar._detail.width()) <= bar._detail.height() + 1  # noqa: SLF001
