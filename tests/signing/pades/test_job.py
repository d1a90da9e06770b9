"""What passes the pipe to the document worker survives it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from office.records import Place
from signing.appearance.looks import Look
from signing.pades.job import CompleteJob, PrepareJob, SignJob, VerifyJob
from signing.validation import Trust

NOW = datetime(2026, 11, 24, 7, 5, 9, tzinfo=UTC)
PLACE = Place(page=1, x0=1, y0=2, x1=3, y1=4)
TRUST = Trust(roots=(b"root",), pins={"a": frozenset({"b"})}, moved=(("http://old", "http://new"),))
JOBS = [
    SignJob(source="a", target="b", role="seal", certificate_der=b"c", chain_der=(b"d",), place=PLACE,
            look=Look(image_png=b"\x89PNG", lines=("một", "hai")), fill={"number": "05"}, when=NOW, level="lta"),
    CompleteJob(source="a", target="b", trust=TRUST, tsa_url="http://tsa", at=NOW, own_only=True),
    PrepareJob(source="a", target="b", places={"number": PLACE}, initials=2),
    VerifyJob(path="a", trust=TRUST, at=NOW, previous="b", online=True),
]  # fmt: skip


@pytest.mark.parametrize("asked", JOBS, ids=lambda job: type(job).__name__)
def test_job_survives_the_pipe(asked: msgspec.Struct) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(asked), type=type(asked)) == asked
