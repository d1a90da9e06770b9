"""Drawing a look as a form XObject: images with their transparency as a soft mask, text with an embedded subset.

Decides how a look is drawn in its rectangle; the rectangle and the content come in. The result says which part of the
rectangle is drawn, so that a seal can stand over a third of it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from office.facts import SignatureRole
from signing.appearance import arrival
from signing.appearance.looks import SEAL_MM, SIGNATURE_WIDTH_MM_MAX, STYLES, Look, Style
from signing.appearance.place import MM, Box, centred, seal_over, shifted_into
from signing.outcomes import SignatureRefused
from signing.pades import fonts
from signing.pades.fields import look_form, numbers

IMAGE_PIXELS_MAX = 40_000_000
DRAWN_KEY = "/BPDrawn"
"""Private key of our looks: the drawn part of the rectangle, in the form's own space."""
LINE_HEIGHT = 1.2


@dataclass
class Canvas:
    """Content and resources of one look in the making; its space is the rectangle as seen, y up."""

    writer: BasePdfFileWriter
    width: float
    height: float
    content: list[str] = field(default_factory=list)
    faces: dict[str, generic.PdfObject] = field(default_factory=dict)
    images: dict[str, generic.PdfObject] = field(default_factory=dict)
    drawn: Box | None = None

    def text(self, text: str, x: float, y: float, *, face: fonts.Face, size: float) -> None:
        """One line with its baseline beginning at (x, y)."""
        name = face.slope
        if name not in self.faces:
            self.faces[name] = fonts.embed(self.writer, face)
        self.content.append(f"BT /{name} {size:g} Tf {x:.3f} {y:.3f} Td {face.encode(text)} Tj ET")

    def image(self, picture: Image.Image, box: Box) -> None:
        """An image filling a box."""
        self.images["Im"] = _image_object(self.writer, picture)
        self.content.append(f"q {box.width:.4f} 0 0 {box.height:.4f} {box.x0:.4f} {box.y0:.4f} cm /Im Do Q")
        self.drawn = box


def render(
    writer: BasePdfFileWriter, role: SignatureRole, look: Look, size: tuple[float, float], *, turn: int = 0,
    over: Box | None = None,
) -> generic.IndirectObject:  # fmt: skip
    """The look of a role as a form of the seen `size`; `over`: the leader's drawn signature in this form's space.

    Raises SignatureRefused(image_not_usable, text_not_drawable).
    """
    canvas = Canvas(writer, *size)
    style = STYLES[role]
    if style.framed:
        canvas.content.append(_colour(style))
        arrival.draw(canvas, look.lines)
        canvas.drawn = Box(0, 0, canvas.width, canvas.height)
    elif style.image and look.image_png:
        _draw_image(canvas, role, look, over)
    elif style.text_pt and look.lines:
        _draw_lines(canvas, look.lines, style)
    form = look_form("\n".join(["q", *canvas.content, "Q"]).encode("ascii"), *size, turn)
    resources = {"/Font": canvas.faces, "/XObject": canvas.images}
    for key, held in resources.items():
        if held:
            named = {pdf_name(f"/{name}"): thing for name, thing in held.items()}
            form["/Resources"][pdf_name(key)] = generic.DictionaryObject(named)
    if canvas.drawn:
        form[pdf_name(DRAWN_KEY)] = numbers(canvas.drawn)
    form.compress()
    return writer.add_object(form)


def open_image(png: bytes) -> Image.Image:
    """A PNG as RGBA; raises SignatureRefused("image_not_usable")."""
    try:
        picture = Image.open(io.BytesIO(png), formats=("PNG",))
        if picture.width * picture.height > IMAGE_PIXELS_MAX:
            raise SignatureRefused(reason="image_not_usable", why="too_large")
        return picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise SignatureRefused(reason="image_not_usable", why=type(error).__name__) from error


def image_size(role: SignatureRole, look: Look, room: tuple[float, float]) -> tuple[float, float]:
    """How large the image is drawn, in points: a seal at its true size, others as large as the room allows."""
    picture = Image.open(io.BytesIO(look.image_png))
    ratio = picture.height / picture.width
    if role == "seal":
        dpi = float(picture.info.get("dpi", (0, 0))[0])
        from_dpi = picture.width / dpi * 72 if dpi > 1 else SEAL_MM * MM
        width = look.image_mm * MM if look.image_mm else from_dpi
        return width, width * ratio
    wanted = look.image_mm * MM if look.image_mm else SIGNATURE_WIDTH_MM_MAX * MM
    width = min(wanted, room[0], room[1] / ratio)
    return width, width * ratio


def _draw_image(canvas: Canvas, role: SignatureRole, look: Look, over: Box | None) -> None:
    picture = open_image(look.image_png)
    room = Box(0, 0, canvas.width, canvas.height)
    width, height = image_size(role, look, (canvas.width, canvas.height))
    if width > room.width + 0.5 or height > room.height + 0.5:
        raise SignatureRefused(reason="image_not_usable", why="larger_than_field")
    box = seal_over(over, width, height) if role == "seal" and over else centred(room, width, height)
    canvas.image(picture, shifted_into(box, room))


def _draw_lines(canvas: Canvas, lines: tuple[str, ...], style: Style) -> None:
    """Lines of text from the top, wrapped to the width."""
    face = fonts.face("regular", [*lines, " "])
    size = style.text_pt
    wrapped = [part for line in lines for part in break_line(line, face, size, canvas.width)]
    height = len(wrapped) * size * LINE_HEIGHT
    top = canvas.height - max(0.0, (canvas.height - height) / 2)
    canvas.content.append(_colour(style))
    left = right = None
    for index, line in enumerate(wrapped):
        x = _aligned(canvas.width, face.width(line, size), style.align)
        canvas.text(line, x, top - index * size * LINE_HEIGHT - size * 0.9, face=face, size=size)
        left, right = min(x, left or x), max(x + face.width(line, size), right or 0.0)
    canvas.drawn = Box(left or 0.0, max(0.0, top - height), right or 0.0, top)


def break_line(line: str, face: fonts.Face, size: float, width: float) -> list[str]:
    """Break after semicolons where that suffices, so that a time stays with its zone; else at spaces."""
    broken: list[str] = []
    for part in line.replace("; ", ";\n").split("\n"):
        longer = f"{broken[-1]} {part}" if broken else part
        if broken and face.width(longer, size) <= width:
            broken[-1] = longer
        else:
            broken.append(part)
    return [piece for part in broken for piece in arrival.wrap(part, face, size, width)]


def _aligned(room: float, width: float, align: str) -> float:
    return {"left": 0.0, "centre": (room - width) / 2, "right": room - width}[align]


def _colour(style: Style) -> str:
    red, green, blue = style.colour
    return f"{red:g} {green:g} {blue:g} rg {red:g} {green:g} {blue:g} RG"


def _image_object(writer: BasePdfFileWriter, picture: Image.Image) -> generic.IndirectObject:
    image = _samples(picture.convert("RGB"), "/DeviceRGB")
    mask = _samples(picture.getchannel("A"), "/DeviceGray")
    image[pdf_name("/SMask")] = writer.add_object(mask)
    return writer.add_object(image)


def _samples(picture: Image.Image, space: str) -> generic.StreamObject:
    stream = generic.StreamObject(stream_data=picture.tobytes())
    stream[pdf_name("/Type")] = pdf_name("/XObject")
    stream[pdf_name("/Subtype")] = pdf_name("/Image")
    stream[pdf_name("/Width")] = generic.NumberObject(picture.width)
    stream[pdf_name("/Height")] = generic.NumberObject(picture.height)
    stream[pdf_name("/ColorSpace")] = pdf_name(space)
    stream[pdf_name("/BitsPerComponent")] = generic.NumberObject(8)
    stream.compress()
    return stream
