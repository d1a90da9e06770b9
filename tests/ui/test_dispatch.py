"""Background work tells its outcome in the window's thread, and tells nobody when the screen is gone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from office.errors import ButPheError
from ui.dispatch import Cancelled, Dispatcher, Ticket, is_of_the_world


@pytest.fixture
def dispatcher(qapp: object) -> Iterator[Dispatcher]:
    made = Dispatcher()
    yield made
    assert made.close()


def test_result_arrives_in_the_thread_of_the_window(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    owner, seen = QObject(), []

    def note(result: int) -> None:
        seen.append((result, threading.current_thread() is threading.main_thread()))

    dispatcher.start(lambda ticket: 42, note, owner=owner)
    qtbot.waitUntil(dispatcher.is_idle)
    assert seen == [(42, True)]


def test_error_goes_to_the_screen_that_asked(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    owner, seen = QObject(), []

    def fail(ticket: Ticket) -> None:
        raise ButPheError(who="world")

    dispatcher.start(fail, print, owner=owner, failed=seen.append)
    qtbot.waitUntil(dispatcher.is_idle)
    assert is_of_the_world(seen[0])


def test_unclaimed_error_is_told_by_the_dispatcher(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    owner, seen = QObject(), []
    dispatcher.failed.connect(seen.append)

    def fail(ticket: Ticket) -> None:
        raise ValueError("bug")

    dispatcher.start(fail, print, owner=owner)
    qtbot.waitUntil(dispatcher.is_idle)
    assert [type(error) for error in seen] == [ValueError]


def test_outcome_is_dropped_when_the_owner_is_gone(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    owner, seen, gate = QObject(), [], threading.Event()

    def wait(ticket: Ticket) -> str:
        gate.wait(5)
        return "late"

    dispatcher.start(wait, seen.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(dispatcher.is_idle)
    assert seen == []


def test_cancelled_work_stops_at_its_next_report(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    owner, errors, steps, gate = QObject(), [], [], threading.Event()

    def count(ticket: Ticket) -> None:
        for step in range(100):
            gate.wait(5)
            ticket.progress(step, 100)
            steps.append(step)

    task = dispatcher.start(count, print, owner=owner, failed=errors.append)
    task.cancel()
    gate.set()
    qtbot.waitUntil(dispatcher.is_idle)
    assert [type(error) for error in errors] == [Cancelled]
    assert steps == []


def test_tasks_are_forgotten_when_they_end(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    owner, seen = QObject(), []
    for number in range(50):
        dispatcher.start(lambda ticket, number=number: number, seen.append, owner=owner, lane="pages")
    qtbot.waitUntil(dispatcher.is_idle)
    gc.collect()
    assert seen == list(range(50))
