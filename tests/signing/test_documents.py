"""The whole chain through the document worker and real tokens, and what three other programs say of the result."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from asn1crypto import pem
from asn1crypto.cms import ContentInfo

from signing.appearance.looks import Look, arrival_lines, initial_lines
from signing.documents import Documents
from signing.outcomes import PinNeeded, SignatureRefused, SignerRevoked, SourceAway, TimestampAway
from signing.pades.check import find
from signing.pades.sign import sign
from signing.tokens.messages import SignatureValue
from signing.validation import Trust
from tests.helpers.pki import SITE, TSA_URL, Identity, Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import FILLED, hand, job, key_signer, letter, pdfsig, qpdf_complaints, seal
from tests.helpers.tokens import SoftToken
from tests.signing.conftest import DOCUMENT_WORKER, People
from workers.errors import WorkerDied

VALID = "Signature is Valid."


@pytest.fixture(scope="session")
def trust(pki: Pki) -> Trust:
    return Trust(roots=(pki.root.der,))


def _sign_with(token: SoftToken, documents: Documents, asked, fetch=None):  # type: ignore[no-untyped-def]
    door = token.door()
    try:
        (info,) = door.tokens()
        door.open(info.serial, token.pin)
        return documents.sign(asked, door.signer(info.serial, token.identity.fingerprint), fetch)
    finally:
        door.close()


@pytest.fixture(scope="session")
def issued(
    pki: Pki, people: People, documents: Documents, trust: Trust, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """prepare → initial → leader (both offline) → fill and seal → complete."""
    folder = tmp_path_factory.mktemp("issued")
    step = [folder / f"{number}.pdf" for number in range(6)]
    composed = letter()
    step[0].write_bytes(composed.pdf)
    documents.prepare(step[0], step[1], composed.places)
    mark = Look(lines=initial_lines("Trần Thị Bình"))
    _sign_with(
        people.head, documents, job(step[1], step[2], "initial", people.head.identity, pki, field="Initial1", look=mark)
    )
    strokes = Look(image_png=hand())
    _sign_with(
        people.leader,
        documents,
        job(step[2], step[3], "leader", people.leader.identity, pki, field="Leader", look=strokes),
    )
    sealing = job(
        step[3],
        step[4],
        "seal",
        people.agency.identity,
        pki,
        field="Seal",
        look=Look(image_png=seal()),
        fill=FILLED,
        level="t",
    )
    _sign_with(people.agency, documents, sealing, pki.fetch)
    documents.complete(step[4], step[5], pki.fetch, trust, tsa_url=TSA_URL, at=pki.now())
    return step[5]


def test_every_signature_is_valid_and_provable_for_the_long_term(
    issued: Path, pki: Pki, documents: Documents, trust: Trust
) -> None:
    verdict = documents.verify(issued, trust, at=pki.now())
    assert (verdict.verdict, verdict.is_complete, verdict.reasons) == ("valid", True, ())
    assert [(s.field, s.role, s.verdict, s.level) for s in verdict.signatures] == [
        ("Initial1", "initial", "valid", "lta"),
        ("Leader", "leader", "valid", "lta"),
        ("Seal", "seal", "valid", "lta"),
        ("Timestamp1", "timestamp", "valid", "lta"),
    ]
    assert verdict.filled == FILLED


def test_poppler_calls_every_signature_valid(issued: Path) -> None:
    people = [said for said in pdfsig(issued) if said[0] != "Timestamp1"]  # it does not judge document time stamps
    assert people == [("Initial1", VALID), ("Leader", VALID), ("Seal", VALID)]
    assert qpdf_complaints(issued) == ""


def test_each_step_adds_exactly_one_revision(issued: Path) -> None:
    steps = [issued.with_name(f"{number}.pdf").read_bytes() for number in range(6)]
    for before, after in zip(steps, steps[1:], strict=False):
        assert after.startswith(before)
        assert after.count(b"%%EOF") == before.count(b"%%EOF") + 1


def test_page_text_is_what_was_filled(issued: Path) -> None:
    text = subprocess.run(["pdftotext", "-layout", str(issued), "-"], capture_output=True, text=True).stdout
    assert "2047/VPUBND-KSTT" in text
    assert "ngày 24 tháng 11 năm 2026" in " ".join(text.split())


@pytest.mark.parametrize("field", ["Initial1", "Leader", "Seal"])
def test_openssl_agrees_with_every_signature(field: str, issued: Path, pki: Pki, folder: Path) -> None:
    ranges = _cut(issued, field, folder)
    _roots_with_lists(pki, folder)
    done = subprocess.run(
        [
            "openssl",
            "cms",
            "-verify",
            "-cades",
            "-binary",
            "-inform",
            "DER",
            "-in",
            folder / "contents",
            "-content",
            ranges,
            "-CAfile",
            folder / "roots.pem",
            "-certfile",
            folder / "issuing.pem",
            "-crl_check_all",
            "-purpose",
            "any",
            "-out",
            folder / "out",
        ],
        capture_output=True,
        text=True,
    )
    assert "erification successful" in done.stderr, done.stderr


def test_openssl_agrees_with_the_document_time_stamp(issued: Path, pki: Pki, folder: Path) -> None:
    ranges = _cut(issued, "Timestamp1", folder)
    _roots_with_lists(pki, folder)
    done = subprocess.run(
        [
            "openssl",
            "ts",
            "-verify",
            "-token_in",
            "-in",
            folder / "contents",
            "-data",
            ranges,
            "-CAfile",
            folder / "roots.pem",
            "-untrusted",
            folder / "issuing.pem",
        ],
        capture_output=True,
        text=True,
    )
    assert "Verification: OK" in done.stdout, done.stdout + done.stderr


def _cut(path: Path, field: str, folder: Path) -> Path:
    with path.open("rb") as stream:
        embedded = find(stream, field)
        (folder / "contents").write_bytes(_der(embedded.pkcs7_content))
        start, first, second, rest = (int(edge) for edge in embedded.byte_range)
    data = path.read_bytes()
    (folder / "ranges").write_bytes(data[start : start + first] + data[second : second + rest])
    return folder / "ranges"


def _der(padded: bytes) -> bytes:
    """The message without the zeros that fill its place."""
    return bytes(ContentInfo.load(padded).dump())


def _roots_with_lists(pki: Pki, folder: Path) -> None:
    lists = b"".join(pem.armor("X509 CRL", pki.fetch(f"{SITE}/{ca}.crl", None)) for ca in ("root", "issuing"))
    (folder / "roots.pem").write_bytes(pki.root.pem + lists)
    (folder / "issuing.pem").write_bytes(pki.issuing.pem)


def test_receivers_stamp_and_its_completion_leave_all_valid(
    issued: Path, pki: Pki, documents: Documents, trust: Trust, folder: Path
) -> None:
    receiver = pki.leaf("Sở Y tế tỉnh Mẫu")
    stamped, completed = folder / "stamped.pdf", folder / "completed.pdf"
    look = Look(lines=arrival_lines("Sở Y tế tỉnh Mẫu", "0125", "25/11/2026"))
    place = letter().places["leader"]
    asked = job(issued, stamped, "arrival", receiver, pki, place=place, look=look, level="t")
    documents.sign(asked, key_signer(receiver), pki.fetch)
    documents.complete(stamped, completed, pki.fetch, trust, tsa_url=TSA_URL, at=pki.now(), own_only=True)
    verdict = documents.verify(completed, trust, at=pki.now(), previous=issued)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)
    assert [s.field for s in verdict.signatures if s.is_new] == ["Arrival1", "Timestamp2"]


@pytest.mark.parametrize(("level", "proved"), [("lt", "lt"), ("lta", "lta")])
def test_long_term_levels_come_in_one_call(
    level: str, proved: str, pki: Pki, documents: Documents, trust: Trust, folder: Path
) -> None:
    who = pki.leaf("Một bước")
    (folder / "in.pdf").write_bytes(plain_pdf("Mot buoc"))
    asked = job(folder / "in.pdf", folder / "out.pdf", "plain", who, pki, level=level)
    made = documents.sign(asked, key_signer(who), pki.fetch, trust=trust)
    (one,) = [s for s in documents.verify(folder / "out.pdf", trust, at=pki.now()).signatures if not s.is_timestamp]
    assert (made.level, one.verdict, one.level) == (level, "valid", proved)
    assert made.size == (folder / "out.pdf").stat().st_size
    assert sorted(path.name for path in folder.iterdir()) == ["in.pdf", "out.pdf"]


def test_what_the_token_says_reaches_the_caller_and_nothing_is_written(
    pki: Pki, documents: Documents, people: People, folder: Path
) -> None:
    def closed(_to_be_signed: bytes) -> SignatureValue:
        raise PinNeeded(token="Ẩn")

    (folder / "in.pdf").write_bytes(plain_pdf("Chua mo the"))
    with pytest.raises(PinNeeded) as needed:
        documents.sign(job(folder / "in.pdf", folder / "out.pdf", "plain", people.leader.identity, pki), closed)
    assert needed.value.facts == {"token": "Ẩn"}
    assert [path.name for path in folder.iterdir()] == ["in.pdf"]


def test_worker_killed_while_signing_leaves_no_target_and_works_again(pki: Pki, folder: Path) -> None:
    worker, who = Documents(DOCUMENT_WORKER), pki.leaf("Bị ngắt")

    def killing(_to_be_signed: bytes) -> SignatureValue:
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        return key_signer(who)(b"too late")

    source = folder / "in.pdf"
    source.write_bytes(plain_pdf("Bi ngat"))
    asked = job(source, folder / "out.pdf", "plain", who, pki)
    with pytest.raises(WorkerDied):
        worker.sign(asked, killing)
    assert not (folder / "out.pdf").exists()
    assert source.read_bytes() == plain_pdf("Bi ngat")
    worker.sign(asked, key_signer(who))
    worker.close()
    assert pdfsig(folder / "out.pdf") == [("Signature1", VALID)]


def _signed(folder: Path, pki: Pki, who: Identity) -> Path:
    (folder / "in.pdf").write_bytes(plain_pdf("Cho hoan thien"))
    sign(job(folder / "in.pdf", folder / "signed.pdf", "plain", who, pki), key_signer(who))
    return folder / "signed.pdf"


@pytest.mark.parametrize(
    ("shut", "error"), [(f"{SITE}/issuing.crl", SourceAway), (TSA_URL, TimestampAway)], ids=["lists", "stamps"]
)
def test_source_that_is_away_stops_the_completion(
    shut: str, error: type[Exception], documents: Documents, folder: Path
) -> None:
    away = Pki(shut={shut, f"{SITE}/ocsp"} if shut != TSA_URL else {shut})
    source = _signed(folder, away, away.leaf("Người ký"))
    with pytest.raises(error):
        documents.complete(
            source, folder / "out.pdf", away.fetch, Trust(roots=(away.root.der,)), tsa_url=TSA_URL, at=away.now()
        )
    assert not (folder / "out.pdf").exists()


def test_signer_revoked_meanwhile_stops_the_completion(documents: Documents, folder: Path) -> None:
    authority = Pki()
    who = authority.leaf("Bị thu hồi")
    source = _signed(folder, authority, who)
    authority.revoke(who)
    with pytest.raises(SignerRevoked) as revoked:
        documents.complete(
            source,
            folder / "out.pdf",
            authority.fetch,
            Trust(roots=(authority.root.der,)),
            tsa_url=TSA_URL,
            at=authority.now(),
        )
    assert revoked.value.facts["name"] == "Bị thu hồi"
    assert revoked.value.facts["why"] == "certificate_revoked"
    assert not (folder / "out.pdf").exists()


def test_file_that_nobody_signed_is_not_completed(pki: Pki, documents: Documents, trust: Trust, folder: Path) -> None:
    (folder / "in.pdf").write_bytes(plain_pdf("Chua ai ky"))
    with pytest.raises(SignatureRefused) as refused:
        documents.complete(folder / "in.pdf", folder / "out.pdf", pki.fetch, trust, tsa_url=TSA_URL, at=pki.now())
    assert refused.value.facts["reason"] == "not_signed"
