"""One running server for the tests that only read, or change what nobody else looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.helpers.server_process import Client, ServerProcess, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with running(tmp_path_factory.mktemp("server")) as process:
        yield process


@pytest.fixture
def client(server: ServerProcess) -> Callable[[str], Client]:
    """Signs somebody in."""
    return lambda login: Client(server).sign_in(login)
