"""Signing files from the command line: one opened token, the workers, one file after another.

Each file is signed into a new file and checked; a file that must not be signed is refused with its reason and the
others go on. The exit code is the gravest of the files'.
"""

from __future__ import annotations

import argparse
import errno
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from app import console
from app.clock import now
from app.commands.inputs import POINT, existing, pin_of, trust_of
from app.commands.sign import FILLED, Where, is_real_day
from app.compose import worker_command
from app.documents import FIELDS, SIGNING_ROLES
from app.errors import PlaceNeeded, PlaceOutside, of_system
from app.facts import admitted
from app.fetching import Fetcher
from app.messages import say_at_terminal
from app.signatures import Chosen, meant
from app.texts import _
from app.usage import WrongUsage
from app.wording import INPUT
from office.errors import ButPheError
from office.records import Place
from paper.errors import PageMissing
from paper.reader import Reader
from paper.render import Renderer
from signing.appearance.looks import Look, arrival_lines, attachment_lines, copy_lines, initial_lines
from signing.documents import Documents
from signing.outcomes import FileError, SignatureRefused, TokenError
from signing.pades.job import Signed, SignJob
from signing.tokens.client import Signer, TokenDoor
from signing.validation.trust import Trust

PREPARED = {SIGNING_ROLES[verb]: field for verb, field in FIELDS.items()}
READ_PLACES = {"leader": "leader", "seal": "seal", "arrival": "arrival_strip"}
SLACK = POINT / 2
"""Half a millimetre: what rounding may put beyond an edge."""
PNG = b"\x89PNG\r\n\x1a\n"


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
    """Look at everything that needs no token, then open the token once and sign file after file.

    Returns the gravest exit code of the files. A PIN is tried only when nothing else is left that could be wrong; a
    token that fails stops the rest. Raises WrongUsage, PinNotGiven, FileUnknown, PathRefused, TokenError and kin.
    """
    pairs = _pairs(arguments)
    _require_sense(arguments, pairs)
    pin, trust = pin_of(arguments), trust_of(arguments.trust)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(Reader(worker_command("read"))))
        renderer = stack.enter_context(closing(Renderer(worker_command("render"))))
        looked = [_looked_at(reader, renderer, source, arguments.place) for source, _target in pairs]
        if all(looked):
            return _gravest(_said(result, arguments) for result in looked if result)
        door = stack.enter_context(closing(TokenDoor(worker_command("token", arguments.module))))
        documents = stack.enter_context(closing(Documents(worker_command("document"))))
        chosen = meant(door.tokens(now()), token=arguments.token, certificate=arguments.cert)
        signer = door.signer(chosen.token.serial, chosen.certificate.fingerprint)
        bench = Bench(arguments, documents, reader, key=(chosen, signer), trust=trust)
        known = [result or bench.standing(*pair) for result, pair in zip(looked, pairs, strict=True)]
        if not all(known):
            door.open(chosen.token.serial, pin)
        results = (result or bench.sign(*pair) for result, pair in zip(known, pairs, strict=True))
        return _gravest(_said(result, arguments) for result in results)


def _gravest(results: Iterable[Result]) -> int:
    return max((result.exit_code for result in results), default=0)


def _said(result: Result, arguments: argparse.Namespace) -> Result:
    if arguments.json:
        console.as_json(result)
    elif result.done:
        console.line(f"{result.file} → {result.target}" + (_(" (đã có)") if result.already else ""))
    if not result.done:
        console.complain(f"{result.file}: {result.error}")
    return result


# ── before the token ──────────────────────────────────────────────────────────────────────────────────────────────
def _pairs(arguments: argparse.Namespace) -> list[tuple[Path, Path]]:
    """What is signed into what; a folder gives every PDF in it, in the order of names. Raises FileUnknown."""
    source, target = existing(arguments.source), arguments.target
    if not source.is_dir():
        return [(source, target / source.name if target.is_dir() else target)]
    found = [path for path in sorted(source.iterdir()) if path.suffix.lower() == ".pdf"]
    if not found:
        console.complain(_("{folder}: không có tệp PDF nào.", folder=source))
    return [(path, target / path.name) for path in found]


def _require_sense(arguments: argparse.Namespace, pairs: list[tuple[Path, Path]]) -> None:
    """Options that fit together, and places that can be written. Raises WrongUsage, FileUnknown, PathRefused."""
    if any(target.exists() and target.samefile(source) for source, target in pairs):
        raise WrongUsage(_("OUT trùng với IN: tệp gốc không bao giờ bị ghi đè. Chọn tên khác."))
    if arguments.level != "b" and not arguments.tsa:
        raise WrongUsage(_("Mức {level} cần dấu thời gian: thêm --tsa URL.", level=arguments.level))
    if not is_real_day(dict(arguments.text)):
        raise WrongUsage(_("Không có ngày {day}/{month}/{year}.", **dict(arguments.text)))
    if not (folder := arguments.target.parent).exists():
        raise of_system(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder)))
    for folder in {target.parent for _source, target in pairs}:
        _require_writable(folder)
    if arguments.image and not existing(arguments.image).read_bytes().startswith(PNG):
        raise SignatureRefused(reason="image_not_usable")


def _require_writable(folder: Path) -> None:
    """Nothing is made here: a folder that is missing is judged by the one above it. Raises PathRefused."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with TemporaryFile(dir=folder):
            return
    except OSError as refused:
        raise of_system(OSError(refused.errno, refused.strerror, str(folder))) from refused


def _looked_at(reader: Reader, renderer: Renderer, source: Path, place: Where) -> Result | None:
    """Why the file goes no further, seen from its pages alone; None where nothing speaks against it."""
    try:
        pages = admitted(reader, source).pages
        if isinstance(place, Place):
            if place.page > pages:
                raise PageMissing(page=place.page, pages=pages)
            _require_within(place, renderer.open(source).sizes)
    except ButPheError as error:
        return _refused(source, error)
    except OSError as error:
        return _refused(source, of_system(error))
    return None


def _require_within(place: Place, sizes: Sequence[tuple[float, float]]) -> None:
    """A place is never moved: what is not wholly on its page is refused. Raises PlaceOutside.

    Of a file longer than the renderer measures, the last measured page stands for those after it.
    """
    width, height = sizes[min(place.page, len(sizes)) - 1]
    if min(place.x0, place.y0) < -SLACK or place.x1 > width + SLACK or place.y1 > height + SLACK:
        raise PlaceOutside(page=place.page, width=round(width / POINT), height=round(height / POINT))


def _refused(source: Path, error: ButPheError) -> Result:
    said = say_at_terminal(error)
    words = f"{said.what} {said.todo}".strip()
    return Result(str(source), False, error=words, code=said.code, exit_code=said.exit_code)


class Bench:
    """The token and the workers, for one file after another."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        documents: Documents,
        reader: Reader,
        *,
        key: tuple[Chosen, Signer],
        trust: Trust,
    ) -> None:
        self._arguments, self._texts = arguments, dict(arguments.text)
        self._documents, self._reader = documents, reader
        self._chosen, self._signer = key
        self._fetch = Fetcher()
        self._trust = trust

    def standing(self, source: Path, target: Path) -> Result | None:
        """What a target that is there already means: done, when it is this file signed with this certificate.

        Anything else that stands there is refused, never written over. None where nothing is there.
        """
        if not target.exists():
            return None
        if self._is_done(source, target):
            return Result(str(source), True, str(target), already=True)
        words = _(
            "{target} đã có và không phải là bản ký của tệp này bằng chứng thư này, nên không ghi đè.", target=target
        )
        todo = _("Chọn tên khác, hoặc dời tệp đó đi.")
        return Result(str(source), False, error=f"{words} {todo}", code="target_taken", exit_code=INPUT)

    def _is_done(self, source: Path, target: Path) -> bool:
        """It begins with the source's bytes and bears a sound signature of the chosen certificate over them."""
        if not target.is_file():
            return False
        try:
            verdict = self._documents.verify(target, self._trust, at=now(), fetch=None, previous=source)
        except FileError:
            return False
        own = [one for one in verdict.signatures if one.fingerprint == self._chosen.certificate.fingerprint]
        return bool(verdict.extends) and any(one.is_new and one.verdict != "invalid" for one in own)

    def sign(self, source: Path, target: Path) -> Result:
        """Sign one file; a refused file is a result, a failing token an error."""
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            signed = self._with_field_or_place(self._job(source, target))
        except TokenError:
            raise
        except ButPheError as error:
            return _refused(source, error)
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
            case place:
                chosen: Place = place
                return chosen

    def _job(self, source: Path, target: Path) -> SignJob:
        when = now().replace(microsecond=0)
        role = self._arguments.role
        image = self._arguments.image.read_bytes() if self._arguments.image else b""
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
                return initial_lines(self._chosen.certificate.cn)
            case _:
                return ()
