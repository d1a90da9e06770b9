"""The mock-up's own morning, as frozen views: what the tests of the window show."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import msgspec
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.views import (
    ActionChoice,
    CertificateView,
    Chip,
    Choice,
    ConflictView,
    DeskState,
    DocumentView,
    FieldView,
    FileView,
    Filter,
    Folder,
    ListPage,
    OpinionView,
    OutboxRow,
    ReadFields,
    Row,
    SignatureView,
    SigningView,
    Step,
    TokenView,
    VerdictBar,
)
from office.records import Place
from paper.compose import Composed, compose
from ui.pages.pictures import picture

TITLE = "Quyết định phê duyệt kế hoạch chuyển đổi số của cơ quan nhà nước tỉnh Bình Sơn năm 2027"
MINE = "a1" * 32

STATE = DeskState(
    person_id="duc",
    person_name="Trần Minh Đức",
    person_title="Phó Chủ tịch",
    office_name="VP UBND tỉnh Bình Sơn",
    connection="online",
    sync_words="Đã đồng bộ lúc 10:42",
    outbox_count=1,
    conflict_count=0,
    cached_count=240118,
    delegation="Thay ông Lê Quang Huy đến hết 27/11/2026",
)
FOLDERS = (
    Folder(key="incoming", title="Văn bản đến", count=46),
    Folder(key="drafts", title="Dự thảo", count=7),
    Folder(key="for_signature", title="Trình ký", count=12, is_urgent=True),
    Folder(key="outgoing", title="Văn bản đi", count=0),
    Folder(key="dossiers", title="Hồ sơ công việc"),
)


def _row(number: int, heading: str, title: str, when: str, *chips: Chip, unread: bool = False) -> Row:
    return Row(
        id=f"d{number}",
        kind="outgoing",
        heading=heading,
        title=title,
        when=when,
        chips=chips,
        is_unread=unread,
        has_opinions=number in {1, 3, 6, 8},
        has_attachments=number not in {6, 7},
        is_pending=number == 5,
    )


ROWS = (
    _row(1, "Sở Khoa học và Công nghệ", TITLE, "10:31", Chip(text="Hạn hôm nay", tone="danger"),
         Chip(text="Quyết định", tone="neutral"), Chip(text="Đã ký nháy", tone="success")),
    _row(2, "Sở Tài chính", "Công văn đề nghị Bộ Tài chính bổ sung dự toán chi đầu tư phát triển quý IV", "10:05",
         Chip(text="HỎA TỐC", tone="danger"), Chip(text="Hạn hôm nay", tone="danger"), unread=True),
    _row(3, "Sở Xây dựng", "Tờ trình chấp thuận chủ trương đầu tư tuyến đường nối khu công nghiệp Bình Sơn 2", "09:48",
         Chip(text="Còn 1 ngày", tone="warning"), Chip(text="Tờ trình", tone="neutral"), unread=True),
    _row(4, "Văn phòng UBND tỉnh", "Thông báo kết luận cuộc họp giao ban tháng 11 về giải ngân vốn đầu tư", "09:20",
         Chip(text="Còn 2 ngày", tone="warning"), Chip(text="Thông báo", tone="neutral"),
         Chip(text="Ủy quyền", tone="accent")),
    _row(5, "Sở Nội vụ", "Quyết định giao chỉ tiêu biên chế công chức năm 2027 cho các cơ quan hành chính", "08:57",
         Chip(text="Còn 4 ngày", tone="info"), Chip(text="Quyết định", tone="neutral")),
    _row(6, "Sở Y tế", "Kế hoạch triển khai khám sức khỏe định kỳ cho người cao tuổi trên địa bàn tỉnh", "Hôm qua",
         Chip(text="Còn 5 ngày", tone="info"), Chip(text="Kế hoạch", tone="neutral")),
    _row(7, "Sở Nông nghiệp và Môi trường", "Công văn trả lời kiến nghị của cử tri phường An Lạc về thu gom rác thải"
         " sinh hoạt", "Hôm qua", Chip(text="Còn 6 ngày", tone="info"), Chip(text="Công văn", tone="neutral")),
    _row(8, "Thanh tra tỉnh", "Báo cáo kết quả tiếp công dân và giải quyết khiếu nại, tố cáo quý IV năm 2026", "20/11",
         Chip(text="Trả lại lần 1", tone="warning"), Chip(text="Báo cáo", tone="neutral")),
)  # fmt: skip
PAGE = ListPage(
    folder="for_signature",
    title="Trình ký",
    count_words="12 chờ ký",
    filters=(
        Filter(key="waiting", title="Chờ tôi ký"),
        Filter(key="due", title="Đến hạn hôm nay", count=2),
        Filter(key="done", title="Đã ký"),
        Filter(key="returned", title="Trả lại"),
    ),
    filter="waiting",
    total=len(ROWS),
    rows=ROWS,
)
EMPTY_PAGE = msgspec.structs.replace(
    PAGE, rows=(), total=0, filter="returned", empty="Không có văn bản nào chờ bạn. Bỏ lọc để xem tất cả."
)
VERDICT = VerdictBar(
    tone="success",
    headline="1 chữ ký hợp lệ",
    detail="Nguyễn Thu Hà ký nháy 09:12 · nội dung không thay đổi sau khi ký",
    signatures=(
        SignatureView(
            field="Initial1",
            signer="Nguyễn Thu Hà",
            organisation="Văn phòng UBND tỉnh Bình Sơn",
            when="25/11/2026 09:12",
            tone="success",
            verdict="Hợp lệ",
            reasons=("Chứng thư còn hiệu lực, chưa bị thu hồi",),
        ),
    ),
)
CERTIFICATE = CertificateView(
    fingerprint=MINE,
    holder="Trần Minh Đức",
    organisation="UBND tỉnh Bình Sơn",
    issuer="CA chuyên dùng Chính phủ",
    valid_words="đến 14/08/2028",
    is_usable=True,
    is_mine=True,
)
EXPIRED = CertificateView(
    fingerprint="b2" * 32,
    holder="Trần Minh Đức (cũ)",
    organisation="UBND tỉnh Bình Sơn",
    issuer="CA chuyên dùng Chính phủ",
    valid_words="đến 01/02/2024",
    is_usable=False,
    is_mine=True,
    why_not="đã hết hạn",
)
TOKENS = (
    TokenView(
        serial="01", label="VGCA", is_ready=True, is_locked=False, is_open=False, has_pin_pad=False, warning="",
        certificates=(CERTIFICATE, EXPIRED),
    ),
)  # fmt: skip
OPINION = OpinionView(
    who="Nguyễn Thu Hà", when="Hôm nay 09:12", text="Đã rà soát căn cứ pháp lý; đề nghị trình ký trong ngày."
)
CONFLICT = ConflictView(
    action_id="c1",
    title="Cho ý kiến",
    reason="Nguyễn Thu Hà đã trả lại văn bản này lúc 09:40, nên việc của bạn không còn áp dụng."
    " Nội dung của bạn được giữ trong Hộp gửi.",
    mine=(FieldView(label="Việc", value="Cho ý kiến"), FieldView(label="Nội dung", value="Đồng ý trình ký.")),
    theirs=(FieldView(label="Trạng thái", value="Bị trả lại để sửa"), FieldView(label="Trích yếu", value=TITLE)),
    can_redo=True,
)
OUTBOX = (
    OutboxRow(
        action_id="c1", document_id="d1", what="Cho ý kiến", document=TITLE, since="09:38", state="conflict",
        state_words="cần bạn quyết định · văn bản đã đổi trạng thái", can_discard=True,
    ),
    OutboxRow(
        action_id="c2", document_id="d5", what="Ký số", document="Quyết định giao chỉ tiêu biên chế công chức",
        since="10:41", state="waiting", state_words="chờ gửi", can_discard=False, can_undo=True,
    ),
)  # fmt: skip
PEOPLE = tuple(
    Choice(id=key, title=name, detail=detail)
    for key, name, detail in (
        ("an", "Lê Thị An", "Chuyên viên · Phòng Kiểm soát thủ tục"),
        ("ha", "Nguyễn Thu Hà", "Trưởng phòng · Phòng Tổng hợp"),
        ("tuan", "Phạm Anh Tuấn", "Chuyên viên · Phòng Tổng hợp"),
    )
)
STEPS = (
    Step(who="Phạm Anh Tuấn", what="soạn dự thảo", when="18/11 14:20", state="done"),
    Step(who="Nguyễn Thu Hà", what="thẩm định, ký nháy", when="Hôm nay 09:12", state="done"),
    Step(who="Trần Minh Đức", what="ký ban hành", when="Đang chờ", state="current"),
    Step(who="Văn thư", what="cấp số, phát hành", state="next"),
)


@cache
def composed() -> Composed:
    """The mock-up's decision, composed by the product itself."""
    sheet = {
        "agency": "Ủy ban nhân dân tỉnh Bình Sơn",
        "parent": "",
        "notation": "QĐ-UBND",
        "place": "Bình Sơn",
        "type_name": "Quyết định",
        "subject": "phê duyệt kế hoạch chuyển đổi số của cơ quan nhà nước tỉnh Bình Sơn năm 2027",
        "addressees": [],
        "body": [
            "Căn cứ Luật Tổ chức chính quyền địa phương;",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
            "Điều 1. Phê duyệt Kế hoạch chuyển đổi số của cơ quan nhà nước tỉnh Bình Sơn năm 2027, kèm theo Quyết định"
            " này, gồm 04 nhóm chỉ tiêu và 27 nhiệm vụ trọng tâm.",
            "Điều 2. Giao Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ban, ngành tổ chức thực hiện.",
        ],
        "recipients": ["Như Điều 3", "Bộ Khoa học và Công nghệ (b/c)", "Lưu: VT, KSTT"],
        "authority": ["KT. Chủ tịch"],
        "title": "Phó Chủ tịch",
        "signer": "Trần Minh Đức",
        "decider": "Chủ tịch Ủy ban nhân dân tỉnh Bình Sơn",
        "fictional": True,
    }
    return compose("decision", sheet, at=datetime(2026, 11, 25, tzinfo=UTC))


def page_picture(index: int, width_px: int) -> QImage:
    """A page of the decision, drawn in this process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(composed().pdf)
    page = document[index]
    bitmap = page.render(scale=width_px / page.get_width(), prefer_bgrx=True)
    return picture(bitmap.width, bitmap.height, bytes(bitmap.buffer))


def page_sizes() -> tuple[tuple[float, float], ...]:
    """Sizes of the decision's pages in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(composed().pdf)
    return tuple(document.get_page_size(number) for number in range(len(document)))


@cache
def signature_png() -> bytes:
    """A hand's stroke on nothing."""
    image = QImage(360, 150, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#1B3A8A"), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    path = QPainterPath(QPointF(40, 120))
    for x in range(60, 300, 40):
        path.cubicTo(QPointF(x - 10, 10), QPointF(x + 10, 10), QPointF(x + 20, 90))
    path.lineTo(330, 60)
    painter.drawPath(path)
    painter.end()
    from PySide6.QtCore import QBuffer, QByteArray

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def signing_view() -> SigningView:
    """What the leader may sign."""
    place = composed().places["leader"]
    return SigningView(
        action="sign",
        role="leader",
        field="Leader",
        place=Place(page=place.page, x0=place.x0, y0=place.y0, x1=place.x1, y1=place.y1),
        place_words="Trang 1, trên họ tên",
        is_place_fixed=False,
        fingerprints=(MINE,),
        image_png=signature_png(),
        lines=("Trần Minh Đức", "Phó Chủ tịch", "25/11/2026 10:42"),
    )


def document(*, signing: bool = True, conflict: bool = False, directs: bool = False) -> DocumentView:
    """The decision as the leader has it."""
    actions = [
        ActionChoice(type="sign", title="Ký số", enabled=True, needs_token=True, style="primary"),
        ActionChoice(type="return", title="Trả lại", enabled=True, style="danger"),
        ActionChoice(type="opine", title="Cho ý kiến", enabled=True),
        ActionChoice(type="seal", title="Đóng dấu", enabled=False, reason="Chưa có chữ ký của lãnh đạo"),
    ]
    if not signing:
        actions[0] = ActionChoice(type="submit", title="Trình lãnh đạo", enabled=True, style="primary")
    if directs:
        actions.insert(0, ActionChoice(type="direct", title="Ghi bút phê", enabled=True, style="primary"))
    return DocumentView(
        id="d1",
        kind="outgoing",
        state="awaiting_signature",
        state_words="Chờ ký ban hành",
        code="",
        title=TITLE,
        subtitle="Sở KH&CN trình · Tờ trình 214/TTr-SKHCN",
        due_words="Hạn xử lý hôm nay",
        due_tone="danger",
        due_on=date(2026, 11, 25),
        fields=(
            FieldView(label="Loại văn bản", value="Quyết định"),
            FieldView(label="Số, ký hiệu", value="…/QĐ-UBND"),
            FieldView(label="Cơ quan ban hành", value="Ủy ban nhân dân tỉnh Bình Sơn"),
            FieldView(label="Trích yếu", value=TITLE),
            FieldView(label="Nơi nhận", value="Như Điều 3; Bộ Khoa học và Công nghệ (b/c); Lưu: VT, KSTT"),
        ),
        files=(
            FileView(sha256="aa", name="QĐ-UBND.pdf", size_words="84 kB", role="main", is_here=True),
            FileView(sha256="bb", name="Phụ lục 1.pdf", size_words="1,2 MB", role="attachment", is_here=True),
            FileView(sha256="cc", name="Tờ trình 214-TTr-SKHCN.pdf", size_words="310 kB", role="source", is_here=False),
        ),
        main_sha256="aa",
        actions=tuple(actions),
        steps=STEPS,
        history=STEPS[:2],
        opinions=(OPINION,),
        holders=("Trần Minh Đức",),
        pending=(),
        conflicts=(CONFLICT,) if conflict else (),
        signing=signing_view() if signing else None,
        number_words="",
    )


def dispatched() -> DocumentView:
    """The decision once it is out: the clerk's long tail of actions, one of each length."""
    actions = (
        ActionChoice(type="file", title="Đưa vào hồ sơ", enabled=True, style="primary"),
        ActionChoice(type="confirm_delivery", title="Xác nhận đã nhận", enabled=True),
        ActionChoice(type="renew", title="Bổ sung chữ ký dài hạn", enabled=True),
        ActionChoice(type="supersede", title="Thay thế văn bản", enabled=True),
        ActionChoice(type="recall", title="Thu hồi", enabled=True, style="danger"),
        ActionChoice(type="archive", title="Nộp lưu", enabled=False, reason="Hồ sơ chưa kết thúc"),
    )
    return msgspec.structs.replace(
        document(signing=False),
        state="dispatched",
        state_words="Đã phát hành",
        code="412/QĐ-UBND",
        due_words="",
        actions=actions,
        holders=("Lê Thị Văn Thư", "Nguyễn Thị Lưu Trữ"),
        number_words="Số 412/QĐ-UBND ngày 25/11/2026",
    )


NOTE = "Hỏi lại Sở Tài chính về dự toán năm 2027 trước khi ký; anh Bình giữ bản gốc của phụ lục."
READ = ReadFields(
    values={
        "code": "1024/BTC-NSNN",
        "issued_on": "2026-11-20",
        "issuing_agency": "Bộ Tài chính",
        "document_type": "",
        "subject": "V/v hướng dẫn xây dựng dự toán ngân sách nhà nước năm 2027",
        "signer_name": "",
    },
    places={"code": Place(page=1, x0=90, y0=100, x1=200, y1=116)},
    is_scan=False,
    duplicate_of="Đã đăng ký: số đến 412, 1024/BTC-NSNN",
)
TYPES = (Choice(id="", title="Công văn"), Choice(id="QĐ", title="Quyết định"), Choice(id="TTr", title="Tờ trình"))
