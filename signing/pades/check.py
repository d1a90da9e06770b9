"""Looking at our own output before it is put in place: default deny, nothing of the writer is believed.

The file begins with the input's bytes; the new signature covers everything but its own value; its digest is that of
the bytes on disk; the value verifies with the very certificate that was to sign. What it means for the office is
`signing.validation`'s.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import BinaryIO

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from signing.outcomes import SelfCheckFailed
from signing.pades.writing import PIECE_BYTES, sha256_of

_HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


def check_prefix(stream: BinaryIO, size: int, sha256: str) -> None:
    """The output begins with exactly the input's bytes."""
    _demand(sha256_of(stream, size) == sha256, "prefix")


def check_signature(stream: BinaryIO, field: str, certificate_der: bytes, *, stamped: bool) -> None:
    """The signature in `field` holds over the whole file; raises SelfCheckFailed naming the step."""
    embedded = find(stream, field)
    data = embedded.signed_data
    info = data["signer_infos"][0]
    _check_ranges(stream, embedded)
    hash_name = info["digest_algorithm"]["algorithm"].native
    _demand(
        hmac.compare_digest(range_digest(stream, embedded, hash_name), _attribute(info, "message_digest")), "digest"
    )
    _check_certificate(data, info, certificate_der)
    _check_value(info, certificate_der)
    if stamped:
        _check_stamp(info)


def check_timestamp(stream: BinaryIO, field: str) -> datetime:
    """The document time stamp in `field` is over the whole file; return the time that it states."""
    embedded = find(stream, field)
    _check_ranges(stream, embedded)
    stated = embedded.signed_data["encap_content_info"]["content"].parsed
    imprint = stated["message_imprint"]
    hash_name = imprint["hash_algorithm"]["algorithm"].native
    digest = range_digest(stream, embedded, hash_name)
    _demand(hmac.compare_digest(digest, imprint["hashed_message"].native), "digest")
    stamped_at: datetime = stated["gen_time"].native
    return stamped_at


def find(stream: BinaryIO, field: str) -> EmbeddedPdfSignature:
    """The signature in a field of this name."""
    stream.seek(0)
    reader = PdfFileReader(stream, strict=False)
    if reader.encrypted:
        reader.decrypt("")
    embedded: EmbeddedPdfSignature
    for embedded in reader.embedded_signatures:
        if embedded.field_name == field:
            return embedded
    raise SelfCheckFailed(step="field")


def range_digest(stream: BinaryIO, embedded: EmbeddedPdfSignature, hash_name: str) -> bytes:
    """The digest of the two covered ranges, read in pieces."""
    digest = hashlib.new(hash_name)
    ranges = [int(edge) for edge in embedded.byte_range]
    for start, length in ((ranges[0], ranges[1]), (ranges[2], ranges[3])):
        stream.seek(start)
        left = length
        while left and (piece := stream.read(min(PIECE_BYTES, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.digest()


def _check_ranges(stream: BinaryIO, embedded: EmbeddedPdfSignature) -> None:
    """Two ranges from the first byte to the last; the hole is one hex string, the signature's own value."""
    start, first, second, rest = (int(edge) for edge in embedded.byte_range)
    size = stream.seek(0, 2)
    _demand(start == 0 and first < second and second + rest == size, "ranges")
    stream.seek(first)
    hole = stream.read(second - first)
    _demand(hole[:1] == b"<" and hole[-1:] == b">", "hole")
    try:
        _demand(bytes.fromhex(hole[1:-1].decode("ascii")) == embedded.pkcs7_content, "hole")
    except ValueError:
        raise SelfCheckFailed(step="hole") from None


def _attribute(info: cms.SignerInfo, name: str) -> bytes:
    for attribute in info["signed_attrs"]:
        if attribute["type"].native == name:
            value: bytes = attribute["values"][0].native
            return value
    raise SelfCheckFailed(step=name)


def _check_certificate(data: cms.SignedData, info: cms.SignerInfo, certificate_der: bytes) -> None:
    """The certificate that was to sign is inside, named as signer, and its hash is signed (RFC 5035)."""
    certificate = x509.Certificate.load(certificate_der)
    _demand(any(choice.chosen.dump() == certificate_der for choice in data["certificates"]), "certificate")
    _demand(info["sid"].chosen["serial_number"].native == certificate.serial_number, "certificate")
    signed = next(a for a in info["signed_attrs"] if a["type"].native == "signing_certificate_v2")
    entry = signed["values"][0]["certs"][0]
    hash_name = entry["hash_algorithm"]["algorithm"].native
    _demand(entry["cert_hash"].native == hashlib.new(hash_name, certificate_der).digest(), "certificate")


def _check_value(info: cms.SignerInfo, certificate_der: bytes) -> None:
    public = serialization.load_der_public_key(x509.Certificate.load(certificate_der).public_key.dump())
    signed = info["signed_attrs"].untag().dump(force=True)
    value, algorithm = info["signature"].native, _HASHES[info["digest_algorithm"]["algorithm"].native]
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(value, signed, padding.PKCS1v15(), algorithm)
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(value, signed, ec.ECDSA(algorithm))
        else:
            raise SelfCheckFailed(step="key")
    except InvalidSignature:
        raise SelfCheckFailed(step="value") from None


def _check_stamp(info: cms.SignerInfo) -> None:
    """The signature time stamp is over this very signature value."""
    for attribute in info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            imprint = token["message_imprint"]
            hash_name = imprint["hash_algorithm"]["algorithm"].native
            digest = hashlib.new(hash_name, info["signature"].native).digest()
            _demand(digest == imprint["hashed_message"].native, "time_stamp")
            return
    raise SelfCheckFailed(step="time_stamp")


def _demand(holds: bool, step: str) -> None:
    if not holds:
        raise SelfCheckFailed(step=step)
