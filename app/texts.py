"""Words in the user's language: gettext catalogues, Vietnamese source, English complete.

One reader for server, command line and window. The language comes from BUTPHE_LANGUAGE (vi, en), Vietnamese otherwise.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from importlib.resources import as_file, files

LANGUAGES = ("vi", "en")


def language() -> str:
    """The language of this run."""
    wanted = os.environ.get("BUTPHE_LANGUAGE", "vi")
    return wanted if wanted in LANGUAGES else "vi"


@cache
def _catalogue(of: str) -> gettext.NullTranslations:
    if of == "vi":
        return gettext.NullTranslations()
    with as_file(files("resources") / "locale") as folder:
        return gettext.translation("butphe", folder, languages=[of])


def _(message: str, **facts: object) -> str:
    """The message in the language of this run, its `{names}` filled."""
    text = _catalogue(language()).gettext(message)
    return text.format(**facts) if facts else text


def counted(one: str, many: str, count: int, **facts: object) -> str:
    """The message for `count` things."""
    return _catalogue(language()).ngettext(one, many, count).format(count=count, **facts)
