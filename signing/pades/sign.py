"""One signature on one file: fill if asked, draw the look, sign, check, put in place. One revision is added.

ETSI.CAdES.detached with signing-certificate-v2, always an approval signature, never a certification (a leader's
certification would forbid the receiver's arrival stamp). A lock that the field carries is honoured.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from signing.appearance.looks import VIETNAM
from signing.certificates import check_usable, digest_name
from signing.outcomes import SignatureRefused
from signing.pades import check
from signing.pades.external import CallbackSigner, Fetch, MakeSignature
from signing.pades.fill import fill
from signing.pades.job import Level, Signed, SignJob
from signing.pades.levels import reserved_digits, stamped, stamper
from signing.pades.pages import entry
from signing.pades.visible import ReadyLook, Spot, spot
from signing.pades.writing import check_bytes, open_revision, parsing, placed, sha256_of


def sign(job: SignJob, make: MakeSignature, fetch: Fetch | None = None) -> Signed:
    """Write `job.target` with one signature more, at level b or t. An error leaves no target and the source as it was.

    Raises SignatureRefused, FileChanged, NoRoomOnDisk, SelfCheckFailed, TimestampAway (level t), what stands against
    the certificate, and whatever `make` raises.
    """
    check_usable(job.certificate_der, at=job.when)
    with Path(job.source).open("rb") as stream, placed(Path(job.target)) as output:
        before = check_bytes(stream, job.expected_sha256)
        size_before = stream.seek(0, 2)
        writer = open_revision(stream)
        _check_certification(writer)
        with parsing():
            fill(writer, job.fill)
            field = spot(writer, job)
        asyncio.run(_write(writer, job, field, _pdf_signer(job, field, make, fetch), output))
        check.check_prefix(output, size_before, before)
        check.check_signature(output, field.field, job.certificate_der, stamped=stamped(job))
        sha256, size = sha256_of(output), output.seek(0, 2)
    level: Level = "t" if stamped(job) else "b"
    return Signed(sha256=sha256, size=size, field=field.field, signed_at=instant(job), level=level)


def instant(job: SignJob) -> datetime:
    """The signing time as it is written everywhere: Vietnam's zone, whole seconds."""
    return job.when.astimezone(VIETNAM).replace(microsecond=0)


def _pdf_signer(job: SignJob, field: Spot, make: MakeSignature, fetch: Fetch | None) -> PdfSigner:
    signer = CallbackSigner(job.certificate_der, job.chain_der, make, instant(job))
    about = PdfSignatureMetadata(
        field_name=field.field,
        md_algorithm=digest_name(job.certificate_der),
        subfilter=SigSeedSubFilter.PADES,
        name=signer.subject_name,
        reason=job.reason or None,
        location=job.location or None,
    )
    return PdfSigner(
        about, signer, timestamper=stamper(job, fetch), stamp_style=ReadyLook(look=field.look), new_field_spec=field.new
    )


async def _write(
    writer: IncrementalPdfFileWriter, job: SignJob, field: Spot, signer: PdfSigner, output: BinaryIO
) -> None:
    """Write the revision with room for the signature, have the signature made, put it in."""
    with parsing():
        try:
            session = signer.init_signing_session(writer, existing_fields_only=field.new is None)
        except SigningError as error:
            raise SignatureRefused(reason="field_locked", why=str(error)) from error
        session.system_time = instant(job)
        document = session.prepare_tbs_document(None, reserved_digits(job))
        prepared, _ = document.digest_tbs_document(output=output)
    await document.perform_signature(prepared.document_digest, PdfCMSSignedAttributes(signing_time=instant(job)))


def _check_certification(writer: IncrementalPdfFileWriter) -> None:
    """A certification that forbids every change (P=1) forbids a further signature too (ISO 32000-1 §12.8.2.2)."""
    with parsing():
        certified = entry(entry(writer.root, "/Perms", {}), "/DocMDP", {})
        references = entry(certified, "/Reference", ())
        for index in range(len(references)):
            reference = references[index]
            if entry(reference, "/TransformMethod") == "/DocMDP":
                permission = entry(entry(reference, "/TransformParams", {}), "/P", MDPPerm.FILL_FORMS.value)
                if int(permission) == MDPPerm.NO_CHANGES.value:
                    raise SignatureRefused(reason="certified_no_changes")
