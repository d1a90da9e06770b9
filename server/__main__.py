"""`butphe-server`: serve, init, user, export-openapi. The one module of the server that writes to a terminal.

Exit codes after DESIGN §8; an error of the world is one line on standard error in the language of BUTPHE_LANGUAGE.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from office.words import Words
from server import config as configuration
from server.config import Config
from server.errors import DatabaseRefused, NotInitialised, PasswordNotGiven, PathRefused, ServerError
from server.usage import Parser, language, spoken, system_words


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    try:
        given = _parser().parse_args(argv)
        return int(given.run(given))
    except ServerError as error:
        return _told(error)
    except OSError as error:
        return _told(PathRefused(path=error.filename or "", why=system_words(error)))


def _told(error: ServerError) -> int:
    if os.environ.get("BUTPHE_DEBUG") == "1":
        raise error
    sys.stderr.write(error.sentence(language()).replace("\n", " ") + "\n")
    return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="butphe-server", description=_words("Máy chủ văn bản Bút Phê", "The document server of Bút Phê")
    )
    said = f"butphe-server {version('butphe')}"
    parser.add_argument("--version", action="version", version=said, help=_words("in phiên bản", "show the version"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = _command(commands, "serve", _serve, Words("phục vụ cơ quan", "serve an office"))
    serve.add_argument("--listen", metavar="HOST:PORT", help=_words("địa chỉ lắng nghe", "address to listen at"))
    init = _command(commands, "init", _init, Words("lập dữ liệu cơ quan", "found an office"))
    described = _words("tệp mô tả cơ quan", "file that describes the office")
    init.add_argument("--organisation", metavar="FILE.json", required=True, type=Path, help=described)
    user = _command(commands, "user", _user, Words("đặt mật khẩu", "set a password"))
    many = _words("tên đăng nhập; lặp lại được cho nhiều người", "login; may be repeated for several people")
    user.add_argument("--login", required=True, action="append", help=many)
    held = _words("biến môi trường chứa mật khẩu", "environment variable that holds the password")
    user.add_argument("--password-env", metavar="VAR", required=True, help=held)
    change = _words("phải đổi ở lần đăng nhập tới", "to be changed at the next sign-in")
    user.add_argument("--must-change", action="store_true", help=change)
    _command(commands, "export-openapi", _export, Words("in mô tả giao diện", "print the interface"))
    for command in (serve, init, user):
        command.add_argument("--data", metavar="DIR", help=_words("thư mục dữ liệu", "data folder"))
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], words: Words) -> Parser:
    command: Parser = commands.add_parser(name, help=spoken(words), description=spoken(words))
    command.set_defaults(run=run)
    return command


def _words(vi: str, en: str) -> str:
    return spoken(Words(vi, en))


def _config(given: argparse.Namespace) -> Config:
    named = {name: value for name in ("data", "listen") if (value := getattr(given, name, None))}
    return configuration.load(os.environ, named)


def _serve(given: argparse.Namespace) -> int:
    from server import listen, lock, logs
    from server.store.database import Database
    from server.store.schema import is_initialised, migrate

    config = _config(given)
    logs.set_up()

    async def prepare() -> None:
        database = Database(config.url)
        try:
            if not config.folder.is_dir() or not await is_initialised(database):
                raise NotInitialised(path=config.folder)
            await migrate(database)
        finally:
            await database.close()

    if not config.folder.is_dir():
        raise NotInitialised(path=config.folder)
    with lock.take(config.folder):
        _use(config, prepare())
        listen.run(config, _say)
    return 0


def _init(given: argparse.Namespace) -> int:
    from server import clock, founding, lock
    from server.store.database import Database

    config = _config(given)
    organisation = founding.read_organisation(given.organisation)
    config.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def work() -> None:
        database = Database(config.url)
        try:
            await founding.found(database, organisation, path=config.folder, now=clock.now())
        finally:
            await database.close()

    with lock.take(config.folder):
        _use(config, work())
    return 0


def _user(given: argparse.Namespace) -> int:
    from server import clock, founding
    from server.store.database import Database
    from server.store.schema import is_initialised

    config = _config(given)
    password = os.environ.get(given.password_env)
    if not password:
        raise PasswordNotGiven(variable=given.password_env)

    async def work() -> None:
        database = Database(config.url)
        try:
            if not config.folder.is_dir() or not await is_initialised(database):
                raise NotInitialised(path=config.folder)
            for login in given.login:
                await founding.set_password(database, login, password, must_change=given.must_change, now=clock.now())
        finally:
            await database.close()

    _use(config, work())
    return 0


def _use(config: Config, work: Coroutine[None, None, None]) -> None:
    """Do what needs the database; raises DatabaseRefused."""
    from sqlalchemy.exc import DBAPIError

    try:
        asyncio.run(work)
    except DBAPIError as error:
        where = "BUTPHE_DATABASE_URL" if config.database_url else config.folder
        raise DatabaseRefused(path=where) from error


def _export(_: argparse.Namespace) -> int:
    from server.application import make_litestar
    from server.routes.openapi import describe

    _say(json.dumps(describe(make_litestar()), ensure_ascii=False, indent=1, sort_keys=True))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
