"""The demo's certification authority: made once in a folder, loaded again from it, answering on loopback.

`make_pki` makes the keys (readable by their owner alone, never committed) and the declaration; the certificates follow
from the two. The folder's `trust/` holds the root and the issuing CA for `--trust` and for other programs; nothing of
it is ever part of the production trust. What the authority answers over HTTP (time stamps, OCSP, CRLs, CA
certificates) is `butphe.demo.authority`. The libraries that make keys and certificates are imported where one is made
or looked into: a demo that was here before opens its window without them.

    DIR/authority.json    the declaration (address, names, validity, revocations)
    DIR/keys/LABEL.pem    private keys, 0600
    DIR/trust/root.pem, DIR/trust/issuing.pem
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from butphe.demo import blueprint
from butphe.demo.blueprint import ARCHITECTURE, AUTHORITY_KEYS, ISSUING, PROOFS_LAST_DAYS, ROOT, TSA, Holder
from butphe.demo.people import AGENCIES, LEADER, MEMBERS

if TYPE_CHECKING:
    from asn1crypto import x509 as asn1_x509
    from certomancer.registry import PKIArchitecture
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

PROVINCE = "Ủy ban nhân dân tỉnh Bình Sơn"
OFFICE = "Văn phòng Ủy ban nhân dân tỉnh Bình Sơn"
COMMITTEE_SEAL, OFFICE_SEAL = "ubnd", "vpubnd"
FOREIGN_LEADER, FOREIGN_SEAL = "bkhcn.leader", "bkhcn"


def demo_holders() -> tuple[Holder, ...]:
    """Everybody of the demo office who signs, its two agencies, and a foreign agency with its two signers."""
    foreign = AGENCIES["bkhcn"][0]
    return (
        *(Holder(it.login, it.name, PROVINCE if it.login == LEADER else OFFICE) for it in MEMBERS),
        Holder(COMMITTEE_SEAL, PROVINCE, PROVINCE),
        Holder(OFFICE_SEAL, OFFICE, OFFICE),
        Holder(FOREIGN_LEADER, "Bùi Thế Vinh", foreign),
        Holder(FOREIGN_SEAL, foreign, foreign),
    )


BAD_HOLDERS = (
    Holder("expired", "Hoàng Văn Cũ", OFFICE, "expired"),
    Holder("not_yet_valid", "Hoàng Văn Mới", OFFICE, "not_yet_valid"),
    Holder("tls_only", "may-chu.binhson.invalid", OFFICE, "tls_only"),
)
"""Certificates that must not sign."""


class Pki:
    """An authority in a folder. Its certificates are the same whoever loads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def url(self) -> str:
        """Where it answers: a loopback address of its own, so that its port is taken by nobody else."""
        return str(self._declaration()["external-url-prefix"])

    @property
    def tsa_url(self) -> str:
        """Where it gives time stamps (RFC 3161)."""
        return f"{self.url}/{ARCHITECTURE}/tsa/{TSA}"

    @property
    def trust_dir(self) -> Path:
        """`root.pem` and `issuing.pem`."""
        return self.folder / "trust"

    @cached_property
    def architecture(self) -> PKIArchitecture:
        """Certomancer's view of it, as declared now."""
        from certomancer.registry import ArchLabel, CertomancerConfig

        config = CertomancerConfig(self._declaration(), key_search_dir=str(self.folder))
        return config.get_pki_arch(ArchLabel(ARCHITECTURE))

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER of the issuing CA and the root, as they stand on a token beside the holder's certificate."""
        return (self.certificate(ISSUING), self.certificate(ROOT))

    def certificate(self, label: str) -> bytes:
        """DER of a certificate."""
        from certomancer.registry import CertLabel

        made: asn1_x509.Certificate = self.architecture.get_cert(CertLabel(label))
        return bytes(made.dump())

    def x509(self, label: str) -> x509.Certificate:
        """A certificate to look into."""
        from cryptography import x509

        return x509.load_der_x509_certificate(self.certificate(label))

    def key(self, label: str) -> bytes:
        """DER (PKCS#8, not encrypted) of a private key."""
        lines = (self.folder / "keys" / f"{label}.pem").read_text("ascii").splitlines()
        return base64.b64decode("".join(lines[1:-1]))

    def crl(self, issuer: str, at: datetime) -> bytes:
        """DER of the list that an issuer gives out at a moment: everything revoked by then."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

        at, issued_by = at.replace(microsecond=0), self.x509(issuer)
        key_id = issued_by.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        until = at + timedelta(days=PROOFS_LAST_DAYS)
        about = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(key_id)
        builder = x509.CertificateRevocationListBuilder().issuer_name(issued_by.subject)
        builder = builder.last_update(at).next_update(until).add_extension(about, critical=False)
        builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        for label, since in blueprint.revoked(self._declaration(), issuer, at):
            entry = x509.RevokedCertificateBuilder().serial_number(self.x509(label).serial_number)
            reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
            entry = entry.revocation_date(since).add_extension(reason, critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        key = load_pem_private_key((self.folder / "keys" / f"{issuer}.pem").read_bytes(), password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)

    def revoke(self, label: str, at: datetime) -> None:
        """Revoke a certificate since `at`; a running service says so from its next answer on."""
        declaration = self._declaration()
        blueprint.revoke(declaration, label, at)
        _write(self.folder / "authority.json", json.dumps(declaration, ensure_ascii=False, indent=1).encode())
        self.__dict__.pop("architecture", None)

    def _declaration(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.folder / "authority.json").read_text(encoding="utf-8"))
        return loaded


def make_pki(folder: Path, holders: Sequence[Holder] | None = None, *, now: datetime | None = None) -> Pki:
    """The authority of `folder`: as it stands there, else made anew at `now` for these holders."""
    pki = Pki(folder.resolve())
    if (folder / "authority.json").exists():
        return pki
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import Encoding

    known = demo_holders() if holders is None else tuple(holders)
    for label, bits in AUTHORITY_KEYS.items():
        _write(folder / "keys" / f"{label}.pem", _pem(rsa.generate_private_key(65537, bits)))
    for holder in known:
        key = ec.generate_private_key(ec.SECP256R1()) if holder.is_elliptic else rsa.generate_private_key(65537, 2048)
        _write(folder / "keys" / f"{holder.label}.pem", _pem(key))
    declaration = blueprint.declare(known, url=_free_address(), now=now or datetime.now(UTC))
    _write(folder / "authority.json", json.dumps(declaration, ensure_ascii=False, indent=1).encode())
    for label in (ROOT, ISSUING):
        _write(folder / "trust" / f"{label}.pem", pki.x509(label).public_bytes(Encoding.PEM), mode=0o644)
    return pki


def _free_address() -> str:
    """An address of 127.0.0.0/8 and a port of it that nobody uses now and, among millions, hardly later."""
    host = f"127.{secrets.randbelow(254) + 1}.{secrets.randbelow(256)}.{secrets.randbelow(254) + 1}"
    with socket.socket() as probe:
        probe.bind((host, 0))
        return f"http://{host}:{probe.getsockname()[1]}"


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put a file in place whole; nobody but the owner can ever read a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
    fresh.replace(path)
