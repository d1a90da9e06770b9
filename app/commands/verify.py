"""`butphe verify`: a verdict for the file and for each signature, with reasons. Exit 6 for every verdict but valid."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app import console
from app.commands.inputs import each, existing, instant_of
from app.texts import _, language
from app.words import SIGNATURE_ROLES, VERDICTS, instant_words, word
from signing.validation.verdict import SignatureVerdict, Verdict

if TYPE_CHECKING:
    from app.fetching import Fetcher
    from signing.validation import Trust

NAME = "verify"
NOT_VALID = 6


def describe() -> str:
    """One line of help."""
    return _("kiểm tra chữ ký của tệp PDF")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, anchors, the time to judge at."""
    parser.add_argument("files", nargs="+", type=Path, metavar="IN", help=_("tệp PDF"))
    parser.add_argument(
        "--trust", action="append", default=[], type=Path, metavar="PEM_OR_DIR", help=_("neo tin cậy thêm")
    )
    parser.add_argument("--offline", action="store_true", help=_("không hỏi mạng"))
    parser.add_argument("--at", type=instant_of, metavar="TIME", help=_("thời điểm xét, ISO 8601"))
    parser.add_argument("--json", action="store_true", help=_("một dòng JSON mỗi tệp"))


def run(arguments: argparse.Namespace) -> int:
    """Judge each file; what is gravest decides the exit code."""
    from app.commands.inputs import trust_of
    from app.fetching import Fetcher

    trust = trust_of(arguments.trust)
    fetch = None if arguments.offline else Fetcher()
    return each(arguments.files, lambda path: _judge(path, arguments, trust, fetch), as_json=arguments.json)


def _judge(path: Path, arguments: argparse.Namespace, trust: Trust, fetch: Fetcher | None) -> int:
    from signing.validation import verify

    verdict = verify(existing(path), trust, at=arguments.at, fetch=fetch)
    if arguments.json:
        console.as_json({"file": str(path), **msgspec.to_builtins(verdict)})
    else:
        _print(path, verdict)
    return 0 if verdict.verdict == "valid" else NOT_VALID


def _print(path: Path, verdict: Verdict) -> None:
    console.line(f"{path}: {word(VERDICTS, verdict.verdict)}")
    for code in verdict.reasons:
        console.line(f"  {_reason(code)}")
    for one in verdict.signatures:
        console.line("  " + _line(one))
        for code in one.reasons:
            console.line(f"      {_reason(code)}")


def _line(one: SignatureVerdict) -> str:
    when = instant_words(one.proven_at or one.claimed_at)
    said = _("thời điểm được chứng thực") if one.proven_at else _("thời điểm tự khai")
    role = word(SIGNATURE_ROLES, one.role)
    return f"{one.signer} ({role}): {word(VERDICTS, one.verdict)}, {when} {said}, {one.level.upper()}"


def _reason(code: str) -> str:
    from signing.validation.reasons import text

    return text(code, language())
