"""Papers for these tests: data of documents, and files turned, cropped, locked, cut, scanned or made elsewhere."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from office.records import Place
from paper import fonts
from paper.compose import compose

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
"""Every letter of Vietnamese."""
LETTER: dict[str, object] = {
    "agency": "Văn phòng",
    "parent": "Ủy ban nhân dân tỉnh Sơn Lĩnh",
    "notation": "VPUBND-KSTT",
    "place": "Sơn Lĩnh",
    "subject": "V/v triển khai ký số văn bản điện tử và gửi, nhận văn bản trên môi trường mạng",
    "addressees": ["Sở Khoa học và Công nghệ", "Các phòng, ban, trung tâm thuộc Văn phòng"],
    "body": [
        "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư, "
        "Văn phòng Ủy ban nhân dân tỉnh đề nghị các cơ quan, đơn vị quán triệt những nội dung sau đây:",
        "- Rà soát, cập nhật danh mục thủ tục hành chính; bảo vệ bí mật nhà nước và an toàn, bảo mật thông tin.",
        "Đề nghị các đơn vị nghiêm túc triển khai thực hiện./.",
    ],
    "recipients": ["Như trên;", "Chủ tịch, các PCT UBND tỉnh (b/c);", "Lưu: VT, KSTT."],
    "authority": ["KT. Chánh Văn phòng"],
    "title": "Phó Chánh Văn phòng",
    "signer": "Nguyễn Thị Hồng Nhạn",
}
DECISION: dict[str, object] = LETTER | {
    "agency": "Ủy ban nhân dân tỉnh Sơn Lĩnh",
    "parent": "",
    "notation": "QĐ-UBND",
    "number": "2047",
    "date": "2026-11-24",
    "subject": "Ban hành Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử tỉnh Sơn Lĩnh",
    "addressees": [],
    "decider": "Chủ tịch Ủy ban nhân dân tỉnh Sơn Lĩnh",
    "grounds": [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    ],
    "body": [
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp nhận, xử lý và quản lý văn bản điện tử.",
        "Điều 2. Chánh Văn phòng và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành./.",
    ],
    "authority": ["TM. Ủy ban nhân dân"],
    "title": "Chủ tịch",
    "signer": "Trần Văn Ngọc",
}
SUBMISSION: dict[str, object] = LETTER | {
    "type_name": "Tờ trình",
    "subject": "Về việc phê duyệt kế hoạch ứng dụng công nghệ thông tin năm 2027",
    "addressees": ["Ủy ban nhân dân tỉnh Sơn Lĩnh"],
}
SHEETS: dict[str, dict[str, object]] = {"letter": LETTER, "decision": DECISION, "named": SUBMISSION}


def composed(template: str, **changes: object) -> bytes:
    """A composed file of one of `SHEETS`."""
    return compose(template, SHEETS[template] | changes, at=AT).pdf


def saved(folder: Path, data: bytes, name: str = "file.pdf") -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def turned(data: bytes, *, rotation: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The same file with /Rotate on each page, and a crop box."""
    document, output = pdfium.PdfDocument(data), io.BytesIO()
    for index in range(len(document)):
        page = document[index]
        page.set_rotation(rotation)
        if crop:
            page.set_cropbox(*crop)
        page.close()
    document.save(output)
    document.close()
    return output.getvalue()


def qpdf(folder: Path, data: bytes, *options: str) -> bytes:
    """The same file as qpdf writes it with these options."""
    source, target = saved(folder, data, "qpdf-in.pdf"), folder / "qpdf-out.pdf"
    subprocess.run(["qpdf", *options, str(source), str(target)], check=True, capture_output=True)
    return target.read_bytes()


def scan(words: Sequence[str] = ("ỦY BAN NHÂN DÂN", "Số: 12/QĐ-UBND", "MẬT")) -> bytes:
    """A page that is a picture of words."""
    image = Image.new("L", (1240, 1754), 246)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(fonts.face().regular), 40)
    for row, text in enumerate(words):
        draw.text((160, 180 + 60 * row), text, font=face, fill=20)
    output = io.BytesIO()
    image.save(output, "PDF", resolution=150)
    return output.getvalue()


def with_fields(data: bytes, texts: Mapping[str, tuple[Place, str]]) -> bytes:
    """The file with a filled text field on each place (points as seen of an upright A4 page), in one more revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    form = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
    writer.root["/AcroForm"] = writer.add_object(form)
    for name, (place, text) in texts.items():
        page = writer.find_page_for_modification(place.page - 1)[0].get_object()
        widget = writer.add_object(_widget(writer, name, place, text))
        form["/Fields"].append(widget)
        annotations = page.get("/Annots") or generic.ArrayObject()
        annotations.append(widget)
        page[pdf_name("/Annots")] = annotations
        writer.update_container(page)
    writer.update_root()
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _widget(writer: IncrementalPdfFileWriter, name: str, place: Place, text: str) -> generic.DictionaryObject:
    width, height = place.x1 - place.x0, place.y1 - place.y0
    font = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Times-Roman"),
        }
    )
    look = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.FloatObject, (0, 0, width, height))),
            pdf_name("/Resources"): generic.DictionaryObject(
                {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F"): font})}
            ),
        },
        stream_data=f"BT /F 13 Tf 0 3.25 Td ({text}) Tj ET".encode("ascii"),
    )
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject(name),
            pdf_name("/V"): generic.TextStringObject(text),
            pdf_name("/F"): generic.NumberObject(4),
            pdf_name("/Rect"): generic.ArrayObject(
                map(generic.FloatObject, (place.x0, 841.89 - place.y1, place.x1, 841.89 - place.y0))
            ),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)}),
        }
    )
