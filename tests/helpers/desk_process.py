"""A person's desk as a test drives it: the real cache, outbox, files and engine in front of a real server.

Run as a program it is a desk in a process of its own, that may be killed at any instant: each finished step is one
line on standard output.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

from office.actions import Action, AnyPayload, Opine, Receive, RecordKind
from office.facts import FileFacts, PageFacts
from office.records import FileRef
from office.workflow import fold
from sync.clock import SystemClock
from sync.desk import Mailroom
from sync.engine import Engine
from tests.helpers import office_world as office
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.server_process import PASSWORD

KEY = bytes(range(32))


def new_id() -> str:
    """A UUIDv7."""
    number = int.from_bytes((time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    text = f"{number & ~(0x3 << 62) | 0x2 << 62:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class PersonsDesk:
    """One person's profile, open."""

    def __init__(self, profile: Path, url: str, person_id: str) -> None:
        self.person_id = person_id
        self.mail = Mailroom(profile, KEY, fold=fold, clock=SystemClock(), randomness=os.urandom)
        self.engine: Engine = self.mail.connect(url)

    def sign_in(self, login: str) -> PersonsDesk:
        assert self.mail.wire is not None
        self.mail.wire.sign_in(login, PASSWORD, device=f"device-{login}")
        return self

    def queue(self, kind: RecordKind, record_id: str, payload: AnyPayload, action_id: str = "") -> Action:
        records, folding = self.mail.cache.records, self.mail.cache.folding
        action = Action(
            id=action_id or new_id(),
            record_kind=kind,
            record_id=record_id,
            base_rev=records.base_rev(record_id) + len(folding.pending(record_id)),
            payload=payload,
            actor=self.person_id,
            made_at=self.mail.clock.now(),
        )
        self.mail.outbox.queue(action)
        return action

    def receive(self, text: str, folder: Path) -> Action:
        """Take in a document with a real PDF."""
        content = plain_pdf(text)
        path = folder / f"{hashlib.sha256(content).hexdigest()[:8]}.pdf"
        path.write_bytes(content)
        action_id, record_id = new_id(), new_id()
        sha256, size = self.mail.files.keep(path, owner=action_id)
        with self.mail.cache.transaction():
            page = PageFacts(pages=1, has_text=True)
            self.mail.cache.folding.keep_facts(FileFacts(sha256=sha256, size=size, page=page))
        file = FileRef(sha256=sha256, name="den.pdf", size=size)
        payload = Receive(entity_id=office.COMMITTEE, channel="internal", files=(file,))
        return self.queue("incoming", record_id, payload, action_id)


def main() -> None:
    """PROFILE URL PERSON RECORD N: queue N opinions, saying each once it is on disk; then sync, saying when done."""
    profile, url, person_id, record_id, count = sys.argv[1:]
    desk = PersonsDesk(Path(profile), url, person_id)
    for number in range(int(count)):
        action = desk.queue("incoming", record_id, Opine(id=new_id(), text=f"Ý kiến {number}."))
        sys.stdout.write(action.id + "\n")
        sys.stdout.flush()
    sys.stdout.write("syncing\n")
    sys.stdout.flush()
    desk.engine.sync_once()
    sys.stdout.write("synced\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
