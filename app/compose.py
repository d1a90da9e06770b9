"""The only place that puts a desk's parts together: key, cache, workers, tokens, anchors, network."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.desk import Desk
from app.fetching import Fetcher
from app.keys import key_of
from app.parts import Parts
from app.profiles import Profile
from app.shelving import shelve_for
from office.workflow import fold
from office.world import Organisation
from paper.reader import Reader
from paper.render import Renderer
from signing.documents import Documents
from signing.modules import System, candidates, present
from signing.tokens.client import TokenDoor
from signing.validation.trust import Trust
from sync.clock import SystemClock
from sync.desk import Mailroom


def worker_command(role: str, *arguments: str) -> list[str]:
    """How this very program is started as a worker, installed or frozen."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "butphe"]
    return [*program, "worker", role, *arguments]


def token_doors(profile: Profile) -> tuple[tuple[str, TokenDoor], ...]:
    """A door for each PKCS#11 module: those that the profile names, else those of the catalogue that are installed."""
    named = profile.load().token_modules
    modules = [(module.library, module.environment) for module in named]
    if not named:
        modules = [(found.path, {}) for found in present(candidates(_system(), os.environ))]
    return tuple((library, TokenDoor(worker_command("token", library), env)) for library, env in modules)


def _system() -> System:
    if sys.platform == "win32":
        return "windows"
    return "macos" if sys.platform == "darwin" else "linux"


def renderer() -> Renderer:
    """The worker that draws pages."""
    return Renderer(worker_command("render"))


def open_desk(
    folder: Path, *, passphrase: str | None = None, key: Callable[[], bytes] | None = None, undo_s: float = 0.0
) -> Desk:
    """Open the desk of a profile, offline; `key` gives its key where that is on its way already.

    Raises ProfileInUse, KeyringAbsent, KeyRefused, PassphraseWrong and kin.
    """
    profile = Profile(folder)
    mail = _mailroom(profile, key() if key else key_of(folder, passphrase))
    account = profile.load().account
    if account is not None:
        mail.connect(account.server)
    parts = Parts(
        profile=profile,
        mail=mail,
        documents=Documents(worker_command("document")),
        reader=Reader(worker_command("read")),
        doors=token_doors(profile),
        load_trust=partial(trust_of, profile),
        fetch=Fetcher(),
    )
    return Desk(parts, undo_s=undo_s)


def trust_of(profile: Profile) -> Trust:
    """The state's authorities, and what the administrator put into the profile."""
    return Trust.load([profile.trust] if profile.trust.is_dir() else [])


def _mailroom(profile: Profile, key: bytes) -> Mailroom:
    """Open the mailroom; what lies in which list depends on who is signed in and on the organisation it holds."""
    opened: list[Mailroom] = []

    def organisation() -> Organisation:
        return opened[0].cache.folding.organisation() if opened else Organisation()

    def person_id() -> str:
        account = profile.load().account
        return account.person_id if account else ""

    shelve = shelve_for(person_id, organisation)
    mail = Mailroom(profile.folder, key, fold=fold, clock=SystemClock(), randomness=os.urandom, shelve=shelve)
    opened.append(mail)
    return mail
