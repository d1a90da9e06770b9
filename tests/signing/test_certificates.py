"""Which certificate may sign, and which of several is meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing.certificates import check_usable, choose, describe, digest_name, mechanism_name, not_usable
from signing.outcomes import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotFound,
    CertificateNotYetValid,
)
from signing.tokens.messages import TokenCertificate, TokenInfo
from tests.helpers.pki import ENCRYPTION, Identity, Pki


def _token(pki: Pki, *identities: Identity, label: str = "Thẻ", serial: str = "1") -> TokenInfo:
    ders = [*(i.der for i in identities), *pki.chain_der]
    described = tuple(describe(der, at=pki.now(), label=f"nhãn {n}") for n, der in enumerate(ders))
    return TokenInfo(label=label, serial=serial, certificates=described)


def test_person_is_described(pki: Pki) -> None:
    told = describe(pki.leaf("Nguyễn Văn Ẩn", organisation="UBND").der, at=pki.now())
    assert (told.cn, told.organisation, told.issuer_cn) == ("Nguyễn Văn Ẩn", "UBND", "Thử nghiệm Issuing CA")
    assert (told.usable, told.why_not, told.is_ca) == (True, "", False)


@pytest.mark.parametrize(
    ("made", "why", "error"),
    [
        ({"not_after": timedelta(days=-1)}, "expired", CertificateExpired),
        ({"not_before": timedelta(days=1)}, "not_yet_valid", CertificateNotYetValid),
        ({"usage": ENCRYPTION}, "not_for_signing", CertificateNotForSigning),
        ({"extended": (ExtendedKeyUsageOID.SERVER_AUTH,)}, "not_for_signing", CertificateNotForSigning),
    ],
)
def test_certificate_says_why_it_cannot_sign(pki: Pki, made: dict[str, object], why: str, error: type) -> None:
    options = {name: pki.now() + value if isinstance(value, timedelta) else value for name, value in made.items()}
    identity = pki.leaf("Không ký được", **options)  # type: ignore[arg-type]
    assert describe(identity.der, at=pki.now()).why_not == why
    with pytest.raises(error):
        check_usable(identity.der, at=pki.now())


def test_purpose_beside_server_authentication_may_sign(pki: Pki) -> None:
    extended = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION)
    assert describe(pki.leaf("Hai mục đích", extended=extended).der, at=pki.now()).usable


def test_authority_never_signs_documents(pki: Pki) -> None:
    told = describe(pki.issuing.der, at=pki.now())
    assert (told.is_ca, told.why_not) == (True, "not_for_signing")


def test_unreadable_certificate_is_described_as_such(pki: Pki) -> None:
    assert describe(b"not a certificate", at=pki.now()).why_not == "unreadable"


def test_hash_follows_the_curve(pki: Pki) -> None:
    names = [(digest_name(i.der), mechanism_name(i.der)) for i in (pki.leaf("R"), pki.leaf("E", kind="p384"))]
    assert names == [("sha256", "sha256_rsa"), ("sha384", "sha384_ecdsa")]


def test_only_usable_certificate_is_chosen_without_being_named(pki: Pki) -> None:
    bad, good = pki.leaf("Mã hóa", usage=ENCRYPTION), pki.leaf("Ký được")
    assert choose([_token(pki, bad, good)])[1].cn == "Ký được"


@pytest.mark.parametrize("by", ["fingerprint", "label", "cn"])
def test_certificate_is_chosen_by_name(pki: Pki, by: str) -> None:
    token = _token(pki, pki.leaf("Cá nhân"), pki.leaf("Cơ quan"))
    wanted = next(c for c in token.certificates if c.cn == "Cơ quan")
    assert choose([token], wanted=getattr(wanted, by))[1] == wanted


def test_token_is_chosen_by_label_or_serial(pki: Pki) -> None:
    tokens = [
        _token(pki, pki.leaf("A"), label="Thẻ A", serial="11"),
        _token(pki, pki.leaf("B"), label="Thẻ B", serial="22"),
    ]
    assert choose(tokens, token="Thẻ B")[1].cn == "B"
    assert choose(tokens, token="11")[1].cn == "A"


def test_doubt_is_not_decided_by_guessing(pki: Pki) -> None:
    with pytest.raises(CertificateNotFound) as doubt:
        choose([_token(pki, pki.leaf("Một"), pki.leaf("Hai"))])
    assert doubt.value.facts["offered"] == "Một, Hai"


def test_named_certificate_says_what_stands_against_it(pki: Pki) -> None:
    late = pki.leaf("Hết hạn", not_after=pki.now() - timedelta(days=1))
    with pytest.raises(CertificateExpired) as expired:
        choose([_token(pki, late, pki.leaf("Ký được"))], wanted="Hết hạn")
    assert expired.value.facts["name"] == "Hết hạn"


def test_certificate_without_its_key_is_not_found() -> None:
    alone = TokenCertificate(fingerprint="00", der=b"", cn="Không khóa", why_not="no_key")
    assert isinstance(not_usable(alone), CertificateNotFound)
