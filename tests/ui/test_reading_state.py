"""What stands above the pages, and why there are none."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.ui.samples import VERDICT, document
from ui.screens.reading.state import (
    attachments,
    document_notice,
    head,
    main_file,
    placeholder,
    verdict_notice,
    zoom_words,
)


def test_head_counts_the_files_beside_the_page() -> None:
    shown = head(document())
    assert shown.files_words == "2 tệp đính kèm"
    assert shown.due_words == "Hạn xử lý hôm nay"
    assert [file.sha256 for file in attachments(document())] == ["bb", "cc"]
    assert main_file(document()).sha256 == "aa"  # type: ignore[union-attr]


def test_conflict_is_said_before_what_waits_and_what_waits_before_the_number() -> None:
    waiting = replace(document(), pending=("Ký số",), number_words="Số sẽ do máy chủ cấp khi có mạng")
    assert document_notice(replace(waiting, conflicts=document(conflict=True).conflicts)).action == "conflict"  # type: ignore[union-attr]
    assert document_notice(waiting).action == "outbox"  # type: ignore[union-attr]
    assert document_notice(replace(waiting, pending=())).headline.startswith("Số sẽ do")  # type: ignore[union-attr]
    assert document_notice(document()) is None


def test_verdict_offers_details_where_there_are_signatures() -> None:
    assert verdict_notice(VERDICT).action_words == "Xem chi tiết"  # type: ignore[union-attr]
    assert verdict_notice(replace(VERDICT, signatures=())).action_words == ""  # type: ignore[union-attr]
    assert verdict_notice(None) is None


@pytest.mark.parametrize("stage", ["nothing", "opening", "away", "broken"])
def test_every_reason_for_no_pages_has_words(stage: str) -> None:
    assert placeholder(stage).headline  # type: ignore[arg-type]


def test_file_that_is_not_here_says_its_size() -> None:
    assert "84 kB" in placeholder("away", main_file(document())).detail


def test_zoom_is_said_in_percent() -> None:
    assert zoom_words(0.666) == "67 %"
