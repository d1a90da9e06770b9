"""A certification authority in memory, shaped like the state's: root, issuing CA, leaves, TSA, CRL and OCSP.

`Pki.fetch(url, body)` answers what the network would: CRLs, OCSP, time stamps and CA certificates, with no socket.
The clock is a plain attribute, so a test may sign in the past and judge in the future; any address may be shut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from signing.outcomes import SourceAway

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
SITE = "http://pki.invalid"
TSA_URL = f"{SITE}/tsa"
CRL_LASTS = timedelta(days=7)
_KEYS: dict[tuple[str, str], Key] = {}


def make_key(kind: str = "rsa", name: str = "") -> Key:
    """A private key of `kind` (rsa, p256, p384); the same for the same name, as RSA keys take long to make."""
    if not name or (kind, name) not in _KEYS:
        made: Key
        if kind == "rsa":
            made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        else:
            made = ec.generate_private_key({"p256": ec.SECP256R1(), "p384": ec.SECP384R1()}[kind])
        _KEYS[kind, name] = made
    return _KEYS[kind, name]


@dataclass(frozen=True)
class Identity:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_der(self) -> bytes:
        """PKCS#8."""
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)


def _name(cn: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, cn)])


def _usage(**on: bool) -> x509.KeyUsage:
    names = [
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ]  # fmt: skip
    return x509.KeyUsage(**{name: on.get(name, False) for name in names})


SIGNING = _usage(digital_signature=True, content_commitment=True)
ENCRYPTION = _usage(key_encipherment=True)


@dataclass
class Pki:
    """One small authority. `now` is its clock; `shut` holds addresses that do not answer."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    title: str = "Thử nghiệm"
    shut: set[str] = field(default_factory=set)
    revoked: dict[int, datetime] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    crl_age: timedelta = timedelta(minutes=1)

    def __post_init__(self) -> None:
        self.begin = self.now() - timedelta(days=400)
        self.end = self.now() + timedelta(days=3650)
        self.root = self._ca(f"{self.title} Root CA", None)
        self.issuing = self._ca(f"{self.title} Issuing CA", self.root)
        self.tsa = self.make_tsa()

    # -- certificates

    def leaf(
        self,
        cn: str,
        *,
        organisation: str = "",
        kind: str = "rsa",
        not_before: datetime | None = None,
        not_after: datetime | None = None,
        usage: x509.KeyUsage = SIGNING,
        extended: tuple[x509.ObjectIdentifier, ...] = (),
        services: bool = True,
        with_ocsp: bool = True,
    ) -> Identity:
        """A person's or agency's certificate; `services` False leaves out CRL and OCSP addresses."""
        key = make_key(kind, cn)
        builder = self._builder(_name(cn, organisation), key, self.issuing, not_before, not_after)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(usage, critical=True)
        if extended:
            builder = builder.add_extension(x509.ExtendedKeyUsage(list(extended)), critical=False)
        if services:
            builder = self._with_addresses(builder, "issuing", ocsp_too=with_ocsp)
        return Identity(builder.sign(self.issuing.key, hashes.SHA256()), key)

    def make_tsa(self, *, not_after: datetime | None = None, title: str = "TSA") -> Identity:
        """A time stamp authority's certificate under the issuing CA."""
        key = make_key("rsa", f"{self.title} {title}")
        builder = self._builder(_name(f"{self.title} {title}"), key, self.issuing, None, not_after)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        builder = builder.add_extension(_usage(digital_signature=True), critical=True)
        builder = self._with_addresses(builder, "issuing", ocsp_too=True)
        return Identity(builder.sign(self.issuing.key, hashes.SHA256()), key)

    def revoke(self, identity: Identity, at: datetime | None = None) -> None:
        self.revoked[identity.certificate.serial_number] = at or self.now()

    def trust_pem(self) -> bytes:
        return self.root.pem

    @property
    def chain_der(self) -> tuple[bytes, ...]:
        """What stands on a token beside the signer's certificate."""
        return (self.issuing.der, self.root.der)

    def _ca(self, cn: str, issuer: Identity | None) -> Identity:
        key = make_key("rsa", cn)
        builder = self._builder(_name(cn), key, issuer, None, None)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        if issuer is not None:
            builder = self._with_addresses(builder, "root", ocsp_too=False)
        return Identity(builder.sign((issuer.key if issuer else key), hashes.SHA256()), key)

    def _builder(
        self, name: x509.Name, key: Key, issuer: Identity | None, begin: datetime | None, end: datetime | None
    ) -> x509.CertificateBuilder:
        issuer_key = issuer.key if issuer else key
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer.certificate.subject if issuer else name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin or self.begin)
            .not_valid_after(end or self.end)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        )

    def _with_addresses(self, builder: x509.CertificateBuilder, ca: str, *, ocsp_too: bool) -> x509.CertificateBuilder:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{SITE}/{ca}.crl")], None, None, None)
        about = [(AuthorityInformationAccessOID.CA_ISSUERS, f"{SITE}/{ca}.crt")]
        if ocsp_too:
            about.append((AuthorityInformationAccessOID.OCSP, f"{SITE}/ocsp"))
        access = [x509.AccessDescription(kind, x509.UniformResourceIdentifier(url)) for kind, url in about]
        return builder.add_extension(x509.CRLDistributionPoints([place]), critical=False).add_extension(
            x509.AuthorityInformationAccess(access), critical=False
        )

    # -- the network

    def fetch(self, url: str, body: bytes | None) -> bytes:
        """What the address would answer now; raises SourceAway for a shut or unknown one."""
        self.asked.append(url)
        if url in self.shut or SITE in self.shut:
            raise SourceAway(url=url, why="ConnectionError")
        match url.removeprefix(SITE):
            case "/tsa" if body is not None:
                return self.timestamp(body)
            case "/ocsp" if body is not None:
                return self.ocsp(body)
            case "/root.crl":
                return self.crl(self.root)
            case "/issuing.crl":
                return self.crl(self.issuing)
            case "/root.crt":
                return self.root.der
            case "/issuing.crt":
                return self.issuing.der
        raise SourceAway(url=url, why="404")

    def crl(self, issuer: Identity) -> bytes:
        """The issuer's list as DER, with everything revoked by now."""
        at = (self.now() - self.crl_age).replace(microsecond=0)
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
        builder = builder.last_update(at).next_update(at + CRL_LASTS)
        for serial, revoked_at in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(revoked_at)
            builder = builder.add_revoked_certificate(entry.build())
        public = issuer.key.public_key()
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def ocsp(self, body: bytes) -> bytes:
        """The issuing CA's own answer about one certificate."""
        request = ocsp.load_der_ocsp_request(body)
        at = (self.now() - self.crl_age).replace(microsecond=0)
        revoked_at = self.revoked.get(request.serial_number)
        status = ocsp.OCSPCertStatus.REVOKED if revoked_at else ocsp.OCSPCertStatus.GOOD
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash,
            issuer_key_hash=request.issuer_key_hash,
            serial_number=request.serial_number,
            algorithm=request.hash_algorithm,
            cert_status=status,
            this_update=at,
            next_update=at + CRL_LASTS,
            revocation_time=revoked_at,
            revocation_reason=None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.issuing.certificate)
        for extension in request.extensions:
            if isinstance(extension.value, x509.OCSPNonce):
                builder = builder.add_extension(extension.value, critical=False)
        return builder.sign(self.issuing.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def timestamp(self, body: bytes) -> bytes:
        """The TSA's answer to an RFC 3161 request."""
        stamper = DummyTimeStamper(
            self.tsa.asn1,
            asn1_keys.PrivateKeyInfo.load(self.tsa.key_der),
            certs_to_embed=[self.issuing.asn1],
            fixed_dt=self.now(),
        )
        answer = _finish(lambda: stamper.async_request_tsa_response(tsp.TimeStampReq.load(body)))
        return bytes(answer.dump())


def _finish(work: Callable[[], object]) -> tsp.TimeStampResp:
    """Run a coroutine to its end, even when the caller is inside an event loop of its own."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()  # type: ignore[arg-type]
