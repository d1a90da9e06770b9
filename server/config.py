"""The server's settings: `BUTPHE_…` variables over a TOML file over defaults, checked once at start.

Decides names, defaults and what is admissible; what a setting does is decided where it is used.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from office.flaws import flaw
from office.words import Words
from server.errors import BadConfiguration, OpenListenRefused
from server.usage import system_words

PREFIX = "BUTPHE_"


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting of the server; a field `x_y` is the variable `BUTPHE_X_Y` and the TOML key `x_y`."""

    data: str = "butphe-data"
    """Folder of the embedded database, the files and the server's key."""
    database_url: str = ""
    """SQLAlchemy address of the database; empty: SQLite in the data folder."""
    listen: str = "127.0.0.1:8470"
    """HOST:PORT; port 0 takes a free one."""
    tls_cert: str = ""
    tls_key: str = ""
    """PEM files; without them the server listens on loopback only."""
    trust: str = ""
    """Folder of further trust anchors (*.pem), beside those of the product."""
    judges: int = 2
    """Processes that judge untrusted PDFs."""
    judge_deadline_s: float = 60.0
    judge_memory_mb: int = 1536
    judge_fetch: bool = True
    """Whether judging may ask CRL and OCSP sources on the network."""
    access_s: int = 600
    """Life of an access token, seconds."""
    session_days: int = 30
    """A session unused for this long is over."""

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.data).resolve()

    @property
    def url(self) -> str:
        """SQLAlchemy address of the database."""
        return self.database_url or f"sqlite+aiosqlite:///{self.folder / 'office.sqlite3'}"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on; raises BadConfiguration."""
        host, colon, port = self.listen.rpartition(":")
        if not colon or not port.isdecimal():
            raise BadConfiguration(name="listen", value=self.listen)
        return host.strip("[]") or "127.0.0.1", int(port)

    @property
    def is_encrypted(self) -> bool:
        """Whether the server speaks TLS."""
        return bool(self.tls_cert and self.tls_key)


def load(environ: Mapping[str, str], given: Mapping[str, str]) -> Config:
    """Join the TOML file named by BUTPHE_CONFIG, the environment and the command line (strongest); check the result.

    Raises BadConfiguration, OpenListenRefused.
    """
    values: dict[str, object] = dict(_from_file(environ.get(PREFIX + "CONFIG", "")))
    for name in Config.__struct_fields__:
        if (text := given.get(name) or environ.get(PREFIX + name.upper())) is not None:
            values[name] = text
    try:
        config = msgspec.convert(values, Config, strict=False)
    except msgspec.ValidationError as error:
        raise BadConfiguration(name="BUTPHE_…", value=Words(flaw(str(error)), flaw(str(error), "en"))) from None
    _check_listen(config)
    return config


def _from_file(path: str) -> Mapping[str, object]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        vi, en = system_words(error)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        where = "".join(re.findall(r" \(at .*\)", str(error)))
        dong = where.replace("at line", "dòng").replace("column", "cột").replace("at end of document", "ở cuối tệp")
        vi, en = f"không phải TOML{dong}", f"not TOML{where}"
    raise BadConfiguration(name="BUTPHE_CONFIG", value=Words(f"{path}: {vi}", f"{path}: {en}"))


def _check_listen(config: Config) -> None:
    host, _ = config.address
    if not config.is_encrypted and not is_loopback(host):
        raise OpenListenRefused(listen=config.listen)


def is_loopback(host: str) -> bool:
    """Whether the name or address never leaves this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
