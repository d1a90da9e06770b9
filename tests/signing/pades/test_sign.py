"""One signature: what it writes, what it refuses, and that an error leaves nothing behind."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.appearance.looks import Look, copy_lines, initial_lines, printed_time
from signing.outcomes import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    FileChanged,
    NoRoomOnDisk,
    SelfCheckFailed,
    SignatureRefused,
    TimestampAway,
    TokenGone,
)
from signing.pades import writing
from signing.pades.job import SignJob
from signing.pades.sign import instant, sign
from signing.tokens.messages import SignatureValue
from tests.helpers.pki import ENCRYPTION, TSA_URL, Identity, Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import (
    CORNER,
    FILLED,
    hand,
    job,
    key_signer,
    pdfsig,
    prepared_letter,
    qpdf_complaints,
    seal,
)

VALID = "Signature is Valid."


@pytest.fixture(scope="module")
def leader(pki: Pki) -> Identity:
    return pki.leaf("Nguyễn Văn Ẩn", organisation="UBND tỉnh Hoa Lư")


def _plain(folder: Path, text: str = "Cong van") -> Path:
    path = folder / "in.pdf"
    path.write_bytes(plain_pdf(text))
    return path


def _embedded(path: Path, field: str):  # type: ignore[no-untyped-def]
    with path.open("rb") as stream:
        reader = PdfFileReader(stream, strict=False)
        found = next(s for s in reader.embedded_signatures if s.field_name == field)
        found.compute_integrity_info()
        return found


def _leaves_nothing(folder: Path, work: Callable[[], object], error: type[Exception]) -> Exception:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(error) as raised:
        work()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    return raised.value


def test_leader_signs_a_prepared_field(folder: Path, pki: Pki, leader: Identity) -> None:
    source, target = prepared_letter(folder), folder / "out.pdf"
    asked = job(source, target, "leader", leader, pki, field="Leader", look=Look(image_png=hand()))
    made = sign(asked, key_signer(leader))
    assert (made.field, made.level) == ("Leader", "b")
    assert target.read_bytes().startswith(source.read_bytes())
    assert made.size == target.stat().st_size
    assert pdfsig(target) == [("Leader", VALID)]
    assert qpdf_complaints(target) == ""


def test_signature_is_cades_with_its_certificate_bound(folder: Path, pki: Pki, leader: Identity) -> None:
    sign(job(_plain(folder), folder / "out.pdf", "plain", leader, pki, reason="Ký thử"), key_signer(leader))
    embedded = _embedded(folder / "out.pdf", "Signature1")
    attributes = {a["type"].native for a in embedded.signer_info["signed_attrs"]}
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert {"signing_certificate_v2", "message_digest", "content_type"} <= attributes
    assert embedded.sig_object["/Reason"] == "Ký thử"
    assert "/Reference" not in embedded.sig_object


def test_printed_time_is_the_time_in_the_dictionary_and_in_the_cms(folder: Path, pki: Pki, leader: Identity) -> None:
    asked = job(_plain(folder), folder / "out.pdf", "copy", leader, pki)
    asked = replace(asked, look=Look(lines=copy_lines("certified", "Văn phòng UBND tỉnh", asked.when)))
    made = sign(asked, key_signer(leader))
    embedded = _embedded(folder / "out.pdf", "Copy1")
    in_cms = next(a for a in embedded.signer_info["signed_attrs"] if a["type"].native == "signing_time")
    text = subprocess.run(["pdftotext", str(folder / "out.pdf"), "-"], capture_output=True, text=True).stdout
    assert embedded.self_reported_timestamp == in_cms["values"][0].native == made.signed_at == instant(asked)
    assert printed_time(made.signed_at) in " ".join(text.split())
    assert embedded.sig_object["/M"].endswith("+07'00'")


def test_online_signature_carries_a_time_stamp(folder: Path, pki: Pki, leader: Identity) -> None:
    made = sign(job(_plain(folder), folder / "out.pdf", "plain", leader, pki, level="t"), key_signer(leader), pki.fetch)
    assert made.level == "t"
    attributes = _embedded(folder / "out.pdf", "Signature1").signer_info["unsigned_attrs"].native
    assert "signature_time_stamp_token" in [one["type"] for one in attributes]


def test_absent_time_stamp_authority_is_said_and_nothing_is_written(folder: Path, leader: Identity) -> None:
    away = Pki(shut={TSA_URL})
    source = _plain(folder)
    for fetch in (away.fetch, None):
        asked = job(source, folder / "out.pdf", "plain", leader, away, level="t")
        _leaves_nothing(folder, lambda f=fetch, a=asked: sign(a, key_signer(leader), f), TimestampAway)  # type: ignore[misc]


def test_nonsense_from_the_time_stamp_authority_is_said(folder: Path, pki: Pki, leader: Identity) -> None:
    asked = job(_plain(folder), folder / "out.pdf", "plain", leader, pki, level="t")
    _leaves_nothing(folder, lambda: sign(asked, key_signer(leader), lambda _url, _body: b"<html>"), TimestampAway)


def test_seal_fills_and_signs_in_one_revision(folder: Path, pki: Pki, leader: Identity) -> None:
    agency = pki.leaf("Văn phòng UBND tỉnh Hoa Lư")
    source, led, target = prepared_letter(folder), folder / "led.pdf", folder / "out.pdf"
    sign(job(source, led, "leader", leader, pki, field="Leader", look=Look(image_png=hand())), key_signer(leader))
    asked = job(led, target, "seal", agency, pki, field="Seal", look=Look(image_png=seal()), fill=FILLED)
    sign(asked, key_signer(agency))
    assert target.read_bytes().count(b"%%EOF") == led.read_bytes().count(b"%%EOF") + 1
    assert pdfsig(target) == [("Leader", VALID), ("Seal", VALID)]
    lock = _embedded(target, "Seal").sig_object["/Reference"][0]
    assert lock["/TransformMethod"] == "/FieldMDP"
    assert list(lock["/TransformParams"]["/Fields"]) == ["Number", "Day", "Month", "Year"]


def test_curve_keys_sign(folder: Path, pki: Pki) -> None:
    for kind in ("p256", "p384"):
        identity, target = pki.leaf(f"Khóa {kind}", kind=kind), folder / f"{kind}.pdf"
        look = Look(lines=initial_lines("Trần Bình"))
        sign(job(_plain(folder), target, "initial", identity, pki, place=CORNER, look=look), key_signer(identity))
        assert pdfsig(target) == [("Initial1", VALID)]


def test_certificate_that_may_not_sign_is_refused(folder: Path, pki: Pki) -> None:
    now, source = pki.now(), _plain(folder)
    cases = {
        CertificateExpired: pki.leaf("Hết hạn", not_before=now - timedelta(days=9), not_after=now - timedelta(days=1)),
        CertificateNotYetValid: pki.leaf("Chưa đến", not_before=now + timedelta(days=1)),
        CertificateNotForSigning: pki.leaf("Mã hóa", usage=ENCRYPTION),
    }
    for error, identity in cases.items():
        asked = job(source, folder / "out.pdf", "plain", identity, pki)
        raised = _leaves_nothing(folder, lambda a=asked, i=identity: sign(a, key_signer(i)), error)  # type: ignore[misc]
        assert raised.facts["name"] == identity.asn1.subject.native["common_name"]  # type: ignore[attr-defined]


def test_other_bytes_than_those_shown_are_not_signed(folder: Path, pki: Pki, leader: Identity) -> None:
    asked = job(_plain(folder), folder / "out.pdf", "plain", leader, pki, expected_sha256="ab" * 32)
    _leaves_nothing(folder, lambda: sign(asked, key_signer(leader)), FileChanged)


def test_token_pulled_out_leaves_nothing(folder: Path, pki: Pki, leader: Identity) -> None:
    def pulled(_to_be_signed: bytes) -> SignatureValue:
        raise TokenGone(token="x")

    asked = job(_plain(folder), folder / "out.pdf", "plain", leader, pki)
    _leaves_nothing(folder, lambda: sign(asked, pulled), TokenGone)


def test_value_by_another_key_is_caught_before_the_target_is_made(folder: Path, pki: Pki, leader: Identity) -> None:
    other = pki.leaf("Người khác")
    asked = job(_plain(folder), folder / "out.pdf", "plain", leader, pki)
    raised = _leaves_nothing(folder, lambda: sign(asked, key_signer(other)), SelfCheckFailed)
    assert raised.facts["step"] == "value"  # type: ignore[attr-defined]


def test_full_disk_is_said_and_leaves_nothing(
    folder: Path, pki: Pki, leader: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    asked = job(_plain(folder), folder / "out.pdf", "plain", leader, pki)
    monkeypatch.setattr(writing.os, "fsync", full)
    _leaves_nothing(folder, lambda: sign(asked, key_signer(leader)), NoRoomOnDisk)


def _refusal(asked: SignJob, identity: Identity, folder: Path) -> str:
    raised = _leaves_nothing(folder, lambda: sign(asked, key_signer(identity)), SignatureRefused)
    return str(raised.facts["reason"])  # type: ignore[attr-defined]


def test_field_that_is_missing_or_signed_is_refused(folder: Path, pki: Pki, leader: Identity) -> None:
    source, led = prepared_letter(folder), folder / "led.pdf"
    sign(job(source, led, "leader", leader, pki, field="Leader"), key_signer(leader))
    for field, reason in {"Leader": "field_signed", "Nobody": "field_missing", "Number": "field_missing"}.items():
        asked = job(led, folder / "out.pdf", "leader", leader, pki, field=field)
        assert _refusal(asked, leader, folder) == reason


def test_filled_number_is_not_filled_again(folder: Path, pki: Pki, leader: Identity) -> None:
    source, once = prepared_letter(folder), folder / "once.pdf"
    sign(job(source, once, "plain", leader, pki, fill=FILLED), key_signer(leader))
    asked = job(once, folder / "out.pdf", "seal", leader, pki, field="Seal", fill={"number": "9"})
    assert _refusal(asked, leader, folder) == "already_filled"


@pytest.mark.parametrize(
    ("value", "reason"), [("123456789", "text_too_long"), ("12Ă", "text_not_drawable"), ("1 2", "text_not_drawable")]
)
def test_number_that_does_not_fit_is_refused(value: str, reason: str, folder: Path, pki: Pki, leader: Identity) -> None:
    asked = job(prepared_letter(folder), folder / "out.pdf", "seal", leader, pki, field="Seal", fill={"number": value})
    assert _refusal(asked, leader, folder) == reason


def test_page_without_fields_cannot_be_filled(folder: Path, pki: Pki, leader: Identity) -> None:
    asked = job(_plain(folder), folder / "out.pdf", "seal", leader, pki, fill={"number": "5"})
    assert _refusal(asked, leader, folder) == "field_missing"


def test_image_that_is_none_is_refused(folder: Path, pki: Pki, leader: Identity) -> None:
    source = prepared_letter(folder)
    for image in (b"GIF89a", seal(mm=90)):
        asked = job(source, folder / "out.pdf", "seal", leader, pki, field="Seal", look=Look(image_png=image))
        assert _refusal(asked, leader, folder) == "image_not_usable"


def test_page_that_is_not_there_is_refused(folder: Path, pki: Pki, leader: Identity) -> None:
    asked = job(_plain(folder), folder / "out.pdf", "plain", leader, pki, place=replace(CORNER, page=2))
    assert _refusal(asked, leader, folder) == "page_missing"
