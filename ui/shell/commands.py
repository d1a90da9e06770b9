"""The commands of the palette: found by words in any order, without diacritics (B3–B7). No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something the palette can do: `key` is told when it is chosen; a greyed one carries its reason (B6)."""

    key: str
    words: str
    shortcut: str = ""
    reason: str = ""
    english: str = ""


def plain(text: str) -> str:
    """Lower case without diacritics, đ as d."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def matches(command: Command, typed: str) -> bool:
    """Whether every typed word stands somewhere in the command's words, in either language."""
    ground = plain(f"{command.words} {command.english} {command.key}")
    return all(word in ground for word in plain(typed).split())


def found(commands: Sequence[Command], typed: str, recent: Sequence[str]) -> tuple[Command, ...]:
    """What the palette lists: recent ones first, those that are not possible now last."""
    rank = {key: place for place, key in enumerate(recent)}
    hits = [command for command in commands if matches(command, typed)]
    return tuple(sorted(hits, key=lambda command: (bool(command.reason), rank.get(command.key, len(rank)))))
