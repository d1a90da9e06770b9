"""What a rule may look at beside the action: the record, its neighbours, the organisation, facts of files, policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from office.facts import FileFacts
from office.records import Agency, AnyRecord, Book, Certificate, Delegation, Entity, Person, Unit


class Calendar(msgspec.Struct, frozen=True):
    """Days off beside Saturdays and Sundays, and Saturdays or Sundays worked in exchange (local dates, +07:00)."""

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()


class Policy(msgspec.Struct, frozen=True):
    """What the head of the office decides within the law; kept as data."""

    dispatch_needs_completion: bool = True
    """A document without long-term material (B-LTA) is not dispatched."""
    return_reason_letters_min: int = 10
    clock_skew_s: int = 600
    """How far a signer's clock may be from the executor's before a time of signing counts as false."""


class Organisation(msgspec.Struct, frozen=True):
    """Everybody and everything that signs, seals, sends and receives, by id."""

    people: Mapping[str, Person] = {}
    units: Mapping[str, Unit] = {}
    agencies: Mapping[str, Agency] = {}
    entities: Mapping[str, Entity] = {}
    delegations: Mapping[str, Delegation] = {}
    certificates: Mapping[str, Certificate] = {}
    """By record id."""


class World(msgspec.Struct, frozen=True):
    """The surroundings of one action."""

    record: AnyRecord | None = None
    """The record acted on; None when the action creates it."""
    organisation: Organisation = Organisation()
    neighbours: Mapping[str, AnyRecord] = {}
    """Records that the payload or the record names (dossiers, linked documents, the document of a read mark), by id."""
    files: Mapping[str, FileFacts] = {}
    """Facts of the files that the payload brings, by SHA-256; the executor's own, never the sender's."""
    calendar: Calendar = Calendar()
    policy: Policy = Policy()


class NumberWanted(msgspec.Struct, frozen=True):
    """A number that only the server gives: the next one of a book of an entity in a year."""

    entity_id: str
    book: Book
    year: int


class Decision(msgspec.Struct, frozen=True):
    """The records as they become (revisions not yet counted up), and what only the server can add."""

    records: tuple[AnyRecord, ...]
    wants: tuple[NumberWanted, ...] = ()
