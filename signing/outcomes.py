"""What may come out of work with keys, tokens and signed files, when it is not the result.

This module decides only the names: each class says what the world did, carries a stable `code` and facts, no prose.
The sentences stand in the catalogues, the exit codes in `app/cli.py`.

    ButPheError
    ├── TokenError                 the device that holds the key
    │   ├── ModuleMissing          no driver library here, or it cannot be loaded (module)
    │   ├── TokenMissing           no token with this serial or label is plugged in (token)
    │   ├── TokenGone              the token went away in the middle of the work
    │   ├── TokenSilent            the driver did not answer in time; its process was ended (deadline_s)
    │   ├── TokenFault             the driver answered with an error (ckr, step)
    │   ├── PinWrong               said once, never tried again (warning "", "low" or "final")
    │   ├── PinLocked              the token refuses every PIN from now on
    │   ├── PinNeeded              the token was not opened, or was taken out since
    │   └── MechanismMissing       the token offers no way to make this signature (key)
    ├── CertificateError           the certificate that is to sign
    │   ├── CertificateNotFound    none on the token answers to what was asked for (wanted)
    │   ├── CertificateExpired     (name, not_after)
    │   ├── CertificateNotYetValid (name, not_before)
    │   ├── CertificateNotForSigning   a CA's, or its key usage does not allow it (name)
    │   ├── CertificateNotYours    registered to somebody else (name)
    │   └── SignerRevoked          revoked, or not shown to be unrevoked (name, why)
    ├── FileError                  the file that is to be signed
    │   ├── FileChanged            its bytes are not the ones that were shown (expected, found)
    │   ├── SignatureRefused       must not be signed as asked (reason)
    │   ├── SelfCheckFailed        what was written does not hold; the target was not made (step)
    │   ├── NoRoomOnDisk           the disk is full; nothing was written
    │   ├── NotAPdf                cannot be judged: no PDF at all (path)
    │   ├── DamagedPdf             cannot be judged: its structure cannot be read (path)
    │   ├── EncryptedPdf           cannot be judged: needs a password to open (path)
    │   └── TrustFileBroken        what should hold trust anchors holds no certificate (path)
    └── SourceError                who is asked over the network
        ├── SourceAway             no answer from an address (url, why)
        └── TimestampAway          no usable time stamp (url, why)

A file that is no PDF, is damaged, or needs a password raises SignatureRefused with the reason `not_a_pdf`,
`damaged` or `encrypted`; `paper.errors` has classes of its own for reading such files.
"""

from __future__ import annotations

from typing import Literal

from office.errors import ButPheError

RefusalReason = Literal[
    "not_a_pdf",
    "damaged",
    "encrypted",
    "certified_no_changes",
    "field_missing",
    "field_signed",
    "field_exists",
    "field_locked",
    "already_prepared",
    "already_signed",
    "already_filled",
    "text_too_long",
    "text_not_drawable",
    "page_missing",
    "not_signed",
    "signature_invalid",
    "image_not_usable",
]
"""Why a file must not be signed as asked."""


class TokenError(ButPheError):
    """The device that holds the key."""


class ModuleMissing(TokenError):
    """There is no such driver library on this machine, or it cannot be loaded (`module`; `present` where it is there).

    Where our list of drivers knows it, its words are `device` and `package`.
    """

    code = "module_missing"


class TokenMissing(TokenError):
    """No token with this serial number or label is plugged in (`token`)."""

    code = "token_missing"


class TokenGone(TokenError):
    """The token was taken out in the middle of the work; what was signed before stands (`done` of `total`)."""

    code = "token_gone"


class TokenSilent(TokenError):
    """The driver did not answer within `deadline_s`; its process was ended, and the PIN is needed again."""

    code = "token_silent"


class TokenFault(TokenError):
    """The driver answered with an error that we do not name otherwise (`ckr` its name, `step` what was asked)."""

    code = "token_fault"


class PinWrong(TokenError):
    """The PIN was refused; it was tried once. `warning` is what the token says: "", "low" or "final".

    `tries_left` where a driver tells a number; PKCS#11 itself has none.
    """

    code = "pin_wrong"


class PinLocked(TokenError):
    """The token refuses every PIN until whoever manages it unlocks it."""

    code = "pin_locked"


class PinNeeded(TokenError):
    """The token is not open: no PIN was given yet, or it was taken out or failed since."""

    code = "pin_needed"


class MechanismMissing(TokenError):
    """The token offers no mechanism that makes a signature with this kind of key (`key`)."""

    code = "mechanism_missing"


class CertificateError(ButPheError):
    """The certificate that is to sign."""


class CertificateNotFound(CertificateError):
    """No certificate on the token answers to what was asked for (`wanted`)."""

    code = "certificate_not_found"


class CertificateExpired(CertificateError):
    """Its time is over (`name`, `not_after`)."""

    code = "certificate_expired"


class CertificateNotYetValid(CertificateError):
    """Its time has not begun (`name`, `not_before`)."""

    code = "certificate_not_yet_valid"


class CertificateNotForSigning(CertificateError):
    """A certification authority's, or one whose key usage does not allow signing documents (`name`).

    `offered` names the others that may sign.
    """

    code = "certificate_not_for_signing"


class CertificateNotYours(CertificateError):
    """Registered to somebody else than who is to sign (`name`); `offered` names the others that may sign."""

    code = "certificate_not_yours"


class SignerRevoked(CertificateError):
    """An earlier signer's certificate is revoked, expired or cannot be shown to be good (`name`, `why`)."""

    code = "signer_revoked"


class FileError(ButPheError):
    """The file that is to be signed."""


class FileChanged(FileError):
    """The bytes on disk are not the ones that were shown (`expected`, `found`); nothing was signed."""

    code = "file_changed"


class SignatureRefused(FileError):
    """The file must not be signed as asked (`reason`, one of RefusalReason); nothing was written."""

    code = "signature_refused"


class SelfCheckFailed(FileError):
    """What was written does not hold under our own check (`step`); the target was not made."""

    code = "self_check_failed"


class NoRoomOnDisk(FileError):
    """The disk is full; the target was not made (`folder`); `needed_mb` at least are wanted."""

    code = "no_room_on_disk"


class NotAPdf(FileError):
    """Judging was asked of something that is no PDF (`path`)."""

    code = "judged_not_a_pdf"


class DamagedPdf(FileError):
    """Judging was asked of a PDF whose structure cannot be read (`path`)."""

    code = "judged_damaged"


class EncryptedPdf(FileError):
    """Judging was asked of a PDF that needs a password to open (`path`)."""

    code = "judged_encrypted"


class TrustFileBroken(FileError):
    """A file that should hold trust anchors holds no certificate, or not the one the catalogue names (`path`)."""

    code = "trust_file_broken"


class SourceError(ButPheError):
    """Who is asked over the network."""


class SourceAway(SourceError):
    """No answer from an address (`url`, `why`)."""

    code = "source_away"


class TimestampAway(SourceError):
    """No usable time stamp from the authority (`url`, `why`)."""

    code = "timestamp_away"
