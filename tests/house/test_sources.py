"""What a reviewer can rely on in every source file: a docstring, a size to hold in mind, a test file of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, sources

FUNCTION_LINES_MAX = 40
FILE_LINES_MAX = 400
_JUDGED_WHOLE = "judged through `verify`: test_judge and the attack set of test_attacks are its specification"
WITHOUT_OWN_TEST: dict[str, str] = {
    "app/errors.py": "declarations; tests/app/test_messages.py walks every one",
    "app/views.py": "frozen structs without behaviour",
    "app/wording/files.py": "a table; tests/app/test_messages.py walks it",
    "app/wording/message.py": "a struct without behaviour",
    "app/wording/network.py": "a table; tests/app/test_messages.py walks it",
    "app/wording/terminal.py": "a table; tests/app/test_messages.py reads it",
    "app/wording/tokens.py": "a table; tests/app/test_messages.py walks it",
    "app/commands/bench.py": "run as a command by tests/app/commands/test_sign.py",
    "app/commands/rules.py": "run as a command by tests/app/test_cli.py",
    "butphe/__main__.py": "the front door; tests/app/test_cli.py and every worker of the tests come through it",
    "butphe/demo/deeds.py": "played by tests/journeys/test_main_job.py",
    "butphe/demo/people.py": "declarations of a made-up office",
    "butphe/demo/play.py": "played by tests/journeys/test_main_job.py",
    "butphe/demo/screens.py": "run whole by tests/house/test_bare_machine.py",
    "paper/drawing.py": "played through its client by tests/paper/test_render.py",
    "paper/found.py": "structs without behaviour",
    "signing/validation/__init__.py": _JUDGED_WHOLE,
    "signing/validation/rules/forbidden.py": "a permission; tests/signing/validation/test_rules.py tries each",
    "signing/validation/rules/signature_fields.py": "a permission; tests/signing/validation/test_rules.py tries each",
    "signing/validation/rules/text_fields.py": "a permission; tests/signing/validation/test_rules.py tries each",
}
"""Source file → why no test file bears its name."""


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", sources(), ids=str)
def test_module_says_what_it_decides(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{path} has no docstring"


@pytest.mark.parametrize("path", sources(), ids=str)
def test_file_and_its_functions_fit_in_a_head(path: Path) -> None:
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES_MAX, f"{path}: {lines} lines"
    long = {it.name: code_lines(it) for it in functions(path) if code_lines(it) > FUNCTION_LINES_MAX}
    assert not long, f"{path}: {long}"


def test_every_source_file_has_its_test_file() -> None:
    missing = [str(path) for path in sources() if not has_test(path) and str(path) not in WITHOUT_OWN_TEST]
    assert not missing, f"no test file for {missing}"


def test_list_of_exceptions_names_only_files_without_a_test() -> None:
    stale = [name for name in WITHOUT_OWN_TEST if not (ROOT / name).exists() or has_test(Path(name))]
    assert not stale


def has_test(path: Path) -> bool:
    """`signing/pades/fields.py` is tested by `test_fields.py` or `test_pades_fields.py` somewhere in tests/signing."""
    if path.stem == "__init__" and not any(functions(path)):
        return True
    room = path.parts[0] if len(path.parts) > 1 and path.parts[0] != "tools" else "house"
    stem = path.parent.name if path.stem == "__init__" else path.stem.strip("_")
    folder = ROOT / "tests" / room
    return any(any(folder.rglob(name)) for name in (f"test_{stem}.py", f"test_{path.parent.name}_{stem}.py"))
