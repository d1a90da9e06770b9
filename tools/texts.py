"""The catalogues of `resources/locale`: extract the messages from the source, update, compile, check.

The source is Vietnamese; English is the one translation and is complete. Messages are marked by `_("…")` and
`counted("…", "…", n)` of `app.texts`, and by `N_("…")` where they are translated later. Tables whose rows hold both
languages (refusals, problems) need no catalogue. Dates, line numbers and authors are left out of the files, so
that a catalogue changes only when a message does. Compiled catalogues are not kept in git; `dev.py` makes them.

    python -m tools.texts             extract, update and compile
    python -m tools.texts --compile   compile only
    python -m tools.texts --check     change nothing; 1 if a message is missing, stale, empty or uncertain
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
ROOMS = ("app", "ui", "butphe", "server", "sync", "paper", "signing", "office")
KEYWORDS = {"_": None, "N_": None, "counted": (1, 2)}


def main(argv: list[str]) -> int:
    """Do what the arguments ask for; 1 when `--check` finds something."""
    if "--check" in argv:
        return _report(list(findings()))
    if "--compile" not in argv:
        for path in catalogues():
            path.write_bytes(updated(path))
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, _read(path))
    return 0


def catalogues() -> list[Path]:
    """The translations that are kept."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/butphe.po"))


def template() -> Catalog:
    """Every message of the source, sorted, without places."""
    catalog = Catalog(project="butphe", fuzzy=False)
    for room in ROOMS:
        for _file, _line, message, comments, context in extract_from_dir(
            ROOT / room, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(message, auto_comments=comments, context=context)
    return catalog


def updated(path: Path) -> bytes:
    """The catalogue as it is after extraction: translations kept, messages that left the source dropped."""
    catalog = _read(path)
    catalog.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return _written(catalog)


def findings() -> Iterator[str]:
    """What a maintainer has to mend, a line each."""
    for path in catalogues():
        name = path.relative_to(ROOT)
        if path.read_bytes() != updated(path):
            yield f"{name}: not what `python3 dev.py texts` writes"
        for message in _read(path):
            if message.id and (message.fuzzy or not message.string or not all(message.string)):
                yield f"{name}: no translation of {message.id!r}"
            for problem in message.check(None):
                yield f"{name}: {message.id!r}: {problem}"


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="butphe")


def _written(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, no_location=True, sort_output=True, width=120)
    plural = catalog.plural_forms
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    return header.encode() + body.getvalue()


def _report(lines: list[str]) -> int:
    for line in lines:
        sys.stderr.write(line + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
