"""Whether a window can be shown here: asked of the display itself, for Qt ends the process where it finds none."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

NEEDS_DISPLAY = frozenset({"", "xcb", "wayland"})
"""Qt's platforms that draw on a display, and the choice left to Qt; the others (offscreen, vnc …) need none."""


def has_display() -> bool:
    """Whether a display answers; takes about a millisecond."""
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    return chosen not in NEEDS_DISPLAY or _wayland_answers() or _x_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    address = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name
    with socket.socket(socket.AF_UNIX) as asked:
        return asked.connect_ex(str(address)) == 0


def _x_answers() -> bool:
    """Connect as Qt will, with the user's own authority; where the library is missing, the variable is believed."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused
