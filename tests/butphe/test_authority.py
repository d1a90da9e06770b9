"""The authority's process: asked over HTTP as a signing desk asks, stopped, started again."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from butphe.demo.blueprint import Holder
from butphe.demo.pki import Pki, make_pki
from butphe.demo.processes import Authority, free_beside

HOLDERS = (Holder("an", "Nguyễn Văn An", "Sở Thử nghiệm"), Holder("binh", "Trần Thị Bình", "Sở Thử nghiệm"))
TIMEOUT_S = 120


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return make_pki(tmp_path_factory.mktemp("pki"), HOLDERS)


@pytest.fixture
def authority(pki: Pki) -> Iterator[Authority]:
    running = Authority(pki.folder)
    running.start()
    yield running
    running.stop()


def answer_about(pki: Pki, label: str) -> ocsp.OCSPResponse:
    about = pki.x509(label).extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    url = next(it.access_location.value for it in about if it.access_method._name == "OCSP")
    builder = ocsp.OCSPRequestBuilder().add_certificate(pki.x509(label), pki.x509("issuing"), hashes.SHA1())  # noqa: S303
    body = builder.build().public_bytes(Encoding.DER)
    return ocsp.load_der_ocsp_response(requests.post(url, body, timeout=TIMEOUT_S).content)


def status_of(pki: Pki, label: str) -> ocsp.OCSPCertStatus:
    return answer_about(pki, label).certificate_status


@pytest.mark.usefixtures("authority")
def test_time_stamp_answers_the_digest_that_was_asked(pki: Pki) -> None:
    digest = hashlib.sha256(b"x").digest()
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    asked = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True})
    answer = tsp.TimeStampResp.load(requests.post(pki.tsa_url, asked.dump(), timeout=TIMEOUT_S).content)
    told = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert answer["status"]["status"].native == "granted"
    assert told["message_imprint"]["hashed_message"].native == digest
    assert abs(told["gen_time"].native - datetime.now(UTC)) < timedelta(hours=1)


@pytest.mark.usefixtures("authority")
def test_revocation_is_said_by_the_running_service(pki: Pki) -> None:
    assert status_of(pki, "binh") == ocsp.OCSPCertStatus.GOOD
    pki.revoke("binh", datetime.now(UTC) - timedelta(minutes=1))
    assert status_of(pki, "binh") == ocsp.OCSPCertStatus.REVOKED
    assert status_of(pki, "an") == ocsp.OCSPCertStatus.GOOD


@pytest.mark.usefixtures("authority")
def test_list_and_issuer_are_served_where_the_certificates_say(pki: Pki) -> None:
    points = pki.x509("an").extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    served = requests.get(points[0].full_name[0].value, timeout=TIMEOUT_S).content
    crl = x509.load_der_x509_crl(served)
    assert crl.is_signature_valid(pki.x509("issuing").public_key())
    about = pki.x509("an").extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    url = next(it.access_location.value for it in about if it.access_method._name == "caIssuers")
    assert requests.get(url, timeout=TIMEOUT_S).content == pki.certificate("issuing")


def test_service_answers_at_the_same_address_after_a_restart(pki: Pki) -> None:
    running = Authority(pki.folder)
    first = running.start()
    running.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(first, timeout=TIMEOUT_S)
    assert running.start() == first == pki.url
    running.stop()


def test_service_ends_with_its_starter(pki: Pki) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "butphe.demo.authority", str(pki.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert b"listening" in child.stdout.readline()
    child.communicate(timeout=TIMEOUT_S)
    assert child.returncode == 0


@pytest.mark.usefixtures("authority")
def test_service_answers_at_another_address_when_it_is_told_so(pki: Pki) -> None:
    other = Authority(pki.folder)
    elsewhere = free_beside(pki.url)
    assert other.start(elsewhere) == elsewhere
    served = requests.get(pki.tsa_url.replace(pki.url, elsewhere), timeout=TIMEOUT_S)
    other.stop()
    assert served.status_code == 405


@pytest.mark.usefixtures("authority")
def test_answers_hold_for_days_and_the_list_names_at_once_who_was_revoked(pki: Pki) -> None:
    pki.revoke("binh", datetime.now(UTC) - timedelta(minutes=1))
    for label in ("an", "issuing"):
        points = pki.x509(label).extensions.get_extension_for_class(x509.CRLDistributionPoints).value
        crl = x509.load_der_x509_crl(requests.get(points[0].full_name[0].value, timeout=TIMEOUT_S).content)
        assert crl.next_update_utc - datetime.now(UTC) > timedelta(days=6)
        known = crl.get_revoked_certificate_by_serial_number(pki.x509("binh").serial_number)
        assert (known is not None) == (label == "an")
    answer = answer_about(pki, "an")
    assert answer.next_update_utc is not None
    assert answer.next_update_utc - answer.this_update_utc == timedelta(days=7)


def test_second_service_says_that_the_address_is_taken(pki: Pki, authority: Authority) -> None:
    assert authority.pid
    with pytest.raises(RuntimeError, match="ended with 5"):
        Authority(pki.folder).start()


def test_wrong_usage_shows_how_it_is_used(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "butphe.demo.authority", str(tmp_path), "http://127.0.0.1:1", "more"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, "butphe.demo.authority DIR" in told.stderr) == (2, True)
