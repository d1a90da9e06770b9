"""A hybrid-reference file (ISO 32000-1 §7.5.8.4), as office programs write them: a table, and a stream beside it.

The page and its content stand in the classic table; the document information and the page's annotation stand in an
object stream that only the cross-reference stream (/XRefStm) knows. Older readers see free entries there.
"""

from __future__ import annotations

import struct
import zlib


def hybrid_pdf(text: str = "Van ban lai") -> bytes:
    """One page; object 6 (its annotation) is hidden from readers of the table."""
    body = bytearray(b"%PDF-1.5\n")
    offsets: dict[int, int] = {}

    def put(number: int, content: bytes) -> None:
        offsets[number] = len(body)
        body.extend(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    shown = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % text.encode("ascii")
    put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    put(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    put(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R]"
           b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>")  # fmt: skip
    put(4, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
    hidden = b"<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] /Border [0 0 0] /F 4 >>"
    packed = zlib.compress(b"6 0 " + hidden)
    put(5, b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(packed), packed))  # fmt: skip
    offsets[7] = len(body)
    rows = zlib.compress(struct.pack(">BIH", 2, 5, 0))
    put(7, b"<< /Type /XRef /Size 8 /W [1 4 2] /Index [6 1] /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(rows), rows))  # fmt: skip
    start = len(body)
    body += b"xref\n0 8\n0000000006 65535 f \n"
    for number in range(1, 8):
        body += b"0000000000 65535 f \n" if number == 6 else b"%010d 00000 n \n" % offsets[number]
    body += b"trailer\n<< /Size 8 /Root 1 0 R /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n" % (offsets[7], start)
    return bytes(body)
