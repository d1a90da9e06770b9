"""A new signature field: permitted when it is signed in the same revision, or shows nothing.

Reason: the receiver's arrival stamp and copies are new visible fields (flow of the signing reference §3), document
timestamps new invisible ones. A field with a look but without a signature would let anybody without a key cover the
page, so it is denied.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyhanko.sign.diff_analysis import SigFieldCreationRule

from signing.validation.opening import BROKEN, entry
from signing.validation.rules.forbidden import Forbidden


class NewSignatureField(SigFieldCreationRule):
    """pyHanko's rule, also after a certification, but no look without a signature."""

    def __init__(self) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            allow_new_visible_after_certify=True
        )

    def apply(self, context: Any) -> Iterable[Any]:
        """Permit what pyHanko permits, after asking who stands behind each new look."""
        for name, spec in context.field_specs.items():
            if spec.field_type == "/Sig" and spec.old_field_ref is None and spec.new_field_ref is not None:
                field = spec.new_field
                if "/A" in field or "/AA" in field:
                    raise Forbidden("content_changed", f"the new field {name} brings an action")
                if "/V" not in field and shows_something(field):
                    raise Forbidden("content_changed", f"the new field {name} has a look and no signature")
        yield from super().apply(context)


def shows_something(field: Any) -> bool:
    """Whether the field, or a widget of it, draws anything; what cannot be read counts as drawn."""
    try:
        widgets = [field, *(kid.get_object() for kid in entry(field, "/Kids") or ())]
        looks = [entry(widget, "/AP", "/N") for widget in widgets]
        return any(bool(look.data.strip()) for look in looks if look is not None)
    except BROKEN:
        return True
