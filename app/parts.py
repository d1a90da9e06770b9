"""The parts a desk is made of, put together by `app.compose` and shared by its verbs and queries."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from app.clock import now
from app.errors import FileNotHere, NotSignedIn
from app.profiles import Profile
from office.actions import Action, AnyPayload, RecordKind
from office.records import AnyRecord
from office.world import Organisation
from paper.reader import Reader
from signing.documents import Documents
from signing.tokens.client import TokenDoor
from signing.validation.trust import Trust
from signing.validation.verdict import Verdict
from sync.desk import Mailroom
from sync.errors import RequestRefused, ServerAway

STATE_TSA = "http://tsa.ca.gov.vn"


def new_id() -> str:
    """A UUIDv7 (RFC 9562 §5.7): milliseconds, then randomness."""
    stamp = time.time_ns() // 1_000_000
    number = int.from_bytes(stamp.to_bytes(6, "big") + os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


@dataclass
class Parts:
    """What the verbs and queries of one person's desk work with."""

    profile: Profile
    mail: Mailroom
    """Cache, outbox, files and engine of the profile."""
    documents: Documents
    reader: Reader
    doors: tuple[tuple[str, TokenDoor], ...]
    load_trust: Callable[[], Trust]
    fetch: Callable[[str, bytes | None], bytes]
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    """Verdicts of this run, by SHA-256."""

    @cached_property
    def trust(self) -> Trust:
        """Whom this desk trusts; read with the first signature that is judged."""
        return self.load_trust()

    @property
    def person_id(self) -> str:
        """Who is signed in; "" for nobody."""
        account = self.profile.load().account
        return account.person_id if account else ""

    @property
    def organisation(self) -> Organisation:
        """Everybody and everything that this desk knows."""
        return self.mail.cache.folding.organisation()

    @property
    def tsa_url(self) -> str:
        """The time stamp authority: the profile's, else the state's."""
        return self.profile.load().tsa_url or STATE_TSA

    def bring(self, sha256: str) -> str:
        """Have a file on this machine, fetched now when need be; raises FileNotHere."""
        try:
            self.mail.fetch(sha256)
        except (ServerAway, RequestRefused) as error:
            raise FileNotHere(sha256=sha256) from error
        return sha256

    def close(self) -> None:
        """End workers, tokens and the mailroom."""
        for _library, door in self.doors:
            door.close()
        self.documents.close()
        self.reader.close()
        self.mail.close()

    def record(self, record_id: str) -> AnyRecord | None:
        """A record as the user sees it."""
        return self.mail.cache.records.load(record_id)

    def action(self, kind: RecordKind, record_id: str, payload: AnyPayload) -> Action:
        """The envelope: based on what the server will have once everything queued before has been applied.

        Raises NotSignedIn: nobody acts on a desk without an account.
        """
        if not self.person_id:
            raise NotSignedIn()
        before = len(self.mail.cache.folding.pending(record_id))
        return Action(
            id=new_id(),
            record_kind=kind,
            record_id=record_id,
            base_rev=self.mail.cache.records.base_rev(record_id) + before,
            payload=payload,
            actor=self.person_id,
            made_at=now(),
        )
