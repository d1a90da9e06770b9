"""Log lines are JSON, with the request's id and without anything that was not given on purpose."""

from __future__ import annotations

import logging

import msgspec

from server import logs


def line_of(record: logging.LogRecord) -> dict[str, str]:
    return msgspec.json.decode(logs.JsonLines().format(record))


def test_line_has_level_event_request_and_extras() -> None:
    token = logs.request_id.set("r-1")
    try:
        record = logging.getLogger("x").makeRecord("x", logging.INFO, "f", 1, "done", (), None, extra={"status": 200})
        line = line_of(record)
    finally:
        logs.request_id.reset(token)
    assert {name: line[name] for name in ("level", "logger", "event", "request_id", "status")} == {
        "level": "info", "logger": "x", "event": "done", "request_id": "r-1", "status": "200",
    }  # fmt: skip


def test_exception_stands_in_one_line_with_its_trace() -> None:
    try:
        raise ValueError("lỗi")
    except ValueError as error:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "failed", (), (type(error), error, error.__traceback__)
        )
    assert "ValueError: lỗi" in line_of(record)["trace"]
    assert "request_id" not in line_of(record)


def test_set_up_sends_every_logger_to_standard_error(capfd) -> None:
    before = logging.getLogger().handlers[:]
    try:
        logs.set_up()
        logging.getLogger("server.test").info("hello")
    finally:
        logging.getLogger().handlers[:] = before
    out, err = capfd.readouterr()
    assert out == ""
    assert '"event":"hello"' in err
