"""Early work runs beside its starter; its outcome, good or bad, is the asker's."""

from __future__ import annotations

import threading

import pytest

from app.early import Early


def test_work_runs_before_anybody_asks() -> None:
    begun = threading.Event()
    early = Early(begun.set)
    assert begun.wait(60)
    assert early.outcome() is None


def test_asking_waits_and_gives_the_same_each_time() -> None:
    may_end = threading.Event()
    early = Early(lambda: may_end.wait(60))
    may_end.set()
    assert [early.outcome(), early.outcome()] == [True, True]


def test_failure_is_raised_where_the_outcome_is_asked_for() -> None:
    early = Early(lambda: [][0])
    with pytest.raises(IndexError):
        early.outcome()
