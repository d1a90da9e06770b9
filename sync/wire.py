"""The desktop's only HTTP to the document server: requests, time-outs, and what each kind of reply means.

A reply counts only when it bears the server's mark (`Butphe-Api`) and the media type asked for. Without the mark, a
5xx is a gateway that cannot reach the server behind it (`ServerError`), anything else a network's sign-on page
(`Captive`; 511 too, RFC 6585 §6). Redirects are off, plain HTTP is refused off this machine, a 401 is answered by one
refresh and one repeat. What is done with the answers is for the phases.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec

from sync.clock import Clock
from sync.clockoffset import ClockOffset
from sync.credentials import Credentials
from sync.errors import (
    Captive,
    InsecureServer,
    RequestRefused,
    ServerAway,
    ServerError,
    ServerLied,
    SessionOver,
    SignInRefused,
    UpgradeRequired,
)
from sync.protocol import (
    API_HEADER,
    API_PREFIX,
    API_VERSION,
    ChangePassword,
    Problem,
    Refresh,
    SignIn,
    Tokens,
)

if TYPE_CHECKING:
    import requests

    Reply = requests.Response

CONNECT_S = 3.05
READ_S = 20.0
JSON = "application/json"
PROBLEM = "application/problem+json"
NETWORK_SIGN_ON = 511
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One request as it goes out, before the sign-in is added."""

    method: str
    path: str
    """Below the API's prefix, or a whole address of this server."""
    body: msgspec.Struct | bytes | Iterator[bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    is_stream: bool = False
    read_s: float = READ_S


def require_safe(url: str) -> str:
    """The address without a final slash. Raises InsecureServer for plain HTTP off this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise InsecureServer(url=url)
    return url.rstrip("/")


@contextmanager
def network_errors() -> Iterator[None]:
    """Whatever the network does is ServerAway: the answer did not come, or not whole."""
    import requests  # HTTP takes long to import, and the list is painted before anything is asked of a server
    import urllib3

    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as failed:
        raise ServerAway(why=type(failed).__name__) from failed


class Wire:
    """The connection of one profile to its server; safe from any thread (each has its own HTTP session)."""

    def __init__(
        self, url: str, credentials: Credentials | None = None, clock: Clock | None = None, *, verify: bool | str = True
    ) -> None:
        """Without credentials only `greet` is of use. `verify`: the system's certificates, or a path of a PEM.

        Raises InsecureServer.
        """
        self.url = require_safe(url)
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.url))
        self.requests_ok = 0
        """How many requests of this program were answered with success."""
        self.offset = ClockOffset()
        self._credentials = credentials
        self._clock = clock
        self._verify = verify
        self._local = threading.local()
        self._sessions: list[requests.Session] = []
        self._counting = threading.Lock()

    def greet(self) -> None:
        """Ask whether the server is there and well. Raises ServerAway, Captive, ServerError, UpgradeRequired."""
        self._require(self._send(Call("GET", "/health"), ""))

    # ── sign-in ───────────────────────────────────────────────────────────────────────────────────────────────────
    def sign_in(self, login: str, password: str, *, device: str) -> Tokens:
        """Open a session and keep it. Raises SignInRefused, ServerAway, …"""
        body = SignIn(login=login, password=password, device=device)
        reply = self._send(Call("POST", "/session", body), "")
        if reply.status_code == 401:
            raise SignInRefused(problem=_problem(reply).code)
        self._require(reply)
        tokens = self._decode(reply, Tokens)
        self._kept.keep(tokens, device=device, login=login)
        return tokens

    def sign_out(self) -> None:
        """End the session here, and on the server when it answers."""
        try:
            if self._kept.session() is not None:
                self.request("DELETE", "/session")
        except (ServerAway, Captive, ServerError, SessionOver):
            return  # the server lets an unused session end by itself; here it ends now
        finally:
            self._kept.forget()

    def change_password(self, old: str, new: str) -> None:
        """Change the password. Raises RequestRefused when the server does not take it."""
        self.request("POST", "/session/password", body=ChangePassword(old=old, new=new))
        session = self._kept.session()
        if session is not None:
            self._kept.mark_password_changed(session)

    # ── requests ──────────────────────────────────────────────────────────────────────────────────────────────────
    def request(
        self,
        method: str,
        path: str,
        *,
        body: msgspec.Struct | bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        accepted: tuple[int, ...] = (),
        is_stream: bool = False,
        read_s: float = READ_S,
    ) -> Reply:
        """One signed-in request; `accepted`: statuses that the caller understands beside success.

        A body that is an iterator cannot be repeated: if the access token ends just then, it is ServerAway.
        """
        call = Call(method, path, body, headers or {}, params or {}, is_stream=is_stream, read_s=read_s)
        access = self._access()
        reply = self._send(call, access)
        if reply.status_code == 401:
            self._kept.expire(access)
            if isinstance(body, Iterator):
                raise ServerAway(why="access_ended")
            reply = self._send(call, self._access())
        self._require(reply, accepted)
        return reply

    def decode(self, reply: Reply, type_: type[T]) -> T:
        """The JSON of a reply. Raises Captive, ServerLied."""
        return self._decode(reply, type_)

    def close(self) -> None:
        """Close all connections; what waits for a reply elsewhere ends with ServerAway."""
        with self._counting:
            for session in self._sessions:
                session.close()
            self._sessions.clear()
            self._local = threading.local()

    @property
    def _kept(self) -> Credentials:
        if self._credentials is None:
            raise SessionOver
        return self._credentials

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _session(self) -> requests.Session:
        import requests

        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.verify = self._verify
            session.auth = _as_it_is
            session.trust_env = urlsplit(self.url).hostname not in LOOPBACK
            session.headers.update({"Accept": f"{JSON}, {PROBLEM}", API_HEADER: API_VERSION})
            self._local.session = session
            with self._counting:
                self._sessions.append(session)
        return session

    def _send(self, call: Call, access: str) -> Reply:
        """One request as it is; raises ServerAway and what `_stranger` tells, leaves statuses to the caller."""
        headers = dict(call.headers)
        data = call.body
        if isinstance(data, msgspec.Struct):
            data = msgspec.json.encode(data)
            headers["Content-Type"] = JSON
        if access:
            headers["Authorization"] = f"Bearer {access}"
        begun = self._clock.monotonic() if self._clock else 0.0
        with network_errors():
            reply = self._session().request(
                call.method,
                call.path if call.path.startswith(self.origin) else self.url + API_PREFIX + call.path,
                data=data,
                headers=headers,
                params=call.params,
                stream=call.is_stream,
                timeout=(CONNECT_S, call.read_s),
                allow_redirects=False,
            )
        if API_HEADER not in reply.headers:
            reply.close()
            raise _stranger(reply)
        if self._clock:
            self.offset.observe(reply.headers.get("Date", ""), begun, self._clock)
        return reply

    def _require(self, reply: Reply, accepted: tuple[int, ...] = ()) -> None:
        """Let success and accepted statuses through; say what the others mean."""
        status = reply.status_code
        if 200 <= status < 300 or status in accepted:
            with self._counting:
                self.requests_ok += 1
            return
        if status == 426:
            raise UpgradeRequired(server_version=reply.headers.get(API_HEADER, ""))
        problem = _problem(reply)
        if status == 401:
            raise SessionOver
        if status >= 500 or status in (408, 429):
            raise ServerError(status=status, problem=problem.code, retry_after_s=_retry_after(reply))
        raise RequestRefused(status=status, **{**problem.facts, "problem": problem.code})

    def _access(self) -> str:
        """A good access token, refreshed when need be; raises SessionOver when there is no session."""
        if access := self._kept.access():
            return access
        with self._kept.refreshing:
            if access := self._kept.access():
                return access
            session = self._kept.session()
            if session is None:
                raise SessionOver
            body = Refresh(refresh=session.refresh, device=session.device)
            reply = self._send(Call("POST", "/session/refresh", body), "")
            self._require(reply)
            tokens = self._decode(reply, Tokens)
            self._kept.keep(tokens, device=session.device, login=session.login)
            return tokens.access

    def _decode(self, reply: Reply, type_: type[T]) -> T:
        if not _media_type(reply).startswith(JSON):
            raise Captive(status=reply.status_code)
        with network_errors():
            content = reply.content
        try:
            return msgspec.json.decode(content, type=type_)
        except msgspec.MsgspecError as wrong:
            raise ServerLied(what="form") from wrong


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep our own Authorization: without an `auth`, requests would put in what a .netrc says for the host."""
    return request


def media_type_required(reply: Reply, expected: str) -> None:
    """Raises Captive when a reply is not of the media type asked for."""
    if not _media_type(reply).startswith(expected):
        reply.close()
        raise Captive(status=reply.status_code)


def _stranger(reply: Reply) -> Captive | ServerError:
    """Who answered in the server's place: a gateway before it that fails, or a network that wants a sign-on."""
    status = reply.status_code
    if status >= 500 and status != NETWORK_SIGN_ON:
        return ServerError(status=status, problem=f"http-{status}", retry_after_s=_retry_after(reply))
    return Captive(status=status)


def _media_type(reply: Reply) -> str:
    return reply.headers.get("Content-Type", "").split(";")[0].strip().lower()


def _problem(reply: Reply) -> Problem:
    """The problem of a reply, or a plain one when it bears none."""
    plain = Problem(type="", title="", title_en="", status=reply.status_code, code=f"http-{reply.status_code}")
    if _media_type(reply) != PROBLEM:
        return plain
    with network_errors():
        content = reply.content
    try:
        return msgspec.json.decode(content, type=Problem)
    except msgspec.MsgspecError:
        return plain


def _retry_after(reply: Reply) -> float:
    value = reply.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else 0.0
