"""Signing files from the command line: one opened token, the workers, one file after another.

Each file is signed into a new file and checked; a file that must not be signed is refused with its reason and the
others go on. Exit 3 when any file was refused.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from app import console
from app.clock import now
from app.commands.inputs import existing, pin_of, place_of, trust_of
from app.commands.sign import FILLED, TEXTS
from app.compose import worker_command
from app.documents import FIELDS, SIGNING_ROLES
from app.errors import PayloadBroken, PlaceNeeded
from app.fetching import Fetcher
from app.messages import say
from app.texts import _
from office.errors import ButPheError
from office.records import Place
from paper.reader import Reader
from signing.appearance.looks import Look, arrival_lines, attachment_lines, copy_lines, initial_lines
from signing.certificates import choose
from signing.documents import Documents
from signing.outcomes import SignatureRefused, TokenError
from signing.pades.job import Signed, SignJob
from signing.tokens.client import Signer, TokenDoor
from signing.tokens.messages import TokenCertificate, TokenInfo

REFUSED = 3
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


def sign_all(arguments: argparse.Namespace) -> int:
    """Open the token once, then sign file after file; a token that fails stops the rest. Returns the exit code."""
    existing(arguments.source)
    _texts(arguments.text)
    with (
        closing(TokenDoor(worker_command("token", arguments.module))) as door,
        closing(Documents(worker_command("document"))) as documents,
        closing(Reader(worker_command("read"))) as reader,
    ):
        info, certificate = choose(door.tokens(now()), token=arguments.token, wanted=arguments.cert)
        door.open(info.serial, pin_of(arguments))
        key = (info, certificate, door.signer(info.serial, certificate.fingerprint))
        bench = Bench(arguments, documents, reader, key)
        results = [_said(bench.sign(source, target), arguments) for source, target in _pairs(arguments)]
    return 0 if all(result.done for result in results) else REFUSED


def _said(result: Result, arguments: argparse.Namespace) -> Result:
    if arguments.json:
        console.as_json(result)
    elif result.done:
        console.line(f"{result.file} → {result.target}" + (_(" (đã có)") if result.already else ""))
    else:
        console.complain(f"{result.file}: {result.error}")
    return result


Key = tuple[TokenInfo, TokenCertificate, Signer]


class Bench:
    """The opened token and the workers, for one file after another."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        documents: Documents,
        reader: Reader,
        key: tuple[TokenInfo, TokenCertificate, Signer],
    ) -> None:
        self._arguments, self._texts = arguments, _texts(arguments.text)
        self._documents, self._reader = documents, reader
        self._info, self._certificate, self._signer = key
        self._fetch = Fetcher()
        self._trust = trust_of(arguments.trust)

    def sign(self, source: Path, target: Path) -> Result:
        """Sign one file unless it was; a refused file is a result, a failing token an error."""
        if target.exists():
            return Result(str(source), True, str(target), already=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._signed(source, target)
        except TokenError:
            raise
        except ButPheError as error:
            said = say(error)
            return Result(str(source), False, error=f"{said.what} {said.todo}".strip(), code=said.code)

    def _signed(self, source: Path, target: Path) -> Result:
        level = self._arguments.level
        first = target if level != "lta" else target.with_name(target.name + ".part")
        try:
            signed = self._with_field_or_place(self._job(source, first))
            if level != "lta":
                return Result(str(source), True, str(target), signed.sha256, signed.level)
            done = self._documents.complete(
                first, target, self._fetch, self._trust, tsa_url=self._arguments.tsa, at=now()
            )
            return Result(str(source), True, str(target), done.sha256, "lta")
        finally:
            if level == "lta":
                first.unlink(missing_ok=True)

    def _with_field_or_place(self, job: SignJob) -> Signed:
        """Sign the prepared field of the role; where the file has none, at the place that was asked for or read."""
        fetch = self._fetch if self._arguments.level != "b" else None
        if self._arguments.place == "auto" and job.role in PREPARED:
            prepared = msgspec.structs.replace(job, field=PREPARED[job.role])
            try:
                return self._documents.sign(prepared, self._signer, fetch)
            except SignatureRefused as refused:
                if refused.facts.get("reason") != "field_missing":
                    raise
        return self._documents.sign(msgspec.structs.replace(job, place=self._place(job)), self._signer, fetch)

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
            certificate_der=self._certificate.der,
            chain_der=self._info.chain_der(),
            look=Look(image_png=image, lines=lines),
            fill={key: self._texts[key] for key in FILLED if key in self._texts},
            when=when,
            level="b" if self._arguments.level == "b" else "t",
            tsa_url=self._arguments.tsa,
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
                return initial_lines(self._certificate.cn)
            case _:
                return ()


def _pairs(arguments: argparse.Namespace) -> Iterator[tuple[Path, Path]]:
    """What is signed into what; a folder gives every PDF in it, in the order of names."""
    if not arguments.source.is_dir():
        yield arguments.source, arguments.target
        return
    for path in sorted(arguments.source.iterdir()):
        if path.suffix.lower() == ".pdf":
            yield path, arguments.target / path.name


def _texts(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if unknown := [key for key, sign, _value in pairs if not sign or key not in TEXTS]:
        raise PayloadBroken(why="--text " + ", ".join(unknown))
    return {key: value for key, _sign, value in pairs}
