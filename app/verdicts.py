"""What validation says, in the words of a bar above the page: never green for what is not proven."""

from __future__ import annotations

from app.texts import _, counted, language
from app.views import SignatureView, Tone, VerdictBar
from app.words import N_, SIGNATURE_ROLES, VERDICTS, instant_words, word
from signing.validation.reasons import text as reason_text
from signing.validation.verdict import UNCONFIRMED, SignatureVerdict, Verdict

TONES: dict[str, Tone] = {"valid": "success", "indeterminate": "neutral", "invalid": "danger", "unsigned": "neutral"}
CHANGES = {
    "none": N_("nội dung không thay đổi sau khi ký"),
    "archival": N_("sau đó chỉ bổ sung dữ liệu lưu trữ dài hạn"),
    "filled": N_("sau đó chỉ điền ô đã chuẩn bị và ký thêm"),
    "forbidden": N_("nội dung đã bị thay đổi trái quy định"),
    "unknown": N_("chưa xét được thay đổi"),
}


def verdict_bar(verdict: Verdict) -> VerdictBar:
    """The verdict of a file as a headline, a line of detail, and each signature."""
    people = [one for one in verdict.signatures if not one.is_timestamp]
    if not people:
        return VerdictBar(tone="neutral", headline=_("Chưa có chữ ký số"))
    last = people[-1]
    detail = f"{last.signer} · {instant_words(last.proven_at or last.claimed_at)} · {word(CHANGES, last.changes)}"
    return VerdictBar(
        tone=TONES[verdict.verdict],
        headline=_headline(verdict, people),
        detail=detail if verdict.verdict == "valid" else _first_reason(verdict, people) or detail,
        signatures=tuple(_signature_view(one) for one in verdict.signatures),
    )


def _headline(verdict: Verdict, people: list[SignatureVerdict]) -> str:
    valid = sum(one.verdict == "valid" for one in people)
    match verdict.verdict:
        case "valid":
            return counted("{count} chữ ký hợp lệ", "{count} chữ ký hợp lệ", valid)
        case "invalid":
            broken = sum(one.verdict == "invalid" for one in people) or len(people)
            return counted("{count} chữ ký không hợp lệ", "{count} chữ ký không hợp lệ", broken)
        case _ if _is_only_unconfirmed(verdict):
            return counted(
                "{count} chữ ký lưu trữ dài hạn, chờ kiểm tra lại khi có mạng",
                "{count} chữ ký lưu trữ dài hạn, chờ kiểm tra lại khi có mạng",
                len(people),
            )
        case _:
            unknown = sum(one.verdict == "indeterminate" for one in people) or len(people)
            return counted("{count} chữ ký chưa kết luận được", "{count} chữ ký chưa kết luận được", unknown)


def _is_only_unconfirmed(verdict: Verdict) -> bool:
    """Whether nothing is open but the word of the last time stamp's authority."""
    doubted = [one for one in verdict.signatures if one.verdict != "valid"]
    return not verdict.reasons and bool(doubted) and all(one.reasons[:1] == (UNCONFIRMED,) for one in doubted)


def _first_reason(verdict: Verdict, people: list[SignatureVerdict]) -> str:
    doubted = [one for one in (*people, *verdict.signatures) if one.verdict != "valid"]
    codes = [*verdict.reasons, *(code for one in doubted for code in one.reasons)]
    return reason_text(codes[0], language()) if codes else ""


def _signature_view(one: SignatureVerdict) -> SignatureView:
    said = _("được chứng thực") if one.proven_at else _("theo máy người ký")
    return SignatureView(
        field=one.field,
        signer=f"{one.signer} · {word(SIGNATURE_ROLES, one.role)}",
        organisation=one.organisation,
        when=f"{instant_words(one.proven_at or one.claimed_at)} ({said})",
        tone=TONES[one.verdict],
        verdict=word(VERDICTS, one.verdict),
        reasons=tuple(reason_text(code, language()) for code in one.reasons),
        changes=(word(CHANGES, one.changes),),
    )
