"""A real server process with a ready-made office in it, and the plainest client for it: raw HTTP, no desktop code."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import requests

from office.actions import Action
from office.records import AnyRecord, Person
from office.world import Organisation
from server import clock, founding
from server.config import Config
from server.identity import accounts
from server.identity.passwords import make_hash
from server.store.database import Database
from sync.protocol import (
    API_PREFIX,
    ActionsReply,
    ActionsRequest,
    ChangesPage,
    Result,
    SnapshotPage,
    Tokens,
)
from tests.helpers.office_world import organisation

PASSWORD = "mật khẩu thử nghiệm 1"
START_S = 60


def records_of(office: Organisation) -> list[AnyRecord]:
    """Everything of an organisation as one list, as `init` takes it."""
    groups: Sequence[Mapping[str, AnyRecord]] = (
        office.people, office.units, office.agencies, office.entities, office.delegations, office.certificates,
    )  # fmt: skip
    return [record for group in groups for record in group.values()]


@cache
def hash_of(password: str) -> str:
    """What the server keeps of a password; slow by intent, so made once."""
    return make_hash(password)


async def _found(data: Path, records: Sequence[AnyRecord], kept: str) -> None:
    database = Database(Config(data=str(data)).url)
    try:
        await founding.found(database, records, path=data, now=clock.now())
        async with database.writing() as connection:
            for person in records:
                if isinstance(person, Person):
                    await accounts.set_password(connection, person.id, kept, must_change=False, now=clock.now())
    finally:
        await database.close()


class ServerProcess:
    """`python -m server serve` in a folder; may be killed and started again on the same port."""

    def __init__(self, folder: Path, *, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.url = ""
        self._env = {**os.environ, "PYTHONPATH": os.getcwd(), "BUTPHE_LANGUAGE": "en", **(env or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run one command of `butphe-server` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "server", *arguments],
            env={**self._env, **(env or {})}, capture_output=True, text=True, timeout=START_S, check=False,
        )  # fmt: skip

    def found(self, records: Sequence[AnyRecord], *, password: str = PASSWORD) -> None:
        """Found an office with these records and one password for every person, without a process for it."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        asyncio.run(_found(self.data, records, hash_of(password)))

    def found_by_command(self, records: Sequence[AnyRecord], *, password: str = PASSWORD) -> None:
        """The same by `init` and `user`."""
        file = self.folder / "organisation.json"
        file.write_bytes(msgspec.json.encode(list(records)))
        self._done(self.command("init", "--data", str(self.data), "--organisation", str(file)))
        self.set_password([person.login for person in records if isinstance(person, Person)], password)

    def set_password(self, logins: Sequence[str], password: str, *, must_change: bool = False) -> None:
        """`user` for these people."""
        more = ["--must-change"] if must_change else []
        who = [word for login in logins for word in ("--login", login)]
        command = ["user", "--data", str(self.data), *who, "--password-env", "FIRST_PASSWORD", *more]
        self._done(self.command(*command, env={"FIRST_PASSWORD": password}))

    @staticmethod
    def _done(run: subprocess.CompletedProcess[str]) -> None:
        assert run.returncode == 0, run.stderr

    def start(self) -> None:
        """Serve; on the port of the first start, when there was one."""
        listen = self.url.removeprefix("http://") or "127.0.0.1:0"
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server", "serve", "--listen", listen, "--data", str(self.data)],
                env=self._env, stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], START_S)
        line = self._process.stdout.readline() if ready else b""
        assert line, self.log()[-3000:]
        self.url = msgspec.json.decode(line)["listening"]

    def stop(self) -> int:
        """SIGTERM, and wait; returns the exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, as a power cut does."""
        self._end(signal.SIGKILL)

    def _end(self, how: int) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        code = process.wait(timeout=START_S)
        assert process.stdout is not None
        process.stdout.close()
        return code

    @property
    def pid(self) -> int:
        """Of the process running now."""
        assert self._process is not None
        return self._process.pid

    def log(self) -> str:
        """Everything it wrote to standard error."""
        return (self.folder / "server.log").read_text("utf-8")


@contextmanager
def running(folder: Path, records: Sequence[AnyRecord] | None = None, **env: str) -> Iterator[ServerProcess]:
    """A running server with the small office of `office_world`, or with these records."""
    server = ServerProcess(folder, env={"BUTPHE_JUDGE_FETCH": "false", "BUTPHE_JUDGES": "1", **env})
    server.found(records if records is not None else records_of(organisation()))
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Client:
    """One person's raw HTTP."""

    def __init__(self, server: ServerProcess, device: str = "test") -> None:
        self.server = server
        self.device = device
        self.http = requests.Session()
        self.http.trust_env = False
        self.tokens: Tokens | None = None

    def sign_in(self, login: str, password: str = PASSWORD) -> Client:
        """Open a session."""
        reply = self.request("POST", "/session", json={"login": login, "password": password, "device": self.device})
        assert reply.status_code == 200, reply.text
        self.tokens = msgspec.json.decode(reply.content, type=Tokens)
        return self

    @property
    def person_id(self) -> str:
        """Who is signed in."""
        assert self.tokens is not None
        return self.tokens.person_id

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        """Any request under the prefix, with the access token when there is one."""
        headers = dict(more.pop("headers", None) or {})
        if self.tokens is not None:
            headers.setdefault("Authorization", f"Bearer {self.tokens.access}")
        return self.http.request(
            method, self.server.url + API_PREFIX + path, headers=headers, timeout=90, allow_redirects=False, **more
        )

    def post(self, *actions: Action) -> tuple[Result, ...]:
        """Post actions as they are."""
        body = msgspec.json.encode(ActionsRequest(actions=actions))
        return self.post_raw(body)

    def post_raw(self, body: bytes) -> tuple[Result, ...]:
        """Post any bytes as a batch."""
        reply = self.request("POST", "/actions", data=body, headers={"Content-Type": "application/json"})
        assert reply.status_code == 200, reply.text
        return msgspec.json.decode(reply.content, type=ActionsReply).results

    def upload(self, content: bytes) -> str:
        """Send a file in one request; returns its SHA-256."""
        digest = hashlib.sha256(content)
        headers = {
            "Upload-Complete": "?1",
            "Upload-Length": str(len(content)),
            "Repr-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
            "Upload-Draft-Interop-Version": "8",
        }
        reply = self.request("POST", "/uploads", data=content, headers=headers)
        assert reply.status_code == 201, reply.text
        return digest.hexdigest()

    def snapshot(self) -> tuple[dict[str, AnyRecord], str]:
        """Everything seen, by id, and the token to go on from."""
        seen: dict[str, AnyRecord] = {}
        at = after = ""
        while True:
            reply = self.request("GET", "/snapshot", params={"at": at, "after": after})
            assert reply.status_code == 200, reply.text
            page = msgspec.json.decode(reply.content, type=SnapshotPage)
            seen |= {record.id: record for record in page.records}
            at, after = page.at, page.after
            if not after:
                return seen, at

    def changes(self, since: str, limit: int = 500) -> ChangesPage | None:
        """One page of changes; None for "nothing new"."""
        reply = self.request("GET", "/changes", params={"since": since, "limit": limit})
        assert reply.status_code in (200, 304), reply.text
        return msgspec.json.decode(reply.content, type=ChangesPage) if reply.status_code == 200 else None
