"""The command line as scripts see it: exit codes, one-line errors, and a light start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from office.workflow import rows
from tests.helpers.plain_pdf import plain_pdf

HEAVY = ("pyhanko", "PySide6", "requests", "pdfplumber", "certomancer", "sqlite_utils")


def butphe(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "butphe", *arguments], capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_version_is_said():
    done = butphe("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "butphe")


def test_wrong_usage_ends_with_2():
    assert butphe("verify").returncode == 2
    assert butphe("desk", "--profile", "x", "fly").returncode == 2


def test_rules_prints_every_row_of_the_table_in_both_languages():
    vietnamese, english = butphe("rules"), butphe("rules", BUTPHE_LANGUAGE="en")
    assert len(vietnamese.stdout.splitlines()) == len(english.stdout.splitlines()) == len(rows())
    assert "NĐ 30/2020 Điều 22, Phụ lục IV V" in vietnamese.stdout
    assert "D30 Art. 22" in english.stdout
    assert not {"none", "Art.", "App."} & set(vietnamese.stdout.replace(",", " ").split())
    assert vietnamese.stdout != english.stdout


def test_verify_says_unsigned_with_exit_6(tmp_path):
    (tmp_path / "a.pdf").write_bytes(plain_pdf("Chua ky"))
    done = butphe("verify", str(tmp_path / "a.pdf"), "--offline", "--json")
    assert done.returncode == 6
    assert '"verdict":"unsigned"' in done.stdout


@pytest.mark.parametrize(("content", "said"), [(b"not a page", "không phải là PDF"), (b"%PDF-1.7\nbroken", "bị hỏng")])
def test_bad_file_is_one_line_on_stderr_with_exit_3(tmp_path, content, said):
    (tmp_path / "x.pdf").write_bytes(content)
    for command in ("verify", "read"):
        done = butphe(command, str(tmp_path / "x.pdf"))
        assert done.returncode == 3
        assert len(done.stderr.strip().splitlines()) == 1
        assert said in done.stderr


def test_file_that_is_not_there_is_said_with_exit_3(tmp_path):
    done = butphe("read", str(tmp_path / "nowhere.pdf"), BUTPHE_LANGUAGE="en")
    assert done.returncode == 3
    assert "nowhere.pdf" in done.stderr


def test_trace_is_shown_only_when_debugging(tmp_path):
    assert "Traceback" not in butphe("read", str(tmp_path / "x")).stderr
    assert "Traceback" in butphe("read", str(tmp_path / "x"), BUTPHE_DEBUG="1").stderr


@pytest.mark.parametrize("arguments", [["--version"], ["rules"]])
def test_light_command_reads_no_heavy_library(arguments):
    code = (
        "import sys; from butphe.__main__ import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set(sys.modules) & {set(HEAVY)!r}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_doctor_says_where_things_lie_and_asks_for_nothing(tmp_path):
    done = butphe("doctor", "--profile", str(tmp_path / "profile"))
    assert done.returncode == 0
    for place in ("profile", "cache.db", "logs", "trust"):
        assert str(tmp_path / "profile") in done.stdout
        assert place in done.stdout


def test_help_says_that_links_and_files_open_the_window():
    first, second, *_rest = butphe("--help").stdout.splitlines()
    assert first == "cách dùng: butphe [-h] [--version] COMMAND ..."
    assert second.split() == ["butphe", "[--profile", "DIR]", "[butphe:LINK", "|", "FILE]"]
    assert butphe("rules", "--help").stdout.startswith("cách dùng: butphe rules [-h]")


def test_demo_is_in_the_help_and_what_comes_later_is_not():
    text = butphe("--help").stdout
    for command in ("sign", "verify", "read", "desk", "rules", "doctor", "demo"):
        assert f"\n    {command} " in text
    for later in ("check", "sign-xml", "verify-xml"):
        assert f"\n    {later} " not in text
