"""The look at our own output: one changed byte anywhere is caught, and so is a range that covers less."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from signing.outcomes import SelfCheckFailed
from signing.pades.check import check_prefix, check_signature, find
from signing.pades.sign import sign
from tests.helpers.pki import Identity, Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import job, key_signer


@pytest.fixture(scope="module")
def who(pki: Pki) -> Identity:
    return pki.leaf("Người tự kiểm tra")


def _signed(folder: Path, pki: Pki, who: Identity, *, level: str = "b") -> Path:
    (folder / "in.pdf").write_bytes(plain_pdf("Tu kiem tra"))
    sign(job(folder / "in.pdf", folder / "out.pdf", "plain", who, pki, level=level), key_signer(who), pki.fetch)
    return folder / "out.pdf"


def _step(path: Path, who: Identity, *, stamped: bool = False) -> str:
    with path.open("rb") as stream, pytest.raises(SelfCheckFailed) as failed:
        check_signature(stream, "Signature1", who.der, stamped=stamped)
    return str(failed.value.facts["step"])


@pytest.mark.parametrize("level", ["b", "t"])
def test_sound_output_passes(level: str, folder: Path, pki: Pki, who: Identity) -> None:
    with _signed(folder, pki, who, level=level).open("rb") as stream:
        check_signature(stream, "Signature1", who.der, stamped=level == "t")


def test_changed_byte_is_caught(folder: Path, pki: Pki, who: Identity) -> None:
    path = _signed(folder, pki, who)
    path.write_bytes(path.read_bytes().replace(b"Tu kiem tra", b"Tu kiem TRA"))
    assert _step(path, who) == "digest"


def test_bytes_after_the_range_are_caught(folder: Path, pki: Pki, who: Identity) -> None:
    path = _signed(folder, pki, who)
    path.write_bytes(path.read_bytes() + b"\n")
    assert _step(path, who) == "ranges"


def test_another_certificate_is_caught(folder: Path, pki: Pki, who: Identity) -> None:
    assert _step(_signed(folder, pki, who), pki.leaf("Người khác")) == "certificate"


def test_missing_time_stamp_is_caught(folder: Path, pki: Pki, who: Identity) -> None:
    assert _step(_signed(folder, pki, who), who, stamped=True) == "time_stamp"


def test_missing_field_is_caught(folder: Path, pki: Pki, who: Identity) -> None:
    with _signed(folder, pki, who).open("rb") as stream, pytest.raises(SelfCheckFailed):
        find(stream, "Nobody")


def test_output_that_does_not_begin_with_the_input_is_caught(folder: Path, pki: Pki, who: Identity) -> None:
    data = _signed(folder, pki, who).read_bytes()
    source = (folder / "in.pdf").read_bytes()
    with (folder / "out.pdf").open("rb") as stream:
        check_prefix(stream, len(source), hashlib.sha256(source).hexdigest())
    (folder / "out.pdf").write_bytes(b"%PDF-1.5" + data[8:])
    with (folder / "out.pdf").open("rb") as stream, pytest.raises(SelfCheckFailed):
        check_prefix(stream, len(source), hashlib.sha256(source).hexdigest())
