"""Plain states that several screens hand to shared widgets. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme.tokens import Tone

COPY = "copy_details"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bar says. `action` is the key told when its button is pressed, `action_words` what stands on it.

    `details` are for whoever is asked for help: the bar copies them when `action` is COPY (B16).
    """

    tone: Tone
    headline: str
    detail: str = ""
    action: str = ""
    action_words: str = ""
    second: str = ""
    second_words: str = ""
    picture: str = ""
    details: str = ""
