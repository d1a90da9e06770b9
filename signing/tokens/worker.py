"""The token process: PKCS#11 is spoken here and nowhere else. It signs attributes and never sees a file.

One driver library per process, one thread, one logged-in session per token that is kept open and closed last (closing
it would log every other session out). After any error while signing the session is dropped, as the next signature on
it would fail with CKR_OPERATION_ACTIVE; the PIN is asked again and never tried again by us.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pkcs11
from pkcs11 import PROTECTED_AUTH, Attribute, ObjectClass, TokenFlag

from signing.certificates import describe, digest_name, fingerprint, mechanism_name
from signing.outcomes import (
    CertificateNotFound,
    MechanismMissing,
    ModuleMissing,
    PinNeeded,
    TokenFault,
    TokenGone,
    TokenMissing,
)
from signing.tokens import ckr, pin
from signing.tokens.mechanisms import pick
from signing.tokens.messages import (
    ListTokens,
    ModuleFacts,
    Nothing,
    Open,
    Probe,
    Shut,
    Sign,
    SignatureValue,
    TokenCertificate,
    TokenInfo,
    TokenList,
)
from workers.serve import Ask, serve

if TYPE_CHECKING:
    import pkcs11._pkcs11 as binding


@dataclass
class _Held:
    """A logged-in session, with the keys seen on it by CKA_ID."""

    session: pkcs11.Session
    keys: dict[bytes, Any]
    pin: str = field(repr=False, default="")
    """Kept only when a key wants it at each signature (CKA_ALWAYS_AUTHENTICATE)."""


@dataclass(frozen=True)
class _Object:
    """A certificate object of a token."""

    der: bytes
    id: bytes
    label: str


class TokenWorker:
    """Answers the door's requests with one driver library."""

    def __init__(self, library: str) -> None:
        self._path = library
        self._library: binding.lib | None = None
        self._held: dict[str, _Held] = {}
        self._objects: dict[str, tuple[_Object, ...]] = {}
        self._thread = threading.get_ident()

    def probe(self, _request: Probe, _ask: Ask) -> ModuleFacts:
        """Load the library and say what it is."""
        library = self._load()
        version = ".".join(str(part) for part in library.library_version)
        return ModuleFacts(
            manufacturer=library.manufacturer_id.strip(),
            description=library.library_description.strip(),
            version=version,
            tokens=len(self._present()),
        )

    def tokens(self, request: ListTokens, _ask: Ask) -> TokenList:
        """Describe every token that is plugged in; sessions of tokens that left are dropped."""
        at = request.at or datetime.now(UTC)
        present = self._present()
        for serial in set(self._held) - set(present):
            self._drop(serial)
        self._objects = {serial: objects for serial, objects in self._objects.items() if serial in present}
        return TokenList(tokens=tuple(self._describe(serial, token, at) for serial, token in present.items()))

    def open(self, request: Open, _ask: Ask) -> Nothing:
        """Log in with one try; an older session of the same token is closed first, so that the PIN is really tried."""
        token = self._find(request.serial)
        pin.check_may_try(_pin_state(token))
        self._drop(request.serial)
        user_pin = request.pin or PROTECTED_AUTH
        try:
            session = token.open(user_pin=user_pin)
        except pkcs11.PKCS11Error as error:
            raise self._login_refused(request.serial, error) from None
        keys = _read_keys(session)
        keeps_pin = any(_wants_pin_each_time(key) for key in keys.values())
        self._held[request.serial] = _Held(session, keys, request.pin if keeps_pin else "")
        self._objects.pop(request.serial, None)
        return Nothing()

    def sign(self, request: Sign, _ask: Ask) -> SignatureValue:
        """Sign with the key that stands beside the certificate; any error drops the session."""
        held = self._held.get(request.serial)
        if held is None:
            self._find(request.serial)
            raise PinNeeded(token=request.serial)
        certificate = self._certificate(request)
        key = held.keys.get(certificate.id)
        if key is None:
            raise CertificateNotFound(wanted=certificate.label, offered="")
        try:
            value = _sign(held, key, certificate.der, request.to_be_signed)
        except pkcs11.PKCS11Error as error:
            self._drop(request.serial)
            raise self._sign_refused(request.serial, error) from None
        return SignatureValue(mechanism=mechanism_name(certificate.der), value=value)

    def shut(self, request: Shut, _ask: Ask) -> Nothing:
        """Log out of one token and forget what is known of it."""
        self._drop(request.serial)
        return Nothing()

    def _load(self) -> binding.lib:
        assert threading.get_ident() == self._thread, "tokens are spoken to from one thread"
        if self._library is None:
            try:
                self._library = pkcs11.lib(self._path)
            except pkcs11.PKCS11Error as error:
                present = self._path if Path(self._path).is_file() else ""
                raise ModuleMissing(module=self._path, why=str(error), present=present) from None
        return self._library

    def _present(self) -> dict[str, pkcs11.Token]:
        """The initialised tokens by serial number.

        Where none can be seen and none is open, the library is started anew and asked again: some see a new device
        only then, some lose their way when one is pulled out.
        """
        library = self._load()
        try:
            found = _tokens_of(library)
            if not found and not self._held:
                library.reinitialize()
                found = _tokens_of(library)
        except pkcs11.PKCS11Error as error:
            raise TokenFault(ckr=_ckr(error), step="slots") from None
        return found

    def _find(self, serial: str) -> pkcs11.Token:
        try:
            return self._present()[serial]
        except KeyError:
            self._drop(serial)
            raise TokenMissing(token=serial) from None

    def _describe(self, serial: str, token: pkcs11.Token, at: datetime) -> TokenInfo:
        state = _pin_state(token)
        held = self._held.get(serial)
        return TokenInfo(
            label=token.label.strip(),
            serial=serial,
            model=token.model.strip(),
            pin_low=state.low,
            pin_final_try=state.final_try,
            pin_locked=state.locked,
            protected_path=bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH),
            is_open=held is not None,
            certificates=tuple(self._described(o, held, at) for o in self._certificates(serial, token)),
        )

    def _described(self, found: _Object, held: _Held | None, at: datetime) -> TokenCertificate:
        """Whether a key stands beside it is known only once logged in; until then it is taken to."""
        return describe(found.der, at=at, label=found.label, has_key=held is None or found.id in held.keys)

    def _certificates(self, serial: str, token: pkcs11.Token) -> tuple[_Object, ...]:
        if serial not in self._objects:
            held = self._held.get(serial)
            try:
                if held is not None:
                    self._objects[serial] = _read_certificates(held.session)
                else:
                    with token.open() as session:
                        self._objects[serial] = _read_certificates(session)
            except pkcs11.PKCS11Error as error:
                raise TokenFault(ckr=_ckr(error), step="certificates") from None
        return self._objects[serial]

    def _certificate(self, request: Sign) -> _Object:
        if request.serial not in self._objects:
            self._certificates(request.serial, self._find(request.serial))
        for found in self._objects[request.serial]:
            if fingerprint(found.der) == request.fingerprint:
                return found
        raise CertificateNotFound(wanted=request.fingerprint, offered="")

    def _login_refused(self, serial: str, error: pkcs11.PKCS11Error) -> Exception:
        """Say what the PIN did; the flags are read anew, as the try has changed them."""
        meaning = ckr.meaning(_ckr(error))
        if meaning in ("pin_wrong", "pin_locked"):
            return pin.refusal(meaning, _pin_state(self._find(serial)))
        if meaning == "gone":
            return TokenGone(token=serial)
        return TokenFault(ckr=_ckr(error), step="login")

    def _sign_refused(self, serial: str, error: pkcs11.PKCS11Error) -> Exception:
        meaning = ckr.meaning(_ckr(error))
        if meaning == "gone" or serial not in self._present():
            return TokenGone(token=serial)
        if meaning == "logged_out":
            return PinNeeded(token=serial)
        if meaning == "mechanism":
            return MechanismMissing(key=_ckr(error))
        return TokenFault(ckr=_ckr(error), step="sign")

    def _drop(self, serial: str) -> None:
        """Forget a token's session; with no session left, start the library anew, so no dead handle stays behind."""
        held = self._held.pop(serial, None)
        self._objects.pop(serial, None)
        if held is None:
            return
        try:
            held.session.close()
        except pkcs11.PKCS11Error:
            if not self._held and self._library is not None:
                self._library.reinitialize()


def _tokens_of(library: binding.lib) -> dict[str, pkcs11.Token]:
    tokens = (_token_in(slot) for slot in library.get_slots(token_present=True))
    return {_serial(token): token for token in tokens if token and token.flags & TokenFlag.TOKEN_INITIALIZED}


def _token_in(slot: pkcs11.Slot) -> pkcs11.Token | None:
    try:
        return slot.get_token()
    except pkcs11.PKCS11Error:
        return None  # pulled out between two calls, or a card that this library cannot read


def _serial(token: pkcs11.Token) -> str:
    return token.serial.decode("ascii", "replace").strip()


def _pin_state(token: pkcs11.Token) -> pin.PinState:
    flags = token.flags
    return pin.PinState(
        low=bool(flags & TokenFlag.USER_PIN_COUNT_LOW),
        final_try=bool(flags & TokenFlag.USER_PIN_FINAL_TRY),
        locked=bool(flags & TokenFlag.USER_PIN_LOCKED),
    )


def _ckr(error: pkcs11.PKCS11Error) -> str:
    return ckr.ckr_name(type(error).__name__)


def _read_certificates(session: pkcs11.Session) -> tuple[_Object, ...]:
    found = []
    for item in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        der = bytes(item[Attribute.VALUE])
        if der:
            found.append(_Object(der, _attribute(item, Attribute.ID, b""), _attribute(item, Attribute.LABEL, "")))
    return tuple(found)


def _read_keys(session: pkcs11.Session) -> dict[bytes, Any]:
    """The private keys by CKA_ID; they are seen only after the login."""
    found: Any = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    return {bytes(key.id): key for key in found}


def _attribute(item: pkcs11.Object, name: Attribute, otherwise: Any) -> Any:
    try:
        return item[name]
    except pkcs11.PKCS11Error:
        return otherwise


def _wants_pin_each_time(key: pkcs11.Object) -> bool:
    return bool(_attribute(key, Attribute.ALWAYS_AUTHENTICATE, False))


def _sign(held: _Held, key: Any, certificate_der: bytes, to_be_signed: bytes) -> bytes:
    hash_name = digest_name(certificate_der)
    way = pick(key.key_type, hash_name, held.session.token.slot.get_mechanisms())
    pin_again = {"pin": held.pin} if _wants_pin_each_time(key) else {}
    made = key.sign(way.input(to_be_signed, hash_name), mechanism=way.mechanism, **pin_again)
    return way.output(bytes(made))


def _keep_memory_off_disk() -> None:
    """No core file may hold a PIN."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 the module exists on POSIX alone

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(argv: Sequence[str]) -> int:
    """Serve one driver library, `argv[0]`, until the parent closes the pipe."""
    _keep_memory_off_disk()
    worker = TokenWorker(argv[0])
    serve(
        {
            "probe": (Probe, worker.probe),
            "tokens": (ListTokens, worker.tokens),
            "open": (Open, worker.open),
            "sign": (Sign, worker.sign),
            "shut": (Shut, worker.shut),
        }
    )
    return 0
