"""What the phases of a sync ask of a server, and the answers as a desk reads them.

The answers are those of `protocol`, with records left as their bytes: a desk stores what it does not understand. The
real server stands behind `wire.Wire`; tests stand another one behind the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import msgspec

from office.actions import Action
from sync.protocol import Blocked, Gone, Refused, Retry


class Up(msgspec.Struct, frozen=True, tag="up", tag_field="op"):
    """`protocol.Up`, the record as bytes."""

    seq: int
    record: msgspec.Raw


class Changes(msgspec.Struct, frozen=True):
    """`protocol.ChangesPage`."""

    state: str
    more: bool = False
    changes: tuple[Up | Gone, ...] = ()


class Snapshot(msgspec.Struct, frozen=True):
    """`protocol.SnapshotPage`."""

    at: str
    after: str = ""
    records: tuple[msgspec.Raw, ...] = ()


class Reset(msgspec.Struct, frozen=True):
    """The server cannot count changes from this token (restored, rebuilt, or too long ago): take a snapshot."""


class Applied(msgspec.Struct, frozen=True, tag="applied", tag_field="status"):
    """`protocol.Applied`, the record as bytes."""

    id: str
    record: msgspec.Raw = msgspec.Raw(b"null")
    seq: int = 0


class Conflict(msgspec.Struct, frozen=True, tag="conflict", tag_field="status"):
    """`protocol.Conflict`, the record as bytes (`null`: no longer to be seen)."""

    id: str
    reason: str
    facts: dict[str, str] = {}
    record: msgspec.Raw = msgspec.Raw(b"null")


class Duplicate(msgspec.Struct, frozen=True, tag="duplicate", tag_field="status"):
    """`protocol.Duplicate`: settled before; `first` is the answer given then."""

    id: str
    first: Applied | Refused | Conflict


Answer = Applied | Duplicate | Conflict | Refused | Blocked | Retry


class Answers(msgspec.Struct, frozen=True):
    """`protocol.ActionsReply`."""

    results: tuple[Answer, ...]


class Packed(msgspec.Struct, frozen=True):
    """One file of a pack: `blocks` are read before the next file; `size` None: the server does not have it for us."""

    sha256: str
    size: int | None
    blocks: Iterator[memoryview | bytes]


class Server(Protocol):
    """The server as the phases see it. Every method may raise what `sync.errors` says of networks and servers."""

    def changes(self, since: str) -> Changes | Reset | None:
        """What changed since a token; None: nothing."""
        ...

    def snapshot(self, *, after: str, at: str) -> Snapshot | Reset:
        """The next page of everything; `after` and `at` are "" for the first."""
        ...

    def act(self, actions: Sequence[Action]) -> tuple[Answer, ...]:
        """Send actions; an answer each, not necessarily all."""
        ...

    def has_file(self, sha256: str) -> bool:
        """Whether the server has the file and this person may use it."""
        ...

    def upload(
        self, sha256: str, size: int, *, url: str, read: Callable[[int], Iterator[bytes]], note: Callable[[str], None]
    ) -> None:
        """Bring a file, continuing at `url` if that upload is known; `read(offset)` gives bytes, `note` keeps a url."""
        ...

    def download(self, sha256: str, *, offset: int) -> Iterator[bytes]:
        """A file's bytes from an offset. Raises RequestRefused when it is not there for this person."""
        ...

    def pack(self, shas: Sequence[str]) -> Iterator[Packed]:
        """Several small files in one stream, which may end early."""
        ...
