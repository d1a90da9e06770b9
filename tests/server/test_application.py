"""The composition: the server's key, and how library errors become problems."""

from __future__ import annotations

import pytest
from litestar import get
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.testing import create_test_client
from sqlalchemy.exc import OperationalError

from server.application import EXCEPTIONS, judge_command, make_litestar, server_key
from server.config import Config
from server.problems import MEDIA_TYPE, ProblemError


def test_key_is_made_once_and_is_its_owners_alone(tmp_path) -> None:
    key = server_key(tmp_path)
    assert len(key) == 32
    assert server_key(tmp_path) == key
    assert (tmp_path / "server.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.logs_warning
@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ProblemError("range", headers={"Content-Range": "bytes */5"}), 416, "range"),
        (NotAuthorizedException(), 401, "not-signed-in"),
        (HTTPException(status_code=413), 413, "too-large"),
        (HTTPException(status_code=500), 500, "server-error"),
        (OperationalError("x", {}, Exception("database or disk is full")), 507, "storage-full"),
        (OperationalError("x", {}, Exception("locked")), 500, "server-error"),
    ],
)
def test_error_is_answered_as_its_problem(error: Exception, status: int, code: str) -> None:
    @get("/")
    async def fails() -> None:
        raise error

    with create_test_client([fails], exception_handlers=EXCEPTIONS) as client:
        reply = client.get("/")
    assert (reply.status_code, reply.json()["code"], reply.headers["content-type"]) == (status, code, MEDIA_TYPE)
    if code == "range":
        assert reply.headers["content-range"] == "bytes */5"


def test_judges_are_started_as_the_settings_say() -> None:
    command = judge_command(Config(trust="/anchors", judge_fetch=False, judge_memory_mb=99, judge_deadline_s=7))
    assert command[1:3] == ["-m", "server.judging.worker"]
    assert command[3] == '{"trust":["/anchors"],"fetch":false,"memory_mb":99,"cpu_s":7}'


def test_routes_stand_without_an_office_behind_them() -> None:
    assert any(route.path == "/api/v1/actions" for route in make_litestar().routes)
