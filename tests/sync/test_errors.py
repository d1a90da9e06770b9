"""The tree of errors: each with a code of its own, all under the one base."""

from __future__ import annotations

import inspect

from office.errors import ButPheError
from sync import errors


def test_every_error_has_a_code_of_its_own() -> None:
    found = [it for _name, it in inspect.getmembers(errors, inspect.isclass) if it is not ButPheError]
    codes = [it.code for it in found]
    assert all(issubclass(it, ButPheError) for it in found)
    assert len(set(codes)) == len(codes)
    assert "unexpected" not in codes


def test_tree_in_the_docstring_names_them_all() -> None:
    found = [name for name, it in inspect.getmembers(errors, inspect.isclass) if it is not ButPheError]
    assert all(f"── {name} " in (errors.__doc__ or "") for name in found)


def test_server_error_knows_how_long_to_wait() -> None:
    assert errors.ServerError(status=503, problem="x", retry_after_s=7.0).retry_after_s == 7.0
    assert errors.ServerError(status=500, problem="x").retry_after_s == 0.0
