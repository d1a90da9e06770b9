"""The comparison of starts runs whole; how long anything takes is nobody's verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main


@pytest.mark.slow
def test_window_is_compared_with_a_bare_one_and_the_figures_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "figures.json"
    folder = str(tmp_path / "kept")
    assert main(["start", "--runs", "1", "--only", "bare,window", "--json", str(told), "--keep", folder]) == 0
    figures = json.loads(told.read_text("utf-8"))["figures"]
    assert [one["name"] for one in figures] == ["bare", "window"]
    assert all(one["min_ms"] > 0 for one in figures)
    assert "a PySide6 window with nothing in it" in capsys.readouterr().out
