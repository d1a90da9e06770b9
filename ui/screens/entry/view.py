"""The first window: server, name, password; or a new password. The password leaves its field once, with the press."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.texts import _
from ui.shell.navigation import Brand
from ui.theme import fonts
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import button, columns, heading, label, rows
from ui.widgets.words import Notice

PASSWORD_LETTERS_MIN = 8


def new_password_missing(new: str, again: str) -> str:
    """What is still wrong with a new password typed twice, in words."""
    if len(new) < PASSWORD_LETTERS_MIN:
        return _("Mật khẩu mới cần ít nhất {count} ký tự", count=PASSWORD_LETTERS_MIN)
    if new != again:
        return _("Hai lần nhập mật khẩu mới chưa giống nhau")
    return ""


def _line(name: str, words: str, *, hidden: bool = False) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setMinimumHeight(34)
    if hidden:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _take(field: QLineEdit) -> str:
    text = field.text()
    field.setText("")
    return text


class EntryDialog(QDialog):
    """Asks who signs in where; then, when the server wants it, for a new password."""

    entered = Signal(str, str, str)
    """Server address, sign-in name, password."""
    renewed = Signal(str, str)
    """The password until now, the new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.setWindowTitle("Bút Phê")
        self.setMinimumWidth(420)
        layout = rows(self, (24, 22, 24, 22), 8)
        top = columns(gap=12)
        top.addWidget(Brand())
        self._title = heading("", fonts.SIZE_TITLE)
        top.addWidget(self._title, 1)
        layout.addLayout(top)
        self.notice = NoticeBar("entry_notice")
        layout.addWidget(self.notice)
        self.server = _line("entry_server", _("Địa chỉ máy chủ"))
        self.login = _line("entry_login", _("Tên đăng nhập"))
        self.password = _line("entry_password", _("Mật khẩu"), hidden=True)
        self.new = _line("entry_new", _("Mật khẩu mới"), hidden=True)
        self.again = _line("entry_again", _("Nhập lại mật khẩu mới"), hidden=True)
        self._names = []
        for field in (self.server, self.login, self.password, self.new, self.again):
            words = label(field.accessibleName(), "muted", fonts.medium(fonts.SIZE_SMALL))
            words.setBuddy(field)
            self._names.append((words, field))
            layout.addWidget(words)
            layout.addWidget(field)
            field.returnPressed.connect(self._press)
        layout.addSpacing(6)
        self._go = button("", "entry_go", "primary")
        self._go.setMinimumHeight(38)
        self._go.clicked.connect(self._press)
        layout.addWidget(self._go)
        self._renews = False
        self.ask_entry("", "")

    def ask_entry(self, server: str, login: str) -> None:
        """Ask for server, name and password; what is known already is filled in."""
        self._renews = False
        self._title.setText(_("Đăng nhập"))
        self._go.setText(_("Đăng nhập"))
        self.server.setText(server)
        self.login.setText(login)
        self._show({self.server, self.login, self.password})
        (self.password if server and login else self.login if server else self.server).setFocus()

    def ask_new_password(self) -> None:
        """Ask for a new password: the first one is known to whoever gave it."""
        self._renews = True
        self._title.setText(_("Đổi mật khẩu lần đầu"))
        self._go.setText(_("Đổi mật khẩu"))
        self._show({self.password, self.new, self.again})
        self.password.setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """While the server is asked nothing can be pressed."""
        self._go.setEnabled(not is_busy)

    def say(self, notice: Notice | None) -> None:
        """What went wrong, above the fields."""
        self.notice.show_notice(notice)

    def _show(self, wanted: set[QLineEdit]) -> None:
        for words, field in self._names:
            words.setVisible(field in wanted)
            field.setVisible(field in wanted)
        self._go.setAccessibleName(self._go.text())
        self.notice.show_notice(None)
        self.adjustSize()

    def _press(self) -> None:
        if self._renews:
            self._press_renew()
        elif not (self.server.text().strip() and self.login.text().strip() and self.password.text()):
            self.say(Notice("warning", _("Điền máy chủ, tên đăng nhập và mật khẩu.")))
        else:
            self.say(None)
            self.entered.emit(self.server.text().strip(), self.login.text().strip(), _take(self.password))

    def _press_renew(self) -> None:
        words = new_password_missing(self.new.text(), self.again.text())
        if words:
            self.say(Notice("warning", words))
            return
        self.say(None)
        new = _take(self.new)
        _take(self.again)
        self.renewed.emit(_take(self.password), new)
