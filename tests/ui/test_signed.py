"""One try of the PIN for a batch; a refused document costs itself, a token that is gone costs the rest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.errors import ActionNotAllowed
from signing.outcomes import PinWrong, TokenGone
from ui.dispatch import Ticket
from ui.flows.signed import Signing, Wish
from ui.screens.signing.state import BatchLine

WISH = Wish("01", "fp", "sign", "d1", None, "sha-of-what-is-shown")


class Token:
    """What `desk.signatures` does, scripted: the errors come from the real room's own tree."""

    def __init__(self, *, right_pin: str = "1234", errors: dict[str, Exception] | None = None) -> None:
        self.tries: list[str] = []
        self.signed: list[tuple[str, str]] = []
        self._right, self._errors = right_pin, errors or {}

    def choose(self, token: str, certificate: str) -> str:
        return f"{token}:{certificate}"

    def open(self, chosen: str, pin: str) -> None:
        self.tries.append(pin)
        if pin != self._right:
            raise PinWrong(warning="low")

    def sign(self, document_id: str, verb: str, chosen: str, *, place: object, shown_sha256: str) -> None:
        if document_id in self._errors:
            raise self._errors[document_id]
        self.signed.append((document_id, shown_sha256))


def signing(token: Token, pin: str, *ids: str) -> Signing:
    return Signing(cast("Any", SimpleNamespace(signatures=token)), WISH, ids, pin)


def ticket() -> Ticket:
    return Ticket(lambda done, total: None)


def test_wrong_pin_is_tried_once_and_nothing_is_signed() -> None:
    token = Token()
    with pytest.raises(PinWrong):
        signing(token, "0000", "d1", "d2")(ticket())
    assert token.tries == ["0000"]
    assert token.signed == []


def test_batch_is_signed_with_one_pin_and_only_the_document_read_carries_what_was_shown() -> None:
    token = Token()
    result = signing(token, "1234", "d1", "d2")(ticket())
    assert token.tries == ["1234"]
    assert token.signed == [("d1", "sha-of-what-is-shown"), ("d2", "")]
    assert result.signed == ["d1", "d2"]


def test_refused_document_costs_itself_alone() -> None:
    token = Token(errors={"d1": ActionNotAllowed(reason="wrong_state")})
    result = signing(token, "1234", "d1", "d2")(ticket())
    assert result.signed == ["d2"]
    assert result.line(BatchLine("d1", "Quyết định", True)).state == "refused"
    assert result.line(BatchLine("d1", "Quyết định", True)).reason


def test_token_pulled_out_stops_the_rest_and_keeps_what_is_signed() -> None:
    token = Token(errors={"d2": TokenGone()})
    result = signing(token, "1234", "d1", "d2", "d3")(ticket())
    assert result.signed == ["d1"]
    assert isinstance(result.error, TokenGone)
    assert token.signed == [("d1", "sha-of-what-is-shown")]


def test_stopped_batch_keeps_what_is_signed() -> None:
    stopped = ticket()
    token = Token()

    class StopsAfterOne(Token):
        def sign(self, document_id: str, verb: str, chosen: str, *, place: object, shown_sha256: str) -> None:
            super().sign(document_id, verb, chosen, place=place, shown_sha256=shown_sha256)
            stopped.stop()

    token = StopsAfterOne()
    assert signing(token, "1234", "d1", "d2")(stopped).signed == ["d1"]


def test_token_that_is_open_already_is_asked_for_no_pin() -> None:
    token = Token()
    signing(token, "", "d1")(ticket())
    assert token.tries == []


def test_pin_is_forgotten_once_the_token_has_it() -> None:
    work = signing(Token(), "1234", "d1")
    work(ticket())
    assert "1234" not in repr(vars(work))
