"""The table of colours of each theme, and the pairs that must stay legible (WCAG 1.4.3). No Qt here.

Every colour that the window paints is named here; `PAIRS` lists what stands on what, and a test measures it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Scheme = Literal["light", "dark", "contrast"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "contrast")
Tone = Literal["neutral", "info", "success", "warning", "danger", "accent", "urgent"]
TONES: tuple[Tone, ...] = ("neutral", "info", "success", "warning", "danger", "accent", "urgent")

TEXT_CONTRAST_MIN = 4.5
OUTLINE_CONTRAST_MIN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Colours as `#RRGGBB`, by what they are for."""

    surface: str
    raised: str
    sunken: str
    desk: str
    """Behind the page."""
    shadow: str
    border: str
    scroll: str
    """Handle of a scroll bar."""
    outline: str
    """Edges of controls that must be seen: boxes, handles (3:1)."""
    text: str
    muted: str
    primary: str
    primary_hover: str
    on_primary: str
    link: str
    selection: str
    focus: str
    danger: str
    on_danger: str
    danger_text: str
    success_text: str
    warning_text: str
    nav: str
    nav_active: str
    nav_card: str
    nav_line: str
    nav_text: str
    nav_muted: str
    nav_badge: str
    nav_badge_text: str
    gold: str
    on_gold: str
    neutral_soft: str
    neutral_ink: str
    info_soft: str
    info_ink: str
    success_soft: str
    success_ink: str
    warning_soft: str
    warning_ink: str
    danger_soft: str
    danger_ink: str
    accent_soft: str
    accent_ink: str
    urgent_soft: str
    urgent_ink: str
    paper: str
    mark: str
    """The frame of the signature place on the page."""
    on_mark: str

    def soft(self, tone: Tone) -> str:
        """Background of a chip or bar of this tone."""
        value: str = getattr(self, f"{tone}_soft")
        return value

    def ink(self, tone: Tone) -> str:
        """Text on `soft` of the same tone."""
        value: str = getattr(self, f"{tone}_ink")
        return value


LIGHT = Tokens(
    surface="#FFFFFF", raised="#FFFFFF", sunken="#F4F6FA", desk="#DFE4EC", shadow="#B9C2CF", border="#E1E6EE",
    scroll="#A7B2C1", outline="#7C8796", text="#171F2B", muted="#4E5A6B", primary="#1255A6",
    primary_hover="#0E468B", on_primary="#FFFFFF", link="#1255A6", selection="#E4EDF9", focus="#1255A6",
    danger="#B3261E", on_danger="#FFFFFF", danger_text="#A81F18", success_text="#0F6134", warning_text="#7A4A00",
    nav="#0F2F57", nav_active="#2A568C", nav_card="#173F70", nav_line="#2C4B75", nav_text="#FFFFFF",
    nav_muted="#C6D5EA", nav_badge="#C9D8EC", nav_badge_text="#12305A", gold="#F0C264", on_gold="#14284A",
    neutral_soft="#E9EDF3", neutral_ink="#3B4655", info_soft="#DCE8F7", info_ink="#0F4486", success_soft="#DCF1E6",
    success_ink="#0D5730", warning_soft="#FDEECB", warning_ink="#704300", danger_soft="#FBE3E1",
    danger_ink="#8F1710", accent_soft="#EBE3F8", accent_ink="#4E2A8C", urgent_soft="#B3261E", urgent_ink="#FFFFFF",
    paper="#FFFFFF", mark="#1255A6", on_mark="#FFFFFF",
)  # fmt: skip

DARK = Tokens(
    surface="#161C25", raised="#1D2530", sunken="#121821", desk="#0C1117", shadow="#05080B", border="#2B3644",
    scroll="#4C5A6C", outline="#7D8B9E", text="#E8EDF4", muted="#AAB6C6", primary="#2767B8",
    primary_hover="#3377CB", on_primary="#FFFFFF", link="#86B7F7", selection="#20344F", focus="#86B7F7",
    danger="#C1372E", on_danger="#FFFFFF", danger_text="#FF9C94", success_text="#74D3A0", warning_text="#F2C15E",
    nav="#0B1A30", nav_active="#234B7D", nav_card="#13294A", nav_line="#22395A", nav_text="#FFFFFF",
    nav_muted="#B9CAE2", nav_badge="#2F4C74", nav_badge_text="#E9F1FC", gold="#E7B95A", on_gold="#14223C",
    neutral_soft="#2A3441", neutral_ink="#CBD4E0", info_soft="#1D3A60", info_ink="#BAD7FB", success_soft="#143C29",
    success_ink="#9FE3BE", warning_soft="#463512", warning_ink="#F6D38A", danger_soft="#4C201D",
    danger_ink="#FFBAB4", accent_soft="#362A55", accent_ink="#D6C5FA", urgent_soft="#C1372E", urgent_ink="#FFFFFF",
    paper="#FFFFFF", mark="#1255A6", on_mark="#FFFFFF",
)  # fmt: skip

CONTRAST = Tokens(
    surface="#000000", raised="#000000", sunken="#000000", desk="#000000", shadow="#000000", border="#FFFFFF",
    scroll="#FFFFFF", outline="#FFFFFF", text="#FFFFFF", muted="#FFFFFF", primary="#FFE600",
    primary_hover="#FFF27A", on_primary="#000000", link="#7FDBFF", selection="#003A70", focus="#FFE600",
    danger="#FF6B60", on_danger="#000000", danger_text="#FF9A92", success_text="#6CFF9E", warning_text="#FFE600",
    nav="#000000", nav_active="#003A70", nav_card="#000000", nav_line="#FFFFFF", nav_text="#FFFFFF",
    nav_muted="#FFFFFF", nav_badge="#FFFFFF", nav_badge_text="#000000", gold="#FFE600", on_gold="#000000",
    neutral_soft="#262626", neutral_ink="#FFFFFF", info_soft="#003A70", info_ink="#FFFFFF", success_soft="#004D1E",
    success_ink="#FFFFFF", warning_soft="#4D3B00", warning_ink="#FFFFFF", danger_soft="#660A05",
    danger_ink="#FFFFFF", accent_soft="#3A1470", accent_ink="#FFFFFF", urgent_soft="#FF6B60", urgent_ink="#000000",
    paper="#FFFFFF", mark="#1255A6", on_mark="#FFFFFF",
)  # fmt: skip

TABLE: dict[Scheme, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

_TEXT_PAIRS = (
    *((ink, ground) for ink in ("text", "muted") for ground in ("surface", "raised", "sunken", "selection", "desk")),
    *((ink, "surface") for ink in ("link", "danger_text", "success_text", "warning_text")),
    *((ink, "sunken") for ink in ("link", "danger_text", "success_text", "warning_text")),
    ("link", "success_soft"),
    ("link", "warning_soft"),
    ("link", "danger_soft"),
    ("link", "neutral_soft"),
    ("link", "info_soft"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_danger", "danger"),
    *((ink, ground) for ink in ("nav_text", "nav_muted") for ground in ("nav", "nav_active", "nav_card")),
    ("nav_badge_text", "nav_badge"),
    ("on_gold", "gold"),
    *((f"{tone}_ink", f"{tone}_soft") for tone in TONES),
    ("on_mark", "mark"),
)
_OUTLINE_PAIRS = (
    *((line, ground) for line in ("outline", "focus") for ground in ("surface", "raised", "sunken")),
    ("mark", "paper"),
    ("gold", "nav"),
)
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT_CONTRAST_MIN) for ink, ground in _TEXT_PAIRS),
    *((line, ground, OUTLINE_CONTRAST_MIN) for line, ground in _OUTLINE_PAIRS),
)
"""(foreground, background, least contrast) of everything that stands on something."""


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2), 0 black to 1 white."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def names() -> tuple[str, ...]:
    """Every colour's name."""
    return tuple(field.name for field in fields(Tokens))
