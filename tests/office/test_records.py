"""Records are the wire form: what is decoded is checked, what is encoded comes back the same."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from office.base import Record
from office.records import KINDS, AnyRecord, HistoryLine, kind_of, main_file
from office.workflow import rows
from tests.helpers.office_world import NOW, entry, file, incoming, outgoing, record_of

EVERY = [entry(), *(record_of(row.kind, state) for row in rows() for state in row.from_states if state != "none")]


@pytest.mark.parametrize("record", EVERY, ids=lambda record: kind_of(record))
def test_record_comes_back_from_the_wire_the_same(record: AnyRecord) -> None:
    assert msgspec.json.decode(msgspec.json.encode(record), type=AnyRecord) == record


def test_every_kind_is_named() -> None:
    assert (
        {kind_of(record) for record in EVERY}
        == set(KINDS)
        == {cls.__struct_config__.tag for cls in Record.__subclasses__()}
    )


def test_undefined_state_is_refused_where_it_is_read() -> None:
    raw = msgspec.json.encode(replace(incoming(), state="lost"))  # type: ignore[arg-type]
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=AnyRecord)


def test_time_without_a_zone_is_refused_where_it_is_read() -> None:
    raw = msgspec.json.encode(HistoryLine(action_id="a", type="sign", by="p", at=NOW.replace(tzinfo=None)))
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=HistoryLine)


def test_present_page_is_the_last_of_role_main() -> None:
    assert main_file(outgoing("sealed")) == outgoing("sealed").files[-1]
    late = replace(incoming(), files=(*incoming().files, file("note", role="attachment")))
    assert main_file(late) == incoming().files[0]
    assert main_file(replace(incoming(), files=())) is None
