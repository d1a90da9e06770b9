"""Every text of every theme stands out from what is behind it."""

from __future__ import annotations

import re

import pytest

from ui.theme.tokens import PAIRS, SCHEMES, TABLE, Scheme, contrast, names


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: Scheme, ink: str, ground: str, least: float) -> None:
    tokens = TABLE[scheme]
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_are_whole_hexadecimal_triples(scheme: Scheme) -> None:
    assert all(re.fullmatch("#[0-9A-F]{6}", getattr(TABLE[scheme], name)) for name in names())


def test_contrast_of_black_and_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0
