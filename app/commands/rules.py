"""`butphe rules`: the workflow table as the office decided it, a row a line."""

from __future__ import annotations

import argparse

from app import console
from app.texts import _, language

NAME = "rules"


def describe() -> str:
    """One line of help."""
    return _("in bảng quy trình: trạng thái, việc, ai làm, kết quả, điều luật")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` for machines."""
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    from office.workflow import rows

    if arguments.json:
        console.as_json(rows())
        return 0
    said = ("who_vi", "when_vi") if language() == "vi" else ("who_en", "when_en")
    table = [
        (
            row.kind,
            ",".join(_state(state) for state in row.from_states),
            row.action,
            " · ".join(filter(None, (getattr(row, column) for column in said))),
            row.becomes or "=",
            _law(row.law),
        )
        for row in rows()
    ]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        console.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def _state(state: str) -> str:
    """States are said as the codes that `--json` has; what is not there yet has none."""
    return "chưa có" if state == "none" and language() == "vi" else state


def _law(law: str) -> str:
    """NĐ 30/2020 Điều 22, Phụ lục IV V in Vietnamese."""
    if language() != "vi":
        return law
    return law.replace("D30", "NĐ 30/2020").replace("Art.", "Điều").replace("App.", "Phụ lục")
