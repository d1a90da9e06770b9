"""Frames between a process and its worker: four bytes of length (big-endian), then one msgpack message."""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

FRAME_BYTES_MAX = 512 * 1024 * 1024
_HEAD = struct.Struct(">I")


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Parent to worker: run a method."""

    name: str
    body: bytes


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """Parent to worker: the answer to `Question`; `code` when it could not be given."""

    body: bytes = b""
    code: str = ""
    facts: dict[str, str] = {}


class Question(msgspec.Struct, frozen=True, tag="question"):
    """Worker to parent, in the middle of a call: something only the parent has (a signature, the network)."""

    name: str
    body: bytes


class Done(msgspec.Struct, frozen=True, tag="done"):
    """Worker to parent: the method's reply."""

    body: bytes


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Worker to parent: the world did something, or the worker has a bug (`code` "bug", with the trace)."""

    code: str
    facts: dict[str, str] = {}


Frame = Call | Answer | Question | Done | Failed
_decoder = msgspec.msgpack.Decoder(Frame)


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Send one frame; raises BrokenPipeError when the other side is gone."""
    body = msgspec.msgpack.encode(frame)
    stream.write(_HEAD.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Receive one frame; None when the other side closed between frames or in the middle of one."""
    head = _read_whole(stream, _HEAD.size)
    if head is None:
        return None
    (size,) = _HEAD.unpack(head)
    if size > FRAME_BYTES_MAX:
        return None
    body = _read_whole(stream, size)
    return None if body is None else _decoder.decode(body)


def _read_whole(stream: BinaryIO, size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
