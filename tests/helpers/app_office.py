"""A real small office for tests of the desk: server, authority, tokens, and desks opened in this process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.compose import open_desk
from app.desk import Desk
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CLERK, COMMITTEE, LEADER, person_id
from butphe.demo.pki import make_pki
from butphe.demo.stand import PASSPHRASE, Stand
from office.actions import Register, Submit


class AppOffice:
    """A stand whose people sit down in this process."""

    def __init__(self, folder: Path) -> None:
        self.stand = Stand(folder, lambda line: None)
        self.stand.start()

    @contextmanager
    def desk(self, login: str) -> Iterator[Desk]:
        """Somebody's desk, synchronised, closed at the end."""
        self.stand.desk(login)
        self.stand.close_desk(login)
        desk = open_desk(self.stand.profile(login), passphrase=self.stand.environment(login)[PASSPHRASE])
        try:
            desk.sync()
            yield desk
        finally:
            desk.close()

    @property
    def paper(self) -> Path:
        """An incoming document at the door."""
        return self.stand.papers[MAIN_PAPER]

    @property
    def trust(self) -> Path:
        """The anchors of the made-up authority, for `--trust`."""
        return self.stand.folder / "trust"

    @property
    def tsa_url(self) -> str:
        """Where the made-up authority gives time stamps."""
        return make_pki(self.stand.folder / "pki").tsa_url

    def certificate(self, holder: str) -> bytes:
        """DER of somebody's certificate."""
        return make_pki(self.stand.folder / "pki").certificate(holder)

    def register(self, desk: Desk, *, number: int = 0) -> str:
        """The clerk takes the paper in and registers it; returns its id."""
        document = desk.receive(self.paper, COMMITTEE)
        desk.sync()
        payload = Register(
            code=f"{2147 + number}/BKHCN-CĐSQG",
            issued_on=None,
            issuing_agency="Bộ Khoa học và Công nghệ",
            document_type="",
            subject="V/v góp ý dự thảo Kế hoạch chuyển đổi số năm 2027",
        )
        desk.act(document, payload)
        desk.sync()
        return document

    def submitted(self) -> str:
        """A document that waits for the leader's directive; returns its id."""
        with self.desk(CLERK) as clerk:
            return self.submit(clerk)

    def submit(self, clerk: Desk) -> str:
        """The same from the clerk's desk."""
        document = self.register(clerk)
        clerk.act(document, Submit(to_id=person_id(LEADER)))
        clerk.sync()
        return document

    def stop(self) -> None:
        """End every process."""
        self.stand.stop()


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Variables for child processes, taken back at the end."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
