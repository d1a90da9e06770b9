"""A picture of a window on disk, with or without a display."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget


def screenshot(window: QWidget, path: Path) -> None:
    """Write the window as it is now as PNG, at the resolution of its screen. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not window.grab().save(str(path), "PNG"):
        raise OSError(f"cannot write {path}")
