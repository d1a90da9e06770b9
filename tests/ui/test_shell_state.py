"""The frame in words: counts, connection, outbox and token; panes share every width without vanishing."""

from __future__ import annotations

from msgspec.structs import replace

from tests.ui.samples import FOLDERS, STATE, TOKENS
from ui.shell.state import badge, navigation, panes, status


def test_counts_above_the_limit_read_999_plus() -> None:
    assert [badge(count) for count in (None, 0, 7, 999, 1000)] == ["", "", "7", "999", "999+"]


def test_rail_numbers_its_entries_and_ends_with_search() -> None:
    rail = navigation(STATE, FOLDERS)
    assert [entry.number for entry in rail.entries] == list(range(1, len(FOLDERS) + 2))
    assert rail.entries[-1].key == "search"
    assert rail.entries[2].is_urgent


def test_status_says_online_and_when_it_was_synced() -> None:
    shown = status(STATE, TOKENS)
    assert shown.online_words == "Trực tuyến · đã đồng bộ lúc 10:42"
    assert shown.outbox_words == "Hộp gửi: 1 thao tác chờ máy chủ"
    assert shown.cached_words == "240 118 văn bản ngoại tuyến"
    assert shown.token_words == "Token VGCA: sẵn sàng"


def test_offline_is_said_in_words_and_tone() -> None:
    shown = status(replace(STATE, connection="offline"), ())
    assert shown.online_words.startswith("Ngoại tuyến")
    assert shown.online_tone == "warning"
    assert shown.token_words == "Chưa cắm token"


def test_failure_of_the_server_is_said_with_its_code_and_the_next_try() -> None:
    """E16."""
    failing = replace(STATE, connection="error", trouble="Máy chủ gặp lỗi (http-502)", sync_words="Thử lại lúc 10:43")
    shown = status(failing, TOKENS)
    assert shown.online_words == "Máy chủ gặp lỗi (http-502) · thử lại lúc 10:43"
    assert shown.online_tone == "danger"
    assert shown.sync_words == "Thử lại lúc 10:43"


def test_conflict_outranks_what_merely_waits() -> None:
    shown = status(replace(STATE, conflict_count=2, outbox_count=5), None)
    assert shown.outbox_words == "Hộp gửi: 2 việc cần bạn quyết định"
    assert shown.outbox_tone == "danger"


def test_panes_leave_room_for_the_page_at_every_width() -> None:
    for width in range(680, 2600, 20):
        for wanted in (None, True, False):
            shared = panes(width, panel_wanted=wanted)
            assert width - shared.navigation - shared.folder - shared.panel >= 270, width


def test_narrow_window_shows_panel_and_list_in_turn() -> None:
    assert panes(900, panel_wanted=None).panel == 0
    assert panes(900, panel_wanted=True).panel > 0
    assert panes(900, panel_wanted=True).folder == 0
    assert panes(900, panel_wanted=False).folder > 0


def test_panel_that_is_folded_gives_its_width_to_the_page() -> None:
    assert panes(1600, panel_wanted=False).panel == 0
