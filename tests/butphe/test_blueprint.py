"""The declaration of the authority, as values."""

from __future__ import annotations

from datetime import UTC, datetime

from butphe.demo.blueprint import AUTHORITY_KEYS, Holder, declare, revoke

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOLDER = Holder("an", "Nguyễn Văn An", "Sở Thử nghiệm")


def test_declaration_names_a_key_and_a_certificate_for_each_holder_and_service() -> None:
    made = declare([HOLDER], url="http://127.1.2.3:4", now=NOW)
    architecture = made["pki-architectures"]["demo"]
    assert set(made["keysets"]["demo"]["keys"]) == set(architecture["certs"]) == {*AUTHORITY_KEYS, "an"}


def test_certificates_begin_at_midnight_so_that_their_text_is_short() -> None:
    made = declare([HOLDER], url="http://127.1.2.3:4", now=NOW)
    assert "T00:00:00" in made["pki-architectures"]["demo"]["certs"]["an"]["validity"]["valid-from"]


def test_revocation_stands_at_its_certificate() -> None:
    made = declare([HOLDER], url="http://127.1.2.3:4", now=NOW)
    revoke(made, "an", NOW)
    assert made["pki-architectures"]["demo"]["certs"]["an"]["revocation"]["revoked-since"] == NOW.isoformat()
