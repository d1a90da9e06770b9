"""The list's head, why it is empty, and which row follows one that has left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.ui.samples import EMPTY_PAGE, PAGE, ROWS
from ui.screens.folder.state import emptiness, head, many_bar, spoken, successor

ids = st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, min_size=1, max_size=12)


def test_filters_carry_their_counts_and_the_chosen_one_is_on() -> None:
    chips = head(PAGE).filters
    assert [chip.words for chip in chips] == ["Chờ tôi ký", "Đến hạn hôm nay · 2", "Đã ký", "Trả lại"]
    assert [chip.is_on for chip in chips] == [True, False, False, False]


def test_empty_list_says_why_and_offers_to_widen_when_a_filter_hides() -> None:
    why = emptiness(EMPTY_PAGE)
    assert why is not None
    assert why.headline == "Không có văn bản nào chờ bạn"
    assert why.can_widen
    assert emptiness(PAGE) is None
    unfiltered = emptiness(replace(EMPTY_PAGE, filter="waiting"))
    assert unfiltered is not None
    assert not unfiltered.can_widen


def test_bar_of_many_offers_signing_where_signatures_wait() -> None:
    assert many_bar(0, "for_signature") is None
    assert many_bar(3, "for_signature").action_words == "Ký lô 3"  # type: ignore[union-attr]
    assert many_bar(3, "incoming").action == ""  # type: ignore[union-attr]


def test_row_that_followed_is_shown_next_and_none_is_skipped() -> None:
    assert successor(["a", "b", "c"], ["a", "c"], "b") == "c"
    assert successor(["a", "b", "c"], ["a", "b"], "c") == "b"
    assert successor(["a"], [], "a") == ""
    assert successor(["a", "b"], ["a", "b"], "b") == "b"


@given(ids, st.data())
def test_successor_is_the_nearest_row_that_is_left(before: list[str], data: st.DataObject) -> None:
    current = data.draw(st.sampled_from(before))
    left = data.draw(st.lists(st.sampled_from(before), unique=True))
    after = [row for row in before if row in left]
    chosen = successor(before, after, current)
    assert chosen in after or (not after and chosen == "")
    if current in after:
        assert chosen == current
    elif below := [row for row in before[before.index(current) :] if row in left]:
        assert chosen == below[0]


def test_row_is_read_out_with_who_what_due_and_whether_it_is_unread() -> None:
    assert spoken(ROWS[1]).endswith("10:05, chưa đọc")
    assert "Sở Tài chính" in spoken(ROWS[1])
    assert "HỎA TỐC" in spoken(ROWS[1])
