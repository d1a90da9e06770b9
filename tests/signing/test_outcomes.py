"""The tree of errors: each leaf has a code of its own, is drawn in the docstring, and survives the pipe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from office.errors import ButPheError
from signing import outcomes
from workers.errors import rebuild


def _leaves(base: type[ButPheError]) -> Iterator[type[ButPheError]]:
    for kind in base.__subclasses__():
        if kind.__module__ == outcomes.__name__:
            yield from _leaves(kind) if kind.__subclasses__() else [kind]


LEAVES = sorted(_leaves(ButPheError), key=lambda kind: kind.code)


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in LEAVES]
    assert len(set(codes)) == len(codes)
    assert "unexpected" not in codes


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.code)
def test_error_is_drawn_and_survives_the_pipe(kind: type[ButPheError]) -> None:
    assert f"─ {kind.__name__} " in f"{outcomes.__doc__}"
    rebuilt = rebuild(kind.code, {"name": "x"})
    assert (type(rebuilt), rebuilt.facts) == (kind, {"name": "x"})
