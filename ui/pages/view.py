"""The column of pages: scrolls, zooms, paints pictures and the place of a signature. It renders nothing by itself.

`next_wanted()` names the picture that is missing most; whoever owns the view has it made in the background and
brings it with `take()`. Until then a placeholder of the right size stands there, or the old picture scaled (B35–B37).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.texts import _
from office.records import Place
from ui.pages.frame import paint_frame, paint_hit, paint_look, rectangle
from ui.pages.geometry import Column, Size, ZoomMode, box_of, column, next_zoom, zoom_for
from ui.pages.pictures import Pictures
from ui.pages.placing import Placing
from ui.theme import fonts
from ui.theme.current import CURRENT, tokens

Wanted = tuple[int, int]


class PageView(QAbstractScrollArea):
    """Pages of one file. Sizes are points; indexes start at 0, pages in words at 1."""

    wanted = Signal()
    """A picture is missing: ask `next_wanted()`."""
    page_changed = Signal(int, int)
    zoom_changed = Signal(float)
    place_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_view")
        self.setAccessibleName(_("Trang văn bản"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._sizes: tuple[Size, ...] = ()
        self._mode: ZoomMode = "width"
        self._percent = 1.0
        self._pages: Column = column((), 1.0, 0)
        self._pictures = Pictures()
        self._broken: set[int] = set()
        self._mark: Place | None = None
        self._hits: Sequence[Sequence[Place]] = ()
        self._hit = 0
        self._shown_page = -1
        self.placing = Placing(self)
        self.placing.changed.connect(self._placed)
        CURRENT.changed.connect(self.viewport().update)

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────
    def open(self, sizes: Sequence[Size]) -> None:
        """Show a file of these page sizes, from its first page; the zoom mode stays (B39)."""
        self._sizes = tuple(sizes)
        self._pictures.clear()
        self._broken.clear()
        self._mark, self._hits = None, ()
        self._shown_page = -1
        self.placing.end()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell_page()
        self.wanted.emit()

    def close_file(self) -> None:
        """Show nothing."""
        self.open(())

    def page_count(self) -> int:
        """How many pages the file has."""
        return len(self._sizes)

    def page_size(self, number: int) -> Size:
        """Size of page `number` (from 1) in points."""
        return self._sizes[number - 1]

    def pages(self) -> Column:
        """Where the pages stand now, in pixels of the whole column."""
        return self._pages

    def next_wanted(self) -> Wanted | None:
        """(index, width in device pixels) of the picture that is missing most, None when all that shows is sharp."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        for index in self._pages.visible(top, height):
            width_px = self._width_px(index)
            if index not in self._broken and not self._pictures.best(index, width_px)[1]:
                return index, width_px
        return None

    def take(self, index: int, width_px: int, image: QImage | None) -> None:
        """Keep a picture that was wanted; None when the page cannot be drawn (B43)."""
        if image is None:
            self._broken.add(index)
        else:
            self._pictures.put(index, width_px, image)
        self.viewport().update()

    def is_sharp(self) -> bool:
        """Whether every page that shows stands in its final picture."""
        return bool(self._sizes) and self.next_wanted() is None

    def mark(self, place: Place | None) -> None:
        """Light a rectangle up and bring it into view (B72); None puts it out."""
        self._mark = place if place and place.page <= len(self._sizes) else None
        if self._mark:
            self.reveal(self._mark)
        self.viewport().update()

    def show_hits(self, hits: Sequence[Sequence[Place]], current: int) -> None:
        """Mark everything that was found and bring the current one into view (B40)."""
        self._hits, self._hit = hits, current
        if hits:
            self.reveal(hits[current][0])
        self.viewport().update()

    def hits(self) -> int:
        """How many places are marked as found."""
        return len(self._hits)

    def reveal(self, place: Place) -> None:
        """Scroll so that the place shows."""
        box = box_of(place, self._pages)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.y < bar.value() + 24 or box.bottom > bar.value() + height - 24:
            bar.setValue(round(box.y + box.height / 2 - height / 2))

    # ── moving about ──────────────────────────────────────────────────────────────────────────────────────────────
    def go_to(self, number: int) -> None:
        """Bring page `number` (from 1) to the top."""
        if self._sizes:
            index = min(max(number, 1), len(self._sizes)) - 1
            self.verticalScrollBar().setValue(round(self._pages.boxes[index].y) - 8)

    def spot(self) -> tuple[int, float]:
        """The page at the top of the view (from 1), and how much of it is passed, whatever the zoom (B38)."""
        top = self.verticalScrollBar().value()
        index = next((i for i, box in enumerate(self._pages.boxes) if box.bottom > top), 0)
        box = self._pages.boxes[index]
        return index + 1, round((top - box.y) / max(box.height, 1), 4)

    def go_to_spot(self, spot: tuple[int, float]) -> None:
        """Bring a spot to the top again."""
        page, passed = spot
        if 0 < page <= len(self._sizes):
            box = self._pages.boxes[page - 1]
            self.verticalScrollBar().setValue(round(box.y + passed * box.height))

    def current_page(self) -> int:
        """Number of the page in the middle, 0 without a file."""
        if not self._sizes:
            return 0
        return self._pages.current(self.verticalScrollBar().value(), self.viewport().height()) + 1

    def zoom(self) -> float:
        """1.0 is the size of the paper."""
        return self._pages.zoom

    def mode(self) -> ZoomMode:
        """How the zoom follows the view."""
        return self._mode

    def zoom_by(self, direction: int) -> None:
        """One step up or down."""
        self.set_zoom("percent", next_zoom(self._pages.zoom, direction))

    def set_zoom(self, mode: ZoomMode, percent: float = 1.0) -> None:
        """Fit the width or the page, or a percentage; what stood in the middle stays there."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(self._pages.height, 1)
        self._mode, self._percent = mode, percent
        self._lay_out()
        bar.setValue(round(middle * self._pages.height - self.viewport().height() / 2))
        self.wanted.emit()

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out anew."""
        super().resizeEvent(event)
        self._lay_out()
        self.wanted.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what came into view and ask for its pictures."""
        self.viewport().update()
        self._tell_page()
        self.wanted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the place while it is being set, else the pages."""
        if self.placing.key(event):
            return
        match event.key():
            case Qt.Key.Key_Home:
                self.go_to(1)
            case Qt.Key.Key_End:
                self.go_to(len(self._sizes))
            case Qt.Key.Key_Right:
                self.go_to(self.current_page() + 1)
            case Qt.Key.Key_Left:
                self.go_to(self.current_page() - 1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the place."""
        self.placing.press(self._at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the place, or show what a press would take hold of."""
        self.placing.drag(self._at(event.position()))
        self.viewport().setCursor(self.placing.cursor(self._at(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the place go."""
        self.placing.release()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that show, marks and the place over them."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().desk))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for index in self._pages.visible(self.verticalScrollBar().value(), self.viewport().height()):
            self._paint_page(painter, index)
        self._paint_hits(painter)
        if self._mark is not None:
            area = rectangle(box_of(self._mark, self._pages)).adjusted(-3, -3, 3, 3)
            painter.fillRect(area, QColor(255, 196, 0, 80))
        place = self.placing.place
        if place is not None and self._sizes:
            box = box_of(place, self._pages)
            paint_look(painter, box, self.placing.image, self.placing.lines)
            paint_frame(painter, box, self.placing.covered(), movable=self.placing.is_movable)
        painter.end()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _width_px(self, index: int) -> int:
        return max(1, round(self._pages.boxes[index].width * self.devicePixelRatioF()))

    def _at(self, position: QPointF) -> QPointF:
        return position + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _lay_out(self) -> None:
        view = (self.viewport().width(), self.viewport().height())
        zoom = zoom_for(self._mode, self._percent, self._sizes, view)
        self._pages = column(self._sizes, zoom, view[0])
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(self._pages.height) - view[1]))
        vertical.setPageStep(view[1])
        vertical.setSingleStep(40)
        horizontal.setRange(0, max(0, round(self._pages.width) - view[0]))
        horizontal.setPageStep(view[0])
        self.viewport().update()
        self.zoom_changed.emit(zoom)

    def _tell_page(self) -> None:
        page = self.current_page()
        if page != self._shown_page:
            self._shown_page = page
            self.setAccessibleName(_("Trang {page} / {pages}", page=page, pages=len(self._sizes)))
            self.page_changed.emit(page, len(self._sizes))

    def _placed(self, place: Place) -> None:
        self.viewport().update()
        self.place_changed.emit(place)

    def _paint_page(self, painter: QPainter, index: int) -> None:
        area = rectangle(self._pages.boxes[index])
        for spread in (3, 2, 1):
            shade = QColor(tokens().shadow)
            shade.setAlpha(60)
            painter.fillRect(area.adjusted(-spread, -spread + 1, spread, spread + 1), shade)
        painter.fillRect(area, QColor(tokens().paper))
        if index in self._broken:
            self._paint_words(painter, area, _("Không hiển thị được trang này"))
            return
        image, _sharp = self._pictures.best(index, self._width_px(index))
        if image is None:
            self._paint_words(painter, area, _("Đang mở trang {page}…", page=index + 1))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, image)

    def _paint_hits(self, painter: QPainter) -> None:
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        shown = self._pages.visible(top, height)
        for number, hit in enumerate(self._hits):
            for place in hit:
                if place.page - 1 in shown:
                    paint_hit(painter, box_of(place, self._pages), is_current=number == self._hit)

    def _paint_words(self, painter: QPainter, area: QRectF, words: str) -> None:
        painter.setPen(QColor("#4E5A6B"))
        painter.setFont(fonts.medium())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def centre_of_place(self) -> QPoint:
        """Where the place is on the viewport now, for tests and for screen readers' pointers."""
        assert self.placing.place is not None
        box = box_of(self.placing.place, self._pages)
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2)) - shift
