"""Bytes of a streamed reply in exact pieces."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import ServerAway
from sync.streams import Blocks


class Reply(SimpleNamespace):
    """What `Blocks` takes of a reply."""

    def close(self) -> None:
        self.is_closed = True


def blocks(content: bytes) -> tuple[Blocks, Reply]:
    reply = Reply(raw=io.BytesIO(content), is_closed=False)
    return Blocks(reply), reply  # type: ignore[arg-type]


@given(content=st.binary(max_size=500), size=st.integers(1, 600))
def test_exact_piece_is_exact_or_cut(content: bytes, size: int) -> None:
    taken, reply = blocks(content)
    if size <= len(content):
        assert taken.exactly(size) == content[:size]
        assert b"".join(taken.rest()) == content[size:]
    else:
        with pytest.raises(ServerAway):
            taken.exactly(size)
    assert reply.is_closed


def test_end_between_pieces_is_an_end() -> None:
    taken, reply = blocks(b"")
    assert taken.exactly(40, may_end=True) == b""
    assert reply.is_closed


def test_end_inside_a_piece_is_a_cut() -> None:
    taken, _reply = blocks(b"abc")
    with pytest.raises(ServerAway):
        list(taken.next(4))
