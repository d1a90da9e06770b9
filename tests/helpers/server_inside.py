"""The server's parts in this process, without HTTP: a database in a folder, judges that know the facts beforehand."""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from office.actions import Action, files_of
from office.audience import audience
from office.facts import FileFacts
from office.records import AnyRecord, FileRef, RegisterEntry
from office.world import World
from server import feed, journal, registers
from server.application import make_office
from server.config import Config
from server.files import access
from server.files.local import LocalFiles
from server.house import Office
from server.ids import make_id
from server.store import records, settings
from server.store.database import Database
from server.store.records import Stored
from server.store.schema import migrate
from server.store.tables import record as record_table
from sync.protocol import ChangesPage, Gone, Result, SnapshotPage, Up
from tests.helpers.office_world import NOW
from tests.helpers.server_process import records_of

T = TypeVar("T")
View = dict[str, AnyRecord]


def clock_of(moment: list[datetime]) -> Callable[[], datetime]:
    """A clock that shows what stands first in the list."""
    return lambda: moment[0]


_templates: list[Path] = []


async def _template() -> Path:
    """A database with the schema and nothing in it, made once."""
    if not _templates:
        folder = Path(tempfile.mkdtemp(prefix="butphe-schema-"))
        atexit.register(shutil.rmtree, folder)
        database = Database(Config(data=str(folder)).url)
        await migrate(database)
        await database.close()
        _templates.append(folder / "office.sqlite3")
    return _templates[0]


class Inside:
    """An office of this process; made anew for every test, used inside one event loop."""

    def __init__(self, folder: Path, *, now: datetime = NOW) -> None:
        self.moment = [now]
        self.facts: dict[str, FileFacts] = {}
        self.judged: list[tuple[str, str]] = []
        self.config = Config(data=str(folder))
        folder.mkdir(exist_ok=True)
        self.database = Database(self.config.url)
        self.files = LocalFiles(folder / "files")
        self.office: Office = make_office(
            self.config, self.database, self.judge, self.files, clock=clock_of(self.moment)
        )

    async def judge(self, sha256: str, previous: str, _: datetime) -> FileFacts | None:
        """What the test said of the file; None when it said nothing."""
        self.judged.append((sha256, previous))
        return self.facts.get(sha256)

    async def begin(self, *known: AnyRecord) -> None:
        """Make the schema and put these records in, each seen by its audience."""
        shutil.copyfile(await _template(), self.config.folder / "office.sqlite3")
        async with self.database.writing() as connection:
            await settings.write(connection, settings.FEED_EPOCH, make_id())
            await settings.count_up(connection, settings.ORGANISATION_REV)
            stored = [Stored(record, n) for n, record in enumerate(known)]
            for each in stored:
                await records.write(connection, each)
                if isinstance(each.record, RegisterEntry):
                    await registers.enter(connection, each.record)
            organisation = await records.load_organisation(connection)
            near = {record.id: record for record in known}
            sights = [
                feed.Sight(each.record.id, each.ordered_at, audience(each.record, organisation, near))
                for each in stored
            ]
            await feed.publish(connection, sights, self.moment[0])
            for sha256 in {sha for record in known for sha in records.files_of(record)}:
                await access.arrived(connection, sha256, 1, "nobody", self.moment[0])
                await access.keep(connection, [sha256])

    async def begin_world(self, world: World) -> None:
        """The same, of an example of `office_world`."""
        known = [*records_of(world.organisation), *world.neighbours.values()]
        organisation_ids = {record.id for record in known}
        own = [world.record] if world.record is not None and world.record.id not in organisation_ids else []
        if world.record is not None and not own:
            known = [world.record if record.id == world.record.id else record for record in known]
        await self.begin(*[replace(record, rev=max(record.rev, 1)) for record in [*known, *own]])
        self.facts |= world.files

    async def send_files(self, action: Action) -> None:
        """Let the actor have sent the files of an action."""
        for file in files_of(action.payload):
            self.files.quarantine_path(file.sha256).write_bytes(b"x" * file.size)
            async with self.database.writing() as connection:
                await access.arrived(connection, file.sha256, file.size, action.actor, self.moment[0])

    async def send_bytes(self, content: bytes, person_id: str, facts: FileFacts | None = None) -> FileRef:
        """Let the person have sent a file with this content, and the judges know it."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.files.quarantine_path(sha256).write_bytes(content)
        async with self.database.writing() as connection:
            await access.arrived(connection, sha256, len(content), person_id, self.moment[0])
        if facts is not None:
            self.facts[sha256] = replace(facts, sha256=sha256, size=len(content))
        return FileRef(sha256=sha256, name="tệp.pdf", size=len(content))

    async def run(self, *actions: Action, by: str = "") -> tuple[Result, ...]:
        """Post actions as their actor, or as somebody else."""
        raws = [msgspec.Raw(msgspec.json.encode(action)) for action in actions]
        return await self.office.executor.run(by or actions[0].actor, raws)

    async def one(self, action: Action, *, by: str = "") -> Result:
        """Post one action; its answer."""
        (result,) = await self.run(action, by=by)
        return result

    async def snapshot(self, person_id: str) -> View:
        """What a new client of the person fetches."""
        seen: View = {}
        after = at = ""
        async with self.database.reading() as connection:
            while True:
                head = await feed.read_head(connection, person_id)
                body = await feed.snapshot_page(connection, head, at or head.token(head.seq), after)
                page = msgspec.json.decode(body, type=SnapshotPage)
                seen |= {record.id: record for record in page.records}
                at, after = page.at, page.after
                if not after:
                    return seen

    async def changed(self, person_id: str, since: str, view: Mapping[str, AnyRecord], limit: int = 50) -> View:
        """A view brought up to date by reading changes page by page."""
        seen = dict(view)
        while True:
            async with self.database.reading() as connection:
                head = await feed.read_head(connection, person_id)
                body = await feed.changes_page(connection, head, head.since(since), limit)
            page = msgspec.json.decode(body, type=ChangesPage)
            for change in page.changes:
                match change:
                    case Up(record=record):
                        seen[record.id] = record
                    case Gone(id=id):
                        seen.pop(id, None)
            since = page.state
            if not page.more:
                return seen

    async def token(self, person_id: str) -> str:
        """Where the person's feed stands."""
        async with self.database.reading() as connection:
            head = await feed.read_head(connection, person_id)
        return head.token(head.seq)

    async def entitled(self) -> dict[str, View]:
        """What everybody is to see by the rulebook alone, computed from all records."""
        async with self.database.reading() as connection:
            ids = (await connection.execute(select(record_table.c.id))).scalars()
            every = {id: stored.record for id, stored in (await records.load(connection, ids)).items()}
            organisation = await records.load_organisation(connection)
        views: dict[str, View] = {person_id: {} for person_id in organisation.people}
        for record in every.values():
            for person_id in audience(record, organisation, every):
                views[person_id][record.id] = record
        return views

    async def verified(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do something; everybody's feed must then lead to what a new client fetches, and that to their rights."""
        people = list((await self.office.organisation()).people)
        before = {person_id: (await self.token(person_id), await self.snapshot(person_id)) for person_id in people}
        result = await act()
        rights = await self.entitled()
        for person_id, (since, view) in before.items():
            fresh = await self.snapshot(person_id)
            assert await self.changed(person_id, since, view) == fresh, person_id
            assert fresh == rights.get(person_id, {}), person_id
        async with self.database.reading() as connection:
            assert await journal.verify(connection) is None
        return result

    async def close(self) -> None:
        """Close the database."""
        await self.database.close()


def inside(folder: Path, story: Callable[[Inside], Awaitable[T]], *, now: datetime = NOW) -> T:
    """Run a story in a new office and close it."""

    async def play() -> T:
        office = Inside(folder, now=now)
        try:
            return await story(office)
        finally:
            await office.close()

    return asyncio.run(play())


def fresh(action: Action) -> Action:
    """The same action under a new id."""
    return replace(action, id=make_id())
