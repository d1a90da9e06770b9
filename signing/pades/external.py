"""pyHanko's signer and time stamper, with the key and the network elsewhere.

The signature value comes from a callback (the token process, through the parent); time stamps come through `fetch`.
The CMS carries signing-time although PAdES leaves it to /M: viewers that look only there (poppler's among them) would
show 1970. It is the same instant as /M and the printed time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from asn1crypto import cms, tsp, x509
from pyhanko.sign import attributes
from pyhanko.sign.signers.pdf_cms import (
    CAdESSignedAttributeProviderSpec,
    PdfCMSSignedAttributes,
    Signer,
)
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.outcomes import SelfCheckFailed, SourceAway, TimestampAway
from signing.tokens.messages import SignatureValue

Fetch = Callable[[str, bytes | None], bytes]
"""Answers (url, body); body None is GET. Raises SourceAway."""
MakeSignature = Callable[[bytes], SignatureValue]
"""The raw signature over the bytes of the signed attributes; raises what `signing.outcomes` names under TokenError."""


class CallbackSigner(Signer):
    """A signer whose key is somewhere else."""

    def __init__(self, certificate_der: bytes, chain_der: Iterable[bytes], make: MakeSignature, when: datetime) -> None:
        certificate = x509.Certificate.load(certificate_der)
        chain = SimpleCertificateStore()
        chain.register_multiple([x509.Certificate.load(der) for der in chain_der])
        super().__init__(signing_cert=certificate, cert_registry=chain)
        self._make = make
        settings = PdfCMSSignedAttributes(signing_time=when)
        self.signed_attr_prov_spec = _WithSigningTime(settings, certificate, is_pades=True, timestamper=None)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Ask the callback once; what it made must fit what the CMS will say."""
        if dry_run:
            return bytes(512)
        made = self._make(data)
        expected = self.get_signature_mechanism_for_digest(digest_algorithm)["algorithm"].native
        if made.mechanism != expected:
            raise SelfCheckFailed(step="mechanism", expected=expected, found=made.mechanism)
        return made.value


class _WithSigningTime(CAdESSignedAttributeProviderSpec):
    def signed_attr_providers(
        self, data_digest: bytes, digest_algorithm: str
    ) -> Iterable[attributes.CMSAttributeProvider]:
        yield from super().signed_attr_providers(data_digest, digest_algorithm)
        assert self.attr_settings.signing_time is not None
        yield attributes.SigningTimeProvider(timestamp=self.attr_settings.signing_time)


class FetchingTimeStamper(TimeStamper):
    """RFC 3161 through `fetch`."""

    def __init__(self, url: str, fetch: Fetch) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = url
        self._fetch = fetch

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Post the request; raises TimestampAway when no usable answer comes."""
        try:
            answer = self._fetch(self._url, req.dump())
        except SourceAway as away:
            raise TimestampAway(**away.facts) from None
        try:
            response = tsp.TimeStampResp.load(answer)
            response["status"]["status"].native  # noqa: B018 asn1crypto parses when looked at
        except (ValueError, TypeError) as error:
            raise TimestampAway(url=self._url, why="unreadable") from error
        return response

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token over a digest; raises TimestampAway when the authority refuses."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, AttributeError) as error:  # pyHanko trips over saying that a nonce is not ours
            raise TimestampAway(url=self._url, why="refused") from error
