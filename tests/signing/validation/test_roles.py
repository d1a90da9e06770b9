"""Roles by the names of prepared fields."""

from __future__ import annotations

import pytest

from signing.validation.roles import role_of
from signing.validation.verdict import SignatureVerdict


@pytest.mark.parametrize(
    ("field", "role"),
    [
        ("Initial1", "initial"),
        ("Initial12", "initial"),
        ("Leader", "leader"),
        ("Seal", "seal"),
        ("Arrival3", "arrival"),
        ("Copy1", "copy"),
        ("Attachment2", "attachment"),
        ("Leader.Kid", "plain"),
        ("Sealed", "plain"),
        ("Signature1", "plain"),
    ],
)
def test_the_name_of_the_field_tells_the_role(field: str, role: str) -> None:
    assert role_of(SignatureVerdict(field=field, role="plain", verdict="valid")) == role


def test_a_document_timestamp_is_a_timestamp_whatever_its_name() -> None:
    named = SignatureVerdict(field="Seal", role="plain", verdict="valid", is_timestamp=True)
    assert role_of(named) == "timestamp"
