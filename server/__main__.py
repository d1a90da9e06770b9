"""`butphe-server`: serve, init, user, export-openapi. The one module of the server that writes to a terminal.

Exit codes after DESIGN §8; an error of the world is one line on standard error in the language of BUTPHE_LANGUAGE.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path

from server import config as configuration
from server.config import Config
from server.errors import BadConfiguration, DatabaseRefused, NotInitialised, PathRefused, ServerError
from server.usage import Parser, system_words


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
    sys.stderr.write(error.sentence(os.environ.get("BUTPHE_LANGUAGE", "vi")).replace("\n", " ") + "\n")
    return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="butphe-server", description="Máy chủ văn bản Bút Phê / document server")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="phục vụ / serve an office")
    serve.add_argument("--listen", metavar="HOST:PORT")
    serve.set_defaults(run=_serve)
    init = commands.add_parser("init", help="lập dữ liệu cơ quan / found an office")
    init.add_argument("--organisation", metavar="FILE.json", required=True, type=Path)
    init.set_defaults(run=_init)
    user = commands.add_parser("user", help="đặt mật khẩu / set a password")
    user.add_argument("--login", required=True, action="append", help="cho nhiều người / may be repeated")
    user.add_argument("--password-env", metavar="VAR", required=True)
    user.add_argument("--must-change", action="store_true")
    user.set_defaults(run=_user)
    export = commands.add_parser("export-openapi", help="mô tả giao diện / print the interface")
    export.set_defaults(run=_export)
    for command in (serve, init, user):
        command.add_argument("--data", metavar="DIR")
    return parser


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
    if password is None:
        raise BadConfiguration(name="--password-env", value=given.password_env)

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
