"""`butphe read`: what a page says of itself: symbol, date, issuer, type, summary, signer, recipients."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from app import console
from app.texts import _

NAME = "read"
FIELDS = ("symbol", "date", "issuer", "type", "summary", "signer", "recipients")


def describe() -> str:
    """One line of help."""
    return _("đọc các trường của văn bản từ trang PDF")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, and `--json`."""
    parser.add_argument("files", nargs="+", type=Path, metavar="IN")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Print each file's fields; several files: one JSON object a line."""
    from app.commands.inputs import existing
    from paper.fields import read

    for path in arguments.files:
        fields = read(existing(path))
        if arguments.json:
            console.as_json({"file": str(path), **msgspec.to_builtins(fields)})
            continue
        for name in FIELDS:
            field = getattr(fields, name)
            console.line(f"{name}\t{field.value if field else ''}")
        if fields.is_scan:
            console.line(_("trang ảnh – chưa nhận dạng chữ"))
    return 0
