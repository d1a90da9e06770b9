"""Reading files in a process of its own: fields, places and facts of untrusted PDFs, and the client without Qt.

Decides nothing beyond `fields`, `places` and `inspect`; it keeps a file that hangs or crashes pdfium from costing more
than its own job. For `inspect` such a file is a damaged one, which is an answer and no error. What opens PDFs is
imported by the worker alone: the window holds the client and must start at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

import paper.errors  # noqa: F401 - errors that pass the pipe are rebuilt from the classes known here
from office.facts import PageFacts
from office.records import Place
from paper.found import Fields
from workers.client import Worker
from workers.errors import WorkerDied, WorkerHung
from workers.serve import Ask, serve

DEADLINE_S = 30.0


class FileRequest(msgspec.Struct, frozen=True):
    """A file to look at."""

    path: str


class PlacesReply(msgspec.Struct, frozen=True):
    """What `places.find` found."""

    places: dict[str, Place]


class Reader:
    """The client. Calls may raise WorkerHung or WorkerDied (workers.errors)."""

    def __init__(self, command: Sequence[str]) -> None:
        """`command` starts the worker; nothing runs until the first call."""
        self._worker = Worker(command)

    def read(self, path: Path) -> Fields:
        """The fields of a file. Raises NotAPdf, DamagedPdf, EncryptedPdf."""
        return self._worker.call("read", FileRequest(str(path)), Fields, deadline_s=DEADLINE_S)

    def places(self, path: Path) -> dict[str, Place]:
        """What a foreign page offers (`places.find`). Raises as `read`."""
        return self._worker.call("places", FileRequest(str(path)), PlacesReply, deadline_s=DEADLINE_S).places

    def inspect(self, path: Path) -> PageFacts:
        """The facts of a file; one that ends or stops the worker is damaged."""
        try:
            return self._worker.call("inspect", FileRequest(str(path)), PageFacts, deadline_s=DEADLINE_S)
        except (WorkerDied, WorkerHung):
            return PageFacts(is_damaged=True)

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


def main(argv: Sequence[str]) -> None:
    """Be the read worker until the parent closes the pipe; takes no arguments."""
    assert not argv, argv
    serve({"read": (FileRequest, _read), "places": (FileRequest, _places), "inspect": (FileRequest, _inspect)})


def _read(request: FileRequest, ask: Ask) -> Fields:
    from paper import fields

    return fields.read(Path(request.path))


def _places(request: FileRequest, ask: Ask) -> PlacesReply:
    from paper import places

    return PlacesReply(places.find(Path(request.path)))


def _inspect(request: FileRequest, ask: Ask) -> PageFacts:
    from paper.inspect import inspect

    return inspect(Path(request.path))
