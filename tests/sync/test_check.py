"""The sanity check: what does not agree is found and has a way out."""

from __future__ import annotations

from sync.check import Findings, check, mend
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import CONTENT, put_document


def test_sound_cache_has_no_findings(desks: Desks, server: MemoryServer) -> None:
    put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    assert check(desk.cache, desk.files).is_clean


def test_wrong_count_and_missing_file_are_found_and_mended(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    sha256 = document.files[0].sha256
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    with desk.cache.transaction():
        desk.cache.database.write("UPDATE tally SET n = 7 WHERE folder = 'incoming'")
    desk.files.path(sha256).unlink()
    findings = check(desk.cache, desk.files)
    assert findings == Findings(folders=("incoming",), files=(sha256,))
    mend(desk.cache, findings)
    assert desk.cache.pages.count("incoming") == 1
    assert check(desk.cache, desk.files).is_clean
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    assert desk.files.load(sha256) == CONTENT
