"""Ids are UUIDv7: their time can be read, and later ones sort later."""

from __future__ import annotations

import uuid

from server import ids
from server.clock import now


def test_id_is_a_uuid_of_version_7_with_its_time() -> None:
    before = now()
    id = ids.make_id()
    assert uuid.UUID(id).version == 7
    assert uuid.UUID(id).variant == uuid.RFC_4122
    made = ids.made_at(id)
    assert made is not None
    assert before <= made <= now()


def test_ids_and_secrets_do_not_repeat() -> None:
    assert len({ids.make_id() for _ in range(1000)}) == 1000
    assert len({ids.make_secret() for _ in range(100)}) == 100


def test_other_texts_have_no_time() -> None:
    assert ids.made_at("no id") is None
    assert ids.made_at(str(uuid.UUID(int=5, version=4))) is None
