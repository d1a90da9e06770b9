"""Listens and serves until SIGTERM or SIGINT; says where in one line of JSON once requests are answered."""

from __future__ import annotations

import socket
from collections.abc import Callable
from types import FrameType

import msgspec
import uvicorn

from server.application import make_application
from server.config import Config
from server.envelope import Asgi
from server.errors import AddressTaken

BACKLOG = 512
GRACE_S = 10


class Service(uvicorn.Server):
    """Tells when it is ready, and ends open event streams when it is asked to stop."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None], stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop taking requests, end what is under way."""
        self._stopping()
        self.force_exit = self.should_exit  # asked twice: at once
        self.should_exit = True


def run(config: Config, say: Callable[[str], None]) -> None:
    """Serve; `say` gets the line with the address. Raises AddressTaken."""
    listening = _bind(config)
    host, port = listening.getsockname()[:2]
    scheme = "https" if config.is_encrypted else "http"
    url = f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
    app, stop = make_application(config)
    service = Service(
        _uvicorn(config, app),
        ready=lambda: say(msgspec.json.encode({"listening": url}).decode()),
        stopping=stop,
    )
    service.run(sockets=[listening])


def _uvicorn(config: Config, app: Asgi) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=config.tls_cert or None,
        ssl_keyfile=config.tls_key or None,
    )


def _bind(config: Config) -> socket.socket:
    host, port = config.address
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise AddressTaken(listen=config.listen, why=error.strerror or error) from None
