"""One authority for all tests of validation (keys take long to make), and the flow of one document, step by step."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from signing.validation import Trust
from tests.helpers.pki import Identity, Pki
from tests.signing.validation import papers


@dataclass(frozen=True, repr=False)
class Office:
    """The people who sign, and the states of their document. Hypothesis prints it, so it is named and not shown."""

    pki: Pki
    trust: Trust
    initial: Identity
    leader: Identity
    seal: Identity
    receiver: Identity
    prepared: bytes
    initialled: bytes
    led: bytes
    sealed: bytes
    completed: bytes

    def __repr__(self) -> str:
        return "office"


@pytest.fixture(scope="session")
def office() -> Office:
    pki = Pki()
    initial, leader = pki.leaf("Trần Thị Bình"), pki.leaf("Nguyễn Văn An", organisation="UBND tỉnh Ví Dụ")
    seal, receiver = pki.leaf("UBND tỉnh Ví Dụ"), pki.leaf("Sở Y tế tỉnh Mẫu")
    prepared = papers.prepared(papers.blank())
    initialled = papers.signed(prepared, initial, pki, "Initial1")
    led = papers.signed(initialled, leader, pki, "Leader")
    sealed = papers.signed(led, seal, pki, "Seal", fills=papers.FILL, stamp=True)
    completed = papers.completed(sealed, pki)
    return Office(
        pki,
        papers.trust_of(pki),
        initial,
        leader,
        seal,
        receiver,
        prepared,
        initialled,
        led,
        sealed,
        completed,
    )
