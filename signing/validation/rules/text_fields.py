"""The prepared text fields: number and date may be filled; every other field of a form stays as it was signed.

Reason: number and date are given after the leader has signed (D30 Art. 15–18), so the draft is composed with four
empty fields before anybody signs. A fill sets /V and names a new look; it changes no existing stream (pyHanko's
allowance for those raises false alarms on locked fields: signing reference §3), no flags of the annotation and no font
settings, so that a value cannot be hidden or restyled. Whether it was the seal that filled, and once, is for `filled`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyhanko.sign.diff_analysis import GenericFieldModificationRule
from pyhanko.sign.diff_analysis.commons import compare_dicts

from signing.validation.rules.forbidden import Forbidden

PREPARED: dict[str, str] = {"Number": "number", "Day": "day", "Month": "month", "Year": "year"}
"""Names of the prepared text fields, and the office's names of their values."""
SEAL = "Seal"
"""The signature field that must stand beside them: without it the form is somebody else's."""


class PreparedTextField(GenericFieldModificationRule):
    """Value and look of the four fields may be set; a change of any other field is named and denied."""

    def __init__(self) -> None:
        super().__init__(
            allow_in_place_appearance_stream_changes=False,
            value_update_keys={"/AP", "/V", "/Ff", "/Type"},
        )

    def check_form_field(self, fq_name: str, spec: Any, context: Any) -> Iterable[Any]:
        """Explain the fill of a prepared field; deny a change of any other."""
        if spec.field_type == "/Sig" or spec.old_field_ref is None or spec.new_field_ref is None:
            return
        if spec.field_type == "/Tx" and fq_name in PREPARED and SEAL in context.field_specs:
            yield from super().check_form_field(fq_name, spec, context)
        elif not compare_dicts(spec.old_field, spec.new_field, frozenset({"/Kids"}), raise_exc=False):
            raise Forbidden("field_changed", fq_name)
