"""Child processes of the demo: the document server, a person's desk driven by lines, and their certain end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PYTHON = [sys.executable, "-m"]
QUIET_EXIT_S = 10
AUTHORITY_STARTS_WITHIN_S = 60


class DeskFailed(Exception):
    """A desk's verb ended with an error: exit code and the line it said."""

    def __init__(self, verb: Sequence[str], exit_code: int, said: str, code: str = "") -> None:
        super().__init__(f"{' '.join(verb[:2])}: {said} ({exit_code})")
        self.exit_code = exit_code
        self.code = code
        """Of the error, as `app.wording` has it."""


class ServerDidNotStart(Exception):
    """The server ended before it listened; its log tells why."""


class Server:
    """The document server as a process; started again on the same port after a stop."""

    def __init__(self, data: Path, trust: Path, log: Path) -> None:
        self._data, self._trust, self._log = data, trust, log
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    @property
    def pid(self) -> int:
        """Of the process running now."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> str:
        """Start and wait until it listens; returns the address."""
        listen = self.url.removeprefix("http://") or "127.0.0.1:0"
        command = [*PYTHON, "server", "serve", "--listen", listen, "--data", str(self._data)]
        environment = {**os.environ, "BUTPHE_TRUST": str(self._trust)}
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment)
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said:
            self.stop()
            raise ServerDidNotStart(str(self._log))
        self.url = json.loads(said)["listening"]
        return self.url

    def stop(self) -> None:
        """Ask it to end, and wait."""
        end(self._process)
        self._process = None

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _let_go(process)


class Desk:
    """A person's desk without a window: `butphe desk --profile DIR script`, one verb a line, one JSON reply a line."""

    def __init__(self, profile: Path, secrets: Mapping[str, str], log: Path) -> None:
        """`secrets` are the environment variables that hold password, passphrase and PINs."""
        self._profile, self._secrets, self._log = profile, dict(secrets), log
        self._process: subprocess.Popen[str] | None = None
        self.requests_ok = 0
        """Successful requests that this desk made so far, over all its processes."""

    @property
    def pid(self) -> int | None:
        """Of the process running now."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def do(self, *verb: str) -> Any:
        """Run one verb and return its JSON result; raises DeskFailed."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(verb) + "\n")
            process.stdin.flush()
            said = process.stdout.readline()
        except BrokenPipeError:
            said = ""
        if not said.endswith("\n"):  # nothing, or half a line: it was ended in the middle of its answer
            raise DeskFailed(verb, process.wait(), "the desk ended")
        reply = json.loads(said)
        self.requests_ok += reply["requests_ok"]
        if reply["exit"] != 0:
            raise DeskFailed(verb, reply["exit"], reply["error"], reply["code"])
        return reply["result"]

    def kill(self) -> None:
        """End it at once; the next verb starts it again."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _let_go(process)

    def close(self) -> None:
        """Let it end by itself."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=QUIET_EXIT_S)
            _let_go(process)

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.kill()
            command = [*PYTHON, "butphe", "desk", "--profile", str(self._profile), "script"]
            with open(self._log, "ab") as log:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    encoding="utf-8",
                    env={**os.environ, **self._secrets},
                )
        return self._process


def is_taken(url: str) -> bool:
    """Whether somebody else holds the port of an address now."""
    address = urlsplit(url)
    with socket.socket() as probe:
        if os.name == "posix":  # as servers do: what an ended connection leaves behind for a minute is no holder
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((str(address.hostname), int(address.port or 0)))
        except OSError:
            return True
    return False


def free_beside(url: str) -> str:
    """The same address with a port that nobody holds now."""
    host = urlsplit(url).hostname
    with socket.socket() as probe:
        probe.bind((str(host), 0))
        return f"http://{host}:{probe.getsockname()[1]}"


class Authority:
    """The certification authority, `butphe.demo.authority`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """Of the process running now."""
        return self._process.pid if self._process else None

    def start(self, url: str = "") -> str:
        """Start it and wait until it answers, at `url` where the certificates' address is taken; returns its address.

        Raises RuntimeError when it ends instead.
        """
        command = [sys.executable, "-m", "butphe.demo.authority", str(self.folder), *([url] if url else [])]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        late = threading.Timer(AUTHORITY_STARTS_WITHIN_S, self._process.kill)
        late.start()
        line = self._process.stdout.readline()
        late.cancel()
        if not line:
            self._process.communicate()
            raise RuntimeError(f"the demo's authority ended with {self._process.returncode} before it answered")
        return str(json.loads(line)["listening"])

    def stop(self) -> None:
        """End it and wait for its end."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=QUIET_EXIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def end(process: subprocess.Popen[Any] | None, *, within_s: float = QUIET_EXIT_S) -> None:
    """Ask a process to end, and kill it when it does not in time."""
    if process is None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=within_s)
    except subprocess.TimeoutExpired:
        process.kill()
    _let_go(process)


def _let_go(process: subprocess.Popen[Any]) -> None:
    """Wait for the end and close our ends of the pipes."""
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # what was still to be sent has nobody to take it
