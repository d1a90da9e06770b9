"""`butphe demo`: the small office on this machine; headless it plays the whole main job and leaves the proof.

DIR/report.json · DIR/issued/*.pdf · DIR/screens/*.png · DIR/trust/*.pem
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import msgspec

from app import console
from app.texts import _
from butphe.demo.people import LEADER, MEMBERS

if TYPE_CHECKING:
    from butphe.demo.stand import Stand

NAME = "demo"
DEFAULT = Path("butphe-demo")
ENDING = (signal.SIGINT, signal.SIGTERM)
PATIENCE = 5
"""How often a deed is taken up again: a busy machine may answer too late, and nothing is done twice."""
STOPPED_BY = 128
"""What a shell adds to the number of the signal that ended a program."""


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
    """Set up, then play or open the window; Ctrl-C or a request to end ends every child.

    Raises ProfileInUse while another demo runs in the folder.
    """
    if arguments.reset and not _empty(arguments.keep):
        console.complain(_("{folder} không phải thư mục của bản chạy thử: không xóa gì.", folder=arguments.keep))
        return 2
    headless = arguments.headless or not has_display()
    if headless and not arguments.headless:
        console.line(_("Máy này không có màn hình: tự diễn không cửa sổ."))
    with _hearing() as heard:
        try:
            return _run(arguments.keep, "" if headless else arguments.login)
        except KeyboardInterrupt:
            return STOPPED_BY + (heard[0] if heard else signal.SIGINT)


def _run(folder: Path, login: str) -> int:
    """Play, or open the window of `login`; no child is left, however it ends."""
    from butphe.demo.processes import DeskFailed, ServerDidNotStart
    from butphe.demo.stand import Stand
    from sync.cache.lock import ProfileLock

    folder.mkdir(parents=True, exist_ok=True)
    lock, stand = ProfileLock(folder), Stand(folder, console.line)
    try:
        return _open_window(stand, login) if login else _play(stand)
    except DeskFailed as failed:
        console.complain(str(failed))
        return failed.exit_code
    except ServerDidNotStart as failed:
        console.complain(_("Máy chủ văn bản không khởi động được; xem {log}.", log=failed))
        return 5
    finally:
        stand.stop()
        lock.release()


@contextmanager
def _hearing() -> Iterator[list[int]]:
    """Both signals end the run as Ctrl-C does; one that was ignored from the start (nohup) stays ignored."""
    heard: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        for one in ENDING:  # the end of the children is not to be cut off in its middle
            signal.signal(one, signal.SIG_IGN)
        heard.append(number)
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in ENDING}
    for number, known in before.items():
        if known is not signal.SIG_IGN:
            signal.signal(number, interrupt)
    try:
        yield heard
    finally:
        for number, known in before.items():
            signal.signal(number, known)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _empty(folder: Path) -> bool:
    """Remove what a demo left; False for a folder that is no demo's, which is not touched."""
    if not folder.exists() or not any(folder.iterdir()):
        return True
    if not (folder / "pki").is_dir():
        return False
    shutil.rmtree(folder)
    return True


def _play(stand: Stand) -> int:
    from butphe.demo.checks import check_issued
    from butphe.demo.play import Play
    from butphe.demo.screens import Screens

    stand.start()
    screens = Screens(stand)
    play = Play(stand, console.line, screens.shoot, patience=PATIENCE)
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
    from butphe.demo.processes import end

    stand.prepare()
    window = _window(stand, login) if stand.has_sat(login) else None
    try:
        if window is not None:
            _give_way()
        stand.start()
        _introduce(stand)
        if window is None:
            stand.desk(login)
            stand.close_desk(login)
            window = _window(stand, login)
        return window.wait()
    finally:
        end(window)


def _window(stand: Stand, login: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "butphe", "--profile", str(stand.profile(login))]
    return subprocess.Popen(command, env={**os.environ, **stand.environment(login)})


def _give_way() -> None:
    """Let the window have the processors first: authority and server, started from here, may come a moment later."""
    if hasattr(os, "nice"):
        os.nice(10)


def _introduce(stand: Stand) -> None:
    """Who may sit down here, with which PIN."""
    from butphe.demo.stand import SIGNERS

    for member in MEMBERS:
        pin = f"PIN {stand.pin(member.login)}" if member.login in SIGNERS else ""
        console.line(f"  {member.name:16} {member.title:18} {member.login:8} {pin}")
    console.line(_("Mật khẩu đăng nhập của mọi người: {password}", password=stand.password))
