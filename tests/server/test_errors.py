"""Every error of the command line has an exit code of the contract and a sentence in both languages."""

from __future__ import annotations

import re

import pytest

from office.words import Words
from server.errors import ServerError, WrongUsage

KINDS = ServerError.__subclasses__()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_error_says_one_line_in_both_languages(kind: type[ServerError]) -> None:
    names = set(re.findall(r"\{(\w+)\}", kind.vi))
    assert names == set(re.findall(r"\{(\w+)\}", kind.en))
    fact = Words("sai", "wrong") if kind is WrongUsage else "…"  # the one whose sentence is its fact
    error = kind(**dict.fromkeys(names, fact))
    assert error.sentence("vi") != error.sentence("en")
    assert "\n" not in error.sentence("vi") + error.sentence("en")
    assert kind.exit_code in (2, 3, 5, 7)


def test_codes_are_different() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
