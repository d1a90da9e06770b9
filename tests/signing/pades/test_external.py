"""The signer whose key is elsewhere, and the stamps that come through the caller."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
from asn1crypto.tsp import TimeStampReq

from signing.outcomes import SelfCheckFailed, SourceAway, TimestampAway
from signing.pades.external import CallbackSigner, FetchingTimeStamper
from signing.tokens.messages import SignatureValue
from tests.helpers.pki import TSA_URL, Pki
from tests.helpers.signing_desk import key_signer

DIGEST = hashlib.sha256(b"document").digest()


def _cms(signer: CallbackSigner):  # type: ignore[no-untyped-def]
    return asyncio.run(signer.async_sign(DIGEST, "sha256", use_pades=True))["content"]


def test_cms_brings_the_signer_and_the_chain(pki: Pki) -> None:
    who = pki.leaf("Người ký")
    data = _cms(CallbackSigner(who.der, pki.chain_der, key_signer(who), pki.now()))
    assert {choice.chosen.dump() for choice in data["certificates"]} == {who.der, *pki.chain_der}


def test_key_is_asked_once_and_gets_the_attributes_alone(pki: Pki) -> None:
    who, seen = pki.leaf("Người ký"), []

    def make(to_be_signed: bytes) -> SignatureValue:
        seen.append(to_be_signed)
        return key_signer(who)(to_be_signed)

    data = _cms(CallbackSigner(who.der, (), make, pki.now()))
    assert seen == [data["signer_infos"][0]["signed_attrs"].untag().dump(force=True)]
    assert len(seen[0]) < 1000


def test_value_by_another_mechanism_is_refused(pki: Pki) -> None:
    curve, who = pki.leaf("Khóa EC", kind="p256"), pki.leaf("Khóa RSA")
    with pytest.raises(SelfCheckFailed) as refused:
        _cms(CallbackSigner(who.der, (), key_signer(curve), pki.now()))
    assert refused.value.facts == {"step": "mechanism", "expected": "sha256_rsa", "found": "sha256_ecdsa"}


def test_stamp_is_over_the_digest_that_was_sent(pki: Pki) -> None:
    token = asyncio.run(FetchingTimeStamper(TSA_URL, pki.fetch).async_timestamp(DIGEST, "sha256"))
    stated = token["content"]["encap_content_info"]["content"].parsed
    assert stated["message_imprint"]["hashed_message"].native == DIGEST


def _away(_url: str, _body: bytes | None) -> bytes:
    raise SourceAway(url=TSA_URL, why="ConnectionError")


def _rejected(_url: str, _body: bytes | None) -> bytes:
    return bytes.fromhex("30053003020102")  # status 2, and no token


def _replayed(url: str, _body: bytes | None) -> bytes:
    """An answer to somebody else's question: its nonce is not ours."""
    other = TimeStampReq(
        {
            "version": 1,
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": DIGEST},
            "nonce": 7,
            "cert_req": True,
        }
    )
    return Pki().fetch(url, other.dump())


@pytest.mark.parametrize(
    ("fetch", "why"),
    [
        (_away, "ConnectionError"),
        (lambda _url, _body: b"<html>", "unreadable"),
        (_rejected, "unreadable"),
        (_replayed, "refused"),
    ],
    ids=["away", "unreadable", "rejected", "replayed"],
)
def test_stamp_that_does_not_come_is_said(fetch, why: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TimestampAway) as away:
        asyncio.run(FetchingTimeStamper(TSA_URL, fetch).async_timestamp(DIGEST, "sha256"))
    assert away.value.facts["why"] == why
