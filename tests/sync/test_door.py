"""The answers as a desk reads them: the protocol's own messages, with records left as bytes."""

from __future__ import annotations

import msgspec

from sync import door, protocol
from tests.helpers import office_world as office
from tests.helpers.memory_server import raw

DOCUMENT = office.incoming("directed")


def test_every_page_of_the_protocol_is_read_with_its_records_as_bytes() -> None:
    sent = protocol.ChangesPage(
        state="t",
        more=True,
        changes=(protocol.Up(seq=1, record=DOCUMENT), protocol.Gone(seq=2, id="x", why="revoked")),
    )
    read = msgspec.json.decode(msgspec.json.encode(sent), type=door.Changes)
    assert read.changes == (door.Up(seq=1, record=raw(DOCUMENT)), sent.changes[1])
    assert read.more
    snapshot = protocol.SnapshotPage(at="t", after="k", records=(DOCUMENT,))
    page = msgspec.json.decode(msgspec.json.encode(snapshot), type=door.Snapshot)
    assert page == door.Snapshot(at="t", after="k", records=(raw(DOCUMENT),))


def test_all_six_answers_are_read() -> None:
    applied = protocol.Applied(id="a", record=DOCUMENT, seq=3)
    sent = protocol.ActionsReply(
        results=(
            applied,
            protocol.Duplicate(id="b", first=applied),
            protocol.Conflict(id="c", reason="x", record=None),
            protocol.Refused(id="d", reason="x"),
            protocol.Blocked(id="e", needs=("s",)),
            protocol.Retry(id="f", retry_after=2),
        )
    )
    answers = msgspec.json.decode(msgspec.json.encode(sent), type=door.Answers).results
    assert [type(answer).__name__ for answer in answers] == [type(result).__name__ for result in sent.results]
    assert isinstance(answers[0], door.Applied)
    assert answers[0].record == raw(DOCUMENT)
