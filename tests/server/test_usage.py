"""What is typed wrongly, and what the system refuses, in both languages; the command line itself is in test_main."""

from __future__ import annotations

import errno

import pytest

from server.errors import WrongUsage
from server.usage import Parser, system_words


def test_sentence_of_a_newer_python_is_still_one_plain_line() -> None:
    with pytest.raises(WrongUsage) as wrong:
        Parser(prog="butphe-server").error("something new happened")
    assert wrong.value.sentence("vi") == "Lệnh gõ chưa đúng. Xem butphe-server --help."
    assert wrong.value.sentence("en") == "The command is not written correctly. See butphe-server --help."


def test_refusal_of_the_system_is_in_words_where_they_are_known() -> None:
    assert system_words(OSError(errno.EACCES, "Permission denied")).vi == "không có quyền"
    assert system_words(OSError(errno.EXDEV, "Invalid cross-device link")).en == "Invalid cross-device link"
