"""What the side panel shows of a document, and how its actions are laid out. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.texts import _
from app.views import ActionChoice, DocumentView, FieldView, FileView, OpinionView, Step
from ui.screens.reading.state import attachments

SIGNING = frozenset({"initial", "sign", "seal", "stamp"})
INLINE = frozenset({"direct"})
BUTTONS_MAX = 5
PICTURES = {
    "return": "arrow-bend-up-left",
    "refuse": "arrow-bend-up-left",
    "return_assignment": "arrow-bend-up-left",
    "forward": "arrow-bend-up-right",
    "assign": "user-plus",
    "submit": "paper-plane-tilt",
    "submit_draft": "paper-plane-tilt",
    "dispatch": "paper-plane-tilt",
    "register": "clipboard-text",
    "opine": "chat-text",
    "draft": "note-pencil",
    "answer": "note-pencil",
    "file": "folder-simple-plus",
    "complete": "check-circle",
    "begin": "play",
    "number": "hash",
    "pass_format": "check",
    "renew": "shield-plus",
    "confirm_delivery": "envelope-simple-open",
    "recall": "arrow-u-up-left",
    "supersede": "swap",
}


@dataclass(frozen=True, slots=True)
class ActionButton:
    """A button; greyed ones stand in the menu with their reason (B6)."""

    type: str
    words: str
    picture: str
    style: str
    is_enabled: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions at the foot: the first in full width when it is the next step, the rest in pairs, more in a menu."""

    buttons: tuple[ActionButton, ...]
    more: tuple[ActionButton, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The whole panel."""

    title: str
    fields: tuple[FieldView, ...]
    holders: tuple[str, ...]
    steps: tuple[Step, ...]
    opinions: tuple[OpinionView, ...]
    files: tuple[FileView, ...]
    history: tuple[Step, ...]
    actions: Actions
    inline: str
    """The action whose form stands in the panel itself ("direct"), "" for none."""


def panel(document: DocumentView) -> Panel:
    """Lay out the panel of a document."""
    inline = next((a.type for a in document.actions if a.enabled and a.type in INLINE), "")
    return Panel(
        title=_("Xử lý văn bản"),
        fields=tuple(field for field in document.fields if field.value),
        holders=document.holders,
        steps=document.steps,
        opinions=document.opinions,
        files=attachments(document),
        history=document.history,
        actions=action_bar(document),
        inline=inline,
    )


def action_bar(document: DocumentView) -> Actions:
    """Allowed actions as buttons, the first ones first; forbidden ones in the menu with their reason."""
    signing = document.signing.action if document.signing else ""
    shown: list[ActionButton] = []
    more: list[ActionButton] = []
    for choice in document.actions:
        if choice.enabled and (choice.type == signing or choice.type in INLINE):
            continue
        made = _button(choice)
        (shown if choice.enabled else more).append(made)
    shown.sort(key=lambda made: made.style != "primary")
    return Actions(tuple(shown[:BUTTONS_MAX]), tuple(shown[BUTTONS_MAX:] + more))


def menu_words(action: ActionButton) -> str:
    """An entry of the menu: the action, and why not."""
    return f"{action.words} — {action.reason}" if action.reason else action.words


def _button(choice: ActionChoice) -> ActionButton:
    picture = PICTURES.get(choice.type, "")
    return ActionButton(choice.type, choice.title, picture, choice.style, choice.enabled, choice.reason)
