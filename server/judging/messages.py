"""What the server asks a judge."""

from __future__ import annotations

import msgspec

from office.records import Instant


class JudgeFile(msgspec.Struct, frozen=True):
    """Look at one file. Paths are of this machine; `previous` is the version it must begin with, "" for none."""

    path: str
    sha256: str
    at: Instant
    previous: str = ""
    previous_sha256: str = ""


class Warm(msgspec.Struct, frozen=True):
    """Be ready: read the libraries in before the first file comes."""


class JudgeStart(msgspec.Struct, frozen=True):
    """How a judge is to work; given on its command line as JSON."""

    trust: tuple[str, ...] = ()
    """Folders or files of further trust anchors."""
    fetch: bool = True
    memory_mb: int = 1536
    cpu_s: int = 60
