"""Signing at a desk: which certificate is meant, what is shown of tokens, a stamp made with and without a network."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.errors import ActionNotAllowed, DocumentUnknown
from app.signatures import Chosen, meant
from butphe.demo.people import CLERK, COMMITTEE, LEADER
from butphe.demo.stand import token_label
from office.records import OutgoingDocument
from signing.certificates import fingerprint
from signing.outcomes import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotFound,
    CertificateNotYours,
    TokenMissing,
)
from signing.tokens.messages import TokenCertificate, TokenInfo
from tests.helpers.app_office import AppOffice

GOOD = TokenCertificate(fingerprint="f1", der=b"", label="one", cn="Một", usable=True)
OTHER = replace(GOOD, fingerprint="f2", label="two", cn="Hai")
OLD = replace(GOOD, fingerprint="f3", label="old", cn="Cũ", usable=False, why_not="expired")


def token(*certificates: TokenCertificate, label: str = "T") -> TokenInfo:
    return TokenInfo(label=label, serial=f"serial-{label}", model="m", certificates=certificates)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"certificate": "two"}, "f2"),
        ({"certificate": "Một"}, "f1"),
        ({"fingerprints": ("f2",)}, "f2"),
        ({"token": "T", "fingerprints": ("f1",)}, "f1"),
        ({"token": "serial-T", "certificate": "f2"}, "f2"),
        ({"certificate": "one", "fingerprints": ("f2",)}, "f1"),
    ],
)
def test_certificate_is_meant_by_name_else_by_registration(asked, found):
    assert meant([token(GOOD, OTHER)], **asked).certificate.fingerprint == found


@pytest.mark.parametrize(
    ("infos", "asked", "error"),
    [
        ([], {}, TokenMissing),
        ([token(GOOD)], {"token": "U"}, TokenMissing),
        ([token(GOOD, OTHER)], {}, CertificateNotFound),
        ([token(GOOD)], {"certificate": "three"}, CertificateNotFound),
        ([token(OLD)], {}, CertificateExpired),
    ],
)
def test_what_cannot_be_meant_is_said(infos, asked, error):
    with pytest.raises(error):
        meant(infos, **asked)


def test_tokens_show_the_certificate_that_is_registered_for_the_task_first(app_office: AppOffice, clerk):
    document = app_office.register(clerk)
    wanted = clerk.signatures.registered(document, "stamp")
    views = {view.label: view for view in clerk.signatures.tokens(wanted)}
    assert set(views) == {CLERK, "ubnd", "vpubnd"}
    assert [view.label for view in views.values() if view.certificates[0].is_mine] == [token_label(COMMITTEE)]
    assert all(view.is_ready and not view.is_open for view in views.values())
    assert views["ubnd"].certificates[0].valid_words.startswith("đến ")


def stamped(app_office: AppOffice, desk) -> str:
    document = app_office.register(desk)
    chosen = desk.signatures.choose(fingerprints=desk.signatures.registered(document, "stamp"))
    desk.signatures.open(chosen, app_office.stand.pin(CLERK))
    desk.signatures.sign(document, "stamp", chosen)
    return document


def test_stamp_is_added_to_the_bytes_that_were_there_and_every_signature_holds(app_office: AppOffice, clerk, tmp_path):
    document = stamped(app_office, clerk)
    clerk.save_file(document, tmp_path / "stamped.pdf")
    assert (tmp_path / "stamped.pdf").read_bytes().startswith(app_office.paper.read_bytes())
    bar = clerk.signatures.verdict(document)
    assert (bar.tone, bar.headline) == ("success", "3 chữ ký hợp lệ")
    assert "được chứng thực" in bar.signatures[-1].when or "được chứng thực" in bar.signatures[-2].when
    clerk.sync()
    assert clerk.queries.outbox() == ()


def test_stamp_is_made_without_a_time_stamp_where_nobody_gives_one(app_office: AppOffice, clerk):
    settings = clerk.parts.profile.load()
    clerk.parts.profile.save(replace(settings, tsa_url="http://127.0.0.1:9/"))
    try:
        document = stamped(app_office, clerk)
    finally:
        clerk.parts.profile.save(settings)
    assert clerk.queries.document(document).pending == ("Đóng dấu đến",)
    bar = clerk.signatures.verdict(document)
    assert "theo máy người ký" in bar.signatures[-1].when


def test_verb_that_is_not_allowed_touches_no_token(app_office: AppOffice, clerk, monkeypatch):
    document = stamped(app_office, clerk)
    chosen = clerk.signatures.choose(token_label(COMMITTEE))
    monkeypatch.setattr(clerk.parts, "doors", ())
    with pytest.raises(ActionNotAllowed):
        clerk.signatures.sign(document, "stamp", chosen)


def test_nothing_is_signed_where_there_is_no_document(app_office: AppOffice, clerk):
    dossier = clerk.open_dossier(COMMITTEE, "10.VT", "Không có trang")
    for unknown in (dossier, "0199f000-0000-7000-8000-00000000dead"):
        with pytest.raises(DocumentUnknown):
            clerk.signatures.registered(unknown, "stamp")


def test_signatures_are_renewed_to_their_long_term_form_without_a_token(app_office: AppOffice, clerk, tmp_path):
    document = stamped(app_office, clerk)
    clerk.save_file(document, tmp_path / "stamped.pdf")
    clerk.signatures.renew(document)
    clerk.save_file(document, tmp_path / "renewed.pdf")
    before, after = ((tmp_path / name).read_bytes() for name in ("stamped.pdf", "renewed.pdf"))
    assert after.startswith(before)
    assert len(after) > len(before)
    clerk.sync()
    assert clerk.queries.outbox() == ()


def test_renewal_that_is_not_allowed_asks_nobody(app_office: AppOffice, clerk, monkeypatch):
    document = clerk.receive(app_office.paper, COMMITTEE)
    monkeypatch.setattr(clerk.parts, "fetch", None)
    with pytest.raises(ActionNotAllowed):
        clerk.signatures.renew(document)


def test_certificate_that_may_not_sign_names_the_others():
    """E9."""
    unfit = replace(GOOD, fingerprint="f4", label="tls", cn="may.chu", usable=False, why_not="not_for_signing")
    with pytest.raises(CertificateNotForSigning) as refused:
        meant([token(GOOD, OTHER, unfit)], certificate="tls")
    assert refused.value.facts["offered"] == "Một, Hai"


def test_nobody_signs_with_somebody_elses_certificate(app_office: AppOffice, clerk):
    """E9: said before the token signs anything, with the person's own."""
    record = OutgoingDocument(id="d", rev=1, entity_id=COMMITTEE)
    others = app_office.certificate(LEADER)
    registered = replace(GOOD, fingerprint=fingerprint(others), der=others, cn="Lãnh đạo")
    with pytest.raises(CertificateNotYours) as refused:
        clerk.signatures._require_own(record, "initial", Chosen(token(registered), registered))
    assert refused.value.facts["name"] == "Lãnh đạo"
    clerk.signatures._require_own(record, "initial", Chosen(token(GOOD), GOOD))


def test_errors_of_tokens_name_the_unit_that_helps_where_the_profile_knows_it(app_office: AppOffice, clerk):
    """E2, E3, E8."""
    settings = clerk.parts.profile.load()
    clerk.parts.profile.save(replace(settings, token_manager="Trung tâm Chuyển đổi số"))
    try:
        with pytest.raises(CertificateNotFound) as lost:
            clerk.signatures.choose(token_label(COMMITTEE), "nobody's")
        assert lost.value.facts["manager"] == "Trung tâm Chuyển đổi số"
    finally:
        clerk.parts.profile.save(settings)
