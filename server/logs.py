"""Structured logs: one JSON object a line on standard error. Never a secret: no tokens, bodies, queries or names."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar

import msgspec

from server.clock import now

request_id: ContextVar[str] = ContextVar("request_id", default="")
_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Level, logger, event, the request and what was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = {"at": now(), "level": record.levelname.lower(), "logger": record.name, "event": record.getMessage()}
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= {name: str(value) for name, value in record.__dict__.items() if name not in _PLAIN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def set_up(level: int = logging.INFO) -> None:
    """Send every logger's lines to standard error in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
