"""What the signing panel shows and whether it may sign. No Qt; the PIN never stands in a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.texts import _
from app.views import CertificateView, SigningView, TokenView
from ui.theme.tokens import Tone

LookKey = Literal["image", "both", "lines"]
BatchState = Literal["waiting", "signing", "signed", "refused", "skipped"]


@dataclass(frozen=True, slots=True)
class CertificateChoice:
    """A certificate that may be chosen, with the token it lies on."""

    serial: str
    fingerprint: str
    holder: str
    issuer: str
    valid_words: str


@dataclass(frozen=True, slots=True)
class TokenCard:
    """The card of the token: what is connected, and which certificate signs."""

    words: str
    chip: str
    tone: Tone
    choices: tuple[CertificateChoice, ...]
    chosen: int
    unusable: tuple[str, ...]
    """Certificates that are there and cannot sign, each with its reason (B62)."""
    warning: str
    asks_pin: bool = True
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One document that this PIN will sign; `is_seen` once somebody opened it here."""

    document_id: str
    title: str
    is_seen: bool
    state: BatchState = "waiting"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that happens by itself when the signature is made: a statement, nothing to choose."""

    picture: str
    words: str


@dataclass(frozen=True, slots=True)
class SigningPanel:
    """The whole panel. `why_not` says what is missing before it may sign."""

    title: str
    card: TokenCard
    looks: tuple[tuple[LookKey, str], ...]
    look: LookKey
    place_words: str
    can_reset_place: bool
    promises: tuple[Promise, ...]
    """What will happen by itself: time stamp, hand over to the clerk."""
    batch: tuple[BatchLine, ...]
    sign_words: str
    why_not: str
    asks_pin: bool = True
    """False when the token is open already, or takes the PIN on its own pad."""


def title_of(action: str) -> str:
    """The panel's title."""
    titles = {
        "initial": _("Ký nháy"),
        "pass_format": _("Duyệt thể thức"),
        "sign": _("Ký số"),
        "seal": _("Đóng dấu và phát hành"),
        "stamp": _("Đóng dấu đến"),
    }
    return titles.get(action, _("Ký số"))


def sign_words(action: str, count: int) -> str:
    """What stands on the button: the verb with its object."""
    if count > 1:
        return _("Ký số {count} văn bản", count=count)
    words = {
        "initial": _("Ký nháy văn bản"),
        "pass_format": _("Ký nháy và duyệt"),
        "seal": _("Đóng dấu văn bản"),
        "stamp": _("Đóng dấu đến"),
    }
    return words.get(action, _("Ký số văn bản"))


def token_card(signing: SigningView, tokens: Sequence[TokenView] | None, chosen: str) -> TokenCard:
    """The card: None tokens are still being looked for; only this person's usable certificates are offered."""
    if tokens is None:
        return TokenCard(_("Đang tìm thiết bị ký số…"), _("Đang tìm"), "neutral", (), -1, (), "")
    if not tokens:
        return TokenCard(_("Không thấy thiết bị ký số"), _("Chưa cắm"), "warning", (), -1, (), "")
    choices, unusable = [], []
    for token in tokens:
        for certificate in token.certificates:
            if _may_sign(certificate, signing):
                choices.append(_choice(token, certificate))
            else:
                unusable.append(_reason_against(certificate, signing))
    place = next((i for i, c in enumerate(choices) if c.fingerprint == chosen), 0 if choices else -1)
    own = {choice.serial for choice in choices[place : place + 1]} if choices else set()
    present = next((token for token in tokens if token.serial in own), tokens[0])
    is_ready = present.is_ready and bool(choices)
    return TokenCard(
        words=_("USB token đã kết nối"),
        chip=_("Sẵn sàng") if is_ready else _("Chưa dùng được"),
        tone="success" if is_ready else "warning",
        choices=tuple(choices),
        chosen=place,
        unusable=tuple(unusable),
        warning=present.warning,
        asks_pin=not (present.is_open or present.has_pin_pad),
        is_locked=present.is_locked,
    )


def signing_panel(
    signing: SigningView,
    tokens: Sequence[TokenView] | None,
    *,
    chosen: str = "",
    look: LookKey = "image",
    batch: tuple[BatchLine, ...] = (),
    is_online: bool = True,
) -> SigningPanel:
    """Lay out the panel for what this person may sign here."""
    card = token_card(signing, tokens, chosen)
    looks = look_choices(signing)
    return SigningPanel(
        title=title_of(signing.action),
        card=card,
        looks=looks,
        look=look if look in dict(looks) else looks[0][0],
        place_words=signing.place_words,
        can_reset_place=not signing.is_place_fixed,
        promises=promises_of(signing.action, is_online=is_online),
        batch=batch if len(batch) > 1 else (),
        sign_words=sign_words(signing.action, len(batch)),
        why_not=_why_not(card, tokens),
        asks_pin=card.asks_pin,
    )


def promises_of(action: str, *, is_online: bool) -> tuple[Promise, ...]:
    """What happens by itself with the signature."""
    stamp = _("Gắn dấu thời gian (TSA)") if is_online else _("Dấu thời gian sẽ có khi đóng dấu")
    found = [Promise("clock", stamp)]
    if action == "sign":
        found.append(Promise("paper-plane-tilt", _("Chuyển văn thư cấp số sau khi ký")))
    if action == "seal":
        found.append(Promise("hash", _("Điền số, ngày và bổ sung LTV trong một lần")))
    return tuple(found)


def look_choices(signing: SigningView) -> tuple[tuple[LookKey, str], ...]:
    """The looks this person has: an image, an image with words, words alone."""
    words = _("Ký nháy") if signing.action == "initial" else _("Ảnh chữ ký")
    if signing.role in {"seal", "arrival"}:
        words = _("Ảnh con dấu")
    if signing.image_png is None:
        return (("lines", _("Chỉ thông tin")),)
    return (("image", words), ("both", _("Ảnh + thông tin")))


def shown_look(signing: SigningView, look: LookKey) -> tuple[bytes | None, tuple[str, ...]]:
    """Image and lines that this look shows on the page."""
    image = signing.image_png if look in {"image", "both"} else None
    return image, signing.lines if look in {"both", "lines"} else ()


def _may_sign(certificate: CertificateView, signing: SigningView) -> bool:
    registered = not signing.fingerprints or certificate.fingerprint in signing.fingerprints
    return certificate.is_usable and registered


def _choice(token: TokenView, certificate: CertificateView) -> CertificateChoice:
    return CertificateChoice(
        token.serial, certificate.fingerprint, certificate.holder, certificate.issuer, certificate.valid_words
    )


def _reason_against(certificate: CertificateView, signing: SigningView) -> str:
    reason = certificate.why_not or _("không phải chứng thư đã đăng ký cho việc này")
    return f"{certificate.holder}: {reason}"


def _why_not(card: TokenCard, tokens: Sequence[TokenView] | None) -> str:
    if tokens is None:
        return _("Đang tìm thiết bị ký số…")
    if not tokens:
        return _("Cắm USB token; chương trình tự nhận trong vài giây.")
    if not card.choices:
        return _("Không có chứng thư nào dùng được cho việc này.")
    if card.is_locked:
        return _("Thiết bị ký số đã bị khóa. Liên hệ đơn vị quản lý để mở khóa.")
    return ""
