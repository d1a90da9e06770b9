"""`butphe sign`: one file, or every PDF of a folder, in one process with one PIN; what is done already is passed over.

The words of the command; the work stands in `app.commands.bench`, which is read only when it is done.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from app.commands.inputs import add_pin, place_of
from app.texts import _
from office.records import Place
from signing.appearance.looks import COPY_KINDS

NAME = "sign"
ROLES = ("leader", "initial", "seal", "attachment", "copy", "arrival", "plain")
FILLED = ("number", "day", "month", "year")
TEXTS = (*FILLED, "code", "kind", "agency", "arrival_number", "arrival_date")
FORMS = {
    "number": r"\d{1,9}",
    "arrival_number": r"\d{1,9}",
    "day": r"0?[1-9]|[12]\d|3[01]",
    "month": r"0?[1-9]|1[0-2]",
    "year": r"[12]\d{3}",
    "arrival_date": r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>[12]\d{3})",
}
"""Of the texts that are numbers and days, as D30/2020 Appendix I.II.3–4 and IV.V write them."""
Where = Place | Literal["auto", "none"]


def describe() -> str:
    """One line of help."""
    return _("ký tệp PDF bằng thiết bị ký số")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files or folders, the token, the look and the place."""
    parser.add_argument("source", type=Path, metavar="IN", help=_("tệp PDF, hoặc thư mục"))
    parser.add_argument("target", type=Path, metavar="OUT", help=_("tệp mới, hoặc thư mục; không ghi đè tệp nào"))
    parser.add_argument("--module", required=True, metavar="LIB", help=_("thư viện PKCS#11, xem butphe doctor"))
    parser.add_argument("--token", required=True, metavar="LABEL", help=_("nhãn của thiết bị ký số"))
    parser.add_argument("--cert", default="", metavar="LABEL", help=_("chứng thư, khi thiết bị có nhiều"))
    add_pin(parser, required=True)
    parser.add_argument("--role", choices=ROLES, default="plain", help=_("chữ ký là gì trong văn bản"))
    parser.add_argument("--text", action="append", default=[], type=text_of, metavar="KEY=VALUE", help=", ".join(TEXTS))
    parser.add_argument("--level", choices=("b", "t", "lt", "lta"), default="b", help=_("mức PAdES"))
    parser.add_argument("--tsa", default="", type=url_of, metavar="URL", help=_("nơi cấp dấu thời gian (t, lt, lta)"))
    parser.add_argument(
        "--place", default="auto", type=where_of, metavar="auto|none|PAGE,X,Y,W,H", help=_("milimét, từ góc trên trái")
    )
    parser.add_argument("--image", type=Path, metavar="PNG", help=_("ảnh chữ ký hoặc con dấu"))
    parser.add_argument(
        "--trust", action="append", default=[], type=Path, metavar="PEM_OR_DIR", help=_("neo tin cậy thêm")
    )
    parser.add_argument("--json", action="store_true", help=_("một dòng JSON mỗi tệp"))


def run(arguments: argparse.Namespace) -> int:
    """Open the token once, then sign file after file."""
    from app.commands.bench import sign_all

    return sign_all(arguments)


def where_of(text: str) -> Where:
    """auto, none, or a place; raises ArgumentTypeError."""
    if text in ("auto", "none"):
        return "auto" if text == "auto" else "none"
    return place_of(text)


def url_of(text: str) -> str:
    """An address of the web, or "" for none; raises ArgumentTypeError."""
    if text and not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(_("{text} không phải địa chỉ http", text=text))
    return text


def text_of(text: str) -> tuple[str, str]:
    """KEY=VALUE of a known key; raises ArgumentTypeError."""
    key, sign, value = text.partition("=")
    if not sign or key not in TEXTS:
        raise argparse.ArgumentTypeError(
            _("{text} không có dạng KEY=VALUE với KEY là: {keys}", text=text, keys=", ".join(TEXTS))
        )
    if key == "kind" and value not in COPY_KINDS:
        raise argparse.ArgumentTypeError(_("kind là một trong: {kinds}", kinds=", ".join(COPY_KINDS)))
    if (form := FORMS.get(key)) and not _is_of_form(form, value):
        raise argparse.ArgumentTypeError(_("{key} không nhận {value}", key=key, value=f"“{value}”"))
    return key, value


def _is_of_form(form: str, value: str) -> bool:
    found = re.fullmatch(form, value, re.ASCII)
    return found is not None and is_real_day(found.groupdict())


def is_real_day(texts: Mapping[str, str]) -> bool:
    """Whether day, month and year, where all three are given, name a day of the calendar."""
    if not {"day", "month", "year"} <= texts.keys():
        return True
    try:
        date(int(texts["year"]), int(texts["month"]), int(texts["day"]))
    except ValueError:
        return False
    return True
