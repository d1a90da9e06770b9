# ruff: noqa: E402 the platform and theme are set before Qt is imported
"""Paints the window in one theme, scale and scene, checks it, and writes its picture; run as a program by the tests.

A scale is fixed when an application starts, so that each picture needs a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

SCHEME, SCALE, WIDTH, HEIGHT, SCENE, PICTURE = sys.argv[1:7]
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = SCALE
os.environ["BUTPHE_THEME"] = SCHEME

from tests.ui import samples, windows
from tests.ui.checker import empty_panes, problems
from ui.main import make_application
from ui.screens.acting.dialog import ActionDialog
from ui.screens.acting.state import form_for
from ui.screens.compose.state import Choices, drafting
from ui.screens.compose.view import ComposeSheet
from ui.screens.conflict.view import ConflictSheet
from ui.screens.entry.view import EntryDialog
from ui.screens.outbox.view import OutboxView
from ui.screens.reading.state import placeholder
from ui.screens.receive.view import ReceiveSheet
from ui.screens.register.state import registration
from ui.screens.signatures.view import SignaturesSheet
from ui.shell.keys import KeysSheet
from ui.shell.state import SINGLE, Front
from ui.shell.window import MainWindow

FRONTS: dict[str, Front] = {"empty": "folder", "plain": "page"}
"""Which pane stands alone in a narrow window, by scene; the side panel otherwise."""
PANES = ("navigation", "topbar", "folder", "reading", "side", "status")


def scene(window: MainWindow) -> object:
    """Show one scene and give the widget to look at."""
    match SCENE:
        case "signing":
            windows.show_document(window)
            window.folder.model.tick(("d1", "d2", "d3"))
            window.panel.pin.field.setText("12345678")
        case "directing":
            windows.show_document(window, signing=False, directs=True, conflict=True)
        case "plain":
            windows.show_document(window, signing=False)
        case "dispatched":
            windows.show_view(window, samples.dispatched())
        case "register":
            windows.show_document(window, signing=False)
            window.register.show_registration(registration(samples.READ, samples.TYPES))
            window.show_side("register")
        case "empty":
            window.folder.show_page(samples.EMPTY_PAGE)
            window.reading.show_head(None)
            window.reading.show_placeholder(placeholder("nothing"))
        case _:
            windows.show_document(window, signing=False)
            return dialog(window)
    return window


def dialog(window: MainWindow) -> object:
    """One of the windows over the work."""
    made: object
    match SCENE:
        case "outbox":
            made = OutboxView(window)
            made.show_rows(samples.OUTBOX)
        case "conflict":
            made = ConflictSheet(samples.CONFLICT, samples.TITLE, window)
        case "signatures":
            made = SignaturesSheet(samples.VERDICT, window)
        case "keys":
            made = KeysSheet(window)
        case "return":
            form = form_for("return", {})
            assert form is not None
            made = ActionDialog(form, samples.TITLE, window)
        case "entry":
            made = EntryDialog(window)
        case "receive":
            made = ReceiveSheet(("1024-BTC-NSNN.pdf", "Tờ trình 214.pdf"), samples.PEOPLE, window)
        case _:
            people = samples.PEOPLE
            choices = Choices(
                entities=people, types=samples.TYPES, unit_heads=people, reviewers=people, signers=people, receivers=()
            )
            made = ComposeSheet(drafting(choices), f"Trả lời: {samples.TITLE}", window)
    made.show()
    return made


def main() -> int:
    """Paint, check, report as JSON."""
    make_application()
    window = MainWindow()
    window.resize(int(WIDTH), int(HEIGHT))
    windows.show_frame(window)
    window.show()
    windows.settle()
    looked_at = scene(window)
    windows.settle()
    if window.width() < SINGLE and looked_at is window:
        window.bring(FRONTS.get(SCENE, "panel"))
        windows.settle()
    windows.draw_pages(window)
    if SCENE == "signing" and window.reading.pages.placing.place is not None:
        window.reading.pages.reveal(window.reading.pages.placing.place)
    windows.settle()
    windows.draw_pages(window)
    looked_at.grab().save(PICTURE)
    found = problems(looked_at)
    found += [f"empty pane: {name}" for name in empty_panes(window, PANES)] if looked_at is window else []
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    Path(PICTURE).parent.mkdir(parents=True, exist_ok=True)
    sys.exit(main())
