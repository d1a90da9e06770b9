"""Commands of this room's workers, and Qt without a screen (it is the foreign producer here)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from paper.reader import Reader
from paper.render import Renderer


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    client = Renderer([sys.executable, "-c", "from paper.render import main; main([])"])
    yield client
    client.close()


@pytest.fixture
def reader() -> Iterator[Reader]:
    client = Reader([sys.executable, "-c", "from paper.reader import main; main([])"])
    yield client
    client.close()
