"""Incoming documents of the demo: composed by the form of Decree 30, signed by a fictional ministry.

One comes from another producer: its cross-reference is a stream and it bears two foreign signatures. Every page says
that it is made up.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from asn1crypto import keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from butphe.demo.foreign import letter
from butphe.demo.pki import FOREIGN_LEADER, FOREIGN_SEAL, Pki
from paper.compose import compose

MAIN_PAPER = "2147-BKHCN-CDSQG.pdf"
"""The one that the main job handles."""

BODY = (
    "Thực hiện Chương trình công tác năm 2026, Bộ Khoa học và Công nghệ đã xây dựng dự thảo Kế hoạch chuyển đổi số "
    "của cơ quan nhà nước năm 2027 (gửi kèm theo).",
    "Đề nghị Ủy ban nhân dân tỉnh nghiên cứu, góp ý bằng văn bản và gửi về Bộ Khoa học và Công nghệ trước ngày 15 "
    "tháng 12 năm 2026 để tổng hợp, hoàn thiện.",
    "Trân trọng cảm ơn sự phối hợp của quý cơ quan./.",
)


class Paper(NamedTuple):
    """One made-up incoming document."""

    name: str
    template: str
    sheet: Mapping[str, object]
    signers: tuple[str, ...]
    is_foreign: bool = False
    """Written by another producer than ours, its cross-reference a stream."""


def _sheet(number: str, notation: str, subject: str, on: date, **more: object) -> dict[str, object]:
    return {
        "agency": "Bộ Khoa học và Công nghệ",
        "number": number,
        "notation": notation,
        "place": "Hà Nội",
        "date": on,
        "subject": subject,
        "body": BODY,
        "recipients": ("Như trên;", "Bộ trưởng (để b/c);", "Lưu: VT, CĐSQG."),
        "authority": ("KT. Bộ trưởng",),
        "title": "Thứ trưởng",
        "signer": "Bùi Thế Vinh",
        "fictional": True,
        **more,
    }


def papers(today: date) -> tuple[Paper, ...]:
    """The documents that wait at the door, the first being the one that the main job handles."""
    return (_letter(today), _report(today), _decision(today))


def _letter(today: date) -> Paper:
    sheet = _sheet(
        "2147",
        "BKHCN-CĐSQG",
        "V/v góp ý dự thảo Kế hoạch chuyển đổi số năm 2027",
        today - timedelta(days=1),
        addressees=("Ủy ban nhân dân các tỉnh, thành phố",),
    )
    return Paper(MAIN_PAPER, "letter", sheet, (FOREIGN_LEADER, FOREIGN_SEAL), is_foreign=True)


def _report(today: date) -> Paper:
    sheet = _sheet(
        "318",
        "BC-BKHCN",
        "Tình hình ứng dụng chữ ký số chuyên dùng công vụ quý III năm 2026",
        today - timedelta(days=3),
        type_name="Báo cáo",
        addressees=("Ủy ban nhân dân tỉnh Bình Sơn",),
    )
    return Paper("318-BC-BKHCN.pdf", "named", sheet, (FOREIGN_LEADER, FOREIGN_SEAL))


def _decision(today: date) -> Paper:
    sheet = _sheet(
        "1990",
        "QĐ-BKHCN",
        "Về việc ban hành Khung kiến trúc dữ liệu dùng chung phiên bản 2.0",
        today - timedelta(days=6),
        decider="Bộ trưởng Bộ Khoa học và Công nghệ",
        grounds=(
            "Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;",
            "Theo đề nghị của Cục trưởng Cục Chuyển đổi số quốc gia.",
        ),
        body=(
            "Điều 1. Ban hành kèm theo Quyết định này Khung kiến trúc dữ liệu dùng chung phiên bản 2.0.",
            "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
            "Điều 3. Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        ),
    )
    return Paper("1990-QD-BKHCN.pdf", "decision", sheet, (FOREIGN_LEADER,))


def write_papers(folder: Path, pki: Pki, *, at: datetime) -> None:
    """Compose and sign them all into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers(at.date()):
        pdf = letter(paper.sheet, at=at) if paper.is_foreign else compose(paper.template, paper.sheet, at=at).pdf
        for number, holder in enumerate(paper.signers):
            pdf = _signed(pdf, pki, holder, field=f"Signature{number + 1}")
        (folder / paper.name).write_bytes(pdf)


def _signed(pdf: bytes, pki: Pki, holder: str, *, field: str) -> bytes:
    """A foreign agency's own signature, by its own program: a plain approval in a new invisible field."""
    certificates = SimpleCertificateStore.from_certs([x509.Certificate.load(der) for der in pki.chain])
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(pki.certificate(holder)),
        signing_key=keys.PrivateKeyInfo.load(pki.key(holder)),
        cert_registry=certificates,
    )
    metadata = PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", embed_validation_info=False
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    sink = io.BytesIO()
    PdfSigner(metadata, signer, new_field_spec=SigFieldSpec(field)).sign_pdf(writer, output=sink)
    return sink.getvalue()
