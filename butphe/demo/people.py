"""The small office of the demo: a provincial People's Committee and its Office, wholly fictional."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from office.records import Agency, AnyRecord, Entity, Person, Post, RoleName, Unit

_NAMESPACE = uuid.UUID("6f0d7c1e-5b5e-7c3a-9d2e-0b7e4a1c9f10")


def demo_id(name: str) -> str:
    """The same id for the same thing in every run, so that screenshots and scripts can name it."""
    return str(uuid.uuid5(_NAMESPACE, name))


class Member(NamedTuple):
    """Somebody of the demo office."""

    login: str
    name: str
    role: RoleName
    title: str
    unit: str = ""


MEMBERS = (
    Member("bao.dq", "Đỗ Quốc Bảo", "administrator", "Quản trị hệ thống", "hctc"),
    Member("tuan.pa", "Phạm Anh Tuấn", "officer", "Chuyên viên", "kstt"),
    Member("mai.lt", "Lê Thị Mai", "officer", "Chuyên viên", "th"),
    Member("ha.nt", "Nguyễn Thu Hà", "unit_head", "Trưởng phòng", "kstt"),
    Member("huy.lq", "Lê Quang Huy", "chief_of_office", "Chánh Văn phòng"),
    Member("lan.vt", "Vũ Thị Lan", "clerk", "Văn thư", "hctc"),
    Member("duc.tm", "Trần Minh Đức", "leader", "Phó Chủ tịch"),
)
ADMIN, OFFICER, OFFICER_2, UNIT_HEAD, CHIEF, CLERK, LEADER = (member.login for member in MEMBERS)

UNITS = {
    "th": ("Phòng Tổng hợp", "TH"),
    "kstt": ("Phòng Kiểm soát thủ tục hành chính", "KSTT"),
    "hctc": ("Phòng Hành chính - Tổ chức", "HCTC"),
}
AGENCIES = {
    "skhcn": ("Sở Khoa học và Công nghệ", "000.00.08.H99"),
    "stc": ("Sở Tài chính", "000.00.11.H99"),
    "sxd": ("Sở Xây dựng", "000.00.14.H99"),
    "bkhcn": ("Bộ Khoa học và Công nghệ", "000.00.00.G99"),
}
COMMITTEE, OFFICE = demo_id("entity:ubnd"), demo_id("entity:vpubnd")


def person_id(login: str) -> str:
    """The record id of a member."""
    return demo_id(f"person:{login}")


def member(login: str) -> Member:
    """The member with this login."""
    return next(known for known in MEMBERS if known.login == login)


def organisation() -> list[AnyRecord]:
    """Every record of the office but the certificates."""
    return [*_units(), *_agencies(), *_people(), *_entities()]


def _units() -> list[Unit]:
    return [Unit(id=demo_id(f"unit:{key}"), name=name, short_name=short) for key, (name, short) in UNITS.items()]


def _agencies() -> list[Agency]:
    return [Agency(id=demo_id(f"agency:{key}"), name=name, organ_id=organ) for key, (name, organ) in AGENCIES.items()]


def _people() -> list[Person]:
    return [
        Person(
            id=person_id(known.login),
            login=known.login,
            name=known.name,
            posts=(
                Post(role=known.role, unit_id=demo_id(f"unit:{known.unit}") if known.unit else "", title=known.title),
            ),
        )
        for known in MEMBERS
    ]


def _entities() -> list[Entity]:
    return [
        Entity(
            id=COMMITTEE,
            name="Ủy ban nhân dân tỉnh Bình Sơn",
            short_name="UBND",
            place="Bình Sơn",
            sealer_ids=(person_id(CLERK),),
            leader_ids=(person_id(LEADER),),
        ),
        Entity(
            id=OFFICE,
            name="Văn phòng Ủy ban nhân dân tỉnh Bình Sơn",
            short_name="VPUBND",
            parent_name="Ủy ban nhân dân tỉnh Bình Sơn",
            place="Bình Sơn",
            sealer_ids=(person_id(CLERK),),
            leader_ids=(person_id(CHIEF),),
        ),
    ]
