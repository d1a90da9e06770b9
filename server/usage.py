"""What is typed wrongly on the server's command line, and what the system refuses, in both languages of the server.

argparse's sentences are known by their form, as the desktop's `app.usage` knows them; the server imports nothing of
the desktop.
"""

from __future__ import annotations

import argparse
import errno
import re
from typing import NoReturn

from office.words import Words
from server.errors import WrongUsage

SENTENCES = (
    (r"the following arguments are required: (?P<names>.+)", Words("Còn thiếu {names}.", "{names} is missing.")),
    (r"unrecognized arguments: (?P<names>.+)", Words("Không hiểu {names}.", "{names} is not understood.")),
    (
        r"argument (?P<name>[^:]+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<names>.+?)\)?",
        Words(
            "{name}: không có {value}; chọn một trong: {names}.", "{name}: there is no {value}; choose one of: {names}."
        ),
    ),
    (r"argument (?P<name>[^:]+): expected .*", Words("{name} cần có giá trị.", "{name} needs a value.")),
)
"""Form of argparse's sentence → ours."""
OTHERWISE = Words("Lệnh gõ chưa đúng.", "The command is not written correctly.")
SEE = Words("Xem {command} --help.", "See {command} --help.")
SYSTEM_WORDS = {
    errno.EACCES: Words("không có quyền", "permission denied"),
    errno.EPERM: Words("không có quyền", "permission denied"),
    errno.EROFS: Words("ổ đĩa chỉ đọc", "the disk is read-only"),
    errno.ENOSPC: Words("ổ đĩa đầy", "the disk is full"),
    errno.EISDIR: Words("là thư mục, không phải tệp", "it is a folder, not a file"),
    errno.ENOTDIR: Words("không phải là thư mục", "it is not a folder"),
    errno.EEXIST: Words("đã có tệp ở đó", "a file is there already"),
    errno.ENOENT: Words("không có tệp này", "there is no such file"),
}
"""What the system's common refusals mean; others are said in its own words."""


class Parser(argparse.ArgumentParser):
    """A parser that raises `WrongUsage` in place of printing and leaving; its sub-parsers do likewise."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage with what is wrong and where the help stands."""
        said = _said(message)
        both = (f"{ours} {see.format(command=self.prog)}" for ours, see in zip(said, SEE, strict=True))
        raise WrongUsage(said=Words(*both))


def _said(sentence: str) -> Words:
    for form, ours in SENTENCES:
        if found := re.fullmatch(form, sentence, re.DOTALL):
            facts = {name: value.replace("'", "") for name, value in found.groupdict().items()}
            return Words(ours.vi.format(**facts), ours.en.format(**facts))
    return OTHERWISE


def system_words(error: OSError) -> Words:
    """Why the system refuses, in both languages."""
    own = error.strerror or type(error).__name__
    return SYSTEM_WORDS.get(error.errno or 0, Words(own, own))
