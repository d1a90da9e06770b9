"""What the screens ask of the desk, answered from the cache at once; nothing here waits for the network."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import timedelta

from app import describe
from app.clock import now
from app.documents import document_view, meanwhile
from app.own import SILENT
from app.parts import Parts
from app.texts import _, counted, language
from app.views import Choice, DeskState, DocumentView, Filter, Folder, ListPage, OutboxRow, Row
from app.wording import TROUBLES
from app.words import N_, VIETNAM, action_word, clock_words, instant_words, role_word, word
from office import catalogue, deadlines
from office.personal import ReadMark, RemoveSearch, SaveSearch, WriteNote
from office.reasons import text as reason_text
from office.records import AnyRecord, Dossier, Post
from office.world import Organisation
from sync.engine import Status
from sync.outbox import Item

FOLDERS = {
    "incoming": N_("Văn bản đến"),
    "drafts": N_("Dự thảo"),
    "for_signature": N_("Trình ký"),
    "outgoing": N_("Văn bản đi"),
    "dossiers": N_("Hồ sơ công việc"),
}
FILTERS = {
    "incoming": ("waiting", "", "done", "returned"),
    "drafts": ("", "waiting", "returned"),
    "for_signature": ("waiting", "due", "done", "returned"),
    "outgoing": ("waiting", "", "done"),
    "dossiers": ("",),
}
FILTER_TITLES = {
    "": N_("Tất cả"),
    "waiting": N_("Chờ tôi xử lý"),
    "due": N_("Hạn hôm nay"),
    "done": N_("Đã xong"),
    "returned": N_("Bị trả lại"),
    "for_signature:waiting": N_("Chờ tôi ký"),
    "for_signature:done": N_("Đã ký"),
}
"""By filter, or by folder and filter where the folder has its own word."""
EMPTY = {
    "incoming": N_("Không có văn bản đến nào ở đây. Văn bản mới hiện ngay sau khi đồng bộ."),
    "drafts": N_("Chưa có dự thảo nào. Bấm “Soạn văn bản” để bắt đầu."),
    "for_signature": N_("Không có văn bản nào chờ bạn."),
    "outgoing": N_("Chưa có văn bản đi nào ở đây."),
    "dossiers": N_("Chưa có hồ sơ công việc nào."),
}
STATE_WORDS = {
    "waiting": N_("chờ gửi"),
    "sending": N_("đang gửi"),
    "blocked": N_("chờ việc trước"),
    "refused": N_("máy chủ không nhận"),
    "conflict": N_("cần bạn quyết định"),
}
WAIT_REASONS = {
    "waits_for_earlier": N_("chờ việc trước của văn bản này"),
    "earlier_action": N_("chờ việc trước của văn bản này"),
    "waits_for_files": N_("chờ tệp lên máy chủ"),
    "server_failed": N_("máy chủ bận, sẽ gửi lại"),
    "own_file_lost": N_("không còn tệp trên máy"),
    "upload_broken": N_("gửi tệp bị ngắt, sẽ gửi lại"),
}
"""Why an action waits or failed, where the rulebook has no words for it."""
HITS_MAX = 50


class Queries:
    """Read-only questions; safe from any thread."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def state(self) -> DeskState:
        """The frame around every screen."""
        parts = self._parts
        mail, organisation = parts.mail, parts.organisation
        person = organisation.people.get(parts.person_id)
        post = person.posts[0] if person and person.posts else None
        items = self._shown_items()
        status = mail.status()
        return DeskState(
            person_id=parts.person_id,
            person_name=person.name if person else "",
            person_title=(post.title or role_word(post.role)) if post else "",
            office_name=_office_name(parts),
            connection=status.connection,
            trouble=_trouble(status),
            sync_words=_sync_words(status),
            outbox_count=len(items),
            conflict_count=sum(item.state in ("conflict", "refused") for item in items),
            cached_count=mail.cache.pages.held("incoming", "outgoing"),
            delegation=_delegation_words(parts),
        )

    def folders(self) -> tuple[Folder, ...]:
        """The navigation, with what waits for this person."""
        counts = self._parts.mail.cache.pages.counts()
        today = f"due:{deadlines.local_date(now()).isoformat()}"
        return tuple(
            Folder(
                key=key,
                title=_(title),
                count=counts.get(f"{key}:waiting", 0) if key != "dossiers" else counts.get(key, 0),
                is_urgent=bool(counts.get(f"{key}:{today}")),
            )
            for key, title in FOLDERS.items()
        )

    def page(self, folder: str, filter_key: str = "", *, before: int | None = None, limit: int = 200) -> ListPage:
        """A window of a folder under a filter, newest first; `before` is `next` of the window above."""
        pages = self._parts.mail.cache.pages
        found = pages.page(_list_of(folder, filter_key), before=before, limit=limit)
        total = pages.count(_list_of(folder, filter_key))
        rows = tuple(self._row(record) for listed in found if (record := listed.record()) is not None)
        return ListPage(
            folder=folder,
            title=_(FOLDERS[folder]),
            count_words=_count_words(folder, pages.count(f"{folder}:waiting"), total),
            filters=self._filters(folder),
            filter=filter_key,
            total=total,
            rows=rows,
            next=found[-1].row if len(found) == limit else None,
            empty="" if rows else _(EMPTY[folder]),
        )

    def search(self, query: str) -> ListPage:
        """The hits on this machine: by symbol first, then summary, parties and page text."""
        hits = self._parts.mail.cache.search.find(query, limit=HITS_MAX)
        records = (self._parts.record(hit.id) for hit in hits)
        rows = tuple(self._row(record) for record in records if record is not None)
        return ListPage(
            folder="search",
            title=_("Tra cứu"),
            count_words=_("trên máy này: {count}", count=len(rows)),
            filters=(),
            filter="",
            total=len(rows),
            rows=rows,
            next=None,
            empty="" if rows else _("Không tìm thấy “{query}” trên máy này.", query=query),
        )

    def document(self, document_id: str) -> DocumentView:
        """Everything about one document. Raises DocumentUnknown."""
        return document_view(self._parts, document_id, now())

    def outbox(self) -> tuple[OutboxRow, ...]:
        """What waits, oldest first."""
        return tuple(self._outbox_row(item) for item in self._shown_items())

    # ── pickers ───────────────────────────────────────────────────────────────────────────────────────────────────
    def people(self, *roles: str) -> tuple[Choice, ...]:
        """Active people, of these roles when any is named."""
        known = self._parts.organisation
        return tuple(
            Choice(id=person.id, title=person.name, detail=_post_words(known, person.posts))
            for person in sorted(known.people.values(), key=lambda one: one.name.split()[-1])
            if person.active and (not roles or any(post.role in roles for post in person.posts))
        )

    def units(self) -> tuple[Choice, ...]:
        """The units of the office."""
        return tuple(
            Choice(id=u.id, title=u.name, detail=u.short_name) for u in self._parts.organisation.units.values()
        )

    def agencies(self) -> tuple[Choice, ...]:
        """Agencies that documents come from and go to."""
        known = self._parts.organisation.agencies.values()
        return tuple(Choice(id=a.id, title=a.name, detail=a.organ_id) for a in known)

    def entities(self) -> tuple[Choice, ...]:
        """The issuing entities."""
        known = self._parts.organisation.entities.values()
        return tuple(Choice(id=e.id, title=e.name, detail=e.short_name) for e in known)

    def document_types(self) -> tuple[Choice, ...]:
        """The types of Decree 30, by the code a record keeps."""
        return tuple(Choice(id=code, title=kind.vi, detail=kind.abbreviation) for code, kind in catalogue.TYPES.items())

    def dossiers(self) -> tuple[Choice, ...]:
        """The open dossiers that this person sees."""
        found = self._parts.mail.cache.records.of_kind("dossier")
        return tuple(
            Choice(id=d.id, title=d.title, detail=d.code) for d in found if isinstance(d, Dossier) and d.state == "open"
        )

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _shown_items(self) -> list[Item]:
        """What the person did; that something was seen or taken out is reported silently."""
        return [item for item in self._parts.mail.outbox.items() if item.action.type not in SILENT]

    def _row(self, record: AnyRecord) -> Row:
        parts = self._parts
        items = parts.mail.outbox.of_record(record.id)
        return describe.row_of(
            record,
            parts.person_id,
            parts.organisation,
            now(),
            is_unread=self._is_unread(record),
            is_pending=any(item.state in ("waiting", "sending", "blocked") for item in items),
            is_conflict=any(item.state in ("conflict", "refused") for item in items),
        )

    def _is_unread(self, record: AnyRecord) -> bool:
        mark = self._parts.record(read_mark_id(self._parts.person_id, record.id))
        seen = mark.seen_rev if isinstance(mark, ReadMark) else 0
        return record.rev > seen

    def _filters(self, folder: str) -> tuple[Filter, ...]:
        counts = self._parts.mail.cache.pages.counts()
        return tuple(
            Filter(
                key=key,
                title=_(FILTER_TITLES.get(f"{folder}:{key}") or FILTER_TITLES[key]),
                count=counts.get(_list_of(folder, key), 0) if key in ("waiting", "due") else None,
            )
            for key in FILTERS[folder]
        )

    def _concerns(self, item: Item) -> tuple[str, str]:
        """Id and title of the document that an action is about; a saved search is about none and has its name."""
        match item.action.payload:
            case SaveSearch(name=name):
                return "", name
            case RemoveSearch():
                return "", ""
            case WriteNote(document_id=noted):
                document_id = noted
            case _:
                document_id = item.action.record_id
        record = self._parts.record(document_id)
        return document_id, describe.title_of(record) if record else document_id

    def _outbox_row(self, item: Item) -> OutboxRow:
        document_id, document = self._concerns(item)
        said = meanwhile(self._parts, item) if item.state == "conflict" else None
        reason = said.what if said else _reason_words(item)
        return OutboxRow(
            action_id=item.action.id,
            document_id=document_id,
            what=action_word(item.action.type),
            document=document,
            since=instant_words(item.action.made_at),
            state=item.state,
            state_words=f"{word(STATE_WORDS, item.state)} · {reason}" if reason else word(STATE_WORDS, item.state),
            can_discard=item.state in ("refused", "conflict"),
            can_undo=item.state in ("waiting", "blocked") and not item.tries,
        )


def _reason_words(item: Item) -> str:
    if item.reason in WAIT_REASONS:
        return word(WAIT_REASONS, item.reason)
    return reason_text(item.reason, item.facts, language()) if item.reason else ""


def read_mark_id(person_id: str, document_id: str) -> str:
    """The id of a person's mark on a document: one mark for the two, whichever desk makes it first."""
    return str(uuid.uuid5(uuid.UUID(document_id), person_id))


def _list_of(folder: str, filter_key: str) -> str:
    if filter_key == "due":
        return f"{folder}:due:{deadlines.local_date(now()).isoformat()}"
    return f"{folder}:{filter_key}" if filter_key else folder


def _count_words(folder: str, waiting: int, total: int) -> str:
    if folder == "for_signature":
        return counted("{count} chờ ký", "{count} chờ ký", waiting)
    if folder == "dossiers":
        return counted("{count} hồ sơ", "{count} hồ sơ", total)
    return counted("{count} chờ tôi", "{count} chờ tôi", waiting)


def _office_name(parts: Parts) -> str:
    entities = sorted(parts.organisation.entities.values(), key=lambda entity: bool(entity.parent_name))
    return short_office(entities[0].name, entities[0].short_name) if entities else ""


def short_office(name: str, abbreviation: str) -> str:
    """An office's name with the abbreviation for the words it abbreviates: `UBND tỉnh Bình Sơn`."""
    words = name.split()
    initials = unicodedata.normalize("NFD", "".join(word[0] for word in words).upper())
    letters = "".join(letter for letter in initials if not unicodedata.combining(letter))
    if not abbreviation or not letters.startswith(abbreviation):
        return name
    return " ".join([abbreviation, *words[len(abbreviation) :]])


def _delegation_words(parts: Parts) -> str:
    today = deadlines.local_date(now())
    for given in parts.organisation.delegations.values():
        if (
            given.to_id == parts.person_id
            and not given.revoked_at
            and given.valid_from_on <= today <= given.valid_to_on
        ):
            name = describe.name_of(given.from_id, parts.organisation)
            return _("Thay {name} đến hết {day}", name=name, day=given.valid_to_on.strftime("%d/%m/%Y"))
    return ""


def _trouble(status: Status) -> str:
    if status.connection != "error" or status.error not in TROUBLES:
        return ""
    return word(TROUBLES, status.error).format(problem=status.problem)


def _sync_words(status: Status) -> str:
    synced_at = status.synced_at
    if status.connection == "syncing":
        return _("Đang đồng bộ…")
    if status.connection == "error" and status.next_at:
        return _("Thử lại lúc {clock}", clock=clock_words(status.next_at, now()))
    if synced_at is None:
        return _("Chưa đồng bộ lần nào")
    local = synced_at.astimezone(VIETNAM)
    is_old = now() - synced_at > timedelta(hours=20)
    clock = local.strftime("%H:%M %d/%m" if is_old else "%H:%M")
    return _("Đã đồng bộ lúc {clock}", clock=clock)


def _post_words(known: Organisation, posts: tuple[Post, ...]) -> str:
    if not posts:
        return ""
    first = posts[0]
    unit = describe.unit_name(first.unit_id, known) if first.unit_id else ""
    return " · ".join(part for part in (first.title or role_word(first.role), unit) if part)
