"""What tests of signing work with: a composed draft, images, an in-process signer, and what other programs say."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from PIL import Image, ImageDraw

from office.facts import SignatureRole
from office.records import Place
from paper.compose import Composed, compose
from signing.certificates import digest_name, mechanism_name
from signing.pades.external import MakeSignature
from signing.pades.fields import prepare
from signing.pades.job import PrepareJob, SignJob
from signing.tokens.messages import SignatureValue
from tests.helpers.pki import TSA_URL, Identity, Pki

FILLED = {"number": "2047", "day": "24", "month": "11", "year": "2026"}
CORNER = Place(page=1, x0=60, y0=40, x1=260, y1=110)
LETTER: dict[str, object] = {
    "agency": "Văn phòng",
    "parent": "Ủy ban nhân dân tỉnh Hoa Lư",
    "notation": "VPUBND-KSTT",
    "place": "Hoa Lư",
    "subject": "V/v trả lời kiến nghị của công dân",
    "addressees": ["Sở Tư pháp"],
    "body": ["Nội dung một của công văn này.", "Nội dung hai, để trang có chữ."],
    "recipients": ["Như trên", "Lưu: VT."],
    "authority": ["KT. Chánh văn phòng"],
    "title": "Phó Chánh văn phòng",
    "signer": "Nguyễn Văn Ẩn",
}


def letter() -> Composed:
    """A composed letter with blank number and date."""
    return compose("letter", LETTER, at=datetime(2026, 11, 24, 3, tzinfo=UTC))


def prepared_letter(folder: Path, *, initials: int = 1) -> Path:
    """The letter with its fields."""
    composed, target = letter(), folder / "prepared.pdf"
    (folder / "draft.pdf").write_bytes(composed.pdf)
    prepare(
        PrepareJob(
            source=str(folder / "draft.pdf"), target=str(target), places=dict(composed.places), initials=initials
        )
    )
    return target


def key_signer(identity: Identity) -> MakeSignature:
    """A signer over a key in memory, for tests that are not about tokens."""
    algorithm = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384()}[digest_name(identity.der)]

    def make(to_be_signed: bytes) -> SignatureValue:
        if isinstance(identity.key, rsa.RSAPrivateKey):
            value = identity.key.sign(to_be_signed, padding.PKCS1v15(), algorithm)
        else:
            value = identity.key.sign(to_be_signed, ec.ECDSA(algorithm))
        return SignatureValue(mechanism=mechanism_name(identity.der), value=value)

    return make


def job(source: Path, target: Path, role: SignatureRole, identity: Identity, pki: Pki, **more: object) -> SignJob:
    """One signature at the authority's present."""
    return SignJob(
        source=str(source),
        target=str(target),
        role=role,
        certificate_der=identity.der,
        chain_der=pki.chain_der,
        when=pki.now(),
        tsa_url=TSA_URL,
        **more,  # type: ignore[arg-type]
    )


def hand(width: int = 700, height: int = 300) -> bytes:
    """A hand signature: blue strokes on nothing, touching the image's left and right edge."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    points = [(0, height - 20), (width // 4, 10), (width // 2, height - 10), (3 * width // 4, 20), (width, height // 2)]
    ImageDraw.Draw(image).line(points, fill=(10, 40, 160, 255), width=9)
    return _png(image)


def seal(mm: float = 36.0, pixels: int = 600) -> bytes:
    """A round red seal of a true size."""
    image = Image.new("RGBA", (pixels, pixels), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, pixels - 1, pixels - 1), outline=(200, 16, 16, 255), width=14)
    return _png(image, dpi=(pixels / mm * 25.4,) * 2)


def _png(image: Image.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", **options)  # type: ignore[arg-type]
    return stream.getvalue()


def raster(path: Path, *, page: int = 1, dpi: int = 144) -> Image.Image:
    """A page as poppler draws it."""
    command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-png", str(path)]
    return Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)).convert("RGB")


def ink(image: Image.Image, colour: str, within: Place | None = None, *, dpi: int = 144) -> tuple[float, ...] | None:
    """The bounding box in points of red, blue or dark ink, within a place; None when there is none."""
    scale = dpi / 72
    if within is not None:
        image = image.crop((int(within.x0 * scale), int(within.y0 * scale), int(within.x1 * scale) + 1,
                            int(within.y1 * scale) + 1))  # fmt: skip
    tests = {
        "red": lambda r, g, b: r > 150 and g < 140 and b < 140,
        "blue": lambda r, g, b: b > 110 and r < 120 and g < 130,
        "dark": lambda r, g, b: r < 110 and g < 110 and b < 110,
    }
    marks = Image.new("1", image.size)
    samples = image.tobytes()
    pixels = zip(samples[::3], samples[1::3], samples[2::3], strict=True)
    marks.putdata([tests[colour](*pixel) for pixel in pixels])
    box = marks.getbbox()
    if box is None:
        return None
    dx, dy = (within.x0, within.y0) if within else (0.0, 0.0)
    return (box[0] / scale + dx, box[1] / scale + dy, box[2] / scale + dx, box[3] / scale + dy)


def pdfsig(path: Path) -> list[tuple[str, str]]:
    """What poppler says: (field, words of the validation) of every signed field."""
    text = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True).stdout
    found, field = [], ""
    for line in text.splitlines():
        if "Signature Field Name:" in line:
            field = line.split(":", 1)[1].strip()
        if "Signature Validation:" in line:
            found.append((field, line.split(":", 1)[1].strip()))
    return found


def qpdf_complaints(path: Path) -> str:
    """What qpdf finds wrong with the file's structure, "" for nothing."""
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr
