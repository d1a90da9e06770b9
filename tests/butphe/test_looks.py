"""Made-up signatures and seals: transparent, at their true size, the same for the same name."""

from __future__ import annotations

import io

from PIL import Image

from butphe.demo.looks import SEAL_MM, seal, signature


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_signature_is_blue_ink_on_nothing():
    image = opened(signature("lan"))
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 0
    samples = image.tobytes()
    inked = [samples[at : at + 4] for at in range(0, len(samples), 4) if samples[at + 3] > 200]
    assert inked
    assert all(blue > red for red, _green, blue, _alpha in inked)


def test_signature_is_the_same_for_the_same_name_and_another_for_another():
    assert signature("lan") == signature("lan")
    assert signature("lan") != signature("hoa")


def test_seal_is_red_and_has_its_true_size():
    image = opened(seal("Tỉnh Bình Sơn", "ỦY BAN"))
    dots = image.info["dpi"][0]
    assert round(image.width / dots * 25.4) == SEAL_MM
    assert image.getpixel((0, 0))[3] == 0
