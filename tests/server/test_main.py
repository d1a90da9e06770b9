"""The command line: its exit codes, its one line, and a data folder that two servers cannot share."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from importlib.metadata import version

import pytest

from server.__main__ import main
from tests.helpers.office_world import organisation
from tests.helpers.server_process import PASSWORD, ServerProcess, records_of, running


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    monkeypatch.setenv("BUTPHE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FIRST_PASSWORD", PASSWORD)
    return tmp_path


def told(capsys, code: int, *arguments: str) -> str:
    """The one line on standard error of a command that ends with this code."""
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


WRONG_USAGE = [
    ((), "Còn thiếu COMMAND", "COMMAND is missing"),
    (("fly",), "không có fly", "there is no fly"),
    (("serve", "--fly"), "Không hiểu --fly", "--fly is not understood"),
    (("user",), "Còn thiếu --login, --password-env", "--login, --password-env are missing"),
    (("user", "--login", "an"), "Còn thiếu --password-env", "--password-env is missing"),
    (("init", "--organisation"), "--organisation cần có giá trị", "--organisation needs a value"),
]


@pytest.mark.parametrize(("typed", "vi", "en"), WRONG_USAGE)
def test_wrong_usage_is_one_line_in_the_language_and_ends_with_2(here, capsys, monkeypatch, typed, vi, en) -> None:
    for language, words in (("vi", vi), ("en", en)):
        monkeypatch.setenv("BUTPHE_LANGUAGE", language)
        assert words in told(capsys, 2, *typed)


def test_folder_or_file_that_the_system_refuses_is_said_in_words(here, capsys, monkeypatch) -> None:
    monkeypatch.setenv("BUTPHE_LANGUAGE", "vi")
    assert "là thư mục, không phải tệp" in told(capsys, 3, "init", "--organisation", str(here))
    file = here / "office.json"
    file.write_text("[]")
    init = ("init", "--organisation", str(file), "--data")
    assert "đã có tệp ở đó" in told(capsys, 3, *init, str(file))
    assert "không phải là thư mục" in told(capsys, 3, *init, str(file / "data"))
    file.write_text('[{"kind":"person","id":"x"}]')
    assert "thiếu trường [0].login (tên đăng nhập)" in told(capsys, 3, *init, str(here / "data"))
    assert not (here / "data").exists()


def test_database_that_is_none_of_ours_is_said_and_left_alone(here, capsys) -> None:
    (here / "data").mkdir()
    database = here / "data" / "office.sqlite3"
    database.write_bytes(b"not a database, whatever its name says" * 100)
    before = database.read_bytes()
    (here / "office.json").write_text("[]")
    assert "cannot be used" in told(capsys, 3, "init", "--organisation", str(here / "office.json"))
    assert database.read_bytes() == before


def test_settings_that_cannot_be_read_are_said_in_words(here, capsys, monkeypatch) -> None:
    monkeypatch.setenv("BUTPHE_LANGUAGE", "vi")
    monkeypatch.setenv("BUTPHE_JUDGES", "many")
    assert "judges phải là số nguyên" in told(capsys, 2, "serve")
    monkeypatch.setenv("BUTPHE_CONFIG", str(here / "none.toml"))
    assert "không có tệp này" in told(capsys, 2, "serve")
    (here / "none.toml").write_text("a = = 1")
    assert "không phải TOML (dòng 1, cột" in told(capsys, 2, "serve")


def test_unusable_setting_ends_with_2(here, capsys) -> None:
    assert "BUTPHE_TLS_CERT" in told(capsys, 2, "serve", "--listen", "0.0.0.0:0")
    said = told(capsys, 2, "user", "--login", "an", "--password-env", "NO_SUCH_VARIABLE")
    assert said.startswith("The environment variable NO_SUCH_VARIABLE holds no password.")


def test_office_that_is_none_ends_with_3(here, capsys) -> None:
    assert "init" in told(capsys, 3, "serve", "--listen", "127.0.0.1:0")
    assert "init" in told(capsys, 3, "user", "--login", "an", "--password-env", "FIRST_PASSWORD")
    file = here / "office.json"
    for content in ("{", "[{}]", '[{"kind":"incoming","id":"x","entity_id":"y"}]'):
        file.write_text(content)
        assert "office.json" in told(capsys, 3, "init", "--organisation", str(file))
    assert "none.json" in told(capsys, 3, "init", "--organisation", str(here / "none.json"))


def test_office_is_founded_once_and_people_get_passwords(here, capsys) -> None:
    office = ServerProcess(here, env={})
    office.found_by_command(records_of(organisation()))
    file = str(here / "organisation.json")
    assert "already" in told(capsys, 3, "init", "--organisation", file)
    assert "nobody" in told(capsys, 3, "user", "--login", "nobody", "--password-env", "FIRST_PASSWORD")
    os.environ["FIRST_PASSWORD"] = "ngắn"  # noqa: S105 the one that is refused
    assert "10" in told(capsys, 3, "user", "--login", "an", "--password-env", "FIRST_PASSWORD")
    assert oct((here / "data").stat().st_mode & 0o777) == "0o700"


def test_error_is_told_in_vietnamese_unless_english_is_asked_for(here, capsys, monkeypatch) -> None:
    monkeypatch.delenv("BUTPHE_LANGUAGE")
    assert "chưa có dữ liệu" in told(capsys, 3, "serve")


def test_debugging_shows_the_trace(here, monkeypatch) -> None:
    monkeypatch.setenv("BUTPHE_DEBUG", "1")
    with pytest.raises(Exception, match="not_initialised"):
        main(["serve"])


def test_second_server_of_a_folder_ends_with_7_and_a_taken_port_with_5(tmp_path) -> None:
    with running(tmp_path) as server:
        second = server.command("serve", "--data", str(server.data), "--listen", "127.0.0.1:0")
        assert (second.returncode, second.stdout) == (7, "")
        assert second.stderr.count("\n") == 1
        server.kill()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            listen = f"127.0.0.1:{taken.getsockname()[1]}"
            third = server.command("serve", "--data", str(server.data), "--listen", listen)
        assert third.returncode == 5
        assert listen in third.stderr


def test_interface_is_printed_without_an_office(here, capsys) -> None:
    assert main(["export-openapi"]) == 0
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.1")


@pytest.mark.parametrize(("language", "usage"), [("vi", "cách dùng"), ("en", "usage")])
def test_help_is_in_one_language_and_explains_every_option(here, capsys, monkeypatch, language, usage) -> None:
    monkeypatch.setenv("BUTPHE_LANGUAGE", language)
    for command in ([], ["serve"], ["init"], ["user"], ["export-openapi"]):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--help"])
        said = capsys.readouterr().out
        assert (ended.value.code, said.startswith(f"{usage}: butphe-server")) == (0, True)
        assert " / " not in said
        assert ("show this help" in said) == (language == "en")


def test_version_is_said(here, capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"butphe-server {version('butphe')}\n"


def test_help_imports_nothing_heavy() -> None:
    probe = (
        "import sys, server.__main__\n"
        "try: server.__main__.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('litestar', 'sqlalchemy', 'pyhanko', 'pypdfium2') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.rstrip().endswith("[]")
