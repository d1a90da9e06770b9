"""Names of saved files are taken by every system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.pages.naming import NAME_LETTERS_MAX, safe_name


@pytest.mark.parametrize(
    ("given_name", "saved"),
    [
        ("214/TTr-SKHCN.pdf", "214-TTr-SKHCN.pdf"),
        ("a:b?.pdf", "a-b-.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ('trích "yếu". ', "trích -yếu-"),
        ("", "van-ban.pdf"),
        ("Quyết định.pdf", "Quyết định.pdf"),
    ],
)
def test_what_windows_refuses_is_replaced(given_name: str, saved: str) -> None:
    assert safe_name(given_name) == saved


@given(st.text(max_size=400))
def test_no_name_is_empty_too_long_or_a_path(name: str) -> None:
    made = safe_name(name)
    assert made
    assert len(made) <= NAME_LETTERS_MAX + 11
    assert not set(made) & set('<>:"/\\|?*')
