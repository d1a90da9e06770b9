"""Private notes, saved searches and traces of a desk: offline first, on every desk of the person and nobody else's."""

from __future__ import annotations

import pytest

from app.errors import ActionNotAllowed
from butphe.demo.people import COMMITTEE, LEADER, person_id
from office.personal import AccessCount
from tests.helpers.app_office import AppOffice


def count_of(desk) -> AccessCount | None:
    found = desk.parts.mail.cache.records.of_kind("access_count")
    return next((one for one in found if isinstance(one, AccessCount)), None)


def test_private_note_is_kept_offline_and_reaches_nobody_else(app_office: AppOffice, clerk):
    document = app_office.submit(clerk)
    clerk.own.save_note(document, "Hỏi lại Bộ về phụ lục.")
    assert clerk.own.note(document) == "Hỏi lại Bộ về phụ lục."
    (waiting,) = clerk.queries.outbox()
    assert (waiting.what, waiting.document_id) == ("Ghi chú riêng", document)
    clerk.sync()
    assert clerk.queries.outbox() == ()
    assert clerk.own.note(document) == "Hỏi lại Bộ về phụ lục."
    with app_office.desk(LEADER) as leader:
        assert leader.own.note(document) == ""
        assert leader.parts.mail.cache.records.of_kind("note") == []
    clerk.own.save_note(document, "")
    assert clerk.own.note(document) == ""
    clerk.sync()


def test_note_that_says_the_same_is_not_sent_again(app_office: AppOffice, clerk):
    document = app_office.register(clerk)
    clerk.own.save_note(document, "")
    assert clerk.queries.outbox() == ()


def test_note_on_what_is_not_here_is_refused(clerk):
    with pytest.raises(ActionNotAllowed):
        clerk.own.save_note("0199f000-0000-7000-8000-0000000000aa", "Gì đó")


def test_searches_are_saved_changed_and_removed(app_office: AppOffice, clerk):
    kept = clerk.own.save_search("Quá hạn", "báo cáo", folder="incoming", filter_key="due")
    clerk.own.save_search("Bộ Khoa học", "BKHCN")
    assert [one.name for one in clerk.own.searches()] == ["Bộ Khoa học", "Quá hạn"]
    assert [(row.document_id, row.document) for row in clerk.queries.outbox()] == [("", "Quá hạn"), ("", "Bộ Khoa học")]
    clerk.own.save_search("Đến hạn", "báo cáo", folder="incoming", filter_key="due", search_id=kept)
    clerk.sync()
    assert [(one.name, one.query, one.folder, one.filter) for one in clerk.own.searches()] == [
        ("Bộ Khoa học", "BKHCN", "", ""),
        ("Đến hạn", "báo cáo", "incoming", "due"),
    ]
    with app_office.desk(LEADER) as leader:
        assert leader.own.searches() == ()
    clerk.own.remove_search(kept)
    assert [one.name for one in clerk.own.searches()] == ["Bộ Khoa học"]
    clerk.sync()
    assert [one.name for one in clerk.own.searches()] == ["Bộ Khoa học"]
    with pytest.raises(ActionNotAllowed):
        clerk.own.save_search(" ")


def test_copy_that_is_saved_and_page_that_is_read_leave_a_trace_without_a_word(app_office: AppOffice, clerk, tmp_path):
    document = app_office.register(clerk)
    sha256 = clerk.file_of(document)
    clerk.own.trace(document, "read", sha256)
    clerk.own.trace(document, "print", sha256)
    clerk.save_file(document, tmp_path / "bản sao.pdf")
    assert clerk.queries.outbox() == ()
    assert clerk.queries.state().outbox_count == 0
    clerk.sync()
    assert clerk.parts.mail.outbox.items() == []
    kept = [one for one in clerk.parts.mail.cache.records.of_kind("access_count") if one.document_id == document]
    assert [(one.person_id, one.reads, one.prints, one.exports) for one in kept] == [(clerk.parts.person_id, 1, 1, 1)]
    with app_office.desk(LEADER) as leader:
        assert leader.parts.person_id == person_id(LEADER)
        assert count_of(leader) is None


def test_document_that_the_server_has_not_got_leaves_no_trace_yet(app_office: AppOffice, clerk, tmp_path):
    document = clerk.receive(app_office.paper, COMMITTEE)
    clerk.save_file(document, tmp_path / "bản sao.pdf")
    assert [item.action.type for item in clerk.parts.mail.outbox.of_record(document)] == ["receive"]
    assert not [item for item in clerk.parts.mail.outbox.items() if item.action.type == "trace"]
    clerk.sync()
