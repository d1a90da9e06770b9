"""The one door to a token process. Everything that touches a key goes through here; the PIN passes and is not kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from signing.outcomes import TokenSilent  # and errors that pass the pipe are rebuilt from the classes known there
from signing.tokens.messages import (
    ListTokens,
    ModuleFacts,
    Nothing,
    Open,
    Probe,
    Shut,
    Sign,
    SignatureValue,
    TokenInfo,
    TokenList,
)
from workers.client import Worker
from workers.errors import WorkerHung

LIST_S = 20.0
OPEN_S = 60.0
OPEN_ON_DEVICE_S = 180.0
"""With a PIN pad a person types while the driver waits."""
SIGN_S = 60.0

Reply = TypeVar("Reply", bound=msgspec.Struct)
Signer = Callable[[bytes], SignatureValue]
"""Makes the signature value over the bytes of the signed attributes."""


class TokenDoor:
    """Tokens of one driver library, in a process of its own that is started when first needed.

    Every method may raise TokenSilent or WorkerDied (the next call starts a new process, whose sessions are closed),
    ModuleMissing, and what else `signing.outcomes` names under TokenError.
    """

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """`command` starts `signing.tokens.worker.main([library])`; `env` is added to the process's environment."""
        self._worker = Worker(command, env=env)

    @property
    def pid(self) -> int | None:
        """The process running now."""
        return self._worker.pid

    def probe(self, *, deadline_s: float = LIST_S) -> ModuleFacts:
        """What the library says of itself; a driver that hangs costs `deadline_s` and raises TokenSilent."""
        return self._call("probe", Probe(), ModuleFacts, deadline_s)

    def tokens(self, at: datetime | None = None) -> tuple[TokenInfo, ...]:
        """The tokens plugged in now; certificates judged usable `at` (None: now). Ask every 2 s to see one leave."""
        return self._call("tokens", ListTokens(at=at), TokenList, LIST_S).tokens

    def open(self, serial: str, pin: str) -> None:
        """Log in: one try. Raises PinWrong(warning), PinLocked, TokenMissing. An empty `pin`: typed on the device."""
        deadline_s = OPEN_S if pin else OPEN_ON_DEVICE_S
        self._call("open", Open(serial=serial, pin=pin), Nothing, deadline_s)

    def sign(self, serial: str, fingerprint: str, to_be_signed: bytes) -> SignatureValue:
        """Sign with the key of the certificate; after any error the token must be opened again."""
        request = Sign(serial=serial, fingerprint=fingerprint, to_be_signed=to_be_signed)
        return self._call("sign", request, SignatureValue, SIGN_S)

    def signer(self, serial: str, fingerprint: str) -> Signer:
        """`sign` with token and certificate fixed, as the document worker wants it."""
        return lambda to_be_signed: self.sign(serial, fingerprint, to_be_signed)

    def shut(self, serial: str) -> None:
        """Log out of one token."""
        self._call("shut", Shut(serial=serial), Nothing, LIST_S)

    def close(self) -> None:
        """End the process, and with it every session and PIN."""
        self._worker.close()

    def _call(self, name: str, request: msgspec.Struct, reply: type[Reply], deadline_s: float) -> Reply:
        try:
            return self._worker.call(name, request, reply, deadline_s=deadline_s)
        except WorkerHung as hung:
            raise TokenSilent(deadline_s=round(deadline_s)) from hung
