"""What to do next, as pure functions: settle answers, choose downloads, how long to wait. No I/O here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sync import door
from sync.outbox import EARLIER_ACTION, Item, State
from sync.protocol import PACK_FILES_MAX, Blocked, Refused, Retry

BACK_OFF_FIRST_S = 1.0
BACK_OFF_MAX_S = 300.0
CAPTIVE_S = 15.0
POLL_S = 60.0
POLL_SPREAD = 0.25
PACK_FILES = 40
PACK_FILE_BYTES_MAX = 1024 * 1024
PACK_BYTES_MAX = 32 * 1024 * 1024
NEEDS_FILES = "waits_for_files"
SERVER_FAILED = "server_failed"
OWN_FILE_LOST = "own_file_lost"
UPLOAD_BROKEN = "upload_broken"
"""Why an action waits, beside `EARLIER_ACTION` and the rulebook's reasons; the words are the desk's."""
assert PACK_FILES <= PACK_FILES_MAX


class Done(msgspec.Struct, frozen=True):
    """An action that took effect; `record` is what to store of it (b"": nothing), `is_first` when said just now."""

    item: Item
    record: bytes = b""
    is_first: bool = True


class Stays(msgspec.Struct, frozen=True):
    """An action that stays in the outbox and why."""

    item: Item
    state: State
    reason: str = ""
    facts: Mapping[str, str] = {}
    theirs: bytes = b""
    needs: tuple[str, ...] = ()
    after_s: float | None = None
    """Asked for by the server: try again after so many seconds, 0.0 at once."""


class Settlement(msgspec.Struct, frozen=True):
    """What one reply decides. Actions without an answer are in neither: they are sent again, an id acts once."""

    done: tuple[Done, ...]
    stays: tuple[Stays, ...]


def settle(sent: Sequence[Item], answers: Iterable[door.Answer]) -> Settlement:
    """Decide what leaves the outbox and what the user must see."""
    items = {item.action.id: item for item in sent}
    done: list[Done] = []
    stays: list[Stays] = []
    for answer in answers:
        item = items.pop(answer.id, None)
        if item is None:
            continue
        outcome = _outcome(item, answer)
        if isinstance(outcome, Done):
            done.append(outcome)
        else:
            stays.append(outcome)
    return Settlement(tuple(done), tuple(stays))


def _outcome(item: Item, answer: door.Answer) -> Done | Stays:
    match answer:
        case door.Applied(record=record, seq=seq):
            return Done(item, record=_body(record) if seq else b"")
        case door.Duplicate(first=door.Applied(record=record, seq=seq)):
            return Done(item, record=_body(record) if seq else b"", is_first=False)
        case door.Duplicate(first=first):
            return _outcome(item, first)
        case door.Conflict(reason=reason, facts=facts, record=record):
            return Stays(item, "conflict", reason=reason, facts=facts, theirs=_body(record))
        case Refused(reason=reason, facts=facts):
            return Stays(item, "refused", reason=reason, facts=facts)
        case Blocked(needs=needs):
            return Stays(item, "blocked", reason=NEEDS_FILES if needs else EARLIER_ACTION, needs=needs)
        case Retry(retry_after=after_s):
            return Stays(item, "waiting", reason=SERVER_FAILED, after_s=max(0.0, after_s))


def _body(record: msgspec.Raw) -> bytes:
    body = bytes(record)
    return b"" if body == b"null" else body


class Wanted(msgspec.Struct, frozen=True):
    """A file that is to be here."""

    sha256: str
    size: int


def first_load(wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """The next files to fetch in one go, in the order wanted: a pack of small ones, or one large file alone."""
    load: list[Wanted] = []
    size = 0
    for file in wanted:
        if file.size > PACK_FILE_BYTES_MAX:
            if not load:
                return (file,)
            break
        size += file.size
        if len(load) == PACK_FILES or (load and size > PACK_BYTES_MAX):
            break
        load.append(file)
    return tuple(load)


def back_off_s(failures: int, chance: float) -> float:
    """How long to wait after the n-th failure in a row (from 1): full jitter, 1 s doubling to 5 minutes."""
    ceiling = min(BACK_OFF_MAX_S, BACK_OFF_FIRST_S * 2.0 ** min(failures, 12))
    return max(BACK_OFF_FIRST_S / 2, ceiling * chance)


def poll_s(chance: float) -> float:
    """How long to wait for a push before asking: 60 s ± 25 %, so that desks do not ask together."""
    return POLL_S * (1 + POLL_SPREAD * (2 * chance - 1))
