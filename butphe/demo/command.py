"""`butphe demo`: the small office on this machine; headless it plays the whole main job and leaves the proof.

DIR/report.json · DIR/issued/*.pdf · DIR/screens/*.png · DIR/trust/*.pem
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app import console
from app.texts import _
from butphe.demo.people import LEADER, MEMBERS

if TYPE_CHECKING:
    from butphe.demo.stand import Stand

NAME = "demo"
DEFAULT = Path("butphe-demo")


def describe() -> str:
    """One line of help."""
    return _("chạy thử cả một văn phòng giả định trên máy này")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, whether with a window, whether afresh, as whom."""
    parser.add_argument("--headless", action="store_true", help=_("không cửa sổ: tự diễn trọn một văn bản"))
    parser.add_argument("--keep", type=Path, default=DEFAULT, metavar="DIR")
    parser.add_argument("--reset", action="store_true", help=_("làm lại từ đầu trong thư mục đó"))
    parser.add_argument("--as", dest="login", default=LEADER, metavar="LOGIN", help=_("mở cửa sổ của ai"))


def run(arguments: argparse.Namespace) -> int:
    """Set up, then play or open the window; Ctrl-C ends every child."""
    from butphe.demo.stand import Stand

    if arguments.reset:
        _empty(arguments.keep)
    headless = arguments.headless or not has_display()
    if headless and not arguments.headless:
        console.line(_("Máy này không có màn hình: tự diễn không cửa sổ."))
    stand = Stand(arguments.keep, console.line)
    try:
        return _play(stand) if headless else _open_window(stand, arguments.login)
    except KeyboardInterrupt:
        return 130
    finally:
        stand.stop()


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _empty(folder: Path) -> None:
    """Remove what a demo left; a folder that is no demo's is not touched."""
    if folder.exists() and (folder / "server").exists():
        shutil.rmtree(folder)


def _play(stand: Stand) -> int:
    from butphe.demo.checks import check_issued
    from butphe.demo.play import Play
    from butphe.demo.screens import Screens

    stand.start()
    screens = Screens(stand)
    play = Play(stand, console.line, screens.shoot)
    try:
        issued = play.run()
    finally:
        report = stand.folder / "report.json"
        report.write_bytes(msgspec.json.format(msgspec.json.encode({"steps": play.steps}), indent=2))
    findings = check_issued(issued, stand.folder / "trust", console.line)
    console.line(_("Kết quả: {folder}", folder=stand.folder))
    return 0 if findings else 6


def _open_window(stand: Stand, login: str) -> int:
    """The window of one person; one who was here before sees it at once, while authority and server start beside it."""
    stand.prepare()
    window = _window(stand, login) if stand.has_sat(login) else None
    try:
        stand.start()
        _introduce(stand)
        if window is None:
            stand.desk(login)
            stand.close_desk(login)
            window = _window(stand, login)
        return window.wait()
    finally:
        if window is not None:
            window.terminate()
            window.wait()


def _window(stand: Stand, login: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "butphe", "--profile", str(stand.profile(login))]
    return subprocess.Popen(command, env={**os.environ, **stand.environment(login)})


def _introduce(stand: Stand) -> None:
    """Who may sit down here, with which PIN."""
    from butphe.demo.stand import SIGNERS

    for member in MEMBERS:
        pin = f"PIN {stand.pin(member.login)}" if member.login in SIGNERS else ""
        console.line(f"  {member.name:16} {member.title:18} {member.login:8} {pin}")
    console.line(_("Mật khẩu đăng nhập của mọi người: {password}", password=stand.password))
