"""Where a signature goes when it has no prepared field, and how new fields are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from signing.appearance.looks import Look, arrival_lines
from signing.appearance.place import MM
from signing.pades.check import find
from signing.pades.sign import sign
from tests.helpers.pki import Identity, Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import CORNER, hand, job, key_signer, pdfsig, seal


@pytest.fixture(scope="module")
def who(pki: Pki) -> Identity:
    return pki.leaf("Người ký ở đâu")


def _rectangle(path: Path, field: str) -> tuple[float, ...]:
    with path.open("rb") as stream:
        return tuple(float(edge) for edge in find(stream, field).sig_field["/Rect"])


@pytest.fixture
def source(folder: Path) -> Path:
    (folder / "in.pdf").write_bytes(plain_pdf("O dau"))
    return folder / "in.pdf"


def test_new_fields_are_named_after_the_role_and_counted(source: Path, folder: Path, pki: Pki, who: Identity) -> None:
    made, path = [], source
    for number, role in enumerate(["leader", "seal", "leader", "arrival", "arrival", "plain"]):
        target = folder / f"{number}.pdf"
        made.append(sign(job(path, target, role, who, pki), key_signer(who)).field)  # type: ignore[arg-type]
        path = target
    assert made == ["Leader", "Seal", "Leader1", "Arrival1", "Arrival2", "Signature1"]
    assert {said for _, said in pdfsig(path)} == {"Signature is Valid."}


def test_signature_without_a_place_is_invisible(source: Path, folder: Path, pki: Pki, who: Identity) -> None:
    sign(job(source, folder / "out.pdf", "plain", who, pki), key_signer(who))
    assert _rectangle(folder / "out.pdf", "Signature1") == (0, 0, 0, 0)


def test_stamp_half_off_the_page_is_moved_onto_it(source: Path, folder: Path, pki: Pki, who: Identity) -> None:
    place = replace(CORNER, x0=560, x1=560 + 50 * MM, y0=830, y1=830 + 35 * MM)
    look = Look(lines=arrival_lines("UBND", "1", "25/11/2026"))
    sign(job(source, folder / "out.pdf", "arrival", who, pki, place=place, look=look), key_signer(who))
    x0, y0, x1, y1 = _rectangle(folder / "out.pdf", "Arrival1")
    assert (x1, y0) == (pytest.approx(595, abs=0.01), pytest.approx(0, abs=0.01))
    assert (x1 - x0, y1 - y0) == (pytest.approx(50 * MM, abs=0.01), pytest.approx(35 * MM, abs=0.01))


def test_seal_on_a_foreign_page_stands_over_a_third_of_its_leaders_signature(
    source: Path, folder: Path, pki: Pki, who: Identity
) -> None:
    led, out = folder / "led.pdf", folder / "out.pdf"
    strip = replace(CORNER, x0=300, x1=500, y0=400, y1=470)
    sign(job(source, led, "leader", who, pki, place=strip, look=Look(image_png=hand(700, 300))), key_signer(who))
    sign(job(led, out, "seal", who, pki, place=strip, look=Look(image_png=seal())), key_signer(who))
    drawn = 70 * 7 / 3  # as high as the strip allows
    left = 400 - drawn / 2
    x0, _, x1, _ = _rectangle(out, "Seal")
    assert x1 == pytest.approx(left + drawn / 3, abs=0.1)
    assert x1 - x0 == pytest.approx(36 * MM, abs=0.3)


def test_seal_of_a_page_nobody_signed_visibly_stands_in_the_middle_of_its_place(
    source: Path, folder: Path, pki: Pki, who: Identity
) -> None:
    sign(job(source, folder / "out.pdf", "seal", who, pki, place=CORNER, look=Look(image_png=seal())), key_signer(who))
    x0, _, x1, _ = _rectangle(folder / "out.pdf", "Seal")
    assert (x0 + x1) / 2 == pytest.approx((CORNER.x0 + CORNER.x1) / 2, abs=0.1)
