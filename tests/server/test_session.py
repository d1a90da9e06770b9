"""Sign-in over the wire: first password, change, refresh, sessions, and what a guesser meets."""

from __future__ import annotations

import pytest

from server.identity.limits import FAILURES_MAX, TRIES_PER_MINUTE
from tests.helpers.server_process import PASSWORD, Client, running

NEW = "mật khẩu mới tinh 2"


def sign_in(client: Client, login: str, password: str, device: str = "d"):
    return client.request("POST", "/session", json={"login": login, "password": password, "device": device})


def problem(reply) -> tuple[int, str]:
    assert reply.headers["Content-Type"] == "application/problem+json"
    return reply.status_code, reply.json()["code"]


def test_wrong_password_and_unknown_login_are_the_same_answer(server) -> None:
    client = Client(server)
    wrong, unknown = sign_in(client, "lan", "sai mật khẩu 9"), sign_in(client, "khong-co", PASSWORD)
    assert problem(wrong) == problem(unknown) == (401, "sign-in-refused")
    assert wrong.headers["WWW-Authenticate"] == "Bearer"
    assert "WWW-Authenticate" in unknown.headers


def test_request_without_or_with_a_foreign_token_is_401(server) -> None:
    client = Client(server)
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}, {"Authorization": "Bearer "}):
        assert problem(client.request("GET", "/changes", headers=headers)) == (401, "not-signed-in")


def test_refresh_over_the_wire_and_a_spent_one(client, server) -> None:
    someone = client("binh")
    body = {"refresh": someone.tokens.refresh, "device": "test"}
    tokens = Client(server).request("POST", "/session/refresh", json=body).json()
    assert tokens["refresh"] != someone.tokens.refresh
    assert someone.request("GET", "/sessions").status_code == 401
    other = Client(server).request("POST", "/session/refresh", json={"refresh": "x", "device": "test"})
    assert problem(other) == (401, "session-over")


def test_sessions_are_listed_ended_and_signed_out_of(client) -> None:
    first, second = client("lan"), client("lan")
    rows = first.request("GET", "/sessions").json()
    other = next(row["id"] for row in rows if not row.get("is_this"))
    assert len(rows) >= 2
    assert first.request("DELETE", f"/sessions/{other}").status_code == 204
    assert problem(first.request("DELETE", f"/sessions/{other}")) == (404, "not-found")
    assert first.request("DELETE", "/session").status_code == 204
    assert problem(first.request("GET", "/sessions")) == (401, "not-signed-in")
    assert second is not first


def test_first_password_must_be_changed_before_anything_else(tmp_path) -> None:
    with running(tmp_path) as server:
        server.set_password(["an"], PASSWORD, must_change=True)
        client = Client(server).sign_in("an")
        assert client.tokens.must_change_password
        assert problem(client.request("GET", "/snapshot")) == (403, "must-change-password")
        change = lambda old, new: client.request("POST", "/session/password", json={"old": old, "new": new})  # noqa: E731
        assert problem(change("sai rồi sai rồi", NEW)) == (403, "old-password-wrong")
        for weak in ("ngắn", PASSWORD, "an"):
            assert problem(change(PASSWORD, weak)) == (422, "password-weak")
        other = Client(server, "elsewhere").sign_in("an")
        assert change(PASSWORD, NEW).status_code == 204
        assert client.request("GET", "/snapshot").status_code == 200
        assert problem(other.request("GET", "/sessions")) == (401, "not-signed-in")
        assert problem(sign_in(client, "an", PASSWORD)) == (401, "sign-in-refused")
        assert not Client(server).sign_in("an", NEW).tokens.must_change_password
        assert PASSWORD not in server.log()
        assert NEW not in server.log()


def test_guesser_meets_a_lock_that_survives_a_restart_and_a_brake(tmp_path) -> None:
    with running(tmp_path) as server:
        guesser = Client(server)
        for _ in range(FAILURES_MAX):
            assert problem(sign_in(guesser, "an", "đoán mò lần nữa")) == (401, "sign-in-refused")
        locked = sign_in(guesser, "an", PASSWORD)
        assert problem(locked) == (429, "locked")
        assert 0 < int(locked.headers["Retry-After"]) <= 900
        server.kill()
        server.start()
        assert problem(sign_in(guesser, "an", PASSWORD)) == (429, "locked")
        codes = [problem(sign_in(guesser, "nobody", "x"))[1] for _ in range(TRIES_PER_MINUTE + 1)]
        assert codes[-1] == "too-many"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"login":1}', b'{"login":"a"}'])
def test_malformed_sign_in_is_a_problem_and_no_failure(server, body: bytes) -> None:
    reply = Client(server).request("POST", "/session", data=body, headers={"Content-Type": "application/json"})
    assert problem(reply) == (400, "malformed")
