"""What `butphe desk` prints for people: lines in their words. Machines ask for `--json` and are not answered here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from app.texts import _

Value = Mapping[str, Any]


def lines(verb: str, result: Any) -> Iterator[str]:
    """A verb's result, line by line: rows of a list, what a document says, else its few values."""
    match result:
        case {"done": True}:
            yield _("Đã xong.")
        case _ if verb in PRINTERS:
            yield from PRINTERS[verb](result)
        case {"rows": rows}:
            yield from map(_row, rows) if rows else [result["empty"]]
        case dict() if len(result) == 1:
            yield from map(str, result.values())
        case _:
            yield json.dumps(result, ensure_ascii=False, indent=2)


def _row(row: Value) -> str:
    return f"{row['id']}  {row['when']:>10}  {row['heading']}  {row['title']}"


def _outbox(rows: Sequence[Value]) -> Iterator[str]:
    yield from map(_waiting, rows) if rows else [_("Hộp gửi trống.")]


def _waiting(row: Value) -> str:
    return f"{row['action_id']}  {row['since']:>10}  {row['what']}  {row['document']}  ({row['state_words']})"


def _document(view: Value) -> Iterator[str]:
    yield " · ".join(part for part in (view["title"], view["state_words"], view["due_words"]) if part)
    for field in view["fields"]:
        yield f"  {field['label']}: {field['value']}"
    for file in view["files"]:
        yield f"  {file['name']} ({file['size_words']})  {file['sha256']}"
    for step in view["history"]:
        yield "  " + "  ".join(part for part in (step["when"], step["who"], step["what"]) if part)
    if view["pending"]:
        yield _("Chờ gửi: {names}", names=", ".join(view["pending"]))
    for conflict in view["conflicts"]:
        yield f"{conflict['action_id']}  {conflict['title']}: {conflict['reason']}"
    if offered := [choice["type"] for choice in view["actions"] if choice["enabled"]]:
        yield _("Việc làm được: {names}", names=", ".join(offered))


def _verdict(bar: Value) -> Iterator[str]:
    yield bar["headline"]
    if bar["detail"]:
        yield f"  {bar['detail']}"
    for one in bar["signatures"]:
        yield f"  {one['signer']}: {one['verdict']}, {one['when']}"
        yield from (f"      {reason}" for reason in one["reasons"])


def _tokens(tokens: Sequence[Value]) -> Iterator[str]:
    if not tokens:
        yield _("Không thấy thiết bị ký số.")
    for token in tokens:
        yield " · ".join(part for part in (token["label"], token["serial"], token["warning"]) if part)
        for one in token["certificates"]:
            yield f"  {one['holder']} ({one['valid_words']})" + (f": {one['why_not']}" if one["why_not"] else "")


def _read(found: Value) -> Iterator[str]:
    yield from (f"{name}\t{value}" for name, value in found["values"].items())


def _sync(done: Value) -> Iterator[str]:
    yield _("Đã đồng bộ. Hộp gửi còn {count} việc.", count=done["outbox"])


def _sign_in(done: Value) -> Iterator[str]:
    yield _("Đã đăng nhập; cần đổi mật khẩu.") if done["must_change_password"] else _("Đã đăng nhập.")


PRINTERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "outbox": _outbox,
    "tokens": _tokens,
    "show": _document,
    "verify": _verdict,
    "read": _read,
    "sync": _sync,
    "sign-in": _sign_in,
}
