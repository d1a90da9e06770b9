"""Our own embedding: widths in thousandths, every Vietnamese letter, text that can be read back."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.appearance.looks import Look
from signing.outcomes import SignatureRefused
from signing.pades.fonts import face, file_of
from signing.pades.sign import sign
from tests.helpers.pki import Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import CORNER, job, key_signer

VIETNAMESE = "ẵ ự ế Ủ Ộ Ỡ Ễ Ẩ ơ ư đ Đ ă â ê ô ỵ ỷ ỹ ₫ –"


@pytest.mark.parametrize("slope", ["regular", "italic", "bold", "bold_italic"])
def test_digit_is_half_the_size_wide(slope: str) -> None:
    assert face(slope, "0123456789").width("2047", 13) == pytest.approx(26)  # type: ignore[arg-type]


def test_widths_are_those_of_the_face_scaled_to_a_thousand() -> None:
    cut = face("regular", VIETNAMESE)
    with TTFont(file_of("regular")) as whole:
        scale, cmap = 1000 / whole["head"].unitsPerEm, whole.getBestCmap()
        for letter in VIETNAMESE:
            assert cut.width(letter, 1000) == round(whole["hmtx"][cmap[ord(letter)]][0] * scale)


def test_program_is_a_small_font_with_the_glyphs_asked_for() -> None:
    cut = face("regular", "0123456789/-")
    program = TTFont(io.BytesIO(cut.program))
    assert program["maxp"].numGlyphs == len(cut.widths) == 13
    assert "fpgm" not in program
    assert len(cut.program) < 6000


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(VIETNAMESE), min_size=1, max_size=30))
def test_each_letter_has_a_glyph_of_its_own(text: str) -> None:
    cut = face("regular", VIETNAMESE)
    codes = [cut.encode(text)[1:-1][start : start + 4] for start in range(0, len(text) * 4, 4)]
    back = {f"{number:04X}": letter for letter, number in cut.glyphs.items()}
    assert "".join(back[code] for code in codes) == text
    assert "0000" not in codes


def test_letter_that_the_face_lacks_is_refused() -> None:
    with pytest.raises(SignatureRefused) as refused:
        face("regular", "漢")
    assert refused.value.facts["reason"] == "text_not_drawable"


def test_drawn_text_is_read_back_letter_by_letter(folder: Path, pki: Pki) -> None:
    who = pki.leaf("Người đọc lại")
    (folder / "in.pdf").write_bytes(plain_pdf("Doc lai"))
    look = Look(lines=("Ủy ban nhân dân tỉnh Đắk Lắk", "Khẩn: ẵ ự ế ỡ ₫ 05/QĐ-UBND"))
    sign(job(folder / "in.pdf", folder / "out.pdf", "plain", who, pki, place=CORNER, look=look), key_signer(who))
    text = subprocess.run(["pdftotext", "-layout", str(folder / "out.pdf"), "-"], capture_output=True, text=True).stdout
    for line in look.lines:
        assert line in text
    fonts = subprocess.run(["pdffonts", str(folder / "out.pdf")], capture_output=True, text=True).stdout
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in fonts.splitlines()[2:] if "+" in row)
