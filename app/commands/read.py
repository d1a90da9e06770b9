"""`butphe read`: what a page says of itself: symbol, date, issuer, type, summary, signer, recipients."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import msgspec

from app import console
from app.commands.inputs import each, existing
from app.texts import _

NAME = "read"
FIELDS = ("symbol", "date", "issuer", "type", "summary", "signer", "recipients")


def describe() -> str:
    """One line of help."""
    return _("đọc các trường của văn bản từ trang PDF")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, and `--json`."""
    parser.add_argument("files", nargs="+", type=Path, metavar="IN", help=_("tệp PDF"))
    parser.add_argument("--json", action="store_true", help=_("một dòng JSON mỗi tệp"))


def run(arguments: argparse.Namespace) -> int:
    """Print each file's fields; several files: one JSON object a line. What is gravest decides the exit code."""
    several = len(arguments.files) > 1
    work = partial(_read, as_json=arguments.json, is_named=several)
    return each(arguments.files, work, as_json=arguments.json)


def _read(path: Path, *, as_json: bool, is_named: bool) -> int:
    from paper.fields import read

    fields = read(existing(path))
    if as_json:
        console.as_json({"file": str(path), **msgspec.to_builtins(fields)})
        return 0
    if is_named:
        console.line(f"{path}:")
    for name in FIELDS:
        field = getattr(fields, name)
        console.line(f"{name}\t{field.value if field else ''}")
    if fields.is_scan:
        console.line(_("trang ảnh – chưa nhận dạng chữ"))
    return 0
