"""A main window that shows the sample states, without any desk behind it."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.views import DocumentView
from tests.ui import samples
from ui.screens.acting.state import form_for
from ui.screens.folder.shape import ShapeChip
from ui.screens.panel.state import panel
from ui.screens.reading.state import document_notice, head, verdict_notice
from ui.screens.signing.state import BatchLine, shown_look, signing_panel
from ui.shell.state import navigation, status
from ui.shell.window import MainWindow


def draw_pages(window: MainWindow) -> None:
    """Bring every picture that the page view wants."""
    view = window.reading.pages
    while (wanted := view.next_wanted()) is not None:
        view.take(*wanted, samples.page_picture(*wanted))


def show_frame(window: MainWindow, current: str = "for_signature") -> None:
    """Rail, status and list."""
    state = samples.STATE
    window.navigation.show_navigation(navigation(state, samples.FOLDERS), current)
    foot = status(state, samples.TOKENS)
    window.status.show_status(foot)
    window.topbar.show_status(foot)
    window.topbar.show_chips((ShapeChip("filter", "Chờ tôi ký"), ShapeChip("due", "Hạn: 7 ngày tới")))
    window.topbar.show_saving(can_save=True, is_saved=False)
    window.folder.show_page(samples.PAGE)


def show_document(window: MainWindow, *, signing: bool = True, conflict: bool = False, directs: bool = False) -> None:
    """Page and side panel."""
    show_view(window, samples.document(signing=signing, conflict=conflict, directs=directs), directs=directs)
    if signing:
        show_signing(window)


def show_view(window: MainWindow, document: DocumentView, *, directs: bool = False) -> None:
    """Any document's page and side panel."""
    window.reading.show_head(head(document))
    window.reading.show_verdict(verdict_notice(samples.VERDICT))
    window.reading.notice.show_notice(document_notice(document))
    window.reading.show_placeholder(None)
    window.reading.pages.open(samples.page_sizes())
    state = panel(document)
    window.panel.show_panel(state)
    window.panel.inline.show_form(form_for("direct", {"people": samples.PEOPLE}) if directs else None)
    window.panel.note.show_note(samples.NOTE if document.signing is None else "")
    window.panel.show_signing(is_on=document.signing is not None)
    window.show_side("panel")


def show_signing(window: MainWindow) -> None:
    """The signing panel with a batch, and the place on the page."""
    signing = samples.signing_view()
    batch = (
        BatchLine("d1", "QĐ kế hoạch chuyển đổi số", True),
        BatchLine("d2", "CV bổ sung dự toán", True),
        BatchLine("d3", "TTr chủ trương đầu tư", False),
    )
    state = signing_panel(signing, samples.TOKENS, batch=batch)
    window.panel.show_title(state.title)
    window.panel.signing.show_panel(state)
    window.panel.pin.show_panel(state)
    image, lines = shown_look(signing, state.look)
    placing = window.reading.pages.placing
    assert signing.place is not None
    placing.begin(signing.place, movable=True)
    placing.show_look(QImage.fromData(image) if image else None, lines)


def settle() -> None:
    """Let layouts and polish happen."""
    for _ in range(4):
        QApplication.processEvents()
