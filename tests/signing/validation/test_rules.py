"""Permissions after a signature, one by one, and what stands just beside each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field

from signing.validation import verify
from signing.validation.rules.forbidden import Forbidden
from signing.validation.verdict import SignatureVerdict
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office

Leader = Callable[[bytes], SignatureVerdict]
ARRIVAL = (400, 780, 560, 830)


@pytest.fixture
def leader(office: Office, tmp_path: Path) -> Leader:
    """How the leader's signature fares in a file."""

    def judge(data: bytes) -> SignatureVerdict:
        verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
        return next(one for one in verdict.signatures if one.field == "Leader")

    return judge


def test_a_denial_knows_its_code() -> None:
    assert Forbidden("field_changed", "Name").code == "field_changed"
    assert "Name" in str(Forbidden("field_changed", "Name"))


def test_proofs_alone_are_archival(office: Office, leader: Leader) -> None:
    assert leader(papers.completed(office.led, office.pki)).changes == "archival"


def test_filling_and_signing_is_filled(office: Office, leader: Leader) -> None:
    assert leader(office.sealed).changes == "filled"


@pytest.mark.parametrize("key", ["/F", "/Rect", "/MaxLen", "/DA", "/Q", "/MK"])
def test_nothing_but_value_and_look_of_a_prepared_field_may_change(key: str, office: Office, leader: Leader) -> None:
    def change(w: Any) -> None:
        widget = papers.text_field(w, "Number")
        widget[name(key)] = generic.NumberObject(2)
        w.update_container(widget)

    one = leader(papers.changed(office.led, change))
    assert (one.verdict, one.changes) == ("invalid", "forbidden")


def test_a_new_field_with_an_action_is_denied(office: Office, leader: Leader) -> None:
    def change(w: Any) -> None:
        append_signature_field(w, SigFieldSpec("Arrival1", 0, box=ARRIVAL))
        field = next(ref for ref in w.root["/AcroForm"]["/Fields"] if ref.get_object()["/T"] == "Arrival1").get_object()
        field[name("/A")] = generic.DictionaryObject({name("/S"): name("/JavaScript")})

    assert leader(papers.changed(office.led, change)).reasons[0] == "content_changed"


def test_a_new_field_without_a_look_is_permitted(office: Office, leader: Leader) -> None:
    empty = papers.changed(office.led, lambda w: append_signature_field(w, SigFieldSpec("Arrival1", 0, box=ARRIVAL)))
    assert leader(empty).verdict == "valid"


def test_an_unsigned_look_is_denied(office: Office, leader: Leader) -> None:
    assert leader(attacks.add_unsigned_look(office.led)).reasons[0] == "content_changed"


def test_a_new_text_field_is_denied(office: Office, leader: Leader) -> None:
    def change(w: Any) -> None:
        field = generic.DictionaryObject({name("/FT"): name("/Tx"), name("/T"): generic.TextStringObject("Note")})
        w.root["/AcroForm"]["/Fields"].append(w.add_object(field))
        w.update_container(w.root["/AcroForm"]["/Fields"])

    assert leader(papers.changed(office.led, change)).reasons[0] == "content_changed"


def test_an_action_on_opening_is_denied(office: Office, leader: Leader) -> None:
    def change(w: Any) -> None:
        w.root[name("/OpenAction")] = generic.DictionaryObject({name("/S"): name("/JavaScript")})
        w.update_root()

    assert leader(papers.changed(office.led, change)).reasons[0] == "content_changed"


def test_a_certification_that_forbids_everything_is_kept_to(office: Office, leader: Leader) -> None:
    certified = papers.signed(
        office.prepared, office.leader, office.pki, "Leader", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
    )
    assert leader(papers.completed(certified, office.pki)).verdict == "valid"
    later = papers.filled(certified, papers.FILL)
    assert leader(later).reasons[0] in ("certified_changed", "locked_field_changed")


def test_an_arrival_stamp_after_a_certification_for_filling_is_permitted(office: Office, leader: Leader) -> None:
    certified = papers.signed(
        office.prepared, office.leader, office.pki, "Leader", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS
    )
    stamped = papers.signed(certified, office.receiver, office.pki, "Arrival1", new_at=ARRIVAL)
    assert leader(stamped).verdict == "valid"


def test_a_lock_of_the_field_counts_when_the_signer_left_it_out(office: Office, tmp_path: Path) -> None:
    sealed = papers.signed(office.led, office.seal, office.pki, "Seal", fills=papers.FILL)
    at = sealed.rindex(b"/Reference")
    silent = sealed[:at] + b"/Xeference" + sealed[at + 10 :]
    silent = attacks.sign_range(silent, office.seal, office.pki, attacks.range_of(silent))
    verdict = verify(papers.saved(tmp_path, silent), office.trust, fetch=office.pki.fetch)
    assert verdict.verdict == "valid"
    changed = verify(papers.saved(tmp_path, papers.filled(silent, {"Number": "1"})), office.trust)
    assert changed.signatures[-1].reasons[0] == "locked_field_changed"
