"""The demo's authority is never in the production trust: not shipped, not believed, not taken by an own server."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_private_key
from werkzeug.test import Client as Caller

from butphe.demo.authority import Answers
from butphe.demo.blueprint import ISSUING, MARK
from butphe.demo.people import LEADER as DEMO_LEADER
from butphe.demo.people import UNIT_HEAD as DEMO_HEAD
from butphe.demo.pki import COMMITTEE_SEAL, Pki, make_pki
from office.actions import Initial
from office.records import Certificate
from signing.validation import Trust, verify
from sync.protocol import Applied, Refused
from tests.helpers.office_world import COMMITTEE, HEAD, LEADER
from tests.helpers.pki import Identity
from tests.helpers.real_papers import RealPapers, ref
from tests.helpers.server_process import running
from tests.helpers.wire_office import WireOffice

HOLDERS = {HEAD: DEMO_HEAD, LEADER: DEMO_LEADER, COMMITTEE: COMMITTEE_SEAL}


class DemoPapers(RealPapers):
    """The papers of the ready-made office, signed with keys of the demo's authority."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.demo: Pki = make_pki(folder / "pki")
        caller = Caller(Answers(self.demo.folder))

        def fetch(url: str, body: bytes | None = None) -> bytes:
            kind = "application/ocsp-request" if "ocsp" in url else "application/timestamp-query"
            path = urlsplit(url).path
            answer = caller.get(path) if body is None else caller.post(path, data=body, content_type=kind)
            assert answer.status_code == 200, url
            return answer.data

        self.fetch = fetch
        for owner, holder in HOLDERS.items():
            key = load_der_private_key(self.demo.key(holder), password=None)
            self.keys[owner] = Identity(self.demo.x509(holder), key)  # type: ignore[arg-type]
        self.pki.issuing = Identity(self.demo.x509(ISSUING), self.pki.issuing.key)
        self.pki.fetch = fetch  # type: ignore[method-assign]
        self.trust_folder = self.demo.trust_dir


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> DemoPapers:
    return DemoPapers(tmp_path_factory.mktemp("demo"))


def test_shipped_trust_holds_no_certificate_of_the_demo(papers: DemoPapers) -> None:
    folder = resources.files("resources") / "trust"
    shipped = [entry for entry in folder.iterdir() if entry.name.endswith((".pem", ".crt", ".cer", ".der"))]
    assert shipped
    for entry in shipped:
        for certificate in x509.load_pem_x509_certificates(entry.read_bytes()):
            names = f"{certificate.subject.rfc4514_string()} {certificate.issuer.rfc4514_string()}"
            assert "DEMO" not in names.upper(), entry.name
            assert MARK not in names, entry.name
    production = Trust.load()
    made = {papers.demo.certificate(label) for label in ("root", ISSUING, *HOLDERS.values())}
    assert not made & {*production.roots, *production.issuing}


@pytest.mark.slow
def test_document_of_the_demo_is_valid_in_its_own_trust_and_not_in_the_production_trust(
    papers: DemoPapers, tmp_path: Path
) -> None:
    draft, _places = papers.draft()
    signed = papers.signed(
        papers.initialled(draft), "leader", papers.keys[LEADER], field="Leader", level="t", tsa_url=papers.demo.tsa_url
    )
    issued = tmp_path / "issued.pdf"
    issued.write_bytes(signed)
    own = verify(issued, Trust.load([papers.trust_folder]), fetch=papers.fetch)
    assert own.verdict == "valid", own
    for fetch in (papers.fetch, None):
        production = verify(issued, Trust.load(), fetch=fetch)
        assert production.verdict != "valid"
        assert all(one.verdict != "valid" for one in production.signatures)
        assert all("chain_untrusted" in one.reasons for one in production.signatures)


@pytest.mark.slow
def test_server_without_the_demos_setting_refuses_what_its_authority_signed(papers: DemoPapers, tmp_path: Path) -> None:
    registered = [one for one in papers.records() if not isinstance(one, Certificate)]
    certificates = [papers.certificate(owner) for owner in HOLDERS]
    for trust, is_taken in (("", False), (str(papers.trust_folder), True)):
        folder = tmp_path / ("demo" if is_taken else "production")
        folder.mkdir()
        with running(folder, [*registered, *certificates], BUTPHE_TRUST=trust) as server:
            office = WireOffice(server, papers)
            record, content = office.drafted()
            initialled = papers.initialled(content)
            office.people["head"].upload(initialled)
            before = office.traces()
            answer = office.post("head", office.act("head", record, Initial(file=ref(initialled))))
            assert isinstance(answer, Applied if is_taken else Refused), answer
            if isinstance(answer, Refused):
                assert answer.reason == "signature_not_proven"
                assert answer.facts["reasons"] == "chain_untrusted, not_preserved"
                assert office.people["head"].request("HEAD", f"/files/{ref(initialled).sha256}").status_code == 404
                assert office.traces()["record"] == before["record"]
