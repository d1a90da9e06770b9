"""No attack reads as valid: each known class is named, on the file or on the signature it breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from signing.validation import Verdict, verify
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office
from tests.signing.validation.test_judge import of

Judge = Callable[[bytes], Verdict]


@pytest.fixture
def judge(office: Office, tmp_path: Path) -> Judge:
    return lambda data: verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)


def said(verdict: Verdict) -> set[str]:
    return {*verdict.reasons, *(code for one in verdict.signatures for code in one.reasons)}


# ── what came after a signature ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        (attacks.change_page, "content_changed"),
        (attacks.overwrite_page_stream, "content_changed"),
        (attacks.add_annotation, "content_changed"),
        (attacks.add_unsigned_look, "content_changed"),
        (attacks.remove_form, "signature_removed"),
        (lambda data: attacks.remove_signature(data, "Leader"), "signature_removed"),
    ],
)
@pytest.mark.parametrize("stage", ["led", "sealed", "completed"])
def test_a_later_change_is_found(
    attack: Callable[[bytes], bytes], reason: str, stage: str, office: Office, judge: Judge
) -> None:
    verdict = judge(attack(getattr(office, stage)))
    assert verdict.verdict == "invalid"
    assert reason in said(verdict)
    assert reason in verdict.facts().findings
    assert not verdict.is_complete


def test_a_flipped_byte_breaks_every_signature(office: Office, judge: Judge) -> None:
    verdict = judge(attacks.flip_byte(office.completed))
    assert {one.verdict for one in verdict.signatures} == {"invalid"}
    assert of(verdict, "Leader").reasons[0] == "digest_broken"


def test_unsigned_bytes_after_the_last_revision_are_reported(office: Office, judge: Judge) -> None:
    verdict = judge(office.completed + b"1 0 obj <</Hidden true>> endobj\n" * 100)
    assert (verdict.verdict, verdict.reasons, verdict.is_complete) == ("invalid", ("unsigned_trailing_bytes",), False)


def test_blanks_after_the_last_revision_are_a_remark(office: Office, judge: Judge) -> None:
    verdict = judge(office.completed + b"\n\n")
    assert (verdict.verdict, verdict.reasons, verdict.is_complete) == ("valid", ("trailing_whitespace",), False)


# ── number and date ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_look_swapped_under_a_sealed_number_is_found(office: Office, judge: Judge) -> None:
    verdict = judge(attacks.swap_look(office.completed, "Number", "9999"))
    assert verdict.verdict == "invalid"
    assert {"look_changed", "drawn_text_differs"} <= set(verdict.reasons)
    assert "locked_field_changed" in of(verdict, "Seal").reasons


@pytest.mark.parametrize("attack", [attacks.swap_look, lambda data, field, _: attacks.paint_look(data, field)])
def test_a_look_swapped_before_the_seal_is_found(
    attack: Callable[[bytes, str, str], bytes], office: Office, judge: Judge
) -> None:
    verdict = judge(attack(office.led, "Number", "9999"))
    assert verdict.verdict == "invalid"
    assert {"look_changed", "drawn_text_differs"} <= set(verdict.reasons)


def test_a_number_changed_after_the_seal_is_found(office: Office, judge: Judge) -> None:
    verdict = judge(papers.filled(office.sealed, {"Number": "9"}))
    assert {"changed_after_seal", "filled_twice"} <= set(verdict.reasons)
    assert "locked_field_changed" in of(verdict, "Seal").reasons
    assert of(verdict, "Leader").verdict == "valid"


def test_a_number_filled_before_the_seal_by_anybody_is_found(office: Office, judge: Judge) -> None:
    early = papers.filled(office.led, {"Number": "2047"})
    assert "filled_before_seal" in judge(early).reasons
    rest = {name: value for name, value in papers.FILL.items() if name != "Number"}
    sealed = judge(papers.signed(early, office.seal, office.pki, "Seal", fills=rest))
    assert sealed.verdict == "invalid"
    assert sealed.reasons == ("filled_before_seal",)


def test_a_number_filled_in_the_leaders_revision_is_found(office: Office, judge: Judge) -> None:
    led = papers.signed(office.initialled, office.leader, office.pki, "Leader", fills={"Number": "1"})
    assert judge(led).reasons == ("filled_before_seal",)


def test_a_second_filling_by_the_seal_is_found(office: Office, judge: Judge) -> None:
    early = papers.filled(office.led, {"Number": "1"})
    verdict = judge(papers.signed(early, office.seal, office.pki, "Seal", fills=papers.FILL))
    assert {"filled_before_seal", "filled_twice"} <= set(verdict.reasons)


def test_a_seal_that_draws_another_number_than_it_fills_is_found(office: Office, judge: Judge) -> None:
    sealed = papers.signed(
        office.led, office.seal, office.pki, "Seal", fills=papers.FILL, drawn={**papers.FILL, "Number": "2048"}
    )
    assert judge(sealed).reasons == ("drawn_text_differs",)


def test_a_look_with_a_font_that_the_leader_never_saw_is_found(office: Office, judge: Judge) -> None:
    def change(w: object) -> None:
        papers.fill(w, {"Number": "2047"}, font=w.add_object(papers._font()))  # type: ignore[attr-defined]

    assert "drawn_text_differs" in judge(papers.changed(office.led, change)).reasons


# ── the range and the message ─────────────────────────────────────────────────────────────────────────────────────
def test_a_range_that_stops_before_the_end_is_found(office: Office, judge: Judge) -> None:
    first, length, second, rest = attacks.range_of(office.led)
    verdict = judge(attacks.sign_range(office.led, office.leader, office.pki, (first, length, second, rest - 200)))
    assert "byte_range_manipulated" in of(verdict, "Leader").reasons


def test_ranges_that_leave_out_more_than_the_contents_are_found(office: Office, judge: Judge) -> None:
    first, length, second, rest = attacks.range_of(office.led)
    verdict = judge(attacks.sign_range(office.led, office.leader, office.pki, (first, length - 500, second, rest)))
    assert "byte_range_manipulated" in of(verdict, "Leader").reasons


def test_overlapping_ranges_whose_lengths_add_up_are_found(office: Office, judge: Judge) -> None:
    first, length, second, rest = attacks.range_of(office.led)
    overlapping = (first, length, 10, rest)
    verdict = judge(attacks.sign_range(office.led, office.leader, office.pki, overlapping))
    assert of(verdict, "Leader").verdict == "invalid"
    assert "byte_range_manipulated" in of(verdict, "Leader").reasons


def test_a_swapped_certificate_is_found(office: Office, judge: Judge) -> None:
    twin = office.pki.leaf("Nguyễn Văn An", organisation="Cơ quan khác")
    verdict = judge(attacks.swap_certificate(office.led, twin, office.pki))
    assert "certificate_swapped" in of(verdict, "Leader").reasons
    assert of(verdict, "Leader").verdict == "invalid"


def test_a_file_rewritten_by_an_office_program_is_not_called_forged(office: Office, judge: Judge) -> None:
    verdict = judge(attacks.rewrite(office.led, "iTextSharp 5.5.13 (AGPL-version)"))
    assert verdict.verdict == "invalid"
    assert {one.reasons[0] for one in verdict.signatures} == {"rewritten_after_signing"}
    assert "iTextSharp" in verdict.producer
