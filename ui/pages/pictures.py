"""The few page pictures kept for painting, by page and width; the rest is rendered anew."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtGui import QImage

PICTURES_MAX = 16


def picture(width: int, height: int, pixels: bytes) -> QImage:
    """A picture of BGRX bytes (4 a pixel, no padding), copied so that the bytes may go."""
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()


class Pictures:
    """A cache of pictures that forgets the longest unused."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def put(self, page: int, width_px: int, image: QImage) -> None:
        """Keep a picture of a page made at this width; older widths of the page go."""
        for key in [key for key in self._kept if key[0] == page]:
            del self._kept[key]
        self._kept[page, width_px] = image
        while len(self._kept) > PICTURES_MAX:
            self._kept.popitem(last=False)

    def best(self, page: int, width_px: int) -> tuple[QImage | None, bool]:
        """The picture to paint now, and whether it is sharp at this width."""
        for (number, width), image in self._kept.items():
            if number == page:
                self._kept.move_to_end((number, width))
                return image, width == width_px
        return None, False

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
