"""What this machine has: program, profile, cache, logs, PKCS#11 modules, tokens, certificates, server."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from app.compose import token_doors, worker_command
from app.errors import ProfileBroken
from app.messages import say
from app.profiles import Account, Profile
from app.texts import _
from app.wording.message import TOKEN
from office.errors import ButPheError
from signing.outcomes import PinLocked
from signing.tokens.client import TokenDoor
from signing.tokens.messages import TokenInfo

SOFTWARE_TOKENS = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    "C:/SoftHSM2/lib/softhsm2-x64.dll",
)
"""Where SoftHSM lies: a token for trials. It is told here, for `--module`; no desk takes it unless its profile does."""


class Finding(msgspec.Struct, frozen=True):
    """One line: what was looked at, whether it is well, what was found, and what a failure ends the program with."""

    name: str
    is_well: bool
    found: str
    exit_code: int = 0


def examine(profile: Profile) -> tuple[Finding, ...]:
    """Look at everything; never changes anything, never asks for a PIN."""
    seen = [*_program(), *_places(profile)]
    try:
        settings = profile.load()
    except ProfileBroken as broken:
        return (*seen, _failure(_("Thiết đặt"), broken))
    doors = token_doors(profile)
    if not settings.token_modules:
        doors += _software_doors({library for library, _door in doors})
    return (*seen, *_tokens(doors), *_server(settings.account))


def _failure(name: str, error: ButPheError, *, of: str = "") -> Finding:
    said = say(error)
    return Finding(name, False, f"{of}: {said.what}" if of else said.what, said.exit_code)


def _software_doors(known: set[str]) -> tuple[tuple[str, TokenDoor], ...]:
    """The first SoftHSM that is installed, unless it is among the known."""
    real = {os.path.realpath(library) for library in known}
    here = [path for path in SOFTWARE_TOKENS if Path(path).is_file() and os.path.realpath(path) not in real]
    return tuple((path, TokenDoor(worker_command("token", path))) for path in here[:1])


def _program() -> list[Finding]:
    return [
        Finding(_("Chương trình"), True, f"butphe {version('butphe')}"),
        Finding(_("Hệ thống"), True, f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
    ]


def _places(profile: Profile) -> list[Finding]:
    cache = profile.folder / "cache.db"
    missing = "" if profile.folder.is_dir() else _(" (chưa có)")
    size = f" ({cache.stat().st_size // 1024} KB)" if cache.exists() else ""
    return [
        Finding(_("Hồ sơ người dùng"), True, f"{profile.folder}{missing}"),
        Finding(_("Dữ liệu trên máy (mã hóa)"), True, f"{cache}{size}"),
        Finding(_("Nhật ký chương trình"), True, str(profile.logs)),
        Finding(_("Neo tin cậy thêm"), True, str(profile.trust)),
    ]


def _tokens(doors: Sequence[tuple[str, TokenDoor]]) -> list[Finding]:
    findings = []
    for library, door in doors:
        try:
            tokens = door.tokens()
        except ButPheError as error:
            findings.append(_failure(_("Trình điều khiển"), error, of=library))
            continue
        finally:
            door.close()
        findings.append(Finding(_("Trình điều khiển"), True, library))
        findings += [_token(token) for token in tokens]
    nothing = _("không tìm thấy trình điều khiển PKCS#11 nào")
    return findings or [Finding(_("Trình điều khiển"), False, nothing, TOKEN)]


def _token(token: TokenInfo) -> Finding:
    names = ", ".join(c.cn for c in token.certificates if not c.is_ca)
    said = f"{token.label}: {names}"
    if token.pin_locked:
        return _failure(_("Thiết bị ký số"), PinLocked(), of=said)
    return Finding(_("Thiết bị ký số"), True, said)


def _server(account: Account | None) -> list[Finding]:
    if account is None:
        return [Finding(_("Máy chủ"), True, _("chưa đăng nhập trên máy này"))]
    from sync.wire import Wire

    try:
        Wire(account.server).greet()
    except ButPheError as error:
        return [_failure(_("Máy chủ"), error, of=account.server)]
    return [Finding(_("Máy chủ"), True, f"{account.server}, {account.login}")]
