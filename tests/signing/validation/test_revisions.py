"""Positions alone: ranges, revisions, prefixes, what no revision owns."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signing.validation import revisions
from signing.validation.opening import Opened, opened
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office


def whole(file: Opened, ranges: object) -> bool:
    (contents,) = [one.pkcs7_content for one in file.reader.embedded_signatures if one.field_name == "Leader"]
    return revisions.is_whole(file, ranges, contents)


def test_the_range_of_an_honest_signature_is_whole(office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.led)) as file:
        assert whole(file, attacks.range_of(office.led))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shift=st.tuples(*[st.integers(-3000, 3000)] * 4))
def test_no_other_range_is_whole(shift: tuple[int, ...], office: Office, tmp_path: Path) -> None:
    honest = attacks.range_of(office.led)
    ranges = tuple(one + by for one, by in zip(honest, shift, strict=True))
    with opened(papers.saved(tmp_path, office.led)) as file:
        assert whole(file, ranges) == (ranges == honest)


@pytest.mark.parametrize("ranges", [(), (0, 1, 2), (0, 1, 2, 3, 4), (0, "1", 2, 3), (0.0, 1.0, 2.0, 3.0)])
def test_what_is_no_pair_of_ranges_is_not_whole(ranges: tuple[object, ...], office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.led)) as file:
        assert not whole(file, ranges)


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        (b"", ""),
        (b"\r\n \x00", "trailing_whitespace"),
        (b"x", "unsigned_trailing_bytes"),
        (b"\n" * 2000, "trailing_whitespace"),
        (b" " * 2000 + b"%", "unsigned_trailing_bytes"),
    ],
)
def test_bytes_after_the_last_revision_are_named(tail: bytes, reason: str, office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.led + tail)) as file:
        assert revisions.trailing(file) == reason


def test_a_file_begins_with_its_earlier_version_and_with_no_other(office: Office, tmp_path: Path) -> None:
    longer = papers.saved(tmp_path, office.sealed, "longer.pdf")
    assert revisions.begins_with(longer, papers.saved(tmp_path, office.led, "shorter.pdf"))
    assert not revisions.begins_with(longer, papers.saved(tmp_path, office.led[:-1] + b"?", "other.pdf"))
    assert not revisions.begins_with(papers.saved(tmp_path, office.led), longer)


def test_the_revision_of_an_earlier_size_is_found(office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.completed)) as file:
        sizes = [len(one) for one in (office.prepared, office.initialled, office.led, office.sealed, office.completed)]
        assert [revisions.revision_at(file, size) for size in sizes] == [1, 2, 3, 4, 5]
        assert revisions.revision_at(file, 10) == -1


def test_hash_and_size_of_a_file(tmp_path: Path) -> None:
    data = b"ab" * 3_000_000
    path = papers.saved(tmp_path, data)
    assert revisions.sha256_of(path) == (hashlib.sha256(data).hexdigest(), len(data))
