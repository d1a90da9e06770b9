"""The bar above the page: never green for what is not proven."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from app.verdicts import verdict_bar
from signing.validation.verdict import UNCONFIRMED, SignatureVerdict, Verdict

AT = datetime(2026, 3, 10, 2, 12, tzinfo=UTC)


def bar(verdict: str, *reasons: str, changes: str = "none"):
    one = SignatureVerdict(
        field="Leader",
        role="leader",
        verdict=verdict,
        reasons=reasons,
        signer="Trần Minh Đức",
        claimed_at=AT,
        changes=changes,
    )
    return verdict_bar(Verdict(verdict=verdict, sha256="0" * 64, size=1, signatures=(one,)))


def test_valid_signature_says_who_when_and_that_nothing_changed():
    shown = bar("valid")
    assert (shown.tone, shown.headline) == ("success", "1 chữ ký hợp lệ")
    assert shown.detail == "Trần Minh Đức · 10/03/2026 09:12 · nội dung không thay đổi sau khi ký"


def test_what_is_not_known_is_neutral_and_says_what_is_missing():
    shown = bar("indeterminate", "revocation_unknown")
    assert shown.tone == "neutral"
    assert "chưa kết luận" in shown.headline
    assert "thu hồi" in shown.detail


def test_broken_signature_is_red_and_says_why():
    shown = bar("invalid", "digest_broken", changes="forbidden")
    assert (shown.tone, shown.headline) == ("danger", "1 chữ ký không hợp lệ")
    assert shown.detail == "Nội dung đã bị thay đổi sau khi ký."


@pytest.mark.parametrize(("proven", "said"), [(None, "theo máy người ký"), (AT, "được chứng thực")])
def test_time_says_whether_it_is_proven(proven, said):
    one = SignatureVerdict(field="Seal", role="seal", verdict="valid", signer="UBND", claimed_at=AT, proven_at=proven)
    (view,) = verdict_bar(Verdict(verdict="valid", sha256="", size=1, signatures=(one,))).signatures
    assert said in view.when
    assert view.signer == "UBND · đóng dấu"


def test_page_without_signatures_says_so():
    assert verdict_bar(Verdict(verdict="unsigned", sha256="", size=1)).headline == "Chưa có chữ ký số"


def test_long_term_file_that_waits_for_its_last_authority_says_so_and_how_to_go_on():
    people = tuple(
        SignatureVerdict(
            field=field, role="plain", verdict="indeterminate", level="lta", reasons=(UNCONFIRMED, "timestamp_unproven")
        )
        for field in ("Leader", "Seal")
    )
    stamp = SignatureVerdict(
        field="T1", role="timestamp", verdict="indeterminate", level="lta", reasons=(UNCONFIRMED,), is_timestamp=True
    )
    for signatures in ((*people, stamp), (msgspec.structs.replace(people[0], verdict="valid"), people[1], stamp)):
        shown = verdict_bar(Verdict(verdict="indeterminate", sha256="", size=1, signatures=signatures))
        assert shown.tone == "neutral"
        assert shown.headline == "2 chữ ký lưu trữ dài hạn, chờ kiểm tra lại khi có mạng"
        assert "đã có bằng chứng lưu trữ lâu dài" in shown.detail
        assert "khi có mạng" in shown.detail


def test_signers_that_are_valid_under_an_unconfirmed_stamp_are_still_said_to_wait():
    leader = SignatureVerdict(field="Leader", role="leader", verdict="valid", level="lta")
    stamp = SignatureVerdict(
        field="T1", role="timestamp", verdict="indeterminate", level="lta", reasons=(UNCONFIRMED,), is_timestamp=True
    )
    shown = verdict_bar(Verdict(verdict="indeterminate", sha256="", size=1, signatures=(leader, stamp)))
    assert shown.headline == "1 chữ ký lưu trữ dài hạn, chờ kiểm tra lại khi có mạng"
    assert "dấu thời gian cuối cùng" in shown.detail


def test_long_term_file_with_another_doubt_is_not_said_to_wait_for_the_network_alone():
    leader = SignatureVerdict(field="L", role="leader", verdict="indeterminate", reasons=("chain_untrusted",))
    stamp = SignatureVerdict(
        field="T1", role="timestamp", verdict="indeterminate", reasons=(UNCONFIRMED,), is_timestamp=True
    )
    shown = verdict_bar(Verdict(verdict="indeterminate", sha256="", size=1, signatures=(leader, stamp)))
    assert shown.headline == "1 chữ ký chưa kết luận được"
