"""What this machine has: program, profile, cache, logs, PKCS#11 modules, tokens, certificates, server."""

from __future__ import annotations

import platform
from importlib.metadata import version

import msgspec

from app.compose import token_doors
from app.messages import say
from app.profiles import Profile
from app.texts import _
from office.errors import ButPheError


class Finding(msgspec.Struct, frozen=True):
    """One line: what was looked at, whether it is well, and what was found."""

    name: str
    is_well: bool
    found: str


def examine(profile: Profile) -> tuple[Finding, ...]:
    """Look at everything; never changes anything, never asks for a PIN."""
    return (*_program(), *_places(profile), *_tokens(profile), *_server(profile))


def _program() -> list[Finding]:
    return [
        Finding(_("Chương trình"), True, f"butphe {version('butphe')}"),
        Finding(_("Hệ thống"), True, f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
    ]


def _places(profile: Profile) -> list[Finding]:
    cache = profile.folder / "cache.db"
    size = f" ({cache.stat().st_size // 1024} KB)" if cache.exists() else ""
    return [
        Finding(_("Hồ sơ người dùng"), True, str(profile.folder)),
        Finding(_("Dữ liệu trên máy (mã hóa)"), True, f"{cache}{size}"),
        Finding(_("Nhật ký chương trình"), True, str(profile.logs)),
        Finding(_("Neo tin cậy thêm"), True, str(profile.trust)),
    ]


def _tokens(profile: Profile) -> list[Finding]:
    findings = []
    for library, door in token_doors(profile):
        try:
            tokens = door.tokens()
        except ButPheError as error:
            findings.append(Finding(_("Trình điều khiển"), False, f"{library}: {say(error).what}"))
            continue
        finally:
            door.close()
        findings.append(Finding(_("Trình điều khiển"), True, library))
        for token in tokens:
            names = ", ".join(c.cn for c in token.certificates if not c.is_ca)
            findings.append(Finding(_("Thiết bị ký số"), not token.pin_locked, f"{token.label}: {names}"))
    return findings or [Finding(_("Trình điều khiển"), False, _("không tìm thấy trình điều khiển PKCS#11 nào"))]


def _server(profile: Profile) -> list[Finding]:
    account = profile.load().account
    if account is None:
        return [Finding(_("Máy chủ"), True, _("chưa đăng nhập trên máy này"))]
    from sync.wire import Wire

    try:
        Wire(account.server).greet()
    except ButPheError as error:
        return [Finding(_("Máy chủ"), False, f"{account.server}: {say(error).what}")]
    return [Finding(_("Máy chủ"), True, f"{account.server}, {account.login}")]
