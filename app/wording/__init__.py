"""The words of every error a user can meet, by code, after the twenty common errors E1–E20; read by `app.messages`."""

from app.wording.files import FILES, REFUSALS
from app.wording.message import INPUT, Message
from app.wording.network import NETWORKS, SERVER_AWAY_WAITING
from app.wording.profiles import PROFILES
from app.wording.tokens import PIN_WARNINGS, PIN_WRONG_FINAL, TOKENS

MESSAGES: dict[str, Message] = {**TOKENS, **FILES, **NETWORKS, **PROFILES}

__all__ = ["INPUT", "MESSAGES", "PIN_WARNINGS", "PIN_WRONG_FINAL", "REFUSALS", "SERVER_AWAY_WAITING", "Message"]
