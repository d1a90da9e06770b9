"""Frames survive the pipe, and a cut pipe is an end, never a half message."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from workers.frames import Call, read_frame, write_frame


@given(st.text(max_size=20), st.binary(max_size=2000))
def test_frame_comes_out_as_it_went_in(name, body):
    pipe = io.BytesIO()
    write_frame(pipe, Call(name, body))
    pipe.seek(0)
    assert read_frame(pipe) == Call(name, body)
    assert read_frame(pipe) is None


@given(st.binary(max_size=200), st.data())
def test_cut_frame_reads_as_the_end(body, data):
    pipe = io.BytesIO()
    write_frame(pipe, Call("x", body))
    whole = pipe.getvalue()
    assert read_frame(io.BytesIO(whole[: data.draw(st.integers(0, len(whole) - 1))])) is None
