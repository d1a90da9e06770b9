"""The surroundings of an action, and what the law's defaults are."""

from __future__ import annotations

from office.world import NumberWanted, Policy, World


def test_policy_starts_strict() -> None:
    assert Policy() == Policy(dispatch_needs_completion=True, return_reason_letters_min=10, clock_skew_s=600)


def test_world_starts_empty_and_a_wanted_number_can_be_a_key() -> None:
    assert (World().record, dict(World().files), dict(World().organisation.people)) == (None, {}, {})
    assert {NumberWanted("e", "incoming", 2026): 1}[NumberWanted("e", "incoming", 2026)] == 1
