"""The work of signing, without Qt: one try of the PIN, then document by document until one stops it (B55–B60)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.messages import say
from office.errors import ButPheError
from office.records import Place
from signing.outcomes import TokenGone, TokenMissing
from ui.dispatch import Cancelled, Ticket
from ui.screens.signing.state import BatchLine

if TYPE_CHECKING:
    from app.desk import Desk
    from app.signatures import Chosen

TOKEN_CODES = frozenset(
    {"token_missing", "token_gone", "token_fault", "token_silent", "pin_wrong", "pin_locked", "pin_needed"}
)
"""Errors of the token stop a batch; errors of one document cost that document."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be signed with what; place and shown bytes belong to the document that is read."""

    serial: str
    fingerprint: str
    action: str
    document_id: str
    place: Place | None
    shown_sha256: str


@dataclass(slots=True)
class Result:
    """What was signed, what was refused and why in words, and the last error."""

    signed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    error: ButPheError | None = None

    def line(self, line: BatchLine) -> BatchLine:
        """The line of a batch after the work."""
        reason = self.refused.get(line.document_id, "")
        return BatchLine(line.document_id, line.title, line.is_seen, "refused" if reason else "waiting", reason)


class Signing:
    """A callable for the dispatcher. It forgets the PIN as soon as the token has it."""

    def __init__(self, desk: Desk, wish: Wish, document_ids: tuple[str, ...], pin: str) -> None:
        self._desk, self._wish, self._ids = desk, wish, document_ids
        self._pin = pin

    def __call__(self, ticket: Ticket) -> Result:
        """Open the token and sign; a wrong PIN raises before anything is signed. What is signed stays signed."""
        signatures, wish = self._desk.signatures, self._wish
        chosen = signatures.choose(wish.serial, wish.fingerprint)
        pin, self._pin = self._pin, ""
        if pin:
            signatures.open(chosen, pin)
        del pin
        result = Result()
        try:
            for number, document_id in enumerate(self._ids):
                ticket.progress(number, len(self._ids))
                if not self._sign(document_id, chosen, result):
                    break
        except Cancelled:
            return result
        return result

    def _sign(self, document_id: str, chosen: Chosen, result: Result) -> bool:
        """Sign one document; False when the token stops the rest."""
        wish = self._wish
        is_shown = document_id == wish.document_id
        place, shown = (wish.place, wish.shown_sha256) if is_shown else (None, "")
        try:
            self._desk.signatures.sign(document_id, wish.action, chosen, place=place, shown_sha256=shown)
        except ButPheError as problem:
            result.error = self._pulled(result) if isinstance(problem, TokenMissing | TokenGone) else problem
            result.refused[document_id] = say(result.error).what
            return result.error.code not in TOKEN_CODES
        result.signed.append(document_id)
        return True

    def _pulled(self, result: Result) -> TokenGone:
        """E6: the token was there when the batch began, so it was pulled, be it between two documents or within one."""
        return TokenGone(token=self._wish.serial, done=len(result.signed), total=len(self._ids))
