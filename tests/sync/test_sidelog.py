"""The side log: what it holds survives a torn end and goes with a transaction that was rolled back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync import sidelog
from sync.sidelog import DraftDropped, DraftSaved, Queued, Settled, SideLog

KEY = bytes(range(32))


@contextmanager
def log(folder: Path) -> Iterator[SideLog]:
    opened = SideLog(folder / "side.log", KEY, os.urandom)
    yield opened
    opened.close()


def queued(name: str) -> Queued:
    return Queued(id=name, action=msgspec.Raw(f'"{name}"'.encode()))


def test_log_keeps_what_is_not_settled(tmp_path: Path) -> None:
    with log(tmp_path) as first:
        first.append(queued("a"), queued("b"), DraftSaved(id="d", body=b"1"), DraftSaved(id="e", body=b"2"))
        first.append(Settled(id="a"), DraftDropped(id="e"), DraftSaved(id="d", body=b"3"))
    with log(tmp_path) as second:
        kept = second.kept()
    assert kept.actions == {"b": b'"b"'}
    assert kept.drafts == {"d": b"3"}
    assert kept.heard_of == {"a", "b", "d", "e"}


def test_no_word_is_readable(tmp_path: Path) -> None:
    with log(tmp_path) as one:
        one.append(DraftSaved(id="d", body=b"cong van hoa toc"))
    assert b"hoa toc" not in (tmp_path / "side.log").read_bytes()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 200))
def test_log_cut_at_any_byte_keeps_its_whole_entries_and_can_go_on(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "side.log"
    path.unlink(missing_ok=True)
    lengths = []
    with log(tmp_path) as first:
        for name in "abc":
            first.append(queued(name))
            lengths.append(path.stat().st_size)
    os.truncate(path, min(cut, lengths[-1]))
    whole = [name for name, length in zip("abc", lengths, strict=True) if length <= cut]
    with log(tmp_path) as second:
        second.append(queued("z"))
        assert list(second.kept().actions) == [*whole, "z"]


def test_rolled_back_entries_go(tmp_path: Path) -> None:
    with log(tmp_path) as one:
        one.append(queued("a"))
        one.ended(True)
        one.append(queued("b"))
        one.append(queued("c"))
        one.ended(False)
        one.append(queued("d"))
        one.ended(True)
        assert list(one.kept().actions) == ["a", "d"]


def test_large_log_is_written_anew_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidelog, "COMPACT_BYTES", 1000)
    with log(tmp_path) as one:
        one.append(*(queued(f"n{number}") for number in range(100)))
        one.compact([queued("n99")])
        one.append(queued("after"))
        assert list(one.kept().actions) == ["n99", "after"]
    assert (tmp_path / "side.log").stat().st_size < 1000
