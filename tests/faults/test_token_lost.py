"""A token that is pulled out, or stops answering, while it signs: nothing half-signed, and the work goes on after."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from app.compose import worker_command
from app.desk import Desk
from app.messages import say
from butphe.demo.people import CLERK, COMMITTEE
from butphe.demo.pki import make_pki
from butphe.demo.stand import token_label
from butphe.demo.tokens import make_token, softhsm_library
from signing.outcomes import PinNeeded, TokenGone, TokenSilent
from signing.tokens.client import TokenDoor
from signing.tokens.messages import SignatureValue
from tests.helpers.app_office import AppOffice
from ui.dispatch import Ticket
from ui.flows.signed import Result, Signing, Wish

pytestmark = pytest.mark.slow
PIN = "24681357"
HOLDER = token_label(COMMITTEE)
WAIT_S = 120.0


class Plug:
    """The committee's token of its own, on its own: in or out."""

    def __init__(self, app_office: AppOffice, folder: Path) -> None:
        pki = make_pki(app_office.stand.folder / "pki")
        chain = (pki.certificate(HOLDER), *pki.chain)
        self.environment = make_token(folder, HOLDER, pin=PIN, key=pki.key(HOLDER), certificates=chain)
        (self._in,) = (folder / "tokens").iterdir()
        self._out = folder / "pulled"

    def pull(self) -> None:
        """Take it out."""
        self._in.rename(self._out)

    def put_back(self) -> None:
        """Plug the same token in again."""
        self._out.rename(self._in)


class PulledWithin(TokenDoor):
    """A door whose token is pulled after the driver was asked for the second signature."""

    def __init__(self, plug: Plug) -> None:
        super().__init__(command(), plug.environment)
        self._plug, self._signatures = plug, 0

    def sign(self, serial: str, fingerprint: str, to_be_signed: bytes) -> SignatureValue:
        self._signatures += 1
        if self._signatures == 2:
            self._plug.pull()
        return super().sign(serial, fingerprint, to_be_signed)


class FallingSilent(TokenDoor):
    """A door whose process stands still as soon as it is to sign, as a driver that waits for a dead device does."""

    is_dead = True
    asked = threading.Event()

    def sign(self, serial: str, fingerprint: str, to_be_signed: bytes) -> SignatureValue:
        if self.is_dead:
            assert self.pid is not None
            os.kill(self.pid, signal.SIGSTOP)
            self.asked.set()
        return super().sign(serial, fingerprint, to_be_signed)


def at_door(desk: Desk, door: TokenDoor) -> None:
    desk.parts.doors = (("softhsm", door),)


def command() -> list[str]:
    return list(worker_command("token", str(softhsm_library())))


def wish_of(desk: Desk, document: str) -> Wish:
    chosen = desk.signatures.choose(HOLDER)
    return Wish(chosen.token.serial, chosen.certificate.fingerprint, "stamp", document, None, "")


def sign_all(desk: Desk, documents: list[str], *, pin: str = PIN, progress=lambda _done, _total: None) -> Result:
    """What the window's panel does with what is ticked."""
    work = Signing(desk, wish_of(desk, documents[0]), tuple(documents), pin)
    return work(Ticket(progress))


def pages(desk: Desk, documents: list[str]) -> list[str]:
    return [desk.queries.document(document).main_sha256 for document in documents]


@pytest.mark.parametrize("when", ["between two documents", "within one"])
def test_token_pulled_while_a_batch_is_signed_keeps_what_is_signed_and_goes_on_when_it_is_back(
    app_office: AppOffice, tmp_path, when
):
    """E6."""
    plug = Plug(app_office, tmp_path / "token")
    with app_office.desk(CLERK) as desk:
        at_door(desk, PulledWithin(plug) if when == "within one" else TokenDoor(command(), plug.environment))
        documents = [app_office.register(desk, number=number) for number in (31, 32, 33)]
        before = pages(desk, documents)

        def pull_before_the_second(done: int, _total: int) -> None:
            if done == 1 and when != "within one":
                plug.pull()

        result = sign_all(desk, documents, progress=pull_before_the_second)
        assert result.signed == documents[:1]
        assert isinstance(result.error, TokenGone)
        assert say(result.error)[:3] == (
            "Thiết bị bị rút ra khi đang ký.",
            "Đã ký 1/3; văn bản đang ký dở không bị ghi.",
            "Cắm lại đúng thiết bị và bấm Ký tiếp.",
        )
        assert pages(desk, documents)[1:] == before[1:]
        assert pages(desk, documents)[0] != before[0]
        assert list(desk.parts.profile.work.iterdir()) == []
        assert len(desk.queries.outbox()) == 1
        assert desk.signatures.tokens() == ()

        plug.put_back()
        (token,) = desk.signatures.tokens()
        assert not token.is_open
        with pytest.raises(PinNeeded):
            desk.signatures.sign(documents[1], "stamp", desk.signatures.choose(HOLDER))
        assert sign_all(desk, documents[1:]).signed == documents[1:]
        desk.sync()
        assert desk.queries.outbox() == ()


def test_token_that_does_not_answer_costs_its_seconds_and_nothing_else(app_office: AppOffice, tmp_path, monkeypatch):
    """E7: bounded, the desk goes on meanwhile, and the token signs once it is plugged in anew."""
    monkeypatch.setattr("signing.tokens.client.SIGN_S", 15.0)
    plug = Plug(app_office, tmp_path / "token")
    with app_office.desk(CLERK) as desk:
        door = FallingSilent(command(), plug.environment)
        at_door(desk, door)
        document, other = (app_office.register(desk, number=number) for number in (41, 42))
        before = pages(desk, [document])
        results: list[Result] = []
        signing = threading.Thread(target=lambda: results.append(sign_all(desk, [document])))
        signing.start()
        assert door.asked.wait(WAIT_S)
        assert desk.queries.page("incoming").total >= 2
        assert desk.queries.document(other).actions
        desk.mark_read(other)
        assert signing.is_alive()
        signing.join(WAIT_S)
        (result,) = results
        assert isinstance(result.error, TokenSilent)
        assert say(result.error)[:3] == (
            "Thiết bị không trả lời sau 15 giây.",
            "Văn bản chưa thay đổi, chương trình vẫn hoạt động.",
            "Rút ra, cắm lại rồi thử; nếu lặp lại, gửi báo cáo.",
        )
        assert (result.signed, pages(desk, [document])) == ([], before)
        assert desk.queries.outbox() == ()
        assert door.pid is None
        assert list(desk.parts.profile.work.iterdir()) == []

        door.is_dead = False
        assert sign_all(desk, [document]).signed == [document]
