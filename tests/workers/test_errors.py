"""Errors cross the pipe by code and facts, and come out as the class that was raised."""

from __future__ import annotations

from office.errors import ButPheError
from workers.errors import WorkerFault, WorkerHung, rebuild


class PaperOut(ButPheError):
    code = "paper_out"


def test_known_code_becomes_its_own_class_with_its_facts():
    error = rebuild("paper_out", {"tray": "2"})
    assert type(error) is PaperOut
    assert error.facts == {"tray": "2"}


def test_errors_of_this_room_are_known_too():
    assert isinstance(rebuild("worker_hung", {"deadline_s": "3"}), WorkerHung)


def test_unknown_code_is_a_fault_that_still_says_which():
    error = rebuild("from_a_newer_program", {"why": "x"})
    assert isinstance(error, WorkerFault)
    assert error.facts == {"trace": "from_a_newer_program", "why": "x"}
