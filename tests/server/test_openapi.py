"""The interface's description is complete: every route, every status, every message, and what is sent fits it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from server.application import make_litestar
from server.problems import MEDIA_TYPE
from server.routes.openapi import describe
from tests.helpers.server_process import Client

DOCUMENT: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(describe(make_litestar())))
OPEN = {"/api/v1/session", "/api/v1/session/refresh", "/api/v1/health"}
OPERATIONS = [
    pytest.param(path, operation, id=f"{method} {path}")
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from refs(part)
    elif isinstance(value, list):
        for part in value:
            yield from refs(part)


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_operation_documents_its_problems_and_its_session(path: str, operation: dict[str, Any]) -> None:
    problems = {"400", "404", "405", "426", "429", "500"}
    if path not in OPEN or "delete" in operation["operationId"].lower():
        problems |= {"401"}
        assert operation.get("security") == [{"session": []}]
    assert problems <= set(operation["responses"])
    for status, reply in operation["responses"].items():
        if int(status) >= 400:
            assert set(reply["content"]) == {MEDIA_TYPE}
    assert operation["summary"]


def test_every_reference_leads_to_a_schema() -> None:
    for ref in set(refs(DOCUMENT)):
        assert ref.removeprefix("#/components/schemas/") in DOCUMENT["components"]["schemas"], ref


def test_actions_show_their_body() -> None:
    body = DOCUMENT["paths"]["/api/v1/actions"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ActionsRequest"}


def test_running_server_shows_the_same_description(server) -> None:
    assert Client(server).request("GET", "/openapi.json").json() == DOCUMENT


@pytest.mark.parametrize("path", sorted(DOCUMENT["paths"]))
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_odd_requests_meet_documented_statuses_only(server, client, path: str, method: str) -> None:
    operation = DOCUMENT["paths"][path].get(method.lower())
    if path.endswith("/events") or (method == "DELETE" and path.endswith("/session")):
        return
    tried = path.removeprefix("/api/v1").replace("{entity_id}", "x").replace("{book}", "y").replace("{year}", "0")
    tried = tried.replace("{sha256}", "zz").replace("{upload_id}", "u").replace("{session_id}", "s")
    for who in (Client(server), _officer(client)):
        reply = who.request(method, tried, data=b"\xff{", headers={"Content-Type": "application/json"})
        known = set(operation["responses"]) if operation else {"401", "404", "405"}
        assert str(reply.status_code) in known, reply.text
        if reply.status_code >= 400:
            assert reply.headers["Content-Type"] == MEDIA_TYPE


_signed_in: list[Client] = []


def _officer(client) -> Client:
    if not _signed_in:
        _signed_in.append(client("cuong"))
    return _signed_in[0]
