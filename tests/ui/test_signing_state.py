"""The signing panel decides without Qt: which certificate, which look, and why it may not sign."""

from __future__ import annotations

from msgspec.structs import replace

from tests.ui.samples import CERTIFICATE, EXPIRED, MINE, TOKENS, signing_view
from ui.screens.signing.state import (
    BatchLine,
    look_choices,
    promises_of,
    shown_look,
    sign_words,
    signing_panel,
    title_of,
    token_card,
)

TOKEN = TOKENS[0]


def test_only_usable_certificates_of_this_person_are_offered_and_the_others_say_why() -> None:
    card = token_card(signing_view(), TOKENS, "")
    assert [choice.fingerprint for choice in card.choices] == [MINE]
    assert card.unusable == (f"{EXPIRED.holder}: đã hết hạn",)
    assert card.chip == "Sẵn sàng"


def test_certificate_that_is_not_registered_is_not_offered() -> None:
    stranger = replace(TOKEN, certificates=(replace(CERTIFICATE, fingerprint="cc"),))
    card = token_card(signing_view(), (stranger,), "")
    assert card.choices == ()
    assert "không phải chứng thư đã đăng ký" in card.unusable[0]


def test_chosen_certificate_stays_chosen() -> None:
    other = replace(CERTIFICATE, fingerprint="dd")
    both = replace(TOKEN, certificates=(CERTIFICATE, other))
    signing = replace(signing_view(), fingerprints=(MINE, "dd"))
    assert token_card(signing, (both,), "dd").chosen == 1
    assert token_card(signing, (both,), "gone").chosen == 0


def test_panel_says_why_it_may_not_sign() -> None:
    signing = signing_view()
    assert signing_panel(signing, None).why_not == "Đang tìm thiết bị ký số…"
    assert signing_panel(signing, ()).why_not.startswith("Cắm USB token")
    assert "Không có chứng thư" in signing_panel(signing, (replace(TOKEN, certificates=(EXPIRED,)),)).why_not
    assert "đã bị khóa" in signing_panel(signing, (replace(TOKEN, is_locked=True),)).why_not
    assert signing_panel(signing, TOKENS).why_not == ""


def test_token_that_is_open_or_has_its_own_pad_asks_no_pin_here() -> None:
    assert signing_panel(signing_view(), TOKENS).asks_pin
    assert not signing_panel(signing_view(), (replace(TOKEN, is_open=True),)).asks_pin
    assert not signing_panel(signing_view(), (replace(TOKEN, has_pin_pad=True),)).asks_pin


def test_flags_of_the_token_are_said_before_the_pin() -> None:
    warned = replace(TOKEN, warning="Chỉ còn 1 lần thử PIN.")
    assert signing_panel(signing_view(), (warned,)).card.warning == "Chỉ còn 1 lần thử PIN."


def test_offline_promises_the_time_stamp_for_later() -> None:
    offline, online = (promises_of("sign", is_online=is_online)[0].words for is_online in (False, True))
    assert (offline, online) == ("Dấu thời gian sẽ có khi đóng dấu", "Gắn dấu thời gian (TSA)")


def test_batch_of_one_is_no_batch_and_the_button_counts() -> None:
    one, two = BatchLine("d1", "A", True), BatchLine("d2", "B", False)
    assert signing_panel(signing_view(), TOKENS, batch=(one,)).batch == ()
    panel = signing_panel(signing_view(), TOKENS, batch=(one, two))
    assert panel.sign_words == "Ký số 2 văn bản"
    assert sign_words("initial", 1) == "Ký nháy văn bản"
    assert title_of("seal") == "Đóng dấu và phát hành"


def test_look_shows_what_the_person_has() -> None:
    signing = signing_view()
    assert dict(look_choices(signing)) == {"image": "Ảnh chữ ký", "both": "Ảnh + thông tin"}
    assert dict(look_choices(replace(signing, image_png=None))) == {"lines": "Chỉ thông tin"}
    assert shown_look(signing, "image") == (signing.image_png, ())
    assert shown_look(signing, "both") == (signing.image_png, signing.lines)
    assert shown_look(signing, "lines") == (None, signing.lines)
