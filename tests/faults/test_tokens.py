"""What tokens, PINs and certificates can do to a person: each is said in the office's words, and nothing is lost."""

from __future__ import annotations

import pytest

from app.messages import say
from app.profiles import TokenModule
from butphe.demo.people import CLERK, COMMITTEE, LEADER
from butphe.demo.pki import BAD_HOLDERS, Pki, demo_holders, make_pki
from butphe.demo.stand import token_label
from butphe.demo.tokens import CONFIGURATION, make_token, softhsm_library
from office.errors import ButPheError
from signing.outcomes import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    ModuleMissing,
    PinLocked,
    PinNeeded,
    PinWrong,
    TokenMissing,
)
from signing.tokens.client import TokenDoor
from tests.helpers.app_office import AppOffice

PIN = "24681357"


@pytest.fixture(scope="module")
def bad_pki(tmp_path_factory) -> Pki:
    return make_pki(tmp_path_factory.mktemp("pki"), (*demo_holders(), *BAD_HOLDERS))


def with_token(desk, holder: str, pki: Pki, folder) -> None:
    """Give the desk a token of its own with this holder's certificate."""
    certificates = (pki.certificate(holder), *pki.chain)
    environment = make_token(folder, holder, pin=PIN, key=pki.key(holder), certificates=certificates)
    from app.compose import worker_command

    door = TokenDoor(worker_command("token", str(softhsm_library())), environment)
    desk.parts.doors = (("softhsm", door),)


def test_wrong_pin_is_said_once_nothing_is_signed_and_the_right_one_works_afterwards(app_office: AppOffice):
    """E1."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        signatures = desk.signatures
        chosen = signatures.choose(token_label(COMMITTEE), fingerprints=signatures.registered(document, "stamp"))
        with pytest.raises(PinWrong) as wrong:
            signatures.open(chosen, "00000000")
        assert say(wrong.value).what.startswith("Mã PIN không đúng.")
        with pytest.raises(PinNeeded):
            signatures.sign(document, "stamp", chosen)
        assert desk.queries.outbox() == ()
        assert [token.warning for token in signatures.tokens() if token.label == token_label(COMMITTEE)] != []
        signatures.open(chosen, app_office.stand.pin(CLERK))
        signatures.sign(document, "stamp", chosen)
        desk.sync()
        assert desk.queries.outbox() == ()


def test_absent_token_is_said_and_the_desk_goes_on(app_office: AppOffice):
    """E4."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        desk.parts.doors = ()
        with pytest.raises(TokenMissing) as missing:
            desk.signatures.choose("ubnd")
        assert say(missing.value).what == "Không thấy thiết bị ký số."
        assert desk.queries.document(document).state == "registered"


def test_driver_that_is_not_installed_is_named(app_office: AppOffice):
    """E5."""
    from app.compose import worker_command

    with app_office.desk(CLERK) as desk:
        module = TokenModule(library="/nowhere/libtoken.so")
        desk.parts.doors = ((module.library, TokenDoor(worker_command("token", module.library))),)
        with pytest.raises(ModuleMissing) as missing:
            desk.signatures.choose("ubnd")
        assert "/nowhere/libtoken.so" in say(missing.value).what


@pytest.mark.parametrize(
    ("holder", "error", "said"),
    [
        ("expired", CertificateExpired, "hết hạn ngày"),
        ("not_yet_valid", CertificateNotYetValid, "chỉ có hiệu lực từ ngày"),
        ("tls_only", CertificateNotForSigning, "không dùng để ký"),
    ],
)
def test_certificate_that_may_not_sign_is_refused_before_the_pin(app_office, bad_pki, tmp_path, holder, error, said):
    """E8, E9."""
    with app_office.desk(LEADER) as desk:
        with_token(desk, holder, bad_pki, tmp_path)
        with pytest.raises(error) as refused:
            desk.signatures.choose(holder)
        assert said in say(refused.value).what
        (view,) = (token for token in desk.signatures.tokens() if token.label == holder)
        assert not view.is_ready
        assert view.certificates[0].why_not


def test_locked_token_says_whom_to_ask():
    """E3: software tokens do not lock; the words and the exit code are what a real one brings."""
    said = say(PinLocked())
    assert "bị khóa" in said.what
    assert "mở khóa" in said.todo
    assert said.exit_code == 4


def test_every_error_of_a_token_leaves_the_document_as_it_was(app_office: AppOffice):
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        main = desk.queries.document(document).main_sha256
        chosen = desk.signatures.choose(token_label(COMMITTEE))
        with pytest.raises(ButPheError):
            desk.signatures.sign(document, "stamp", chosen)
        assert desk.queries.document(document).main_sha256 == main
        assert list(desk.parts.profile.work.iterdir()) == []


def test_softhsm_reads_its_own_configuration():
    assert CONFIGURATION == "SOFTHSM2_CONF"
