"""Images of signatures and seals for the demo: drawn by strokes, marked as fictional, in nobody's likeness."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw, ImageFont

from paper.fonts import folder

BLUE, RED = (27, 63, 160, 255), (206, 17, 38, 255)
SEAL_MM, SEAL_DPI = 36, 400
SIGNATURE_SIZE = (1500, 600)
OVERSAMPLE = 2


def signature(name: str) -> bytes:
    """A hand signature in blue ink on nothing: PNG with alpha; the same for the same name."""
    width, height = (OVERSAMPLE * side for side in SIGNATURE_SIZE)
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for stroke in _strokes(random.Random(name), width, height):
        _pen(draw, stroke)
    return _png(image.resize(SIGNATURE_SIZE, Image.Resampling.LANCZOS), SEAL_DPI)


def _strokes(chance: random.Random, width: int, height: int) -> list[list[tuple[float, float]]]:
    waves = chance.randint(3, 5)
    tall = chance.uniform(0.22, 0.34) * height
    letters = []
    for step in range(200):
        t = step / 199
        x = (0.08 + 0.74 * t + 0.05 * math.sin(2 * math.pi * waves * t + 1)) * width
        y = 0.45 * height - tall * math.sin(2 * math.pi * waves * t) * (1 - 0.65 * t) + 0.04 * height * t
        letters.append((x, y))
    under = [
        ((0.12 + 0.8 * t) * width, (0.78 - 0.16 * t + 0.05 * math.sin(5 * t)) * height)
        for t in (s / 59 for s in range(60))
    ]
    return [letters, under]


def _pen(draw: ImageDraw.ImageDraw, points: list[tuple[float, float]]) -> None:
    for number, (x, y) in enumerate(points[:-1]):
        following = points[number + 1]
        thick = 15 + 9 * math.sin(math.pi * number / len(points))
        for part in range(12):
            px, py = x + (following[0] - x) * part / 12, y + (following[1] - y) * part / 12
            draw.ellipse((px - thick / 2, py - thick / 2, px + thick / 2, py + thick / 2), fill=BLUE)


def seal(around: str, inside: str) -> bytes:
    """A round seal in red at its true size (36 mm), words around and inside: PNG with alpha."""
    side = round(SEAL_MM / 25.4 * SEAL_DPI) * OVERSAMPLE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    ring = side // 55
    draw.ellipse((ring, ring, side - ring, side - ring), outline=RED, width=ring)
    draw.ellipse((side * 0.17, side * 0.17, side * 0.83, side * 0.83), outline=RED, width=ring // 2)
    _words_around(image, around.upper(), side)
    _star(draw, side)
    _words_inside(draw, inside, side)
    return _png(image.resize((side // OVERSAMPLE, side // OVERSAMPLE), Image.Resampling.LANCZOS), SEAL_DPI)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(folder().glob("*Serif-Bold.ttf"))), size)


def _words_around(image: Image.Image, words: str, side: int) -> None:
    font, room, radius = _font(side // 13), side // 8, side * 0.405
    text = f"{words} ★ " if not words.endswith("★") else words
    for number, letter in enumerate(text):
        angle = 360 * number / len(text)
        tile = Image.new("RGBA", (room, room), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((room / 2, room / 2), letter, font=font, fill=RED, anchor="mm")
        x, y = (radius * way(math.radians(angle)) for way in (math.sin, math.cos))
        place = (round((side - room) / 2 + x), round((side - room) / 2 - y))
        image.alpha_composite(tile.rotate(-angle, resample=Image.Resampling.BICUBIC), place)


def _star(draw: ImageDraw.ImageDraw, side: int) -> None:
    middle, radius = (side * 0.5, side * 0.40), side * 0.12
    points = [
        (
            middle[0] + (radius if corner % 2 == 0 else radius * 0.4) * math.sin(math.pi * corner / 5),
            middle[1] - (radius if corner % 2 == 0 else radius * 0.4) * math.cos(math.pi * corner / 5),
        )
        for corner in range(10)
    ]
    draw.polygon(points, fill=RED)


def _words_inside(draw: ImageDraw.ImageDraw, words: str, side: int) -> None:
    for number, row in enumerate(words.split("\n")):
        draw.text((side / 2, side * (0.58 + 0.09 * number)), row, font=_font(side // 15), fill=RED, anchor="mm")


def _png(image: Image.Image, dpi: int) -> bytes:
    sink = io.BytesIO()
    image.save(sink, "PNG", dpi=(dpi, dpi))
    return sink.getvalue()
