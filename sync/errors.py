"""What the network, the server, the disk and the cache can do to a desk.

    ButPheError
    ├── ServerAway              nothing answers (no network, refused, timed out, cut off)
    ├── Captive                 something answers, but it is not the server (portal, proxy page)
    ├── InsecureServer          plain HTTP off this machine
    ├── ServerError             the server answers that it failed (5xx, 429)
    ├── RequestRefused          the server refuses the request as such (4xx with a problem)
    ├── SignInRefused           login or password is wrong
    ├── SessionOver             the session has ended; sign in again, nothing is lost
    ├── UpgradeRequired         the server speaks a newer protocol
    ├── ServerLied              the server's answer contradicts itself (wrong bytes, short file, …)
    ├── DiskFull                nothing more can be stored
    ├── DiskFailed              the disk refuses a write or read
    ├── CacheDamaged            the database of the cache is broken (the key is right)
    ├── CacheNewer              a newer program made this cache
    ├── KeyRefused              the key does not open the cache: ask, never delete
    ├── ProfileInUse            another running program has this profile
    ├── ProfileOnNetwork        the profile lies on a network drive
    ├── FileMissing             the bytes are not on this machine
    └── FileDamaged             the bytes on this machine are not what their name says

The sentences stand with the program's messages; here are only codes and facts.
"""

from __future__ import annotations

from office.errors import ButPheError


class ServerAway(ButPheError):
    """No answer from the server. Facts: `why`, a short technical word for the details pane; `waiting` actions."""

    code = "server_away"


class Captive(ButPheError):
    """A reply without the server's marks: a sign-on page of a network, a proxy. Facts: `status`."""

    code = "captive"


class InsecureServer(ButPheError):
    """The address is plain HTTP and not on this machine. Facts: `url`."""

    code = "insecure_server"


class ServerError(ButPheError):
    """The server failed or is overloaded. Facts: `status`, `problem`, `retry_after_s` (0.0 when it did not say).

    `retry_at`: when the desk asks again by itself, where it does.
    """

    code = "server_error"

    @property
    def retry_after_s(self) -> float:
        """How long the server asks us to wait, seconds; 0.0 when it did not say."""
        value = self.facts.get("retry_after_s", 0.0)
        return value if isinstance(value, float) else 0.0


class RequestRefused(ButPheError):
    """A 4xx that no repeat will change. Facts: `status`, `problem` (its code), and the problem's own facts."""

    code = "request_refused"


class SignInRefused(ButPheError):
    """Login or password is wrong, or the person may not sign in. Facts: `problem`."""

    code = "sign_in_refused"


class SessionOver(ButPheError):
    """The session has ended (signed out elsewhere, password changed, too long away)."""

    code = "session_over"


class UpgradeRequired(ButPheError):
    """The server no longer speaks this program's protocol; the outbox stays. Facts: `server_version`."""

    code = "upgrade_required"


class ServerLied(ButPheError):
    """The answer contradicts itself or its name. Facts: `what` (hash, length, order, form), `sha256` when a file."""

    code = "server_lied"


class DiskFull(ButPheError):
    """No room. Facts: `needed_mb` at least; `saved_at` where the same was saved before."""

    code = "disk_full"


class DiskFailed(ButPheError):
    """The disk refuses. Facts: `why`."""

    code = "disk_failed"


class CacheDamaged(ButPheError):
    """The database is broken although the key is right. Facts: `why`."""

    code = "cache_damaged"


class CacheNewer(ButPheError):
    """The schema is of a later program. Facts: `found`, `known`."""

    code = "cache_newer"


class KeyRefused(ButPheError):
    """The key does not open this cache. It is not damage: nothing may be deleted."""

    code = "key_refused"


class ProfileInUse(ButPheError):
    """Another running program has this profile. Facts: `profile`."""

    code = "profile_in_use"


class ProfileOnNetwork(ButPheError):
    """The profile lies on a network drive, where the database is not safe. Facts: `profile`."""

    code = "profile_on_network"


class FileMissing(ButPheError):
    """The file is not on this machine (yet). Facts: `sha256`."""

    code = "file_missing"


class FileDamaged(ButPheError):
    """The stored bytes are not those of the name. Facts: `sha256`."""

    code = "file_damaged"
