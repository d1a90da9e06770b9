"""Completion: one revision more with everything that proves the signatures, asked for once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.outcomes import SignatureRefused, SignerRevoked, SourceAway, TimestampAway
from signing.pades.complete import complete
from signing.pades.job import CompleteJob
from signing.pades.sign import sign
from signing.validation import Trust, verify
from tests.helpers.pki import CRL_LASTS, SITE, TSA_URL, Identity, Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import job, key_signer
from tests.signing.validation.damage import damaged


def _signed(folder: Path, pki: Pki, *people: Identity, level: str = "b") -> Path:
    path = folder / "0.pdf"
    path.write_bytes(plain_pdf("Hoan thien"))
    for number, who in enumerate(people, 1):
        target = folder / f"{number}.pdf"
        sign(job(path, target, "plain", who, pki, level=level), key_signer(who), pki.fetch)
        path = target
    return path


def _asked(source: Path, pki: Pki, **more: object) -> CompleteJob:
    return CompleteJob(
        source=str(source),
        target=str(source.with_name("completed.pdf")),
        trust=Trust(roots=(pki.root.der,)),
        tsa_url=TSA_URL,
        at=pki.now(),
        **more,  # type: ignore[arg-type]
    )


def test_store_holds_what_proves_every_signature_and_no_vri(folder: Path, pki: Pki) -> None:
    source = _signed(folder, pki, pki.leaf("Một"), pki.leaf("Hai"), level="t")
    made = complete(_asked(source, pki), pki.fetch)
    data = (folder / "completed.pdf").read_bytes()
    assert data.startswith(source.read_bytes())
    assert data.count(b"%%EOF") == source.read_bytes().count(b"%%EOF") + 1
    with (folder / "completed.pdf").open("rb") as stream:
        store = PdfFileReader(stream).root["/DSS"]
        assert "/VRI" not in store
        assert len(store["/Certs"]) == 5  # two signers, the TSA, issuing CA, root
        assert len(store["/CRLs"]) + len(store["/OCSPs"]) >= 4
    assert made.stamped_at is not None


def test_each_address_is_asked_once(folder: Path) -> None:
    authority = Pki()
    source = _signed(folder, authority, authority.leaf("Một"), authority.leaf("Hai"))
    authority.asked.clear()
    complete(_asked(source, authority), authority.fetch)
    assert Counter(authority.asked)[f"{SITE}/root.crl"] == 1


def test_lists_alone_prove_where_there_is_no_responder(folder: Path) -> None:
    authority = Pki(shut={f"{SITE}/ocsp"})
    source = _signed(folder, authority, authority.leaf("Chỉ có danh sách", with_ocsp=False))
    complete(_asked(source, authority), authority.fetch)
    assert verify(folder / "completed.pdf", Trust(roots=(authority.root.der,)), at=authority.now()).is_complete


def test_renewal_is_the_same_step_again(folder: Path, pki: Pki) -> None:
    source = _signed(folder, pki, pki.leaf("Một"))
    complete(_asked(source, pki), pki.fetch)
    (folder / "completed.pdf").rename(folder / "first.pdf")
    again = complete(_asked(folder / "first.pdf", pki), pki.fetch)
    verdict = verify(folder / "completed.pdf", Trust(roots=(pki.root.der,)), at=pki.now())
    assert again.field == "Timestamp2"
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)


def test_signer_whose_certificate_ended_meanwhile_stops_it(folder: Path) -> None:
    authority = Pki()
    who = authority.leaf("Sắp hết hạn", not_after=authority.now() + timedelta(hours=1))
    source, later = _signed(folder, authority, who), authority.now() + timedelta(hours=2)
    authority.now = lambda: later
    with pytest.raises(SignerRevoked) as stopped:
        complete(_asked(source, authority), authority.fetch)
    assert stopped.value.facts["why"] == "certificate_expired"


def test_signer_of_a_strange_authority_stops_it_unless_the_completion_is_the_receivers(folder: Path, pki: Pki) -> None:
    stranger = Pki(title="Người lạ")
    source = _signed(folder, stranger, stranger.leaf("Người lạ"))
    with pytest.raises(SignerRevoked) as stopped:
        complete(_asked(source, pki), pki.fetch)
    assert stopped.value.facts["why"] == "chain_untrusted"
    receiver, both = pki.leaf("Văn thư"), folder / "both.pdf"
    sign(job(source, both, "plain", receiver, pki, level="t"), key_signer(receiver), pki.fetch)
    complete(_asked(both, pki, own_only=True), pki.fetch)
    own = verify(folder / "completed.pdf", Trust(roots=(pki.root.der,)), at=pki.now()).signatures[1]
    assert (own.verdict, own.level) == ("valid", "lta")


def test_stamp_of_an_untrusted_authority_is_no_stamp(folder: Path, pki: Pki) -> None:
    stranger = Pki(title="Người lạ")
    source = _signed(folder, pki, pki.leaf("Một"))

    def mixed(url: str, body: bytes | None) -> bytes:
        return (stranger if url == TSA_URL else pki).fetch(url, body)

    with pytest.raises(TimestampAway):
        complete(_asked(source, pki), mixed)
    assert not (folder / "completed.pdf").exists()


def test_stamp_whose_authority_cannot_be_read_is_no_stamp(folder: Path, pki: Pki) -> None:
    source = _signed(folder, pki, pki.leaf("Một"))
    bad = damaged(x509.Certificate, pki.tsa.der, "a key of no size")

    def fetch(url: str, body: bytes | None) -> bytes:
        return pki.fetch(url, body).replace(pki.tsa.der, bad)

    with pytest.raises(TimestampAway) as raised:
        complete(_asked(source, pki), fetch)
    assert raised.value.facts["why"] == "unreadable"
    assert not (folder / "completed.pdf").exists()


def test_renewal_while_nobody_speaks_for_the_last_stamp_blames_the_network(folder: Path) -> None:
    authority = Pki()
    source = _signed(folder, authority, authority.leaf("Một"))
    complete(_asked(source, authority), authority.fetch)
    authority.shut.add(SITE)
    asked = msgspec.structs.replace(_asked(folder / "completed.pdf", authority), target=str(folder / "renewed.pdf"))
    with pytest.raises(SourceAway):
        complete(msgspec.structs.replace(asked, at=authority.now() + 2 * CRL_LASTS), authority.fetch)
    assert not (folder / "renewed.pdf").exists()


def test_broken_signature_stops_it(folder: Path, pki: Pki) -> None:
    source = _signed(folder, pki, pki.leaf("Một"))
    source.write_bytes(source.read_bytes().replace(b"Hoan thien", b"Hoan THIEN"))
    with pytest.raises(SignatureRefused) as refused:
        complete(_asked(source, pki), pki.fetch)
    assert refused.value.facts["reason"] == "signature_invalid"
