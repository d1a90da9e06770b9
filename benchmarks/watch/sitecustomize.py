"""Read by every Python process of a benchmark's run (it stands first in PYTHONPATH): tells when the list is painted.

The product holds no hook for this. When the module that paints rows is imported, the first row that it paints makes
the process write the monotonic time to the file of BENCHMARK_TELLS, as soon as the paint is handed to the window
system, and quit. With BENCHMARK_MODULES a list of the modules read until then is written there too.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from types import ModuleType

ROWS = "ui.screens.folder.delegate"


def tell() -> None:
    """Note this moment for whoever started the run."""
    with open(os.environ["BENCHMARK_TELLS"], "w", encoding="ascii") as told:
        told.write(f"{time.monotonic_ns()}\n")


class Painted(importlib.abc.MetaPathFinder):
    """Puts itself around `RowDelegate.paint` when its module is read."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Only the module that paints rows is of interest."""
        if name != ROWS:
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        assert spec is not None
        assert spec.loader is not None
        read = spec.loader.exec_module

        def read_and_watch(module: ModuleType) -> None:
            read(module)
            watch(module)

        spec.loader.exec_module = read_and_watch  # type: ignore[method-assign]
        return spec


def watch(module: ModuleType) -> None:
    """Tell after the first row."""
    paint = module.RowDelegate.paint
    read: list[str] = []

    def paint_and_tell(self: object, *arguments: object) -> None:
        from PySide6.QtCore import QTimer

        paint(self, *arguments)
        if not read:
            read.extend(sorted(sys.modules))
            QTimer.singleShot(0, partial(finish, read))

    module.RowDelegate.paint = paint_and_tell


def finish(read: Sequence[str]) -> None:
    """The paint is on its way to the screen: tell, and let the window go as a person would."""
    from PySide6.QtWidgets import QApplication

    tell()
    if "BENCHMARK_MODULES" in os.environ:
        with open(os.environ["BENCHMARK_MODULES"], "w", encoding="utf-8") as told:
            told.write("\n".join(read))
    QApplication.closeAllWindows()


if "BENCHMARK_TELLS" in os.environ:
    sys.meta_path.insert(0, Painted())
