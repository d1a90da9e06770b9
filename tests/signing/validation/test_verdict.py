"""What the rulebook is told: facts against the version that an action replaces."""

from __future__ import annotations

import subprocess
import sys

import msgspec

from signing.validation.verdict import SignatureVerdict, Verdict, findings

OLD = SignatureVerdict(field="Leader", role="leader", verdict="valid", fingerprint="aa", signer="An")
NEW = SignatureVerdict(field="Seal", role="seal", verdict="valid", fingerprint="bb", signer="UBND", is_new=True)
VERDICT = Verdict(
    verdict="valid",
    sha256="ff",
    size=10,
    signatures=(OLD, NEW),
    filled={"number": "7", "day": "01"},
    filled_before=("day",),
    extends="ee",
)


def test_facts_tell_what_is_new_against_the_previous_version() -> None:
    facts = VERDICT.facts("ee")
    assert (facts.extends, facts.filled, facts.filled_new) == ("ee", {"number": "7", "day": "01"}, ("number",))
    assert [(one.field, one.is_new) for one in facts.signatures] == [("Leader", False), ("Seal", True)]


def test_facts_against_another_version_count_everything_as_new() -> None:
    facts = VERDICT.facts("dd")
    assert (facts.extends, facts.filled_new) == ("", ("number", "day"))
    assert all(one.is_new for one in facts.signatures)


def test_findings_gather_changes_of_file_and_signatures_once() -> None:
    broken = msgspec.structs.replace(OLD, reasons=("content_changed", "revocation_unknown"))
    verdict = msgspec.structs.replace(VERDICT, signatures=(broken, broken), reasons=("look_changed",))
    assert findings(verdict) == ("look_changed", "content_changed")


def test_a_verdict_passes_the_pipe_between_processes() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(VERDICT), type=Verdict) == VERDICT


def test_importing_the_structs_does_not_bring_in_the_pdf_library() -> None:
    code = "import sys; from signing.validation import Trust, Verdict, verify; sys.exit('pyhanko' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
