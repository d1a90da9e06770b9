"""Every error of the binding has a name of the standard and a meaning for the caller."""

from __future__ import annotations

import inspect

import pkcs11.exceptions
import pytest

from signing.tokens.ckr import MEANINGS, ckr_name, meaning

CLASSES = [
    name
    for name, kind in inspect.getmembers(pkcs11.exceptions, inspect.isclass)
    if issubclass(kind, pkcs11.exceptions.PKCS11Error)
]


@pytest.mark.parametrize("name", CLASSES)
def test_every_error_class_has_a_standard_name_and_a_meaning(name: str) -> None:
    assert ckr_name(name).startswith("CKR_")
    assert meaning(ckr_name(name)) in {"pin_wrong", "pin_locked", "gone", "logged_out", "mechanism", "fault"}


def test_names_of_the_table_are_those_of_the_binding() -> None:
    known = {ckr_name(name) for name in CLASSES}
    assert set(MEANINGS) - known <= {"CKR_KEY_FUNCTION_NOT_PERMITTED"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("PinIncorrect", "pin_wrong"), ("PinLocked", "pin_locked"), ("DeviceRemoved", "gone"),
     ("TokenNotRecognised", "gone"), ("SlotIDInvalid", "gone"), ("UserNotLoggedIn", "logged_out"),
     ("MechanismInvalid", "mechanism"), ("OperationActive", "fault")],
)  # fmt: skip
def test_error_means(name: str, expected: str) -> None:
    assert meaning(ckr_name(name)) == expected


def test_unknown_error_is_a_fault() -> None:
    assert meaning("CKR_VENDOR_DEFINED") == "fault"
