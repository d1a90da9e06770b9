"""What tokens, PINs and certificates can do to a person: each is said in the office's words, and nothing is lost."""

from __future__ import annotations

from contextlib import closing

import pytest

from app.compose import worker_command
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
    FileChanged,
    ModuleMissing,
    PinLocked,
    PinNeeded,
    PinWrong,
    TokenMissing,
)
from signing.tokens.client import TokenDoor
from tests.helpers.app_office import AppOffice
from tests.helpers.pin_tries import PinTries

PIN = "24681357"


@pytest.fixture(scope="module")
def bad_pki(tmp_path_factory) -> Pki:
    return make_pki(tmp_path_factory.mktemp("pki"), (*demo_holders(), *BAD_HOLDERS))


def with_token(desk, holder: str, pki: Pki, folder) -> None:
    """Give the desk a token of its own with this holder's certificate."""
    certificates = (pki.certificate(holder), *pki.chain)
    environment = make_token(folder, holder, pin=PIN, key=pki.key(holder), certificates=certificates)
    door = TokenDoor(worker_command("token", str(softhsm_library())), environment)
    desk.parts.doors = (("softhsm", door),)


def test_wrong_pin_is_said_once_nothing_is_signed_and_the_right_one_works_afterwards(app_office: AppOffice):
    """E1."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        signatures = desk.signatures
        chosen = signatures.choose(token_label(COMMITTEE), fingerprints=signatures.registered(document, "stamp"))
        assert warning(desk) == ""
        with pytest.raises(PinWrong) as wrong:
            signatures.open(chosen, "00000000")
        assert say(wrong.value).what == "Mã PIN không đúng. Thiết bị báo sắp hết số lần thử."
        assert say(wrong.value).safe.startswith("Chưa văn bản nào được ký;")
        with pytest.raises(PinNeeded):
            signatures.sign(document, "stamp", chosen)
        assert desk.queries.outbox() == ()
        assert warning(desk) == "Đã có lần nhập sai PIN trước đó."
        signatures.open(chosen, app_office.stand.pin(CLERK))
        assert warning(desk) == ""
        signatures.sign(document, "stamp", chosen)
        desk.sync()
        assert desk.queries.outbox() == ()


def warning(desk) -> str:
    """What the flags of the committee's token say beside the question for its PIN."""
    return next(token.warning for token in desk.signatures.tokens() if token.label == token_label(COMMITTEE))


def test_pin_reaches_the_token_once_for_each_time_it_is_typed(app_office: AppOffice, tmp_path):
    """E1: neither looking at the tokens nor signing tries a PIN again."""
    tries = PinTries(tmp_path / "witness")
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        (module,) = desk.parts.profile.load().token_modules
        command = worker_command("token", module.library)
        with closing(TokenDoor(command, {**module.environment, **tries.environment})) as door:
            desk.parts.doors = ((module.library, door),)
            chosen = desk.signatures.choose(token_label(COMMITTEE))
            assert tries.count == 0
            with pytest.raises(PinWrong):
                desk.signatures.open(chosen, "00000000")
            for _turn in range(3):
                desk.signatures.tokens()
                with pytest.raises(PinNeeded):
                    desk.signatures.sign(document, "stamp", chosen)
            assert tries.count == 1
            desk.signatures.open(chosen, app_office.stand.pin(CLERK))
            assert tries.count == 2


def test_page_that_is_not_the_one_shown_is_not_signed(app_office: AppOffice):
    """E10."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        chosen = desk.signatures.choose(token_label(COMMITTEE))
        desk.signatures.open(chosen, app_office.stand.pin(CLERK))
        with pytest.raises(FileChanged) as changed:
            desk.signatures.sign(document, "stamp", chosen, shown_sha256="0" * 64)
        assert say(changed.value).what == "Tệp trên máy khác với bản đang hiển thị."
        assert say(changed.value).safe == "Không ký để tránh ký nhầm."
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
