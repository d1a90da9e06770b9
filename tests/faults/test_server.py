"""A server that fails, is away or restarts under a desk that runs: what waits survives and leaves by itself, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from app.desk import Desk
from app.messages import say
from app.words import clock_words
from butphe.demo.people import CLERK, LEADER, person_id
from office.actions import Submit
from office.errors import ButPheError
from sync.errors import ServerAway, ServerError
from tests.helpers.app_office import AppOffice
from tests.helpers.front_door import BAD_GATEWAY, SERVER_ERROR, FrontDoor, front_door

pytestmark = pytest.mark.slow
WAIT_S = 120.0


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what the desk does by itself; fails after a long time."""
    ends_at = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < ends_at, "waited in vain"
        time.sleep(0.05)


@contextmanager
def running_desk(app_office: AppOffice) -> Iterator[tuple[Desk, FrontDoor, str]]:
    """The clerk's desk behind a front door, its engine running; a registered document."""
    with app_office.desk(CLERK) as desk, front_door(app_office.stand.server.url) as front:
        document = app_office.register(desk)
        desk.parts.mail.connect(front.url)
        desk.start()
        until(lambda: desk.queries.state().connection == "online")
        yield desk, front, document


def submit(desk: Desk, document: str) -> None:
    desk.act(document, Submit(to_id=person_id(LEADER)))


def waiting(desk: Desk) -> list[str]:
    return [row.what for row in desk.queries.outbox()]


def done_once(desk: Desk, document: str) -> bool:
    desk.sync()
    return [step.what for step in desk.queries.document(document).history].count("Trình") == 1


@pytest.mark.parametrize(
    ("answer", "code"), [(SERVER_ERROR, "server-error"), (BAD_GATEWAY, "http-502")], ids=["the server", "a gateway"]
)
def test_server_that_fails_is_asked_again_by_itself_until_it_is_well(app_office: AppOffice, answer, code):
    """E16: the code and the time of the next try are said; nothing has to be done."""
    with running_desk(app_office) as (desk, front, document):
        front.answer = answer
        front.become("failing")
        submit(desk, document)
        until(lambda: front.failed >= 2 and desk.parts.mail.status().next_at is not None)
        assert waiting(desk) == ["Trình"]
        assert desk.queries.document(document).state == "submitted"
        state = desk.queries.state()
        assert (state.connection, state.trouble) == ("error", f"Máy chủ gặp lỗi ({code})")
        front.become("well")
        until(lambda: not waiting(desk) and desk.queries.state().connection == "online")
        assert desk.queries.state().trouble == ""
        assert done_once(desk, document)


def test_time_of_the_next_try_is_said_while_the_server_fails(app_office: AppOffice, monkeypatch):
    """E16, on the user's own wish to send and in the status line."""
    monkeypatch.setattr("sync.plan.back_off_s", lambda _failures, _chance: 3600.0)
    with running_desk(app_office) as (desk, front, document):
        front.become("failing")
        submit(desk, document)
        until(lambda: front.failed > 0 and desk.parts.mail.status().next_at is not None)
        again_at = desk.parts.mail.status().next_at
        assert again_at is not None
        with pytest.raises(ServerError) as failed:
            desk.sync()
        clock = clock_words(again_at, desk.parts.mail.clock.now())
        assert say(failed.value)[:3] == (
            "Máy chủ gặp lỗi (server-error).",
            f"Thao tác vẫn trong Hộp gửi, sẽ thử lại lúc {clock}.",
            "Nếu kéo dài, báo quản trị với mã này.",
        )
        assert desk.queries.state().sync_words == f"Thử lại lúc {clock}"
        assert waiting(desk) == ["Trình"]
        front.become("well")
        assert done_once(desk, document)


def test_server_that_is_away_is_waited_for_and_the_work_goes_on(app_office: AppOffice):
    """E15: said with how much waits; it leaves when the server is back."""
    with running_desk(app_office) as (desk, front, document):
        front.become("away")
        submit(desk, document)
        until(lambda: desk.queries.state().connection == "offline")
        with pytest.raises(ServerAway) as away:
            desk.sync()
        assert say(away.value).safe == "Công việc đã lưu trên máy, 1 thao tác chờ gửi."
        assert desk.queries.document(document).state == "submitted"
        front.become("well")
        until(lambda: not waiting(desk))
        assert done_once(desk, document)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_server_that_restarts_after_it_took_the_action_takes_it_once(app_office: AppOffice, end):
    """E15: its answer was lost; the same action is said again and acts once."""
    server = app_office.stand.server
    with running_desk(app_office) as (desk, front, document):
        front.become("deaf")
        submit(desk, document)
        until(lambda: front.swallowed > 0)
        getattr(server, end)()
        try:
            until(lambda: desk.queries.state().connection == "offline")
            assert waiting(desk) == ["Trình"]
        finally:
            server.start()
        front.become("well")
        until(lambda: not waiting(desk))
        assert done_once(desk, document)


def test_server_that_restarts_while_the_desk_listens_is_found_again(app_office: AppOffice):
    """E15: neither the user nor the desk has to be started anew."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        desk.start()
        until(lambda: desk.queries.state().connection == "online")
        app_office.stand.server.kill()
        submit(desk, document)
        until(lambda: desk.queries.state().connection == "offline")
        app_office.stand.server.start()
        until(lambda: not waiting(desk) and desk.queries.state().connection == "online")
        assert done_once(desk, document)


def test_every_mood_of_the_server_is_said_with_exit_code_5(app_office: AppOffice):
    with app_office.desk(CLERK) as desk, front_door(app_office.stand.server.url) as front:
        desk.parts.mail.connect(front.url)
        for mood in ("failing", "away"):
            front.become(mood)
            with pytest.raises(ButPheError) as said:
                desk.sync()
            assert say(said.value).exit_code == 5
