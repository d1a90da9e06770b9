"""The push stream: only `changed` wakes; a broken stream is not an error of the desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from sync.errors import Captive
from sync.events import Events, changed_tokens
from sync.protocol import Tokens
from sync.wire import Wire
from tests.helpers.scripted_http import MARKED, Said, ScriptedServer, scripted
from tests.sync.conftest import Desks

STREAM = b"retry: 3000\n\n: still here\n\nid: t1\nevent: changed\ndata:\n\nid: t2\nevent: other\ndata:\n\n"


@pytest.fixture
def portal() -> Iterator[ScriptedServer]:
    with scripted() as server:
        yield server


@pytest.fixture
def wire(desks: Desks, portal: ScriptedServer) -> Iterator[Wire]:
    desk = desks.open()
    desk.credentials.keep(Tokens(access="a", refresh="r", expires_in=600, person_id="p"), device="d", login="an")
    wire = Wire(portal.url, desk.credentials, desk.clock)
    yield wire
    wire.close()


def test_only_a_change_wakes() -> None:
    assert list(changed_tokens(STREAM.split(b"\n"))) == ["t1"]


def test_change_wakes_the_engine(wire: Wire, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(200, {**MARKED, "Content-Type": "text/event-stream"}, STREAM)
    woken: list[int] = []
    events = Events(wire, lambda: woken.append(1))
    events.read("t0")
    assert woken == [1]
    assert portal.asked[0].headers["Last-Event-ID"] == "t0"
    assert not events.is_open


def test_portal_is_no_stream(wire: Wire, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(200, {**MARKED, "Content-Type": "text/html"}, b"<html>")
    with pytest.raises(Captive):
        Events(wire, lambda: None).read("")


def test_listening_goes_on_after_a_failure_until_it_is_stopped(wire: Wire, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(200, {"Content-Type": "text/html"}, b"<html>")
    stop, pauses = threading.Event(), []

    def pause() -> None:
        pauses.append(1)
        if len(pauses) == 3:
            stop.set()

    events = Events(wire, lambda: None)
    events.run(stop.is_set, lambda: "", pause)
    assert len(pauses) == 3
    events.close()
