"""Whom we trust: roots as anchors, the issuing CAs that must stand in a path, and the one key that may use SHA-1.

Decides what counts as an anchor and reads it from PEM files; judging a path against it is `signing.validation.paths`.
The catalogue of production stands in `resources/trust/catalogue.toml` as data. Files or folders that an
administrator adds hold roots (self-signed) and issuing CAs (not self-signed): an added root is pinned to the added
issuing CAs that it signed; when none of the added ones is its own, any CA under it is accepted. An added file cannot
loosen a pin of the catalogue: its issuing CAs extend the pins only of the added roots.
Pins bind signers; the path of a timestamp authority must end in an anchor, but the state's TSA issues from a CA whose
certificate nobody has published, so no pin is asked of it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from signing.outcomes import TrustFileBroken

SUFFIXES = (".pem", ".crt", ".cer", ".der")
MOVED = "moved.toml"


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """Anchors and pins; certificates as DER, fingerprints as lower-case hex of SHA-256 over DER."""

    roots: tuple[bytes, ...] = ()
    issuing: tuple[bytes, ...] = ()
    """Known issuing CAs: they complete paths whose signature brings the leaf alone."""
    pins: Mapping[str, frozenset[str]] = {}
    """Root → the issuing CAs of which one must stand in a signer's path; a root without entry pins nothing."""
    sha1_keys: frozenset[str] = frozenset()
    """SHA-256 of the SubjectPublicKeyInfo of the roots whose own signatures may use SHA-1."""
    moved: tuple[tuple[str, str], ...] = ()
    """Prefixes of addresses in certificates that no longer answer, and where the service answers now."""

    @classmethod
    def load(cls, paths: Iterable[Path] = (), *, catalogue: bool = True) -> Trust:
        """Read the catalogue (unless told not to) and the PEM or DER files or folders in `paths`.

        A folder's `moved.toml` may hold `[[moved]]` rows as the catalogue does. Raises TrustFileBroken when a named
        file holds no certificate (or that table is broken), FileNotFoundError when it does not exist.
        """
        base = _catalogue() if catalogue else cls()
        places = [Path(path) for path in paths]
        added = [der for place in places for der in _certificates_at(place)]
        moved = (*base.moved, *(row for place in places for row in _moved_at(place / MOVED)))
        return msgspec.structs.replace(_extend(base, added), moved=moved)


def fingerprint(der: bytes) -> str:
    """SHA-256 over DER, lower-case hex."""
    return hashlib.sha256(der).hexdigest()


def rewriters() -> tuple[str, ...]:
    """Parts of the names of programs that rewrite signed files."""
    return tuple(_table()["rewriters"]["producers"])


def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("resources") / "trust" / "catalogue.toml").read_text(encoding="utf-8"))


def _catalogue() -> Trust:
    table = _table()
    roots = {row["sha256"]: _catalogued(row) for row in table["root"]}
    return Trust(
        roots=tuple(roots.values()),
        issuing=tuple(_catalogued(row) for row in table["issuing"]),
        pins={row["sha256"]: frozenset(row["pins"]) for row in table["root"] if row.get("pins")},
        sha1_keys=frozenset(_key_fingerprint(roots[row["sha256"]]) for row in table["root"] if row.get("admits_sha1")),
        moved=tuple((row["from"], row["to"]) for row in table["moved"]),
    )


def _catalogued(row: dict[str, Any]) -> bytes:
    data = (resources.files("resources") / "trust" / row["file"]).read_bytes()
    (der,) = _split(data, row["file"])
    if fingerprint(der) != row["sha256"]:
        raise TrustFileBroken(path=row["file"])
    return der


def _extend(base: Trust, added: Iterable[bytes]) -> Trust:
    from cryptography import x509

    known = {fingerprint(der) for der in (*base.roots, *base.issuing)}
    fresh = {fingerprint(der): der for der in added}
    parsed = {name: x509.load_der_x509_certificate(der) for name, der in fresh.items() if name not in known}
    roots = {name: one for name, one in parsed.items() if _issued(one, one)}
    issuing = {name: one for name, one in parsed.items() if name not in roots and _is_authority(one)}
    pins = {root: frozenset(n for n, one in issuing.items() if _issued(one, by)) for root, by in roots.items()}
    return msgspec.structs.replace(
        base,
        roots=(*base.roots, *(fresh[name] for name in roots)),
        issuing=(*base.issuing, *(fresh[name] for name in issuing)),
        pins={**base.pins, **{root: pinned for root, pinned in pins.items() if pinned}},
    )


def _issued(certificate: Any, by: Any) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(by)
    except (TypeError, InvalidSignature):
        return False
    except ValueError:  # other names, or a SHA-1 signature, which that check does not know
        return _issued_with_sha1(certificate, by)
    return True


def _issued_with_sha1(certificate: Any, by: Any) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key, digest = by.public_key(), certificate.signature_hash_algorithm
    if certificate.issuer != by.subject or not isinstance(digest, hashes.SHA1) or not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(certificate.signature, certificate.tbs_certificate_bytes, padding.PKCS1v15(), digest)
    except InvalidSignature:
        return False
    return True


def _is_authority(certificate: Any) -> bool:
    from cryptography import x509

    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def _key_fingerprint(der: bytes) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = x509.load_der_x509_certificate(der).public_key()
    return fingerprint(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _certificates_at(path: Path) -> list[bytes]:
    if not path.is_dir():
        return _split(path.read_bytes(), path.name)
    files = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
    return [der for one in files for der in _split(one.read_bytes(), one.name)]


def _moved_at(path: Path) -> tuple[tuple[str, str], ...]:
    """Whatever an address leads to is signed by its authority, so nothing need be trusted here."""
    if not path.is_file():
        return ()
    try:
        return tuple((row["from"], row["to"]) for row in tomllib.loads(path.read_text("utf-8"))["moved"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as broken:
        raise TrustFileBroken(path=path.name) from broken


def _split(data: bytes, name: str) -> list[bytes]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
    except ValueError as broken:
        raise TrustFileBroken(path=name) from broken
    return [one.public_bytes(Encoding.DER) for one in found]
