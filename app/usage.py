"""What is typed wrongly, said on one line in the user's language; and the words that `--help` puts around ours.

argparse speaks English and prints its whole usage first. Its sentences are known here by their form: they are the
message ids of CPython's argparse, the same from version to version but for their tails.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from app.texts import _
from app.words import N_

EXIT_USAGE = 2
SENTENCES = (
    (r"the following arguments are required: (?P<names>[^,]+)", N_("Còn thiếu {names}.")),
    (r"the following arguments are required: (?P<names>.+)", N_("Còn thiếu: {names}.")),
    (r"one of the arguments (?P<names>.+) is required", N_("Cần một trong các lựa chọn {names}.")),
    (r"unrecognized arguments: (?P<names>.+)", N_("Không hiểu {names}.")),
    (r"ambiguous option: (?P<name>.+) could match (?P<names>.+)", N_("{name} có thể là {names}: hãy viết đủ.")),
    (
        r"argument (?P<name>[^:]+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<names>.+?)\)?",
        N_("{name}: không có {value}; chọn một trong: {names}."),
    ),
    (r"argument (?P<name>[^:]+): expected .*argument.*", N_("{name} cần có giá trị.")),
    (r"argument (?P<name>[^:]+): not allowed with argument (?P<names>.+)", N_("Không dùng {name} cùng với {names}.")),
    (r"argument (?P<name>[^:]+): ignored explicit argument '?(?P<value>.*?)'?", N_("{name} không nhận giá trị nào.")),
    (r"argument (?P<name>[^:]+): invalid \S+ value: '?(?P<value>.*?)'?", N_("{name}: {value} không đúng dạng.")),
    (r"argument (?P<name>[^:]+): (?P<value>.+)", "{name}: {value}."),
)
"""Form of argparse's sentence → ours. The last is a sentence of our own: an `ArgumentTypeError` of `app.commands`."""


class WrongUsage(Exception):
    """What was typed cannot be done as it stands; the text is ready to be shown. Exit code 2."""


class Parser(argparse.ArgumentParser):
    """A parser that raises `WrongUsage` in place of printing and leaving; its sub-parsers do likewise."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=_Help)
        self._positionals.title = _("tham số")
        self._optionals.title = _("lựa chọn")
        self.add_argument("-h", "--help", action="help", help=_("in hướng dẫn này"))

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage with what is wrong and where the help stands."""
        help_at = _("Xem {command} --help.", command=self.prog)
        raise WrongUsage(f"{said(message)} {help_at}")


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        head = _("cách dùng") + ": "
        super().add_usage(usage, actions, groups, head if prefix is None else prefix)


def said(sentence: str) -> str:
    """argparse's sentence in the user's words."""
    for form, ours in SENTENCES:
        if found := re.fullmatch(form, sentence, re.DOTALL):
            facts = {name: " ".join(value.replace("'", "").split()) for name, value in found.groupdict().items()}
            return _(ours, **facts)
    return _("Lệnh gõ chưa đúng.")
