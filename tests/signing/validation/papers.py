"""Documents for the tests of validation: composed, prepared, signed, sealed and completed with pyHanko's own tools.

Nothing here is the product's: what is judged must not be made by the code that judges.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import ocsp as asn1_ocsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.validation import Trust
from signing.validation.trust import fingerprint
from tests.helpers.pki import Identity, Pki

BOXES = {"Number": (100, 700, 160, 716), "Day": (300, 700, 320, 716), "Month": (330, 700, 350, 716)}
BOXES["Year"] = (360, 700, 400, 716)
PLACES = {"Initial1": (60, 300, 120, 330), "Leader": (300, 200, 450, 260), "Seal": (260, 190, 350, 270)}
FILL = {"Number": "2047", "Day": "25", "Month": "11", "Year": "2026"}


def trust_of(pki: Pki) -> Trust:
    """The authority's root, pinned to its issuing CA."""
    pins = {fingerprint(pki.root.der): frozenset({fingerprint(pki.issuing.der)})}
    return Trust(roots=(pki.root.der,), issuing=(pki.issuing.der,), pins=pins)


def blank(*, text: str = "Cong van", stream_xrefs: bool = False) -> bytes:
    """One page that draws a line of text."""
    w = PdfFileWriter(stream_xrefs=stream_xrefs)
    page = generic.StreamObject(stream_data=f"BT /F1 12 Tf 72 760 Td ({text}) Tj ET".encode())
    helvetica = _font()
    resources = generic.DictionaryObject(
        {name("/Font"): generic.DictionaryObject({name("/F1"): w.add_object(helvetica)})}
    )
    w.insert_page(PageObject(contents=w.add_object(page), media_box=(0, 0, 595, 842), resources=resources))
    out = io.BytesIO()
    w.write(out)
    return out.getvalue()


def _font() -> Any:
    entries = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    return generic.DictionaryObject({name(key): name(value) for key, value in entries.items()})


def prepared(data: bytes) -> bytes:
    """The four text fields and the fields of initial, leader and seal, in one revision."""
    w = IncrementalPdfFileWriter(io.BytesIO(data))
    font = w.add_object(_font())
    form = generic.DictionaryObject({name("/Fields"): generic.ArrayObject()})
    fonts = generic.DictionaryObject({name("/Helv"): font})
    form[name("/DR")] = generic.DictionaryObject({name("/Font"): fonts})
    w.root[name("/AcroForm")] = w.add_object(form)
    w.update_root()
    page_ref = w.find_page_for_modification(0)[0]
    page = page_ref.get_object()
    page[name("/Annots")] = generic.ArrayObject()
    for field in BOXES:
        widget = w.add_object(_text_field(w, field, page_ref))
        form["/Fields"].append(widget)
        page["/Annots"].append(widget)
    w.update_container(form)
    w.mark_update(page_ref)
    for field, box in PLACES.items():
        lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, list(BOXES)) if field == "Seal" else None
        fields.append_signature_field(w, fields.SigFieldSpec(field, 0, box=box, field_mdp_spec=lock))
    return _written(w)


def _text_field(w: Any, field: str, page_ref: Any) -> Any:
    widget = generic.DictionaryObject()
    for key, value in {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx"}.items():
        widget[name(key)] = name(value)
    widget[name("/T")] = generic.TextStringObject(field)
    widget[name("/V")] = generic.TextStringObject("")
    widget[name("/F")] = generic.NumberObject(4)
    widget[name("/P")] = generic.IndirectObject(page_ref.idnum, page_ref.generation, w)
    widget[name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, BOXES[field]))
    widget[name("/AP")] = generic.DictionaryObject({name("/N"): w.add_object(look(w, ""))})
    return widget


def look(w: Any, text: str, *, font: Any = None, raw: bytes | None = None) -> Any:
    """A look that draws `text` with the form's font (or with `font`), or the operators of `raw`."""
    used = font or w.root["/AcroForm"]["/DR"]["/Font"].raw_get("/Helv")
    drawn = b"q BT /Helv 11 Tf 2 4 Td (" + text.encode() + b") Tj ET Q" if text else b""
    stream = generic.StreamObject(stream_data=drawn if raw is None else raw)
    stream[name("/Type")], stream[name("/Subtype")] = name("/XObject"), name("/Form")
    stream[name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 60, 16)))
    fonts = generic.DictionaryObject({name("/Helv"): used})
    stream[name("/Resources")] = generic.DictionaryObject({name("/Font"): fonts})
    return stream


def text_field(w: Any, field: str) -> Any:
    """The dictionary of a text field, for changing."""
    found = [ref for ref in w.root["/AcroForm"]["/Fields"] if ref.get_object()["/T"] == field]
    return found[0].get_object()


def fill(w: Any, values: dict[str, str], *, drawn: dict[str, str] | None = None, **of_look: Any) -> None:
    """Set values and looks in the writer; `drawn` draws something else than the value."""
    for field, value in values.items():
        widget = text_field(w, field)
        if value:
            widget[name("/V")] = generic.TextStringObject(value)
        shown = look(w, (drawn or {}).get(field, value), **of_look)
        widget[name("/AP")] = generic.DictionaryObject({name("/N"): w.add_object(shown)})
        w.update_container(widget)


def changed(data: bytes, change: Any) -> bytes:
    """One more unsigned revision, made by `change(writer)`."""
    w = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    change(w)
    return _written(w)


def filled(data: bytes, values: dict[str, str] | None = None, **more: Any) -> bytes:
    """One more revision that fills the text fields, signed by nobody."""
    return changed(data, lambda w: fill(w, FILL if values is None else values, **more))


def signed(
    data: bytes,
    who: Identity,
    pki: Pki,
    field: str,
    *,
    fills: dict[str, str] | None = None,
    drawn: dict[str, str] | None = None,
    new_at: Sequence[int] | None = None,
    stamp: bool = False,
    chain: bool = True,
    claims: datetime | None = None,
    **meta: Any,
) -> bytes:
    """Sign `field` (a new visible one when `new_at`), filling `fills` in the same revision; `stamp`: B-T.

    The signer claims the authority's present, or `claims`.
    """
    w = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    if fills:
        fill(w, fills, drawn=drawn)
    new = fields.SigFieldSpec(field, 0, box=tuple(new_at)) if new_at is not None else None
    about: dict[str, Any] = {"md_algorithm": "sha256", "subfilter": fields.SigSeedSubFilter.PADES, **meta}
    signer = _Dated(
        pki.now() if claims is None else claims,
        signers.PdfSignatureMetadata(field_name=field, **about),
        signer=signer_of(who, pki, chain=chain),
        timestamper=stamper(pki) if stamp else None,
        new_field_spec=new,
        stamp_style=TextStampStyle(stamp_text="ky so"),
    )
    out = io.BytesIO()
    _settled(lambda: signer.async_sign_pdf(w, existing_fields_only=new is None, output=out))
    return out.getvalue()


class _Dated(signers.PdfSigner):  # type: ignore[misc]
    """pyHanko's signer on a computer whose clock says `clock`."""

    def __init__(self, clock: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._clock = clock

    def init_signing_session(self, *args: Any, **more: Any) -> Any:
        session = super().init_signing_session(*args, **more)
        session.system_time = self._clock
        return session


def signer_of(who: Identity, pki: Pki, *, chain: bool = True) -> Any:
    """pyHanko's own software signer."""
    others = [pki.issuing.asn1] if chain else []
    return signers.SimpleSigner(
        signing_cert=who.asn1,
        signing_key=asn1_keys.PrivateKeyInfo.load(who.key_der),
        cert_registry=SimpleCertificateStore.from_certs(others),
    )


def stamper(pki: Pki) -> Any:
    return timestamps.DummyTimeStamper(
        pki.tsa.asn1,
        asn1_keys.PrivateKeyInfo.load(pki.tsa.key_der),
        certs_to_embed=SimpleCertificateStore.from_certs([pki.issuing.asn1]),
        fixed_dt=pki.now(),
    )


def completed(
    data: bytes,
    pki: Pki,
    *,
    certificates: Sequence[Identity] = (),
    lists: bool = True,
    answers: Sequence[Identity] = (),
) -> bytes:
    """The store of all and a document timestamp, in one revision, at the authority's present.

    `answers`: OCSP answers about these take the place of the issuing CA's list.
    """
    w = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    issuers = (pki.root,) if answers else (pki.root, pki.issuing)
    crls = [asn1_crl.CertificateList.load(pki.crl(one)) for one in issuers] if lists else []
    certs = [one.asn1 for one in (pki.root, pki.issuing, pki.tsa, *certificates)]
    ocsps = [asn1_ocsp.OCSPResponse.load(answer_about(one, pki)) for one in answers]
    DocumentSecurityStore.supply_dss_in_writer(w, None, certs=certs, crls=crls, ocsps=ocsps)
    out = io.BytesIO()
    _settled(lambda: signers.PdfTimeStamper(stamper(pki)).async_timestamp_pdf(w, "sha256", output=out))
    return out.getvalue()


def answer_about(who: Identity, pki: Pki) -> bytes:
    """What the issuing CA's responder says of a certificate, as DER."""
    builder = ocsp.OCSPRequestBuilder().add_certificate(who.certificate, pki.issuing.certificate, hashes.SHA1())
    return pki.ocsp(builder.build().public_bytes(serialization.Encoding.DER))


def at(year: int, month: int = 6, day: int = 1) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


def saved(folder: Path, data: bytes, title: str = "paper.pdf") -> Path:
    path = folder / title
    path.write_bytes(data)
    return path


def _written(w: Any) -> bytes:
    out = io.BytesIO()
    w.write(out)
    return out.getvalue()


def _settled(work: Any) -> Any:
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()
