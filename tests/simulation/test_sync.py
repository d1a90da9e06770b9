"""Random lives of desks and servers keep the six invariants; planted bugs are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from office.errors import ButPheError
from tests.simulation.machine import SyncMachine
from tests.simulation.planted import BUGS

HOUSE = settings(
    derandomize=True, deadline=None, database=None, report_multiple_bugs=False, phases=(Phase.explicit, Phase.generate)
)


def test_random_office_life_keeps_the_invariants() -> None:
    run_state_machine_as_test(SyncMachine, settings=settings(HOUSE, max_examples=30, stateful_step_count=30))


@pytest.mark.slow
def test_long_random_office_life_keeps_the_invariants() -> None:
    run_state_machine_as_test(SyncMachine, settings=settings(HOUSE, max_examples=600, stateful_step_count=50))


@pytest.mark.slow
@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_machine_finds_the_planted_bug(plant: Callable[[pytest.MonkeyPatch], None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        with pytest.raises((AssertionError, ButPheError)):
            run_state_machine_as_test(SyncMachine, settings=settings(HOUSE, max_examples=400, stateful_step_count=50))
