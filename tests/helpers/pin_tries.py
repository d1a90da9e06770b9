"""Counts the PINs that reach a token: every log-in that a token process asks of its driver leaves a line."""

from __future__ import annotations

from pathlib import Path

_LOG = "BUTPHE_TEST_PIN_TRIES"
_SITE = f"""
import builtins, os, pkcs11

class Watched:
    def __init__(self, real):
        self._real = real
    def __getattr__(self, name):
        return getattr(self._real, name)

class Token(Watched):
    def open(self, **given):
        if "user_pin" in given:
            with builtins.open(os.environ["{_LOG}"], "a") as log:
                log.write("login\\n")
        return self._real.open(**given)

class Slot(Watched):
    def get_token(self):
        return Token(self._real.get_token())

class Library(Watched):
    def get_slots(self, **given):
        return [Slot(slot) for slot in self._real.get_slots(**given)]

load = pkcs11.lib
pkcs11.lib = lambda path: Library(load(path))
"""


class PinTries:
    """A witness between token processes and their drivers; `environment` is added to that of the process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(_SITE, "utf-8")
        self._log = folder / "tries"
        self.environment = {"PYTHONPATH": str(folder), _LOG: str(self._log)}

    @property
    def count(self) -> int:
        """How many PINs were tried so far."""
        return len(self._log.read_text("utf-8").splitlines()) if self._log.exists() else 0
