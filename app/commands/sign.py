"""`butphe sign`: one file, or every PDF of a folder, in one process with one PIN; what is done already is passed over.

The words of the command; the work stands in `app.commands.bench`, which is read only when it is done.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.inputs import add_pin
from app.texts import _

NAME = "sign"
ROLES = ("leader", "initial", "seal", "attachment", "copy", "arrival", "plain")
FILLED = ("number", "day", "month", "year")
TEXTS = (*FILLED, "code", "kind", "agency", "arrival_number", "arrival_date")


def describe() -> str:
    """One line of help."""
    return _("ký tệp PDF bằng thiết bị ký số")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files or folders, the token, the look and the place."""
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument("--module", required=True, metavar="LIB")
    parser.add_argument("--token", required=True, metavar="LABEL")
    parser.add_argument("--cert", default="", metavar="LABEL")
    add_pin(parser)
    parser.add_argument("--role", choices=ROLES, default="plain")
    parser.add_argument("--text", action="append", default=[], metavar="KEY=VALUE", help=", ".join(TEXTS))
    parser.add_argument("--level", choices=("b", "t", "lt", "lta"), default="b")
    parser.add_argument("--tsa", default="", metavar="URL")
    parser.add_argument("--place", default="auto", metavar="auto|none|PAGE,X,Y,W,H")
    parser.add_argument("--image", type=Path, metavar="PNG")
    parser.add_argument("--trust", action="append", default=[], type=Path, metavar="PEM_OR_DIR")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Open the token once, then sign file after file."""
    from app.commands.bench import sign_all

    return sign_all(arguments)
