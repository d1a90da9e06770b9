"""A page of another producer (Qt's PDF engine and other faces, then qpdf with a cross-reference stream)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from tests.paper.papers import qpdf

Row = tuple[float, float, float, str, str]
"""x, width, y (all millimetres), style (letters of b, i, c), text."""
HEADER: tuple[Row, ...] = (
    (25, 75, 22, "c", "BỘ THÔNG TIN GIẢ ĐỊNH"),
    (25, 75, 28, "bc", "CỤC TIN HỌC HÓA"),
    (100, 95, 22, "bc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (100, 95, 28, "bc", "Độc lập – Tự do – Hạnh phúc"),
    (25, 75, 40, "c", "Số: 1287 /CTHH-ƯDCNTT"),
    (100, 95, 40, "ic", "Hà Nội, ngày 09 tháng 02 năm 2026"),
    (25, 75, 47, "c", "V/v hướng dẫn kết nối"),
    (25, 75, 53, "c", "trục liên thông văn bản"),
    (60, 110, 66, "c", "Kính gửi: Văn phòng Ủy ban nhân dân các tỉnh"),
)
BODY: tuple[Row, ...] = tuple(
    (
        25,
        170,
        80 + 7 * row,
        "",
        "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ, đề nghị rà soát.",
    )
    for row in range(6)
)
FOOT: tuple[Row, ...] = (
    (25, 70, 128, "bi", "Nơi nhận:"),
    (25, 70, 134, "", "- Như trên;"),
    (25, 70, 140, "", "- Lưu: VT, ƯDCNTT."),
    (105, 90, 128, "bc", "KT. CỤC TRƯỞNG"),
    (105, 90, 134, "bc", "PHÓ CỤC TRƯỞNG"),
    (105, 90, 168, "bc", "TS. Đỗ Hữu Ước"),
)


def produced(
    folder: Path,
    rows: tuple[Row, ...] = HEADER + BODY + FOOT,
    *,
    annex: bool = False,
    frame: tuple[float, float, float, float] | None = None,
) -> Path:
    """The page as a file; `annex`: a list follows on a second page; `frame`: x, y, width, height of a drawn box."""
    path = folder / "qt.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(720)
    painter = QPainter(writer)
    _paint(painter, rows)
    if frame:
        painter.drawRect(QRectF(*(side * 720 / 25.4 for side in frame)))
    if annex:
        writer.newPage()
        _paint(
            painter,
            ((60, 90, 30, "bc", "PHỤ LỤC"), (105, 90, 45, "c", "DANH SÁCH"), (105, 90, 80, "c", "Tên Người Nào")),
        )
    painter.end()
    target = folder / "foreign.pdf"
    target.write_bytes(qpdf(folder, path.read_bytes(), "--object-streams=generate"))
    return target


def _paint(painter: QPainter, rows: tuple[Row, ...]) -> None:
    dots = 720 / 25.4
    for x, width, y, style, text in rows:
        font = QFont("Liberation Serif", 12)
        font.setBold("b" in style)
        font.setItalic("i" in style)
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignHCenter if "c" in style else Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x * dots, (y - 4) * dots, width * dots, 8 * dots), side, text)
