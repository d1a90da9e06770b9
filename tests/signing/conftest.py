"""One authority and three people with real tokens for all tests of signing (keys take long to make)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from signing.documents import Documents
from tests.helpers.pki import Pki
from tests.helpers.tokens import SoftToken, make_token

DOCUMENT_WORKER = [sys.executable, "-c", "from signing.documents import main; main([])"]


@dataclass(frozen=True)
class People:
    """Who signs: with one token each."""

    head: SoftToken
    leader: SoftToken
    agency: SoftToken


@pytest.fixture(scope="session")
def pki() -> Pki:
    return Pki()


@pytest.fixture(scope="session")
def people(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> People:
    folder = tmp_path_factory.mktemp("people")
    head = pki.leaf("Trần Thị Bình", organisation="UBND tỉnh Hoa Lư", kind="p256")
    leader = pki.leaf("Nguyễn Văn Ẩn", organisation="UBND tỉnh Hoa Lư")
    agency = pki.leaf("Văn phòng UBND tỉnh Hoa Lư")
    return People(
        make_token(folder / "head", "Bình", head, chain=pki.chain_der),
        make_token(folder / "leader", "Ẩn", leader, chain=pki.chain_der),
        make_token(folder / "agency", "Văn phòng", agency, chain=pki.chain_der),
    )


@pytest.fixture(scope="session")
def documents() -> Iterator[Documents]:
    worker = Documents(DOCUMENT_WORKER)
    yield worker
    worker.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
