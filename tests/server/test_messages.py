"""What a judge is asked passes the pipe and the command line unchanged."""

from __future__ import annotations

import msgspec
import pytest

from server.judging.messages import JudgeFile, JudgeStart, Warm
from tests.helpers.office_world import NOW


@pytest.mark.parametrize(
    "message", [JudgeFile("/a", "0" * 64, NOW, "/b", "1" * 64), JudgeStart(("/t",), fetch=False, memory_mb=9), Warm()]
)
def test_message_comes_back_as_it_went(message: msgspec.Struct) -> None:
    for codec in (msgspec.json, msgspec.msgpack):
        assert codec.decode(codec.encode(message), type=type(message)) == message
