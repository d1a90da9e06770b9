"""What is written to the terminal: results on standard output, one line of complaint on standard error."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app import console
from signing.outcomes import PinWrong

FAULT = "import sys; from app import console; sys.excepthook = console.report_fault; {}['no such key']"


def test_result_is_one_line_of_json(capsys):
    console.as_json({"tên": "Văn thư", "số": 5})
    assert capsys.readouterr().out == '{"tên":"Văn thư","số":5}\n'


def test_error_is_what_happened_and_what_to_do_on_one_line(capsys, monkeypatch):
    monkeypatch.delenv("BUTPHE_DEBUG", raising=False)
    assert console.report(PinWrong(warning="")) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Mã PIN không đúng. Nhập lại mã PIN, kiểm tra Caps Lock và bộ gõ tiếng Việt.\n"


def test_trace_follows_only_when_debugging(capsys, monkeypatch):
    monkeypatch.setenv("BUTPHE_DEBUG", "1")
    console.report(PinWrong(warning=""))
    assert "signing.outcomes.PinWrong" in capsys.readouterr().err


@pytest.mark.parametrize(("debug", "lines"), [("0", 1), ("1", 4)])
def test_bug_of_ours_is_one_line_that_says_where_it_is(debug, lines):
    environment = {"BUTPHE_DEBUG": debug, "PATH": ""}
    done = subprocess.run([sys.executable, "-c", FAULT], capture_output=True, text=True, env=environment)
    said = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert "KeyError" in done.stderr
    assert (len(said) == 1) == (lines == 1)
