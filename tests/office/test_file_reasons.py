"""Each fault of a file has a sentence of its own."""

from __future__ import annotations

from office.file_reasons import OF_FILES
from office.reasons import REASONS, text


def test_no_two_faults_share_a_sentence() -> None:
    assert len({reason.vi for reason in OF_FILES.values()}) == len(OF_FILES)
    assert len({reason.en for reason in OF_FILES.values()}) == len(OF_FILES)


def test_reasons_of_files_are_read_with_all_others() -> None:
    assert OF_FILES.items() <= REASONS.items()
    said = text("filled_differs", {"field": "number", "found": "08", "wanted": "07"}, "en")
    assert said.startswith("The field number says “08”, the register says “07”.")
