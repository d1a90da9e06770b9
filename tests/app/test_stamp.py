"""The arrival stamp brings itself to its long-term form; where no authority answers, that is done later."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from msgspec.structs import replace

from app.clock import now
from butphe.demo.people import CLERK
from signing.validation import Trust, verify
from tests.helpers.app_office import AppOffice

pytestmark = pytest.mark.slow
NOBODY = "http://127.0.0.1:9/"
FOREIGN = [("plain", "valid"), ("plain", "valid")]


@contextmanager
def without_timestamps(desk):
    """Nobody gives time stamps meanwhile."""
    settings = desk.parts.profile.load()
    desk.parts.profile.save(replace(settings, tsa_url=NOBODY))
    try:
        yield
    finally:
        desk.parts.profile.save(settings)


def stamp(app_office: AppOffice, desk) -> str:
    document = app_office.register(desk)
    chosen = desk.signatures.choose(fingerprints=desk.signatures.registered(document, "stamp"))
    desk.signatures.open(chosen, app_office.stand.pin(CLERK))
    desk.signatures.sign(document, "stamp", chosen)
    return document


def judged(app_office: AppOffice, desk, document: str, path, *, online: bool):
    """What our validator says of the present page, whose bytes still begin with the sender's."""
    desk.save_file(document, path)
    assert path.read_bytes().startswith(app_office.paper.read_bytes())
    fetch = desk.parts.fetch if online else None
    return verify(path, Trust.load([app_office.trust]), at=now(), fetch=fetch)


def test_stamp_is_complete_at_once_and_the_senders_signatures_hold(app_office: AppOffice, clerk, tmp_path):
    document = stamp(app_office, clerk)
    verdict = judged(app_office, clerk, document, tmp_path / "stamped.pdf", online=True)
    assert [(one.role, one.verdict) for one in verdict.signatures] == [
        *FOREIGN,
        ("arrival", "valid"),
        ("timestamp", "valid"),
    ]
    assert verdict.signatures[2].is_preserved
    assert verdict.is_complete
    clerk.sync()
    assert clerk.queries.outbox() == ()


def test_stamp_made_while_no_authority_answered_is_completed_later(app_office: AppOffice, clerk, tmp_path):
    with without_timestamps(clerk):
        document = stamp(app_office, clerk)
    clerk.sync()
    verdict = judged(app_office, clerk, document, tmp_path / "stamped.pdf", online=True)
    assert [(one.role, one.verdict, one.level) for one in verdict.signatures[2:]] == [("arrival", "valid", "b")]
    clerk.signatures.renew(document)
    verdict = judged(app_office, clerk, document, tmp_path / "renewed.pdf", online=True)
    assert [one.role for one in verdict.signatures[2:]] == ["arrival", "timestamp"]
    assert verdict.signatures[2].is_preserved
    assert verdict.is_complete
    clerk.sync()
    assert clerk.queries.outbox() == ()
