"""Every record, part and payload has one of the three shapes of the wire."""

from __future__ import annotations

import msgspec
import pytest

from office.actions import AnyPayload
from office.base import Payload, Record
from office.personal import PersonalPayload, PersonalRecord
from office.records import KINDS, AnyRecord


def test_records_and_payloads_are_frozen_and_bear_their_tag_under_one_name() -> None:
    for one in AnyRecord.__args__:
        assert issubclass(one, Record)
        assert one.__struct_config__.frozen
        assert one.__struct_config__.tag_field == "kind"
    for one in AnyPayload.__args__:
        assert issubclass(one, Payload)
        assert one.__struct_config__.frozen
        assert one.__struct_config__.tag_field == "type"
    assert len(set(KINDS)) == len(KINDS) == len(AnyRecord.__args__)


def test_what_is_one_persons_alone_is_on_the_wire_like_everything_else() -> None:
    assert set(PersonalRecord.__args__) <= set(AnyRecord.__args__)
    assert set(PersonalPayload.__args__) <= set(AnyPayload.__args__)


def test_record_without_its_kind_is_no_record() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"id":"1","rev":1}', type=AnyRecord)
