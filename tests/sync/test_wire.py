"""The wire: which replies count, how the session is kept, what the others mean."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from sync.desk import Mailroom
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
from sync.protocol import Tokens
from sync.wire import Wire, require_safe
from tests.helpers.scripted_http import MARKED, Asked, Said, ScriptedServer, json, problem, scripted
from tests.sync.conftest import Desks

TOKENS = Tokens(access="a1", refresh="r1", expires_in=600, person_id="p")


@pytest.fixture
def portal() -> Iterator[ScriptedServer]:
    with scripted() as server:
        yield server


@pytest.fixture
def desk(desks: Desks) -> Mailroom:
    return desks.open()


@pytest.fixture
def wire(desk: Mailroom, portal: ScriptedServer) -> Iterator[Wire]:
    """Signed in."""
    desk.credentials.keep(TOKENS, device="d", login="an")
    wire = Wire(portal.url, desk.credentials, desk.clock)
    yield wire
    wire.close()


def answering(portal: ScriptedServer, said: Said) -> None:
    portal.answer = lambda _asked: said


HTML = Said(200, {"Content-Type": "text/html"}, b"<html>Xin moi dang nhap mang</html>")


@pytest.mark.parametrize(
    "said",
    [
        HTML,
        Said(302, {"Location": "http://portal.example/"}),
        Said(200, {"Content-Type": "application/json"}, b"{}"),
        Said(200, {**MARKED, "Content-Type": "text/html"}, b"{}"),
        Said(401, {"Content-Type": "text/html"}),
        Said(404, {"Content-Type": "text/html"}, b"<h1>Not Found</h1>"),
        Said(511, {"Content-Type": "text/html"}, b"<h1>Network Authentication Required</h1>"),
    ],
)
def test_reply_without_the_servers_marks_is_a_portal(wire: Wire, portal: ScriptedServer, said: Said) -> None:
    answering(portal, said)
    with pytest.raises(Captive):
        wire.decode(wire.request("GET", "/changes"), Tokens)
    assert wire._kept.session() is not None


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_gateway_that_cannot_reach_the_server_is_no_portal(wire: Wire, portal: ScriptedServer, status: int) -> None:
    page = {"Content-Type": "text/html", "Server": "nginx", "Retry-After": "7"}
    answering(portal, Said(status, page, b"<html><h1>Bad Gateway</h1></html>"))
    with pytest.raises(ServerError) as failed:
        wire.request("GET", "/changes")
    assert failed.value.facts == {"status": status, "problem": f"http-{status}", "retry_after_s": 7.0}
    assert wire._kept.session() is not None


def test_redirects_are_not_followed(wire: Wire, portal: ScriptedServer) -> None:
    answering(portal, Said(307, {**MARKED, "Location": "/elsewhere"}))
    with pytest.raises(RequestRefused):
        wire.request("GET", "/changes")
    assert len(portal.asked) == 1


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (problem(500, "server-error"), ServerError),
        (problem(503, "unavailable"), ServerError),
        (problem(429, "too-many"), ServerError),
        (problem(403, "forbidden"), RequestRefused),
        (problem(409, "cannotCalculateChanges"), RequestRefused),
        (problem(426, "upgrade-required"), UpgradeRequired),
        (Said(404, MARKED), RequestRefused),
    ],
)
def test_status_is_said_in_the_words_of_the_desk(
    wire: Wire, portal: ScriptedServer, said: Said, means: type[Exception]
) -> None:
    answering(portal, said)
    with pytest.raises(means):
        wire.request("GET", "/changes")
    assert wire.requests_ok == 0


def test_wish_of_the_server_to_wait_is_heard(wire: Wire, portal: ScriptedServer) -> None:
    answering(portal, problem(503, "unavailable", **{"Retry-After": "17"}))
    with pytest.raises(ServerError) as caught:
        wire.request("GET", "/changes")
    assert caught.value.retry_after_s == 17.0


def test_successful_requests_are_counted(wire: Wire, portal: ScriptedServer) -> None:
    answering(portal, json({}))
    wire.request("GET", "/changes")
    wire.request("GET", "/changes")
    assert wire.requests_ok == 2


def test_nobody_there_is_server_away(desk: Mailroom) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ServerAway):
        Wire(f"http://127.0.0.1:{port}", desk.credentials, desk.clock).greet()


def test_body_cut_short_is_server_away(wire: Wire, portal: ScriptedServer) -> None:
    said = json({"access": "x" * 5000})
    said.cut = 100
    answering(portal, said)
    with pytest.raises(ServerAway):
        wire.decode(wire.request("GET", "/changes"), Tokens)


def test_json_of_another_form_is_a_lie(wire: Wire, portal: ScriptedServer) -> None:
    answering(portal, json(["no tokens"]))
    with pytest.raises(ServerLied):
        wire.decode(wire.request("GET", "/changes"), Tokens)


def session_server(*, good: str = "a2") -> Callable[[Asked], Said]:
    def answer(asked: Asked) -> Said:
        if asked.path.endswith("/session/refresh"):
            return json(Tokens(access="a2", refresh="r2", expires_in=600, person_id="p"))
        return json({}) if asked.headers.get("Authorization") == f"Bearer {good}" else problem(401, "session-over")

    return answer


def test_ended_access_is_refreshed_once_and_the_request_said_again(wire: Wire, portal: ScriptedServer) -> None:
    portal.answer = session_server()
    wire.request("GET", "/changes")
    assert [asked.path.rsplit("/", 1)[1] for asked in portal.asked] == ["changes", "refresh", "changes"]
    session = wire._kept.session()
    assert session is not None
    assert session.refresh == "r2"


def test_session_that_is_over_is_said_and_kept_for_the_next_sign_in(wire: Wire, portal: ScriptedServer) -> None:
    answering(portal, problem(401, "session-over"))
    with pytest.raises(SessionOver):
        wire.request("GET", "/changes")
    assert len(portal.asked) == 2


def test_access_about_to_end_is_refreshed_beforehand(desks: Desks, wire: Wire, portal: ScriptedServer) -> None:
    portal.answer = session_server()
    desks.clock.advance(580)
    wire.request("GET", "/changes")
    assert [asked.path.rsplit("/", 1)[1] for asked in portal.asked] == ["refresh", "changes"]


def test_wrong_password_is_said(desk: Mailroom, portal: ScriptedServer) -> None:
    answering(portal, problem(401, "sign-in-refused"))
    with pytest.raises(SignInRefused):
        Wire(portal.url, desk.credentials, desk.clock).sign_in("an", "x", device="d")
    assert desk.credentials.session() is None


def test_sign_out_forgets_even_when_the_server_is_away(desk: Mailroom, wire: Wire, portal: ScriptedServer) -> None:
    answering(portal, HTML)
    wire.sign_out()
    assert desk.credentials.session() is None
    with pytest.raises(SessionOver):
        wire.request("GET", "/changes")


def test_changed_password_is_remembered(desk: Mailroom, wire: Wire, portal: ScriptedServer) -> None:
    kept = Tokens(access="a1", refresh="r1", expires_in=600, person_id="p", must_change_password=True)
    desk.credentials.keep(kept, device="d", login="an")
    answering(portal, Said(204, MARKED))
    wire.change_password("old", "new")
    session = desk.credentials.session()
    assert session is not None
    assert not session.must_change_password


@pytest.mark.parametrize("url", ["http://van-phong.gov.example", "ftp://127.0.0.1", "http://10.0.0.1:8000"])
def test_plain_http_is_for_this_machine_only(url: str) -> None:
    with pytest.raises(InsecureServer):
        require_safe(url)


@pytest.mark.parametrize("url", ["https://van-phong.gov.example/", "http://127.0.0.1:8000", "http://[::1]:80"])
def test_safe_address_is_taken(url: str) -> None:
    assert require_safe(url) == url.rstrip("/")


def test_wire_without_a_session_can_only_greet(portal: ScriptedServer) -> None:
    answering(portal, json({"status": "ok"}))
    wire = Wire(portal.url)
    wire.greet()
    with pytest.raises(SessionOver):
        wire.request("GET", "/changes")
    wire.close()
