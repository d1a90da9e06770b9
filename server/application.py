"""The composition root: makes every part of the server from its settings and wires them into one application."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
from litestar import Litestar, Response, Router
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.types import ExceptionHandlersMap
from sqlalchemy.exc import SQLAlchemyError

from server import feed, problems
from server.actions import claims
from server.actions.executor import Executor, Judge
from server.actions.settle import Settler
from server.clock import Clock, now
from server.config import Config
from server.envelope import Asgi, Envelope
from server.files.local import LocalFiles
from server.files.uploads import Uploads
from server.house import Office
from server.identity.sessions import Sessions
from server.judging.messages import JudgeStart
from server.judging.pool import JudgePool
from server.problems import ProblemError
from server.routes import accesses, actions, changes, events, files, health, openapi, registers, session, uploads
from server.routes.common import Asked, SignedIn
from server.store.database import Database
from server.wake import Bell
from sync.protocol import API_PREFIX, API_VERSION

_log = logging.getLogger("server")
SWEEP_EVERY_S = 3600.0
KEY_BYTES = 32
CLIENT_LEFT = "client disconnected prematurely"
"""The library's words for a connection that broke while a body was read."""
ROUTERS = (session, changes, actions, files, uploads, events, registers, accesses, health, openapi)


def judge_command(config: Config) -> Sequence[str]:
    """What starts one judge."""
    start = JudgeStart(
        trust=(config.trust,) if config.trust else (),
        fetch=config.judge_fetch,
        memory_mb=config.judge_memory_mb,
        cpu_s=int(config.judge_deadline_s),
    )
    return [sys.executable, "-m", "server.judging.worker", msgspec.json.encode(start).decode()]


def make_office(config: Config, database: Database, judge: Judge, files: LocalFiles, *, clock: Clock = now) -> Office:
    """The parts that the routes use."""
    bell = Bell()
    sessions = Sessions(
        server_key(config.folder), timedelta(seconds=config.access_s), timedelta(days=config.session_days)
    )
    settler = Settler(files, sessions)
    return Office(
        database=database,
        files=files,
        uploads=Uploads(database, files),
        sessions=sessions,
        settler=settler,
        executor=Executor(database, settler, judge, files=files, clock=clock, wake=bell.ring),
        bell=bell,
        clock=clock,
    )


def server_key(folder: Path) -> bytes:
    """The key of this server's tokens, made at the first start; readable by its owner alone."""
    path = folder / "server.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as sink:
        sink.write(secrets.token_bytes(KEY_BYTES))
        sink.flush()
        os.fsync(handle)
    return path.read_bytes()


def make_application(config: Config, *, clock: Clock = now) -> tuple[Asgi, Callable[[], None]]:
    """The whole server as one ASGI application, and what tells it that it is to stop soon."""
    files = LocalFiles(config.folder / "files")
    judges = JudgePool(judge_command(config), size=config.judges, deadline_s=config.judge_deadline_s, files=files)
    database = Database(config.url)
    office = make_office(config, database, judges.judge, files, clock=clock)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with _sweeping(office), asyncio.TaskGroup() as group:
            warming = group.create_task(judges.warm())
            yield
            warming.cancel()
        judges.close()
        await database.close()

    app = make_litestar(lifespan=[lifespan])
    app.state.office = office
    return Envelope(app), office.bell.close  # type: ignore[arg-type]


def make_litestar(*, lifespan: Sequence[object] = ()) -> Litestar:
    """The routes with their error handling; without an office behind them, for OpenAPI."""
    return Litestar(
        route_handlers=[Router(API_PREFIX, route_handlers=[module.router for module in ROUTERS])],
        middleware=[SignedIn],
        exception_handlers=EXCEPTIONS,
        lifespan=list(lifespan),  # type: ignore[arg-type]
        openapi_config=OpenAPIConfig(title="Bút Phê", version=API_VERSION, path="/openapi", render_plugins=[]),
        logging_config=None,
    )


@asynccontextmanager
async def _sweeping(office: Office) -> AsyncIterator[None]:
    """Once at start and every hour: what nobody has come back for goes."""

    async def sweep() -> None:
        while True:
            try:
                await office.uploads.sweep(office.clock())
                async with office.database.writing() as connection:
                    await feed.forget_tombstones(connection, office.clock())
                    await claims.forget_old(connection, office.clock())
            except (SQLAlchemyError, OSError):
                _log.exception("the sweep failed; it is tried again in an hour")
            await asyncio.sleep(SWEEP_EVERY_S)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(sweep())
        try:
            yield
        finally:
            task.cancel()


def _answer(code: str, facts: dict[str, str], headers: dict[str, str]) -> Response[bytes]:
    body = msgspec.json.encode(problems.make(code, facts))
    return Response(body, status_code=problems.PROBLEMS[code].status, media_type=problems.MEDIA_TYPE, headers=headers)


def _problem(_: Asked, error: ProblemError) -> Response[bytes]:
    challenge = {"WWW-Authenticate": "Bearer"} if problems.PROBLEMS[error.code].status == 401 else {}
    return _answer(error.code, error.facts, error.headers | challenge)


def _library_said_no(_: Asked, error: HTTPException) -> Response[bytes]:
    code = problems.code_of_status(error.status_code)
    if error.status_code >= 500 and error.detail != CLIENT_LEFT:
        _log.error("a request failed", exc_info=error)
    allow = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    facts = {"why": _why(error)} if code == "malformed" else {}
    return _answer(code, facts, allow)


def _why(error: HTTPException) -> str:
    """Which field is wrong and how, as far as the library says it."""
    found = error.extra if isinstance(error.extra, list) else []
    return "; ".join(f"{each.get('key', '')}: {each.get('message', '')}" for each in found) or error.detail


def _database_failed(_: Asked, error: SQLAlchemyError) -> Response[bytes]:
    _log.error("the database failed", exc_info=error)
    return _answer("storage-full" if "disk is full" in str(error) else "server-error", {}, {"Retry-After": "5"})


EXCEPTIONS: ExceptionHandlersMap = {
    ProblemError: _problem,
    HTTPException: _library_said_no,
    SQLAlchemyError: _database_failed,
}
