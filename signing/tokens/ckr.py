"""What a driver's error means for the caller: one table, CKR_ name to meaning. No PKCS#11 here, no policy of PINs."""

from __future__ import annotations

from typing import Literal

Meaning = Literal["pin_wrong", "pin_locked", "gone", "logged_out", "mechanism", "fault"]
"""pin_wrong, pin_locked: about the PIN. gone: the device or the session on it is no more. logged_out: the PIN is needed
again. mechanism: not with this key or mechanism. fault: anything else; the name is reported as it is."""

MEANINGS: dict[str, Meaning] = {
    "CKR_PIN_INCORRECT": "pin_wrong",
    "CKR_PIN_INVALID": "pin_wrong",
    "CKR_PIN_LEN_RANGE": "pin_wrong",
    "CKR_PIN_EXPIRED": "fault",
    "CKR_PIN_LOCKED": "pin_locked",
    "CKR_DEVICE_REMOVED": "gone",
    "CKR_TOKEN_NOT_PRESENT": "gone",
    "CKR_TOKEN_NOT_RECOGNIZED": "gone",
    "CKR_SLOT_ID_INVALID": "gone",
    "CKR_SESSION_CLOSED": "gone",
    "CKR_SESSION_HANDLE_INVALID": "gone",
    "CKR_OBJECT_HANDLE_INVALID": "gone",
    "CKR_KEY_HANDLE_INVALID": "gone",
    "CKR_USER_NOT_LOGGED_IN": "logged_out",
    "CKR_MECHANISM_INVALID": "mechanism",
    "CKR_MECHANISM_PARAM_INVALID": "mechanism",
    "CKR_KEY_TYPE_INCONSISTENT": "mechanism",
    "CKR_KEY_FUNCTION_NOT_PERMITTED": "mechanism",
    "CKR_DEVICE_ERROR": "fault",
    "CKR_DEVICE_MEMORY": "fault",
    "CKR_FUNCTION_FAILED": "fault",
    "CKR_GENERAL_ERROR": "fault",
    "CKR_OPERATION_ACTIVE": "fault",
    "CKR_USER_PIN_NOT_INITIALIZED": "fault",
}


def meaning(ckr: str) -> Meaning:
    """What the error means; a name that the table does not have is a fault."""
    return MEANINGS.get(ckr, "fault")


def ckr_name(error_class: str) -> str:
    """The standard's name for an error class of the binding: PinIncorrect → CKR_PIN_INCORRECT."""
    words = "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in error_class)
    name = "CKR" + words
    return {"CKR_TOKEN_NOT_RECOGNISED": "CKR_TOKEN_NOT_RECOGNIZED", "CKR_SLOT_I_D_INVALID": "CKR_SLOT_ID_INVALID"}.get(
        name, name
    )
