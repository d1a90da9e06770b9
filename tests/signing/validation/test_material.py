"""What a file carries and what authorities answer: each asked once, silence is empty, junk is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from signing.outcomes import SourceAway
from signing.validation.material import Material, Sources, from_store
from signing.validation.opening import opened
from tests.helpers.pki import SITE, Pki
from tests.signing.validation import papers
from tests.signing.validation.conftest import Office


@pytest.fixture
def pki() -> Pki:
    return Pki(title="Nguồn")


def test_the_store_of_a_completed_file_is_read(office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.completed)) as file:
        found = from_store(file.reader)
        assert (len(found.certificates), len(found.crls), len(found.ocsps)) == (3, 2, 0)
        assert from_store(file.reader.get_historical_resolver(3)) == Material()


def test_the_responder_is_asked_first_and_each_address_once(pki: Pki) -> None:
    leaf, sources = pki.leaf("Một"), Sources(pki.fetch)
    for _ in range(3):
        found = sources.ask(leaf.asn1, pki.issuing.asn1)
        assert (len(found.ocsps), len(found.crls)) == (1, 0)
    assert pki.asked == [f"{SITE}/ocsp"]


def test_the_list_is_asked_when_the_responder_is_silent(pki: Pki) -> None:
    pki.shut.add(f"{SITE}/ocsp")
    found = Sources(pki.fetch).ask(pki.leaf("Một").asn1, pki.issuing.asn1)
    assert (len(found.ocsps), len(found.crls)) == (0, 1)


def test_the_list_is_asked_too_when_the_responder_says_revoked(pki: Pki) -> None:
    leaf = pki.leaf("Một")
    pki.revoke(leaf)
    found = Sources(pki.fetch).ask(leaf.asn1, pki.issuing.asn1)
    assert (len(found.ocsps), len(found.crls)) == (1, 1)


def test_offline_nothing_is_asked(pki: Pki) -> None:
    assert Sources(None).ask(pki.leaf("Một").asn1, pki.issuing.asn1) == Material()


def test_silence_everywhere_is_empty(pki: Pki) -> None:
    pki.shut.add(SITE)
    assert Sources(pki.fetch).ask(pki.leaf("Một").asn1, pki.issuing.asn1) == Material()


@pytest.mark.parametrize("junk", [b"", b"<html>captive portal</html>", b"\x30\x03\x0a\x01\x06"])
def test_an_answer_that_is_none_is_nothing(junk: bytes, pki: Pki) -> None:
    assert Sources(lambda _url, _body: junk).ask(pki.leaf("Một").asn1, pki.issuing.asn1) == Material()


def test_an_address_that_moved_is_asked_at_its_new_place(pki: Pki) -> None:
    asked: list[str] = []

    def fetch(url: str, body: bytes | None) -> bytes:
        asked.append(url)
        raise SourceAway(url=url, why="test")

    ask: Callable[[str, bytes | None], bytes] = fetch
    Sources(ask, ((SITE, "http://new.invalid"),)).ask(pki.leaf("Một").asn1, pki.issuing.asn1)
    assert asked == ["http://new.invalid/ocsp", "http://new.invalid/issuing.crl"]
