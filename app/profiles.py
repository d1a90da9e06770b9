"""A person's profile on this machine: the folder, what stands in it, and the few settings that are no secret.

`profile.toml` names the account and the PKCS#11 modules; looks (signature and seal images) and extra trust anchors are
files beside it. Secrets are elsewhere: the cache key in the keyring, tokens of the session in the encrypted cache.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

from app.errors import ProfileBroken

PASSPHRASE = "BUTPHE_PASSPHRASE"  # noqa: S105 the name of a variable, not a secret
"""The environment variable that spares the question for a passphrase where there is no keyring."""


class TokenModule(msgspec.Struct, frozen=True, kw_only=True):
    """A PKCS#11 library to look for tokens in, with the environment its process needs."""

    library: str
    environment: dict[str, str] = {}


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Where this profile signs in, as whom."""

    server: str
    login: str
    person_id: str
    device: str


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `profile.toml` holds."""

    account: Account | None = None
    token_modules: tuple[TokenModule, ...] = ()
    tsa_url: str = ""
    """Time stamp authority; "" is the state's."""
    token_manager: str = ""
    """The unit that unlocks tokens and renews certificates, as messages name it; "" names none."""
    is_training: bool = False
    """Every draft says on its pages that it is made up."""


class Profile:
    """The folder of one person on this machine."""

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        """The folder is made where it is missing, but for those who only look (`make` False)."""
        self.folder = folder
        if make:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def trust(self) -> Path:
        """Extra trust anchors (PEM) that the administrator put here."""
        return self.folder / "trust"

    @property
    def looks(self) -> Path:
        """Images of the hand signature (signature.png) and of seals (seal-<entity id>.png)."""
        return self.folder / "looks"

    @property
    def work(self) -> Path:
        """Plain copies while a worker has them open; emptied at start and after each use."""
        return self.folder / "work"

    @property
    def logs(self) -> Path:
        """The program's log files."""
        return self.folder / "logs"

    def load(self) -> Settings:
        """The settings; defaults when there are none yet. Raises ProfileBroken."""
        path = self.folder / "profile.toml"
        if not path.exists():
            return Settings()
        try:
            return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Settings)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
            raise ProfileBroken(path=path, why=str(error)) from error

    def save(self, settings: Settings) -> None:
        """Write the settings whole or not at all."""
        path, part = self.folder / "profile.toml", self.folder / "profile.toml.part"
        part.write_text(_toml(msgspec.to_builtins(settings)), "utf-8")
        os.replace(part, path)

    def image(self, name: str) -> bytes | None:
        """A look's PNG, None when the person has none."""
        path = self.looks / f"{name}.png"
        return path.read_bytes() if path.exists() else None


def default_folder() -> Path:
    """Where a profile lies when nothing else is said (never on a roaming or network folder)."""
    return Path(platformdirs.user_data_dir("butphe", appauthor=False, roaming=False))


def _toml(tree: Mapping[str, object], prefix: str = "") -> str:
    """The small part of TOML that Settings needs: strings, booleans, tables, arrays of tables."""
    lines = [f"{key} = {_scalar(value)}" for key, value in tree.items() if isinstance(value, (str, bool))]
    for key, value in tree.items():
        if isinstance(value, dict):
            lines.append(f"\n[{prefix}{key}]\n{_toml(value, f'{prefix}{key}.')}")
        elif isinstance(value, (list, tuple)):
            lines += [f"\n[[{prefix}{key}]]\n{_toml(entry, f'{prefix}{key}.')}" for entry in value]
    return "\n".join(lines) + "\n"


def _scalar(value: str | bool) -> str:
    """JSON's strings and booleans are TOML's, but for DEL, which TOML wants escaped."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
