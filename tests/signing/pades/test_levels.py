"""What a level wants, and that there is room for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from signing.outcomes import TimestampAway
from signing.pades.levels import CMS_BYTES, reserved_digits, stamped, stamper
from tests.helpers.pki import Pki
from tests.helpers.signing_desk import job


@pytest.mark.parametrize(("level", "expected"), [("b", False), ("t", True), ("lt", True), ("lta", True)])
def test_every_level_but_the_first_is_stamped(level: str, expected: bool, pki: Pki) -> None:
    asked = job(Path("a"), Path("b"), "plain", pki.leaf("Mức"), pki, level=level)
    assert stamped(asked) == expected
    assert (stamper(asked, pki.fetch) is not None) == expected


def test_stamp_without_anybody_to_ask_is_away(pki: Pki) -> None:
    asked = job(Path("a"), Path("b"), "plain", pki.leaf("Mức"), pki, level="t")
    for nobody in (lambda: stamper(asked, None), lambda: stamper(replace(asked, tsa_url=""), pki.fetch)):
        with pytest.raises(TimestampAway) as away:
            nobody()
        assert away.value.facts["why"] == "not_configured"


def test_long_chain_gets_more_room(pki: Pki) -> None:
    asked = job(Path("a"), Path("b"), "plain", pki.leaf("Mức"), pki)
    longer = replace(asked, chain_der=(*asked.chain_der, b"x" * 50_000))
    assert reserved_digits(asked) >= 2 * CMS_BYTES
    assert reserved_digits(longer) == reserved_digits(asked) + 100_000
