"""The words of every error a user can meet, by code, after the twenty common errors E1–E20; read by `app.messages`."""

from app.wording.files import FILES, FILES_FULLER, REFUSALS
from app.wording.message import INPUT, Fuller, Message
from app.wording.network import CONFLICT, NETWORKS, NETWORKS_FULLER, TROUBLES
from app.wording.profiles import PROFILES, PROFILES_FULLER
from app.wording.terminal import TODO_AT_TERMINAL
from app.wording.tokens import ANY_DEVICE, ANY_DRIVER, MANAGER, PIN_WARNINGS, TOKENS, TOKENS_FULLER

MESSAGES: dict[str, Message] = {**TOKENS, **FILES, **NETWORKS, **PROFILES}
FULLER: dict[str, Fuller] = {**TOKENS_FULLER, **FILES_FULLER, **NETWORKS_FULLER, **PROFILES_FULLER}

__all__ = [
    "ANY_DEVICE",
    "ANY_DRIVER",
    "CONFLICT",
    "FULLER",
    "INPUT",
    "MANAGER",
    "MESSAGES",
    "PIN_WARNINGS",
    "REFUSALS",
    "TODO_AT_TERMINAL",
    "TROUBLES",
    "Fuller",
    "Message",
]
