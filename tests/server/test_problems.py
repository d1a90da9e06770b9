"""The table of problems: stable codes, a status each, words in both languages."""

from __future__ import annotations

import pytest

from server import problems
from server.problems import PROBLEMS, ProblemError


@pytest.mark.parametrize("code", PROBLEMS)
def test_problem_says_itself_in_both_languages(code: str) -> None:
    problem = problems.make(code, {"why": "x"})
    assert problem.type == f"urn:butphe:problem:{code}"
    assert problem.title
    assert problem.title_en
    assert problem.title != problem.title_en
    assert 400 <= problem.status <= 599
    assert problem.facts == {"why": "x"}


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "malformed"), (401, "not-signed-in"), (404, "not-found"), (405, "method-not-allowed"), (413, "too-large"),
     (415, "media-type"), (418, "malformed"), (500, "server-error"), (503, "unavailable"), (504, "server-error")],
)  # fmt: skip
def test_status_of_a_library_has_its_problem(status: int, code: str) -> None:
    assert problems.code_of_status(status) == code


def test_code_outside_the_table_cannot_be_raised() -> None:
    with pytest.raises(AssertionError):
        ProblemError("no-such-problem")
