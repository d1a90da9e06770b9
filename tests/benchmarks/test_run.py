"""Figures are ratios to a peer that took its turns in between; nothing here says how long anything may take."""

from __future__ import annotations

import json

from benchmarks.run import Figure, Subject, as_json, measure, table


def subject(name: str, times: list[float], order: list[str]) -> Subject:
    def turn() -> float:
        order.append(name)
        return times.pop(0)

    return Subject(name, f"what {name} does", turn)


def figures() -> tuple[Figure, ...]:
    return measure((subject("peer", [99, 10, 20], []), subject("ours", [99, 15, 50], [])), runs=2)


def test_subjects_take_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    told = measure((subject("a", [9, 1, 2], order), subject("b", [9, 3, 4], order)), runs=2)
    assert order == ["a", "b"] * 3
    assert [one.times_ms for one in told] == [(1, 2), (3, 4)]


def test_ratio_is_made_round_by_round() -> None:
    assert [one.ratios for one in figures()] == [(1, 1), (1.5, 2.5)]


def test_table_and_json_say_least_median_and_ratio() -> None:
    assert table("start", figures()).splitlines()[-1].split()[:4] == ["ours", "15.0", "32.5", "2.00"]
    told = json.loads(as_json("start", figures()))
    ours = told["figures"][1]
    assert (told["peer"], ours["min_ms"], ours["median_ms"], ours["ratio"]) == ("peer", 15, 32.5, 2)
