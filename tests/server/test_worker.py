"""A judge in a process of its own sees what a real paper is, and costs no more than its own file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from office.facts import FileFacts
from server.judging.messages import JudgeFile, JudgeStart
from tests.helpers.office_world import HEAD, LEADER
from tests.helpers.real_papers import RealPapers, ref
from workers.client import Worker
from workers.errors import WorkerDied, WorkerHung


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> RealPapers:
    return RealPapers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def judge(papers: RealPapers) -> Iterator[Worker]:
    start = JudgeStart(trust=(str(papers.trust_folder),), fetch=False)
    worker = Worker([sys.executable, "-m", "server.judging.worker", msgspec.json.encode(start).decode()])
    yield worker
    worker.close()


def look(judge: Worker, folder: Path, content: bytes, previous: bytes = b"") -> FileFacts:
    path, before = folder / "looked-at.pdf", folder / "before.pdf"
    path.write_bytes(content)
    before.write_bytes(previous)
    request = JudgeFile(
        path=str(path),
        sha256=ref(content).sha256,
        at=datetime.now(UTC),
        previous=str(before) if previous else "",
        previous_sha256=ref(previous).sha256 if previous else "",
    )
    return judge.call("judge", request, FileFacts, deadline_s=60)


def test_draft_is_a_page_with_text_that_nobody_signed(judge, papers, tmp_path) -> None:
    content, _ = papers.draft()
    facts = look(judge, tmp_path, content)
    assert (facts.page.is_pdf, facts.page.has_text, facts.page.pages, facts.page.secrecy) == (True, True, 1, "")
    assert facts.signed.verdict == "unsigned"
    assert facts.size == len(content)


def test_new_signature_is_told_from_the_earlier_one(judge, papers, tmp_path) -> None:
    initialled = papers.initialled(papers.draft()[0])
    led = papers.led(initialled)
    facts = look(judge, tmp_path, led, initialled).signed
    assert facts.extends == ref(initialled).sha256
    assert [(one.role, one.is_new, one.fingerprint) for one in facts.signatures] == [
        ("initial", False, papers.keys[HEAD].fingerprint),
        ("leader", True, papers.keys[LEADER].fingerprint),
    ]
    assert not facts.findings


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\xff" * 5000])
def test_what_is_no_good_pdf_is_a_flag_and_no_error(judge, tmp_path, content) -> None:
    page = look(judge, tmp_path, content).page
    assert not page.is_pdf or page.is_damaged


def test_judge_that_may_not_have_memory_ends_alone(papers, tmp_path) -> None:
    start = JudgeStart(trust=(str(papers.trust_folder),), fetch=False, memory_mb=16)
    worker = Worker([sys.executable, "-m", "server.judging.worker", msgspec.json.encode(start).decode()])
    with pytest.raises((WorkerDied, WorkerHung)):
        look(worker, tmp_path, papers.draft()[0])
    worker.close()
