"""What is typed wrongly on the server's command line, and what the system refuses, in both languages of the server.

argparse's sentences are known by their form, as the desktop's `app.usage` knows them; the server imports nothing of
the desktop.
"""

from __future__ import annotations

import argparse
import errno
import os
import re
from collections.abc import Iterable
from typing import NoReturn

from office.words import Words
from server.errors import WrongUsage

SENTENCES = (
    (r"the following arguments are required: (?P<names>[^,]+)", Words("Còn thiếu {names}.", "{names} is missing.")),
    (r"the following arguments are required: (?P<names>.+)", Words("Còn thiếu {names}.", "{names} are missing.")),
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

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=_Help)
        self._positionals.title = spoken(Words("tham số", "positional arguments"))
        self._optionals.title = spoken(Words("lựa chọn", "options"))
        self.add_argument(
            "-h", "--help", action="help", help=spoken(Words("in hướng dẫn này", "show this help and exit"))
        )

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage with what is wrong and where the help stands."""
        said = _said(message)
        both = (f"{ours} {see.format(command=self.prog)}" for ours, see in zip(said, SEE, strict=True))
        raise WrongUsage(said=Words(*both))


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        head = spoken(Words("cách dùng", "usage")) + ": "
        super().add_usage(usage, actions, groups, head if prefix is None else prefix)


def language() -> str:
    """The language of this run: BUTPHE_LANGUAGE, Vietnamese otherwise."""
    return os.environ.get("BUTPHE_LANGUAGE", "vi")


def spoken(words: Words) -> str:
    """The words in the language of this run."""
    return words.en if language() == "en" else words.vi


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
