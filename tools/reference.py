"""The pages of `docs/reference`: printed from the tables that the program itself runs on, so that they cannot differ.

python -m tools.reference            write the pages
python -m tools.reference --check    change nothing; 1 if a page is not what would be written
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.cli import commands, parser_of
from app.texts import _
from app.wording import MESSAGES
from butphe.demo import command as demo
from office.reasons import REASONS
from office.workflow import rows
from server.problems import PROBLEMS
from signing.tokens.ckr import MEANINGS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Printed by `python3 dev.py reference`; change the table it comes from. -->"
HELP_OF = (3, 11)
"""Python words and breaks the lines of help anew from version to version; the page is that of the least one."""
EXIT_CODES = (
    (0, "done"),
    (2, "wrong usage"),
    (3, "input refused"),
    (4, "token or PIN"),
    (5, "server or network"),
    (6, "verdict not valid"),
    (7, "profile in use"),
)


def main(argv: list[str]) -> int:
    """Write every page, or compare every page; 1 when one differs."""
    made = {name: page() for name, page in PAGES.items()}
    if "--check" not in argv:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    same_help = sys.version_info[:2] == HELP_OF
    stale = [name for name, text in made.items() if kept(name) != text and (same_help or name != "command-line.md")]
    for name in stale:
        sys.stderr.write(f"docs/reference/{name} is not what the program prints; run python3 dev.py reference\n")
    return 1 if stale else 0


def kept(name: str) -> str:
    """The page as it stands in the folder; empty when there is none."""
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def command_line() -> str:
    """Help of every command, and the exit codes."""
    parser = parser_of([*commands(), demo])
    parts = [parser.format_help(), *(it.format_help() for it in _verbs(parser))]
    help_texts = [f"```\n{text.strip()}\n```" for text in parts]
    return _page("The command line", "\n\n".join(help_texts), _table(("exit code", "meaning"), EXIT_CODES))


def _verbs(parser: argparse.ArgumentParser) -> Iterable[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def rules() -> str:
    """The workflow table."""
    heads = ("record", "in state", "action", "who", "when", "becomes", "law")
    lines = [
        (it.kind, ", ".join(it.from_states), it.action, it.who_en, it.when_en, it.becomes or "=", it.law)
        for it in rows()
    ]
    return _page("The workflow", _table(heads, lines))


def refusals() -> str:
    """Why a rule says no."""
    lines = [(code, reason.vi, reason.en) for code, reason in REASONS.items()]
    return _page("Refusals", _table(("code", "Tiếng Việt", "English"), lines))


def errors() -> str:
    """What the world may do, in the words of the desk."""
    lines = [(code, it.exit_code, " ".join(it[:3]), " ".join(map(_, it[:3]))) for code, it in MESSAGES.items()]
    return _page("Errors", _table(("code", "exit code", "Tiếng Việt", "English"), lines))


def problems() -> str:
    """What the server answers when a request is wrong."""
    lines = [(f"urn:butphe:problem:{code}", it.status, it.vi, it.en) for code, it in PROBLEMS.items()]
    return _page("Problems of the server", _table(("type", "status", "Tiếng Việt", "English"), lines))


def drivers() -> str:
    """How a token driver's errors are understood."""
    return _page("Errors of token drivers", _table(("driver says", "we understand"), MEANINGS.items()))


def settings() -> str:
    """The server's settings with their defaults, as described where they are declared."""
    source = ast.parse((ROOT / "server" / "config.py").read_text(encoding="utf-8"))
    (declared,) = [node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "Config"]
    lines: list[list[str]] = []
    for node in declared.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as default):
                lines.append([f"BUTPHE_{name.upper()}", ast.unparse(default), ""])
            case ast.Expr(value=ast.Constant(value=str() as text)) if lines:
                lines[-1][2] = " ".join(text.split())
    return _page("Settings of the server", _table(("variable", "default", "meaning"), lines))


def interface() -> str:
    """The server's OpenAPI description."""
    command = [sys.executable, "-m", "server", "export-openapi"]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    return json.dumps(json.loads(said), ensure_ascii=False, indent=1) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "command-line.md": command_line,
    "rules.md": rules,
    "refusals.md": refusals,
    "errors.md": errors,
    "problems.md": problems,
    "token-drivers.md": drivers,
    "settings.md": settings,
    "openapi.json": interface,
}


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"


def _table(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(heads), ["---"] * len(heads), *cells])


if __name__ == "__main__":
    os.environ |= {"BUTPHE_LANGUAGE": "en", "COLUMNS": "110"}
    sys.exit(main(sys.argv[1:]))
