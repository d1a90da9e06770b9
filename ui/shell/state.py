"""The frame's states: navigation, delegation, sync and status, and how the panes share a width. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.texts import _, counted
from app.views import DeskState, Folder, TokenView
from ui.theme.tokens import Tone

COUNT_MAX = 999
SAVED = "saved:"
"""Key of a saved filter, before its id."""
PICTURES = {
    "incoming": "tray",
    "drafts": "note-pencil",
    "for_signature": "pen-nib",
    "outgoing": "paper-plane-right",
    "dossiers": "folder",
    "search": "magnifying-glass",
    "outbox": "tray-fill",
}
WIDE, NARROW = 1400, 1060
FOLDER_WIDTHS = ((1600, 424), (WIDE, 360), (1280, 340), (NARROW, 320), (0, 300))
"""Least width of the window → width of the list."""
RAIL_NARROW = 64
SINGLE = 800
"""Below it one pane stands alone: a screen of 1366 points at 200 %."""
Front = Literal["folder", "page", "panel"]
LIST_WIDTH_MIN, PANEL_WIDTH = 280, 336
SIDE_SHARE_MAX = 0.36
"""Of list and of panel, at most, in what the rail leaves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation."""

    key: str
    title: str
    picture: str
    badge: str
    is_urgent: bool
    number: int
    """Alt+number opens it."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The whole rail."""

    office_name: str
    entries: tuple[Entry, ...]
    delegation: str
    person_name: str
    person_title: str


@dataclass(frozen=True, slots=True)
class Status:
    """The line at the foot, and the sync state in the top bar."""

    online_words: str
    online_tone: Tone
    online_picture: str
    sync_words: str
    sync_tone: Tone
    outbox_words: str
    outbox_tone: Tone
    cached_words: str
    token_words: str
    token_tone: Tone


@dataclass(frozen=True, slots=True)
class Panes:
    """How wide each pane is; 0 hides it."""

    navigation: int
    folder: int
    panel: int
    shows_page: bool = True


def badge(count: int | None) -> str:
    """A count as it stands in the navigation (B11)."""
    if not count:
        return ""
    return f"{COUNT_MAX}+" if count > COUNT_MAX else str(count)


def navigation(state: DeskState, folders: Sequence[Folder], saved: Mapping[str, str] | None = None) -> Navigation:
    """The rail: the folders, then search, then the saved filters, id to name (B27)."""
    entries = [
        Entry(f.key, f.title, PICTURES.get(f.key, "folder"), badge(f.count), f.is_urgent, n)
        for n, f in enumerate(folders, 1)
    ]
    entries.append(Entry("search", _("Tra cứu"), PICTURES["search"], "", False, len(entries) + 1))
    for key, name in (saved or {}).items():
        entries.append(Entry(SAVED + key, name, "star", "", False, len(entries) + 1))
    return Navigation(state.office_name, tuple(entries), state.delegation, state.person_name, state.person_title)


def status(state: DeskState, tokens: Sequence[TokenView] | None) -> Status:
    """The foot of the window: connection, outbox, what is held here, the token (B97, B98, B101)."""
    words, tone, picture = _connection(state)
    return Status(
        online_words=" · ".join(part for part in (words, state.sync_words.lower()) if part),
        online_tone=tone,
        online_picture=picture,
        sync_words=state.sync_words or words,
        sync_tone=tone,
        outbox_words=_outbox_words(state),
        outbox_tone="danger" if state.conflict_count else "warning" if state.outbox_count else "neutral",
        cached_words=_("{count} văn bản ngoại tuyến", count=f"{state.cached_count:,}".replace(",", " ")),
        token_words=_token_words(tokens),
        token_tone=_token_tone(tokens),
    )


def panes(width: int, *, panel_wanted: bool | None, folder: int = 0, panel: int = 0) -> Panes:
    """Share the width: below `WIDE` the rail shows icons alone, below `NARROW` panel and list take turns (B118).

    `panel_wanted` None: nobody asked, the panel stands where there is room. `folder` and `panel`: the widths that the
    user drew, kept as far as the page keeps its room.
    """
    rail = 216 if width >= WIDE else RAIL_NARROW
    has_room = width >= NARROW
    most = max(LIST_WIDTH_MIN, round((width - rail) * SIDE_SHARE_MAX))
    list_width = next(wide for least, wide in FOLDER_WIDTHS if width >= least)
    list_width = min(folder, most) if folder and has_room else list_width
    side = min(panel, most) if panel and has_room else PANEL_WIDTH
    side = side if (has_room if panel_wanted is None else panel_wanted) else 0
    return Panes(rail, list_width if has_room or not side else 0, side)


def one_pane(width: int, front: Front) -> Panes:
    """The pane that stands alone in a window narrower than `SINGLE`, beside the rail of icons (B118)."""
    room = width - RAIL_NARROW
    folder, panel = (room if front == name else 0 for name in ("folder", "panel"))
    return Panes(RAIL_NARROW, folder, panel, shows_page=front == "page")


def _connection(state: DeskState) -> tuple[str, Tone, str]:
    match state.connection:
        case "offline":
            return _("Ngoại tuyến"), "warning", "cloud-slash"
        case "captive":
            return _("Mạng đòi đăng nhập"), "warning", "wifi-slash"
        case "error":
            return state.trouble or _("Chưa đồng bộ được"), "danger", "cloud-slash"
        case _:
            return _("Trực tuyến"), "success", "cloud-check"


def _outbox_words(state: DeskState) -> str:
    if state.conflict_count:
        return counted(
            "Hộp gửi: {count} việc cần bạn quyết định", "Hộp gửi: {count} việc cần bạn quyết định", state.conflict_count
        )
    if state.outbox_count:
        return counted(
            "Hộp gửi: {count} thao tác chờ máy chủ", "Hộp gửi: {count} thao tác chờ máy chủ", state.outbox_count
        )
    return _("Hộp gửi trống")


def _token_words(tokens: Sequence[TokenView] | None) -> str:
    if tokens is None:
        return _("Đang tìm token")
    if not tokens:
        return _("Chưa cắm token")
    first = tokens[0]
    return _("Token {label}: sẵn sàng", label=first.label) if first.is_ready else f"{first.label}: {first.warning}"


def _token_tone(tokens: Sequence[TokenView] | None) -> Tone:
    if not tokens:
        return "neutral"
    return "success" if tokens[0].is_ready else "warning"
