"""The main window: rail, list, page and side panel in one frame. It lays out and tells; flows decide what is shown.

What stands at the right is put there when it is first asked for: the list is on the screen before that.
"""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMoveEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QStackedWidget, QWidget

from app.texts import _
from ui.screens.folder.view import FolderView
from ui.screens.reading.view import ReadingView
from ui.shell.keys import KEYS
from ui.shell.navigation import NavigationView
from ui.shell.palette import Palette
from ui.shell.state import NARROW, SINGLE, Front, one_pane, panes
from ui.shell.statusbar import StatusBar
from ui.shell.topbar import TopBar
from ui.widgets.empty import Empty
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import columns, frame, rows

if TYPE_CHECKING:
    from ui.screens.panel.view import PanelView
    from ui.screens.register.view import RegisterView


class Layout(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the window stands and how its panes share it; nothing is what the program thinks best."""

    geometry: str = ""
    """Qt's own, in base64: screen, size, whether it was maximised."""
    folder: int = 0
    panel: int = 0
    panel_wanted: bool | None = None


class MainWindow(QMainWindow):
    """All panes and their shortcuts."""

    command = Signal(str)
    """Key of a command of `ui.shell.keys`, or `go:FOLDER`."""
    closing = Signal()
    arranged = Signal()
    """The user moved the window, or what parts its panes."""
    files_dropped = Signal(object)
    """Paths of files that were dropped into the window (B71)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main")
        self.setWindowTitle("Bút Phê")
        self.setMinimumSize(640, 360)
        self.setAcceptDrops(True)
        self.navigation = NavigationView()
        self.topbar = TopBar()
        self.notice = NoticeBar("window_notice")
        self.folder = FolderView()
        self.reading = ReadingView()
        self.status = StatusBar()
        self.palette_window = Palette(self)
        self._panel_wanted: bool | None = None
        self._layout_wanted = Layout()
        self._is_full = False
        self._front: Front = "folder"
        self.setCentralWidget(self._make_body())
        self._make_shortcuts()
        self._connect()
        self.show_side("empty")

    @cached_property
    def panel(self) -> PanelView:
        """The side panel of the open document."""
        from ui.screens.panel.view import PanelView

        made = PanelView()
        made.folded.connect(self.toggle_panel)
        self._side.addWidget(made)
        return made

    @cached_property
    def register(self) -> RegisterView:
        """The registration form, in the panel's place."""
        from ui.screens.register.view import RegisterView

        made = RegisterView()
        self._side.addWidget(made)
        return made

    # ── panes ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def show_side(self, which: str) -> None:
        """What stands at the right: `panel`, `register`, or `empty` before a document is open."""
        match which:
            case "panel":
                self._side.setCurrentWidget(self.panel)
            case "register":
                self._side.setCurrentWidget(self.register)
            case _:
                self._side.setCurrentWidget(self._nothing)
        self._share()

    def toggle_panel(self) -> None:
        """Fold the side panel away, or bring it back."""
        if self.width() < SINGLE:
            self.bring("page" if self._front == "panel" else "panel")
            return
        self._panel_wanted = not self._side.isVisible()
        self._share()
        self.arranged.emit()

    def bring(self, front: Front, *_told: object) -> None:
        """Bring a pane to the front; where there is room for all, each stands where it stood. Signals tell more."""
        self._front = front
        self._share()

    def toggle_full(self) -> None:
        """The page alone, or everything."""
        self._is_full = not self._is_full
        for part in (self.navigation, self.topbar, self.status):
            part.setVisible(not self._is_full)
        self._share()

    def is_full(self) -> bool:
        """Whether the page stands alone."""
        return self._is_full

    def focus_next(self, step: int) -> None:
        """Move the focus between rail, list, page and panel (B13)."""
        panes_there = (self.navigation, self.folder.list, self.reading.pages, self._side)
        chain = [part for part in panes_there if part.isVisible()]
        here = next((n for n, part in enumerate(chain) if part is self.focusWidget() or self._holds(part)), -step)
        target = chain[(here + step) % len(chain)]
        _first_focus(target).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def arrangement(self) -> Layout:
        """How window and panes stand now, to be kept."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        return msgspec.structs.replace(self._layout_wanted, geometry=geometry, panel_wanted=self._panel_wanted)

    def arrange(self, layout: Layout) -> None:
        """Stand as before; Qt brings a window whose screen is gone back to one that is there (B17)."""
        self._layout_wanted, self._panel_wanted = layout, layout.panel_wanted
        if layout.geometry:
            self.restoreGeometry(QByteArray.fromBase64(layout.geometry.encode("ascii")))
        self._share()

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()
        self.arranged.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Tell that the window stands elsewhere."""
        super().moveEvent(event)
        self.arranged.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from this machine may be dropped anywhere."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(local_files(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A question mark that no field took asks for the keys (B8)."""
        if event.key() == Qt.Key.Key_Question:
            self.command.emit("keys")
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window goes; what is done is on disk already (B10)."""
        self.closing.emit()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        """The mock-up's size."""
        return QSize(1440, 860)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _make_body(self) -> QWidget:
        body = frame("plain", "body")
        outer = columns(body, gap=0)
        outer.addWidget(self.navigation)
        right = rows(gap=0)
        right.addWidget(self.topbar)
        right.addWidget(self.notice)
        self._side = QStackedWidget()
        self._side.setObjectName("side")
        self._nothing = self._make_nothing()
        self._side.addWidget(self._nothing)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("panes")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.folder, self.reading, self._side):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.splitterMoved.connect(self._drawn)
        self.folder.setMinimumWidth(280)
        self.reading.setMinimumWidth(280)
        self._side.setMinimumWidth(290)
        right.addWidget(self._splitter, 1)
        right.addWidget(self.status)
        outer.addLayout(right, 1)
        return body

    @staticmethod
    def _make_nothing() -> QFrame:
        made = Empty("side_empty")
        made.setProperty("look", "side")
        made.say("clipboard-text", _("Thông tin và việc cần làm hiện ở đây"), _("Chọn một văn bản trong danh sách."))
        return made

    def _make_shortcuts(self) -> None:
        for key in KEYS:
            if key.is_global:
                self._shortcut(key.keys, key.command)
        for number in range(1, 10):
            self._shortcut(f"Alt+{number}", f"go:{number}")
        self._shortcut("Ctrl+Shift+P", "palette")
        self._shortcut("Ctrl+=", "zoom_in")

    def _shortcut(self, keys: str, command: str) -> None:
        made = QShortcut(QKeySequence(keys), self)
        made.setObjectName(f"shortcut_{command}")
        made.setProperty("command", command)
        made.activated.connect(self._tell)

    def _tell(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.command.emit(sender.property("command"))

    def _connect(self) -> None:
        self.palette_window.chosen.connect(self.command)
        self.folder.entered.connect(self._enter)
        self.folder.picked.connect(partial(self.bring, "page"))
        self.folder.many_requested.connect(partial(self.bring, "panel"))
        self.navigation.chosen.connect(partial(self.bring, "folder"))
        self.reading.list_wanted.connect(self._leave)
        self.topbar.list_wanted.connect(self.folder.list.setFocus)

    def _enter(self) -> None:
        self.bring("page")
        self.reading.pages.setFocus()

    def _leave(self) -> None:
        self._panel_wanted = None if self.width() < NARROW else self._panel_wanted
        self.bring("folder")
        self.folder.list.setFocus()

    def _share(self) -> None:
        wanted = self._layout_wanted
        if self.width() < SINGLE:
            shared = one_pane(self.width(), self._front)
        else:
            shared = panes(self.width(), panel_wanted=self._panel_wanted, folder=wanted.folder, panel=wanted.panel)
        self.navigation.show_width(shared.navigation)
        self.status.show_width(self.width())
        self._side.setVisible(shared.panel > 0 and not self._is_full)
        self.folder.setVisible(shared.folder > 0 and not self._is_full)
        self.reading.setVisible(shared.shows_page or self._is_full)
        self.reading.show_list_button(is_shown=not shared.folder and not self._is_full)
        self.reading.show_panel_button(is_shown=not shared.panel and not self._is_full)
        rest = self._splitter.width() - shared.folder - shared.panel - 2
        self._splitter.setSizes([shared.folder, max(rest, 300), shared.panel])

    def _drawn(self) -> None:
        """The user drew a line between panes: the widths are wanted from now on."""
        folder, _page, panel = self._splitter.sizes()
        wanted = self._layout_wanted
        self._layout_wanted = msgspec.structs.replace(
            wanted, folder=folder or wanted.folder, panel=panel or wanted.panel
        )
        self.arranged.emit()

    def _holds(self, part: QWidget) -> bool:
        focus = self.focusWidget()
        return focus is not None and part.isAncestorOf(focus)


def local_files(data: QMimeData) -> list[Path]:
    """The files of this machine among what is dragged, in order."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _first_focus(part: QWidget) -> QWidget:
    """The part itself when it takes the focus, else the first thing in it that does."""
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return part
    inside = (child for child in part.findChildren(QWidget) if child.isVisible() and child.isEnabled())
    return next((child for child in inside if child.focusPolicy() & Qt.FocusPolicy.TabFocus), part)
