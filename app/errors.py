"""What the world does to the desk itself.

ButPheError
├── NotSignedIn          this profile has no account yet, or signed out
├── KeyringAbsent        no system keyring, and no passphrase was given
├── KeyringLocked        the keyring is there and locked
├── PassphraseWrong      the wrapped key does not open
├── ProfileBroken        profile.toml cannot be read
├── ActionNotAllowed     the rulebook says no; nothing was queued
├── DocumentUnknown      no such document on this desk
├── NothingToDecide      no action of this id waits for its maker's decision
├── FirstSignInAway      the server does not answer a first sign-in
├── FileNotHere          the file is not on this machine and cannot be fetched now
├── SecretRefused        a secrecy mark was seen; nothing was kept
├── FileUnknown          a path names nothing
├── PathRefused          the system does not let us read or write there
├── PinNotGiven          no PIN where the command was told to look
├── SecretNotGiven       no password where the command was told to look
├── PayloadBroken        what was given to a verb has not its form
├── PlaceNeeded          the page offers no sure place for a look
├── PlaceOutside         the place that was asked for is not on the page
└── EarlierSignatureUnproven   a signature that the seal would cover is not proven
"""

from __future__ import annotations

import errno

from app.texts import _
from app.wording.files import SYSTEM_WORDS
from office.errors import ButPheError
from signing.outcomes import NoRoomOnDisk
from sync.disk import NEEDED_MB
from sync.errors import ServerAway


class NotSignedIn(ButPheError):
    """This profile has no account yet, or signed out."""

    code = "not_signed_in"


class KeyringAbsent(ButPheError):
    """No system keyring on this machine, and no passphrase was given."""

    code = "keyring_absent"


class KeyringLocked(ButPheError):
    """The system keyring is locked."""

    code = "keyring_locked"


class PassphraseWrong(ButPheError):
    """The passphrase does not open this profile's key; the cache is untouched."""

    code = "passphrase_wrong"


class ProfileBroken(ButPheError):
    """A profile file cannot be read (`why`); `path` was left as it is."""

    code = "profile_broken"


class ActionNotAllowed(ButPheError):
    """The rulebook says no (`reason` is its code); nothing was queued."""

    code = "action_not_allowed"


class DocumentUnknown(ButPheError):
    """No such document (`id`) on this desk."""

    code = "document_unknown"


class NothingToDecide(ButPheError):
    """No refused or conflicting action of this `id` stands in the outbox; nothing was changed."""

    code = "nothing_to_decide"


class FirstSignInAway(ServerAway):
    """The server does not answer a first sign-in: there is no work yet that could wait for it. Facts: `why`."""

    code = "first_sign_in_away"


class FileNotHere(ButPheError):
    """The file's bytes are not on this machine and the server cannot be reached."""

    code = "file_not_here"


class SecretRefused(ButPheError):
    """A secrecy mark was seen on the page; nothing was kept."""

    code = "secret_refused"


class FileUnknown(ButPheError):
    """The path names no file."""

    code = "file_unknown"


class PathRefused(ButPheError):
    """The system does not let us read or write at `path`; `why` says why, in words where we know them."""

    code = "path_refused"


def of_system(error: OSError) -> ButPheError:
    """What the system said about a file or folder, as an error that can be worded."""
    path = error.filename or ""
    if error.errno == errno.ENOSPC:
        return NoRoomOnDisk(folder=path, needed_mb=NEEDED_MB)
    known = SYSTEM_WORDS.get(error.errno or 0)
    return PathRefused(path=path, why=_(known) if known else error.strerror or type(error).__name__)


class PinNotGiven(ButPheError):
    """No PIN where the command was told to look for it."""

    code = "pin_not_given"


class PlaceNeeded(ButPheError):
    """The page offers no sure place for what is to be drawn; the user must choose one."""

    code = "place_needed"


class PlaceOutside(ButPheError):
    """The place that was asked for is not wholly on the page. Facts: `page` (from 1), `width`, `height` of it in mm."""

    code = "place_outside"


class SecretNotGiven(ButPheError):
    """No password in the environment variable."""

    code = "secret_not_given"


class PayloadBroken(ButPheError):
    """What was given to a verb has not its form; `why` says where."""

    code = "payload_broken"


class EarlierSignatureUnproven(ButPheError):
    """A signature that the seal would cover is not proven (`signer`, `reason` in words); nothing was sealed."""

    code = "earlier_signature_unproven"
