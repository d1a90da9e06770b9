"""The words of every error a user can meet, by code, after the twenty common errors E1–E20; read by `app.messages`."""

from app.wording.files import FILES, REFUSALS
from app.wording.message import INPUT, Message
from app.wording.network import NETWORKS
from app.wording.profiles import PROFILES
from app.wording.tokens import PIN_WARNINGS, TOKENS

MESSAGES: dict[str, Message] = {**TOKENS, **FILES, **NETWORKS, **PROFILES}

__all__ = ["INPUT", "MESSAGES", "PIN_WARNINGS", "REFUSALS", "Message"]
