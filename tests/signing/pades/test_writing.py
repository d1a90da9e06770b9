"""Files in all shapes: what is signed although it is odd, and what is refused and why."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata

from signing.outcomes import SignatureRefused
from signing.pades.sign import sign
from tests.helpers.hybrid_pdf import hybrid_pdf
from tests.helpers.pki import Identity, Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import job, key_signer, letter, pdfsig
from tests.signing.validation.papers import signer_of

VALID = [("Signature1", "Signature is Valid.")]


@pytest.fixture(scope="module")
def who(pki: Pki) -> Identity:
    return pki.leaf("Người ký mọi tệp")


def _qpdf(folder: Path, *options: str) -> Path:
    (folder / "letter.pdf").write_bytes(letter().pdf)
    subprocess.run(["qpdf", *options, str(folder / "letter.pdf"), str(folder / "in.pdf")], check=True)
    return folder / "in.pdf"


def _sign(source: Path, who: Identity, pki: Pki) -> Path:
    target = source.with_name("out.pdf")
    sign(job(source, target, "plain", who, pki), key_signer(who))
    assert target.read_bytes().startswith(source.read_bytes())
    return target


SHAPES = {
    "object streams": ("--object-streams=generate",),
    "linearised": ("--linearize",),
    "owner password": ("--encrypt", "", "owner", "256", "--"),
    "owner password, old cipher": ("--allow-weak-crypto", "--encrypt", "", "owner", "128", "--"),
    "pdf 1.3": ("--force-version=1.3", "--object-streams=disable"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_odd_but_whole_file_is_signed(shape: str, folder: Path, pki: Pki, who: Identity) -> None:
    assert pdfsig(_sign(_qpdf(folder, *SHAPES[shape]), who, pki)) == VALID


def test_hybrid_file_is_signed(folder: Path, pki: Pki, who: Identity) -> None:
    (folder / "in.pdf").write_bytes(hybrid_pdf())
    assert pdfsig(_sign(folder / "in.pdf", who, pki)) == VALID


def test_bytes_before_the_header_stay(folder: Path, pki: Pki, who: Identity) -> None:
    (folder / "in.pdf").write_bytes(plain_pdf("Co rac phia sau") + b"\n\n")
    assert pdfsig(_sign(folder / "in.pdf", who, pki)) == VALID


def test_form_without_fields_gets_them(folder: Path, pki: Pki, who: Identity) -> None:
    (folder / "plain.pdf").write_bytes(plain_pdf("Bieu mau"))
    with (folder / "plain.pdf").open("rb") as stream, (folder / "in.pdf").open("wb") as output:
        writer = IncrementalPdfFileWriter(stream)
        writer.root[pdf_name("/AcroForm")] = generic.DictionaryObject()
        writer.update_root()
        writer.write(output)
    assert pdfsig(_sign(folder / "in.pdf", who, pki)) == VALID


def _refusal(data: bytes, folder: Path, pki: Pki, who: Identity) -> str:
    (folder / "in.pdf").write_bytes(data)
    with pytest.raises(SignatureRefused) as refused:
        sign(job(folder / "in.pdf", folder / "out.pdf", "plain", who, pki), key_signer(who))
    assert sorted(path.name for path in folder.iterdir() if path.name != "letter.pdf") == ["in.pdf"]
    return str(refused.value.facts["reason"])


def test_file_that_is_no_pdf_is_refused(folder: Path, pki: Pki, who: Identity) -> None:
    assert _refusal(b"PK\x03\x04 a word document", folder, pki, who) == "not_a_pdf"
    assert _refusal(b"", folder, pki, who) == "not_a_pdf"


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_file_that_is_cut_off_is_refused(kept: float, folder: Path, pki: Pki, who: Identity) -> None:
    data = letter().pdf
    assert _refusal(data[: int(len(data) * kept)], folder, pki, who) == "damaged"


def test_file_that_needs_a_password_is_refused(folder: Path, pki: Pki, who: Identity) -> None:
    data = _qpdf(folder, "--encrypt", "secret", "owner", "256", "--").read_bytes()
    assert _refusal(data, folder, pki, who) == "encrypted"


def test_owner_who_forbids_signing_is_obeyed(folder: Path, pki: Pki, who: Identity) -> None:
    forbidding = ("--encrypt", "", "owner", "256", "--modify=none", "--annotate=n", "--form=n", "--")
    data = _qpdf(folder, *forbidding).read_bytes()
    assert _refusal(data, folder, pki, who) == "encrypted"


def test_certification_that_forbids_changes_is_obeyed(folder: Path, pki: Pki, who: Identity) -> None:
    certified = folder / "certified.pdf"
    (folder / "plain.pdf").write_bytes(plain_pdf("Chung nhan"))
    with (folder / "plain.pdf").open("rb") as stream, certified.open("w+b") as output:
        about = PdfSignatureMetadata(field_name="C", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
        signers.PdfSigner(about, signer_of(who, pki)).sign_pdf(IncrementalPdfFileWriter(stream), output=output)
    data = certified.read_bytes()
    certified.unlink()
    (folder / "plain.pdf").unlink()
    assert _refusal(data, folder, pki, who) == "certified_no_changes"


def test_existing_signature_field_of_another_program_is_signed(folder: Path, pki: Pki, who: Identity) -> None:
    (folder / "plain.pdf").write_bytes(plain_pdf("Truong cua nguoi khac"))
    with (folder / "plain.pdf").open("rb") as stream, (folder / "in.pdf").open("wb") as output:
        writer = IncrementalPdfFileWriter(stream)
        fields.append_signature_field(writer, SigFieldSpec("Foreign", box=(100, 100, 200, 150)))
        writer.write(output)
    sign(job(folder / "in.pdf", folder / "out.pdf", "leader", who, pki, field="Foreign"), key_signer(who))
    assert pdfsig(folder / "out.pdf") == [("Foreign", "Signature is Valid.")]
