"""Our import names are ours alone: no dependency installs a package of the same name."""

from __future__ import annotations

from importlib.metadata import packages_distributions

from tests.house.rooms import ROOMS


def test_no_dependency_owns_the_name_of_a_room() -> None:
    owners = packages_distributions()
    taken = {room: set(owners.get(room, ())) - {"butphe"} for room in ROOMS}
    assert not {room: names for room, names in taken.items() if names}
