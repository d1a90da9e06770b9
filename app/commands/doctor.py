"""`butphe doctor`: what this machine has, and where logs, profile and cache lie."""

from __future__ import annotations

import argparse
from pathlib import Path

from app import console
from app.texts import _

NAME = "doctor"


def describe() -> str:
    """One line of help."""
    return _("xem máy này có gì: trình điều khiển, thiết bị, chứng thư, máy chủ, nơi lưu dữ liệu")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which profile, and `--json`."""
    parser.add_argument("--profile", type=Path, metavar="DIR", help=_("thư mục hồ sơ người dùng"))
    parser.add_argument("--json", action="store_true", help=_("kết quả là một dòng JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Print what was found, a line each; the gravest failure decides the exit code. Nothing is made or changed."""
    from app.doctor import examine
    from app.profiles import Profile, default_folder

    findings = examine(Profile(arguments.profile or default_folder(), make=False))
    if arguments.json:
        console.as_json(findings)
    else:
        for finding in findings:
            console.line(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.found}")
    return max(finding.exit_code for finding in findings)
