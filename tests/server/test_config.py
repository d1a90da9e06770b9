"""Settings: the command line over the environment over the file over defaults, refused when unusable."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.config import Config, is_loopback, load
from server.errors import BadConfiguration, OpenListenRefused


def test_command_line_wins_over_environment_wins_over_file(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('data = "from-file"\njudges = 3\nlisten = "127.0.0.1:1"\n')
    environ = {"BUTPHE_CONFIG": str(file), "BUTPHE_LISTEN": "127.0.0.1:2", "BUTPHE_DATA": "from-environment"}
    config = load(environ, {"data": "from-line"})
    assert (config.data, config.listen, config.judges, config.access_s) == ("from-line", "127.0.0.1:2", 3, 600)


def test_every_setting_is_a_variable_of_its_name() -> None:
    assert load({"BUTPHE_JUDGE_FETCH": "false"}, {}).judge_fetch is False
    assert load({"BUTPHE_JUDGE_DEADLINE_S": "1.5"}, {}).judge_deadline_s == 1.5


@pytest.mark.parametrize("listen", ["0.0.0.0:80", "[::]:80", "192.168.1.5:8470", "office.example:80"])
def test_plain_http_is_refused_beyond_loopback(listen: str) -> None:
    with pytest.raises(OpenListenRefused):
        load({"BUTPHE_LISTEN": listen}, {})
    assert load({"BUTPHE_LISTEN": listen, "BUTPHE_TLS_CERT": "c", "BUTPHE_TLS_KEY": "k"}, {}).is_encrypted


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "environ",
    [{"BUTPHE_JUDGES": "many"}, {"BUTPHE_LISTEN": "nowhere"}, {"BUTPHE_CONFIG": "/no/such/file.toml"}],
)
def test_unusable_setting_is_told(environ: dict[str, str]) -> None:
    with pytest.raises(BadConfiguration):
        load(environ, {})


def test_unknown_setting_of_the_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text("dta = 'x'\n")
    with pytest.raises(BadConfiguration):
        load({"BUTPHE_CONFIG": str(file)}, {})


def test_database_lies_in_the_data_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert Config(data=str(tmp_path)).url == f"sqlite+aiosqlite:///{tmp_path / 'office.sqlite3'}"
    assert Config(database_url="postgresql+asyncpg://x").url == "postgresql+asyncpg://x"


def test_address_is_host_and_port() -> None:
    assert Config(listen="[::1]:70").address == ("::1", 70)
    assert Config(listen=":70").address == ("127.0.0.1", 70)
