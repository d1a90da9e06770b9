"""Signing files from the command line: one opened token, the workers, one file after another.

Each file is signed into a new file and checked; a file that must not be signed is refused with its reason and the
others go on. The exit code is the gravest of the files'.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from app import console
from app.clock import now
from app.commands.inputs import existing, pin_of, place_of, trust_of
from app.commands.sign import FILLED, TEXTS
from app.compose import worker_command
from app.documents import FIELDS, SIGNING_ROLES
from app.errors import PayloadBroken, PlaceNeeded, of_system
from app.fetching import Fetcher
from app.messages import say
from app.parts import STATE_TSA
from app.signatures import Chosen, meant
from app.texts import _
from office.errors import ButPheError
from office.records import Place
from paper.reader import Reader
from signing.appearance.looks import Look, arrival_lines, attachment_lines, copy_lines, initial_lines
from signing.documents import Documents
from signing.outcomes import SignatureRefused, TokenError
from signing.pades.job import Signed, SignJob
from signing.tokens.client import Signer, TokenDoor

PREPARED = {SIGNING_ROLES[verb]: field for verb, field in FIELDS.items()}
READ_PLACES = {"leader": "leader", "seal": "seal", "arrival": "arrival_strip"}


class Result(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one file."""

    file: str
    done: bool
    target: str = ""
    sha256: str = ""
    level: str = ""
    already: bool = False
    error: str = ""
    code: str = ""
    exit_code: int = 0


def sign_all(arguments: argparse.Namespace) -> int:
    """Open the token once, then sign file after file; a token that fails stops the rest. Returns the exit code."""
    existing(arguments.source)
    _texts(arguments.text)
    with (
        closing(TokenDoor(worker_command("token", arguments.module))) as door,
        closing(Documents(worker_command("document"))) as documents,
        closing(Reader(worker_command("read"))) as reader,
    ):
        chosen = meant(door.tokens(now()), token=arguments.token, certificate=arguments.cert)
        door.open(chosen.token.serial, pin_of(arguments))
        signer = door.signer(chosen.token.serial, chosen.certificate.fingerprint)
        bench = Bench(arguments, documents, reader, key=(chosen, signer))
        results = [_said(bench.sign(source, target), arguments) for source, target in _pairs(arguments)]
    return max((result.exit_code for result in results), default=0)


def _said(result: Result, arguments: argparse.Namespace) -> Result:
    if arguments.json:
        console.as_json(result)
    elif result.done:
        console.line(f"{result.file} → {result.target}" + (_(" (đã có)") if result.already else ""))
    else:
        console.complain(f"{result.file}: {result.error}")
    return result


class Bench:
    """The opened token and the workers, for one file after another."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        documents: Documents,
        reader: Reader,
        *,
        key: tuple[Chosen, Signer],
    ) -> None:
        self._arguments, self._texts = arguments, _texts(arguments.text)
        self._documents, self._reader = documents, reader
        self._chosen, self._signer = key
        self._fetch = Fetcher()
        self._trust = trust_of(arguments.trust)

    def sign(self, source: Path, target: Path) -> Result:
        """Sign one file unless it was; a refused file is a result, a failing token an error."""
        if target.exists() and target.samefile(source):
            raise PayloadBroken(why="IN = OUT")
        if target.exists():
            return Result(str(source), True, str(target), already=True)
        _require_writable(target.parent)
        try:
            signed = self._with_field_or_place(self._job(source, target))
        except TokenError:
            raise
        except ButPheError as error:
            said = say(error)
            words = f"{said.what} {said.todo}".strip()
            return Result(str(source), False, error=words, code=said.code, exit_code=said.exit_code)
        return Result(str(source), True, str(target), signed.sha256, signed.level)

    def _with_field_or_place(self, job: SignJob) -> Signed:
        """Sign the prepared field of the role; where the file has none, at the place that was asked for or read."""
        fetch = self._fetch if self._arguments.level != "b" else None
        if self._arguments.place == "auto" and job.role in PREPARED:
            prepared = msgspec.structs.replace(job, field=PREPARED[job.role])
            try:
                return self._documents.sign(prepared, self._signer, fetch, trust=self._trust)
            except SignatureRefused as refused:
                if refused.facts.get("reason") != "field_missing":
                    raise
        placed = msgspec.structs.replace(job, place=self._place(job))
        return self._documents.sign(placed, self._signer, fetch, trust=self._trust)

    def _place(self, job: SignJob) -> Place | None:
        match self._arguments.place:
            case "none":
                return None
            case "auto":
                wanted = READ_PLACES.get(job.role)
                if wanted is None:
                    return None
                found = self._reader.places(Path(job.source)).get(wanted)
                if found is None:
                    raise PlaceNeeded()
                return found
            case text:
                return place_of(text)

    def _job(self, source: Path, target: Path) -> SignJob:
        when = now().replace(microsecond=0)
        role = self._arguments.role
        image = existing(self._arguments.image).read_bytes() if self._arguments.image else b""
        lines = self._lines(role, when) if not image else ()
        return SignJob(
            source=str(source),
            target=str(target),
            role=role,
            certificate_der=self._chosen.certificate.der,
            chain_der=self._chosen.token.chain_der(),
            look=Look(image_png=image, lines=lines),
            fill={key: self._texts[key] for key in FILLED if key in self._texts},
            when=when,
            level=self._arguments.level,
            tsa_url=self._arguments.tsa or STATE_TSA,
        )

    def _lines(self, role: str, when: datetime) -> tuple[str, ...]:
        texts = self._texts
        match role:
            case "attachment":
                return attachment_lines(texts.get("code", ""), when)
            case "copy":
                return copy_lines(texts.get("kind", "certified"), texts.get("agency", ""), when)
            case "arrival":
                agency, number = texts.get("agency", ""), texts.get("arrival_number", "")
                return arrival_lines(agency, number, texts.get("arrival_date", ""))
            case "initial":
                return initial_lines(self._chosen.certificate.cn)
            case _:
                return ()


def _pairs(arguments: argparse.Namespace) -> Iterator[tuple[Path, Path]]:
    """What is signed into what; a folder gives every PDF in it, in the order of names."""
    source, target = arguments.source, arguments.target
    if not source.is_dir():
        yield source, target / source.name if target.is_dir() else target
        return
    for path in sorted(source.iterdir()):
        if path.suffix.lower() == ".pdf":
            yield path, target / path.name


def _require_writable(folder: Path) -> None:
    """Make the folder where it is missing, before the token is used; raises PathRefused where nobody may write."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return
    except OSError as refused:
        raise of_system(OSError(refused.errno, refused.strerror, str(folder))) from refused


def _texts(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if unknown := [key for key, sign, _value in pairs if not sign or key not in TEXTS]:
        raise PayloadBroken(why="--text " + ", ".join(unknown))
    return {key: value for key, _sign, value in pairs}
