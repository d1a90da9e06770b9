"""Encrypted frames: nothing exchanged, reordered or cut off goes unnoticed."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import FileDamaged
from sync.frames import CHUNK_BYTES, HEADER, TAG_BYTES, Frames, chunks_of

KEY, SALT = bytes(range(32)), b"saltsalt"
SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]


def sealed(content: bytes) -> tuple[str, bytes]:
    sha256 = hashlib.sha256(content).hexdigest()
    frames = Frames(KEY, sha256, len(content), SALT)
    chunks = [content[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES] for n in range(chunks_of(len(content)))]
    return sha256, frames.header() + b"".join(frames.seal(n, chunk) for n, chunk in enumerate(chunks))


def opened(sha256: str, stored: bytes, key: bytes = KEY) -> bytes:
    stream = io.BytesIO(stored)
    return b"".join(Frames.from_header(key, sha256, stream).read(stream))


@pytest.mark.parametrize("size", SIZES)
def test_file_comes_back_as_it_was(size: int) -> None:
    content = bytes(size)
    assert opened(*sealed(content)) == content


@given(content=st.binary(max_size=3000), data=st.data())
def test_any_changed_bit_is_noticed(content: bytes, data: st.DataObject) -> None:
    sha256, stored = sealed(content)
    place = data.draw(st.integers(0, len(stored) - 1))
    changed = bytearray(stored)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(FileDamaged):
        opened(sha256, bytes(changed))


def test_file_cut_at_a_chunk_is_noticed() -> None:
    sha256, stored = sealed(bytes(2 * CHUNK_BYTES))
    with pytest.raises(FileDamaged):
        opened(sha256, stored[: HEADER.size + CHUNK_BYTES + TAG_BYTES])


def test_chunks_cannot_be_exchanged() -> None:
    sha256, stored = sealed(bytes(CHUNK_BYTES) + b"x" * CHUNK_BYTES)
    length = CHUNK_BYTES + TAG_BYTES
    first, second = stored[HEADER.size :][:length], stored[HEADER.size + length :]
    with pytest.raises(FileDamaged):
        opened(sha256, stored[: HEADER.size] + second + first)


def test_file_under_another_name_is_not_opened() -> None:
    _sha256, stored = sealed(b"one")
    with pytest.raises(FileDamaged):
        opened(hashlib.sha256(b"two").hexdigest(), stored)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(FileDamaged):
        opened(*sealed(b"one"), key=bytes(32))
