"""The pool of judges: hanging, dying and broken ones cost their own file, and no more than two of them."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from office.facts import FileFacts
from server.files.local import LocalFiles
from server.judging.pool import JudgePool
from tests.helpers.office_world import NOW, sha

JUDGE = """
import os, sys, time
from office.facts import FileFacts
from server.judging.messages import JudgeFile, Warm
from workers.serve import serve

def judge(request, ask):
    word = open(request.path).read()
    if word == "hangs":
        time.sleep(60)
    if word == "dies" or (word == "dies once" and not os.path.exists(request.path + ".seen")):
        open(request.path + ".seen", "w").close()
        os._exit(9)
    if word == "bug":
        raise KeyError("oops")
    return FileFacts(sha256=request.sha256, size=len(request.previous))

serve({"judge": (JudgeFile, judge), "warm": (Warm, lambda request, ask: request)})
"""
COMMAND = [sys.executable, "-c", JUDGE]


def judged(folder: Path, *words: str, size: int = 1, previous: str = "") -> list[FileFacts | None]:
    """What the pool says of files with these words in them, asked all at once."""
    files = LocalFiles(folder)
    for word in words:
        files.quarantine_path(sha(word)).write_text(word)

    async def ask() -> list[FileFacts | None]:
        pool = JudgePool(COMMAND, size=size, deadline_s=5, files=files)
        try:
            await pool.warm()
            return list(await asyncio.gather(*(pool.judge(sha(word), previous, NOW) for word in words)))
        finally:
            pool.close()

    return asyncio.run(ask())


def test_file_is_judged_after_its_previous_version(tmp_path) -> None:
    assert judged(tmp_path, "fine") == [FileFacts(sha256=sha("fine"), size=0)]
    (with_previous,) = judged(tmp_path, "fine", previous=sha("before"))
    assert with_previous is not None
    assert with_previous.size == len(str(LocalFiles(tmp_path).kept_path(sha("before"))))


@pytest.mark.logs_warning
@pytest.mark.parametrize("word", ["hangs", "dies", "bug"])
def test_file_that_no_judge_survives_is_given_up_and_the_next_one_judged(tmp_path, word: str) -> None:
    first, second = judged(tmp_path, word, "fine")
    assert first is None
    assert second is not None


@pytest.mark.logs_warning
def test_file_gets_a_second_judge(tmp_path) -> None:
    assert judged(tmp_path, "dies once") != [None]


class KeptMeanwhile(LocalFiles):
    """Another request with the same action keeps the file right after a judge was told where it waits."""

    def find(self, sha256: str) -> Path | None:
        path = super().find(sha256)
        self.keep(sha256)
        self.release(sha256)
        return path


def test_file_that_was_kept_meanwhile_is_judged_in_its_new_place(tmp_path) -> None:
    files = KeptMeanwhile(tmp_path)
    files.quarantine_path(sha("fine")).write_text("fine")

    async def ask() -> FileFacts | None:
        pool = JudgePool(COMMAND, size=1, deadline_s=5, files=files)
        try:
            return await pool.judge(sha("fine"), "", NOW)
        finally:
            pool.close()

    assert asyncio.run(ask()) == FileFacts(sha256=sha("fine"), size=0)


def test_file_that_is_not_here_is_not_judged(tmp_path) -> None:
    async def ask() -> FileFacts | None:
        return await JudgePool(COMMAND, size=1, deadline_s=5, files=LocalFiles(tmp_path)).judge(sha("x"), "", NOW)

    assert asyncio.run(ask()) is None


@pytest.mark.logs_warning
def test_pool_whose_judges_do_not_start_says_so_and_goes_on(tmp_path, caplog) -> None:
    async def warm() -> None:
        pool = JudgePool([sys.executable, "-c", ""], size=2, deadline_s=5, files=LocalFiles(tmp_path))
        await pool.warm()
        pool.close()

    asyncio.run(warm())
    assert caplog.text.count("a judge did not start") == 2
