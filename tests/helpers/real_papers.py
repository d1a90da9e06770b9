"""Real papers of the ready-made office: composed, prepared and signed by a small authority; no token, no desktop."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from office.facts import SignatureRole
from office.records import AnyRecord, Certificate, FileRef, Place
from office.world import Organisation
from paper.compose import compose
from signing.pades.complete import complete
from signing.pades.fields import prepare
from signing.pades.job import CompleteJob, Level, PrepareJob, SignJob
from signing.pades.sign import sign
from signing.tokens.messages import SignatureValue
from signing.validation import Trust
from tests.helpers.office_world import CHIEF, COMMITTEE, HEAD, LEADER, OFFICE, organisation, uid
from tests.helpers.pki import TSA_URL, Identity, Pki
from tests.helpers.server_process import records_of

LETTER: dict[str, object] = {
    "agency": "Ủy ban nhân dân tỉnh Bình Sơn",
    "notation": "UBND-KSTT",
    "place": "Bình Sơn",
    "subject": "V/v trả lời Công văn số 45/SNV-CCHC",
    "addressees": ["Sở Nội vụ tỉnh Bình Sơn"],
    "body": [
        "Phúc đáp Công văn số 45/SNV-CCHC của Sở Nội vụ về việc rà soát thủ tục hành chính, "
        "Ủy ban nhân dân tỉnh có ý kiến như sau:",
        "Thống nhất với nội dung đề xuất; đề nghị Sở Nội vụ chủ trì, phối hợp triển khai thực hiện./.",
    ],
    "recipients": ["Như trên;", "Lưu: VT, KSTT."],
    "authority": ["KT. Chủ tịch"],
    "title": "Phó Chủ tịch",
    "signer": "Hoàng Quốc Khánh",
}
NAMES = {
    HEAD: "Lê Mạnh Cường",
    CHIEF: "Phạm Thị Dung",
    LEADER: "Hoàng Quốc Khánh",
    COMMITTEE: "Ủy ban nhân dân tỉnh Bình Sơn",
    OFFICE: "Văn phòng UBND tỉnh Bình Sơn",
}


class RealPapers:
    """An authority, everybody's key, and papers made with them in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pki = Pki()
        self.keys: dict[str, Identity] = {owner: self.pki.leaf(name) for owner, name in NAMES.items()}
        self.stranger = self.pki.leaf("Người Lạ")
        self.trust_folder = folder / "trust"
        self.trust_folder.mkdir()
        (self.trust_folder / "root.pem").write_bytes(self.pki.root.pem)
        (self.trust_folder / "issuing.pem").write_bytes(self.pki.issuing.pem)
        self._made = 0

    def records(self) -> list[AnyRecord]:
        """The ready-made office, its people and entities holding these certificates."""
        office: Organisation = organisation(datetime.now(UTC))
        plain = [record for record in records_of(office) if not isinstance(record, Certificate)]
        return [*plain, *(self.certificate(owner) for owner in NAMES)]

    def certificate(self, owner: str) -> Certificate:
        """The registered certificate of a person or an entity."""
        of_entity = owner in (COMMITTEE, OFFICE)
        return Certificate(
            id=uid(f"real-certificate-{owner}"),
            fingerprint=self.keys[owner].fingerprint,
            subject=NAMES[owner],
            not_before_at=datetime.now(UTC) - timedelta(days=300),
            not_after_at=datetime.now(UTC) + timedelta(days=300),
            person_id="" if of_entity else owner,
            entity_id=owner if of_entity else "",
        )

    def draft(self, **changes: object) -> tuple[bytes, dict[str, Place]]:
        """A composed page with its fields prepared, and its places."""
        composed = compose("letter", LETTER | changes, at=datetime.now(UTC))
        source, target = self._path(), self._path()
        source.write_bytes(composed.pdf)
        prepare(PrepareJob(source=str(source), target=str(target), places=composed.places))
        return target.read_bytes(), composed.places

    def signed(
        self, content: bytes, role: SignatureRole, by: Identity, *, field: str = "", level: Level = "b",
        fill: dict[str, str] | None = None, when: datetime | None = None, tsa_url: str = TSA_URL,
    ) -> bytes:  # fmt: skip
        """The same bytes and one signature more."""
        source, target = self._path(), self._path()
        source.write_bytes(content)
        job = SignJob(
            source=str(source),
            target=str(target),
            role=role,
            certificate_der=by.der,
            chain_der=(self.pki.issuing.der,),
            field=field,
            fill=fill or {},
            when=when or datetime.now(UTC),
            level=level,
            tsa_url=tsa_url if level != "b" else "",
        )
        sign(job, lambda data: _value(by, data), self.pki.fetch)
        return target.read_bytes()

    def initialled(self, content: bytes) -> bytes:
        """With the unit head's initial."""
        return self.signed(content, "initial", self.keys[HEAD], field="Initial1")

    def led(self, content: bytes) -> bytes:
        """With the leader's signature."""
        return self.signed(content, "leader", self.keys[LEADER], field="Leader")

    def sealed(self, content: bytes, fill: dict[str, str]) -> bytes:
        """Filled, sealed with a time stamp, and completed."""
        return self.completed(self.signed(content, "seal", self.keys[COMMITTEE], field="Seal", level="t", fill=fill))

    def completed(self, content: bytes) -> bytes:
        """With the material of all signatures and a document time stamp."""
        source, target = self._path(), self._path()
        source.write_bytes(content)
        trust = Trust.load([self.trust_folder], catalogue=False)
        job = CompleteJob(source=str(source), target=str(target), trust=trust, tsa_url=TSA_URL, at=datetime.now(UTC))
        complete(job, self.pki.fetch)
        return target.read_bytes()

    def _path(self) -> Path:
        self._made += 1
        return self.folder / f"paper-{self._made}.pdf"


def _value(by: Identity, data: bytes) -> SignatureValue:
    return SignatureValue(mechanism="sha256_rsa", value=by.key.sign(data, padding.PKCS1v15(), hashes.SHA256()))


def ref(content: bytes, name: str = "văn bản.pdf") -> FileRef:
    """How an action names a file."""
    return FileRef(sha256=hashlib.sha256(content).hexdigest(), name=name, size=len(content))
