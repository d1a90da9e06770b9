"""The base of what the world does to us: a code and facts, no prose."""

from __future__ import annotations

from office.errors import ButPheError


class DiskFull(ButPheError):
    code = "disk_full"


def test_error_says_its_code_and_facts_in_a_fixed_order() -> None:
    assert str(DiskFull(needed_bytes=10, folder="a")) == "disk_full folder=a needed_bytes=10"
    assert DiskFull(folder="a").facts == {"folder": "a"}
    assert ButPheError.code == "unexpected"
