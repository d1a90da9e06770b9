"""Everything of the demo standing: authority, tokens, server with its office, and a signed-in profile for each person.

    DIR/pki/ authority · DIR/tokens/LOGIN/ SoftHSM of a person · DIR/server/ the server's data
    DIR/desks/LOGIN/ a person's profile · DIR/papers/ incoming documents · DIR/trust/ anchors · DIR/logs/

Made once in a folder and found again there. PINs and passwords lie nowhere in clear: each run derives them from the
key of the demo's authority, which only the owner of the folder can read.

Authority and server answer where they answered last time. Where another program holds that port meanwhile, they move
to another one: profiles learn the server's, and `trust/moved.toml` says where the authority of the certificates'
addresses answers now.
"""

from __future__ import annotations

import hmac
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from app.profiles import Profile, Settings, TokenModule
from app.texts import _
from butphe.demo.blueprint import ROOT
from butphe.demo.people import (
    CHIEF,
    CLERK,
    COMMITTEE,
    LEADER,
    MEMBERS,
    OFFICE,
    UNIT_HEAD,
    demo_id,
    organisation,
    person_id,
)
from butphe.demo.pki import COMMITTEE_SEAL, OFFICE_SEAL, Pki, make_pki
from butphe.demo.processes import Authority, Desk, Server, ServerDidNotStart, free_beside, is_taken
from office.records import AnyRecord, Certificate
from signing.certificates import fingerprint

SIGNERS = {LEADER: (LEADER,), UNIT_HEAD: (UNIT_HEAD,), CHIEF: (CHIEF,), CLERK: (CLERK, COMMITTEE_SEAL, OFFICE_SEAL)}
"""Who holds which tokens: the clerk has both agencies' beside the own one."""
SEALS = {COMMITTEE: COMMITTEE_SEAL, OFFICE: OFFICE_SEAL}
DUE_DAYS = 7
STARTS = 3
PASSWORD, PASSPHRASE = "BUTPHE_DEMO_PASSWORD", "BUTPHE_PASSPHRASE"  # noqa: S105 names of variables, not secrets


def token_label(holder: str) -> str:
    """The label of a holder's token: a login, or an issuing entity's id."""
    return SEALS.get(holder, holder)


class Stand:
    """The demo's parts, started; `stop` ends every child."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self.folder = folder.resolve()
        self.say = say
        self.due_on: date = (datetime.now(UTC) + timedelta(days=DUE_DAYS)).date()
        self._logs = self.folder / "logs"
        self.server = Server(self.folder / "server", self.folder / "trust", self._logs / "server.log")
        self.authority = Authority(self.folder / "pki")
        self._authority_url = ""
        self._desks: dict[str, Desk] = {}
        self._secrets: dict[str, str] = {}

    # ── setting up ────────────────────────────────────────────────────────────────────────────────────────────────
    def prepare(self) -> None:
        """Have the authority's keys, everybody's PINs and passwords, and addresses that are free; starts nothing."""
        for name in ("logs", "work"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._pki = make_pki(self.folder / "pki")
        self._make_secrets()
        self._settle_authority()
        self._settle_server()

    def start(self) -> None:
        """Make what is missing, start what runs. Profiles are made when somebody first sits down (`desk`)."""
        self.prepare()
        if not self._known_address.exists():
            self._found()
        self.authority.start(self._authority_url)
        self._start_server()
        self.say(_("Máy chủ văn bản: {url}", url=self.server.url))

    def _found(self) -> None:
        """The first time: tokens, the office on the server with its passwords, the papers at the door, side by side."""
        shutil.copytree(self._pki.trust_dir, self.folder / "trust", dirs_exist_ok=True)
        self.say(_("Cơ quan chứng thực giả định đã có khóa"))
        with ThreadPoolExecutor() as hands:  # each waits for processes or for the compositor most of the time
            for made in [hands.submit(make) for make in (self._make_tokens, self._make_office, self._make_papers)]:
                made.result()
        self.say(_("Văn phòng giả định đã lập xong"))

    def _make_papers(self) -> None:
        from butphe.demo.papers import write_papers  # brings the PDF library, which only the first run needs

        write_papers(self.folder / "papers", self._pki, at=datetime.now(UTC))

    def _start_server(self) -> None:
        """On the address of last time, or on another where that is taken; running desks read theirs anew then."""
        before = self._address
        for left in reversed(range(STARTS)):
            self._settle_server()
            try:
                self.server.start()
                break
            except ServerDidNotStart:
                if not left or not self.server.url or not is_taken(self.server.url):
                    raise
        self._remember(self.server.url)
        if self.server.url != before:
            for desk in self._desks.values():
                desk.close()

    def _settle_server(self) -> None:
        """Decide on which address the server is to listen; "" until it has listened once."""
        self.server.url = self._address
        if self.server.url and is_taken(self.server.url):
            self.server.url = self._moved(self.server.url)
            self._remember(self.server.url)

    def _remember(self, url: str) -> None:
        """Keep the server's address for next time, and tell every profile."""
        if url == self._address:
            return
        self._known_address.write_text(url, "utf-8")
        for profile, settings in self._profiles():
            if settings.account is not None:
                account = msgspec.structs.replace(settings.account, server=url)
                profile.save(msgspec.structs.replace(settings, account=account))

    def _settle_authority(self) -> None:
        """Decide on which address the authority is to answer, and say it wherever somebody will ask it."""
        named = self._pki.url
        self._authority_url = self._moved(named) if is_taken(named) else named
        (self.folder / "trust").mkdir(exist_ok=True)
        self._write_moved(self.folder / "trust")
        for profile, settings in self._profiles():
            if profile.trust.is_dir():
                self._write_moved(profile.trust)
                profile.save(msgspec.structs.replace(settings, tsa_url=self._tsa_url))

    def _write_moved(self, trust: Path) -> None:
        told = trust / "moved.toml"
        if self._authority_url == self._pki.url:
            told.unlink(missing_ok=True)
        else:
            told.write_text(f'[[moved]]\nfrom = "{self._pki.url}"\nto = "{self._authority_url}"\n', "utf-8")

    def _moved(self, url: str) -> str:
        other = free_beside(url)
        self.say(_("{old} đang do chương trình khác dùng; chuyển sang {new}", old=url, new=other))
        return other

    def _profiles(self) -> list[tuple[Profile, Settings]]:
        """Everybody's who has sat down here."""
        folders = [self.profile(member.login) for member in MEMBERS]
        known = [Profile(folder) for folder in folders if (folder / "profile.toml").exists()]
        return [(profile, profile.load()) for profile in known]

    @property
    def _known_address(self) -> Path:
        return self.folder / "address"

    @property
    def _address(self) -> str:
        """Where the server listened last, "" before the first time."""
        return self._known_address.read_text("utf-8") if self._known_address.exists() else ""

    @property
    def _tsa_url(self) -> str:
        return self._pki.tsa_url.replace(self._pki.url, self._authority_url or self._pki.url, 1)

    def stop(self) -> None:
        """End every child."""
        for desk in self._desks.values():
            desk.kill()
        self.server.stop()
        self.authority.stop()

    def desk(self, login: str) -> Desk:
        """A person's desk as a process, started at its first verb."""
        if login not in self._desks:
            is_new = not self._has_account(login)
            self._desks[login] = Desk(self.profile(login), self.environment(login), self._logs / f"desk-{login}.log")
            if is_new:
                self._make_profile(login)
        return self._desks[login]

    def go_offline(self, login: str) -> None:
        """Stop the server, and kill a desk, which is started again by its next verb."""
        self.server.stop()
        self.desk(login).kill()

    def go_online(self) -> None:
        """Start the server again."""
        self._start_server()

    def close_desk(self, login: str) -> None:
        """End a desk, so that a window can open the profile."""
        if login in self._desks:
            self._desks[login].close()

    def has_sat(self, login: str) -> bool:
        """Whether somebody has a profile from an earlier run."""
        return self._known_address.exists() and self._has_account(login)

    def _has_account(self, login: str) -> bool:
        """Whether a profile was ever signed in; one that was cut off before is made again."""
        settings = self.profile(login) / "profile.toml"
        return settings.exists() and Profile(self.profile(login)).load().account is not None

    def profile(self, login: str) -> Path:
        """A person's profile folder."""
        return self.folder / "desks" / login

    def environment(self, login: str) -> dict[str, str]:
        """The secrets of a person's processes."""
        names = (PASSPHRASE, PASSWORD, self.pin_variable(login))
        return {name: self._secrets[name] for name in names if name in self._secrets}

    def pin_variable(self, login: str) -> str:
        """The environment variable that holds a person's PIN."""
        return "BUTPHE_DEMO_PIN_" + login.replace(".", "_").upper()

    @property
    def papers(self) -> dict[str, Path]:
        """Incoming documents that wait at the door, by file name."""
        return {path.name: path for path in sorted((self.folder / "papers").glob("*.pdf"))}

    @property
    def password(self) -> str:
        """What everybody signs in with."""
        return self._secrets[PASSWORD]

    def pin(self, login: str) -> str:
        """A person's PIN, to tell who plays with the window."""
        return self._secrets[self.pin_variable(login)]

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _make_secrets(self) -> None:
        self._secrets = {name: self._derived(name, 16) for name in (PASSWORD, PASSPHRASE)}
        self._secrets |= {variable: self._derived(variable, 8) for variable in map(self.pin_variable, SIGNERS)}

    def _derived(self, name: str, digits: int) -> str:
        """Digits that follow from the authority's key and a name, in groups of four when there are many."""
        number = int.from_bytes(hmac.digest(self._pki.key(ROOT), name.encode(), "sha256"), "big")
        text = f"{number % 10**digits:0{digits}d}"
        return text if digits <= 8 else "-".join(text[at : at + 4] for at in range(0, digits, 4))

    def _make_tokens(self) -> None:
        import butphe.demo.tokens  # noqa: F401 - once, before the hands that all need it

        shutil.rmtree(self.folder / "tokens", ignore_errors=True)
        with ThreadPoolExecutor() as hands:  # each is two processes that mostly start up
            list(hands.map(self._make_tokens_of, SIGNERS))
        self.say(_("Thiết bị ký số phần mềm đã có khóa và chứng thư"))

    def _make_tokens_of(self, login: str) -> None:
        from butphe.demo.tokens import make_token

        pki, folder = self._pki, self.folder / "tokens" / login
        for holder in SIGNERS[login]:
            certificates = (pki.certificate(holder), *pki.chain)
            make_token(folder, holder, pin=self.pin(login), key=pki.key(holder), certificates=certificates)

    def _make_office(self) -> None:
        records: list[AnyRecord] = [*organisation(), *_certificates(self._pki)]
        described = self.folder / "work" / "organisation.json"
        described.write_bytes(msgspec.json.encode(records))
        shutil.rmtree(self.folder / "server", ignore_errors=True)
        self._server_command("init", "--organisation", str(described))
        logins = [word for member in MEMBERS for word in ("--login", member.login)]
        self._server_command("user", *logins, "--password-env", PASSWORD)

    def _server_command(self, command: str, *arguments: str) -> None:
        data = ("--data", str(self.folder / "server"))
        line = [sys.executable, "-m", "server", command, *data, *arguments]
        subprocess.run(line, env={**os.environ, **self._secrets}, check=True, stdout=subprocess.DEVNULL)

    def _make_profile(self, login: str) -> None:
        from butphe.demo.tokens import CONFIGURATION, softhsm_library

        profile = Profile(self.profile(login))
        library = softhsm_library()
        modules: tuple[TokenModule, ...] = ()
        if login in SIGNERS and library is not None:
            environment = {CONFIGURATION: str(self.folder / "tokens" / login / "softhsm2.conf")}
            modules = (TokenModule(library=str(library), environment=environment),)
        profile.save(Settings(token_modules=modules, tsa_url=self._tsa_url, is_training=True))
        shutil.copytree(self.folder / "trust", profile.trust, dirs_exist_ok=True)
        _write_looks(profile, login)
        self._desks[login].do("sign-in", self.server.url, login, "--password-env", PASSWORD)
        self._desks[login].do("sync")


def _certificates(pki: Pki) -> list[Certificate]:
    holders = [(login, person_id(login), "") for login in SIGNERS]
    holders += [(label, "", entity) for entity, label in SEALS.items()]
    return [_certificate(pki, holder, person, entity) for holder, person, entity in holders]


def _certificate(pki: Pki, holder: str, person: str, entity: str) -> Certificate:
    known = pki.x509(holder)
    return Certificate(
        id=demo_id(f"certificate:{holder}"),
        fingerprint=fingerprint(pki.certificate(holder)),
        subject=known.subject.rfc4514_string(),
        not_before_at=known.not_valid_before_utc,
        not_after_at=known.not_valid_after_utc,
        person_id=person,
        entity_id=entity,
    )


def _write_looks(profile: Profile, login: str) -> None:
    from butphe.demo.looks import seal, signature

    profile.looks.mkdir(exist_ok=True)
    if login in SIGNERS and login != CLERK:
        (profile.looks / "signature.png").write_bytes(signature(login))
    if login == CLERK:
        for entity, inside in ((COMMITTEE, "ỦY BAN\nNHÂN DÂN"), (OFFICE, "VĂN PHÒNG")):
            (profile.looks / f"seal-{entity}.png").write_bytes(seal("Tỉnh Bình Sơn – giả định", inside))
