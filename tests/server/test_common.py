"""What routes share: what they document, and how much they read."""

from __future__ import annotations

import asyncio

import pytest

from server.problems import PROBLEMS, ProblemError
from server.routes.common import SIGNED_IN, documented, read_limited
from sync.protocol import Tokens


def test_route_documents_its_reply_and_every_problem_it_names() -> None:
    specs = documented(Tokens, *SIGNED_IN, "upload-offset")
    assert specs[200].data_container is Tokens
    assert {PROBLEMS[code].status for code in (*SIGNED_IN, "upload-offset", "malformed", "not-found")} <= set(specs)
    assert 200 not in documented(None)


def test_body_over_the_limit_is_not_read_to_its_end() -> None:
    parts_read = []

    class Asked:
        async def stream(self):
            for part in (b"abc", b"def", b"ghi"):
                parts_read.append(part)
                yield part

    assert asyncio.run(read_limited(Asked(), 9)) == b"abcdefghi"
    parts_read.clear()
    with pytest.raises(ProblemError) as caught:
        asyncio.run(read_limited(Asked(), 4))
    assert caught.value.code == "too-large"
    assert parts_read == [b"abc", b"def"]
