"""Facts of files start from the worst that harms nobody: no text, unsigned, extending nothing."""

from __future__ import annotations

from office.facts import FileFacts, PageFacts, SignedFacts


def test_facts_that_say_nothing_admit_nothing() -> None:
    seen = FileFacts(sha256="0" * 64, size=0)
    assert seen.page == PageFacts(has_text=False, secrecy="")
    assert seen.signed == SignedFacts(extends="", verdict="unsigned", is_complete=False)
