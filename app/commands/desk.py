"""`butphe desk`: a person's desk without a window, verb by verb, for scripts and for tests.

`script` reads verbs from standard input, a JSON array of words a line, and answers each with one JSON line
`{"exit", "result" | "error", "requests_ok"}`: the same desk stays open between them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app import console
from app.commands.inputs import add_pin, existing, pin_of, place_of, secret_of
from app.commands.printed import lines
from app.errors import KeyringAbsent, KeyringLocked, NothingToDecide, PassphraseWrong, PayloadBroken, of_system
from app.messages import say_at_terminal
from app.profiles import PASSPHRASE
from app.texts import _, language
from app.usage import EXIT_USAGE, Parser, WrongUsage
from office.actions import AnyPayload
from office.errors import ButPheError
from office.flaws import flaw
from office.words import ACTIONS

if TYPE_CHECKING:
    from app.desk import Desk

NAME = "desk"
SIGNING = frozenset({"initial", "sign", "seal", "stamp"})
Verb = Callable[["Desk", argparse.Namespace], Any]


def describe() -> str:
    """One line of help."""
    return _("bàn làm việc không cửa sổ, dùng cho kịch bản")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The profile, and the verbs."""
    parser.add_argument("--profile", required=True, type=Path, metavar="DIR", help=_("thư mục hồ sơ người dùng"))
    parser.add_argument("--json", action="store_true", help=_("kết quả là một dòng JSON"))
    _add_verbs(parser, with_script=True)
    parser.usage = "%(prog)s [-h] --profile DIR VERB ... [--json]"


def run(arguments: argparse.Namespace) -> int:
    """Open the desk, do one verb (or a script of them), close it."""
    from app.compose import open_desk

    try:
        desk = open_desk(arguments.profile, passphrase=os.environ.get(PASSPHRASE) or None)
    except (KeyringAbsent, KeyringLocked, PassphraseWrong) as error:
        return _no_key(error)
    try:
        if arguments.verb == "script":
            return _script(desk)
        result = VERBS[arguments.verb](desk, arguments)
        if arguments.json:
            console.as_json(result)
            return 0
        for line in lines(arguments.verb, result):
            console.line(line)
        return 0
    finally:
        desk.close()


def _no_key(error: ButPheError) -> int:
    """Say where the passphrase is to be put: nobody is asked for it here, and it never stands on a command line."""
    said = say_at_terminal(error)
    todo = _("Đặt mật khẩu bảo vệ vào biến môi trường {variable} rồi chạy lại.", variable=PASSPHRASE)
    console.complain(f"{said.what} {todo}")
    return said.exit_code


def _script(desk: Desk) -> int:
    for line in sys.stdin:
        before = desk.requests_ok
        reply = _reply(desk, line)
        console.as_json({**reply, "requests_ok": desk.requests_ok - before})
    return 0


def _reply(desk: Desk, line: str) -> dict[str, Any]:
    try:
        arguments = _verb_parser().parse_args(_words(line))
        return {"exit": 0, "result": VERBS[arguments.verb](desk, arguments)}
    except WrongUsage as wrong:
        return {"exit": EXIT_USAGE, "error": str(wrong), "code": "usage"}
    except ButPheError as error:
        return _refused(error)
    except OSError as error:
        return _refused(of_system(error))
    except SystemExit:  # the line asked for help, which is printed by then
        return {"exit": EXIT_USAGE, "error": _("Trợ giúp không phải là một lệnh của kịch bản."), "code": "usage"}


def _words(line: str) -> list[str]:
    try:
        return msgspec.json.decode(line, type=list[str])
    except msgspec.DecodeError as error:
        raise WrongUsage(_("Mỗi dòng là một mảng JSON các chữ: {why}.", why=flaw(str(error), language()))) from error


def _action(text: str) -> str:
    if text not in ACTIONS:
        raise argparse.ArgumentTypeError(_("không có việc nào tên {action}, xem butphe rules", action=text))
    return text


def _refused(error: ButPheError) -> dict[str, Any]:
    said = say_at_terminal(error)
    return {"exit": said.exit_code, "error": f"{said.what} {said.todo}".strip(), "code": said.code}


@cache
def _verb_parser() -> argparse.ArgumentParser:
    parser = Parser(prog="butphe desk")
    _add_verbs(parser, with_script=False)
    return parser


def _add_verbs(parser: argparse.ArgumentParser, *, with_script: bool) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    sign_in = verbs.add_parser("sign-in", help=_("đăng nhập vào máy chủ"))
    sign_in.add_argument("url")
    sign_in.add_argument("user")
    sign_in.add_argument("--password-env", required=True, metavar="VAR")
    sign_in.add_argument("--new-password-env", metavar="VAR", help=_("mật khẩu mới khi phải đổi"))
    verbs.add_parser("sync", help=_("gửi và nhận"))
    listing = verbs.add_parser("list", help=_("liệt kê một mục"))
    listing.add_argument("folder", choices=["incoming", "drafts", "for_signature", "outgoing", "dossiers"])
    listing.add_argument("--filter", default="")
    for name, help_text in (("show", _("xem một văn bản")), ("read", _("đọc các trường từ trang"))):
        verbs.add_parser(name, help=help_text).add_argument("id")
    verdict = verbs.add_parser("verify", help=_("kiểm tra chữ ký của một văn bản"))
    verdict.add_argument("id")
    save = verbs.add_parser("save-file", help=_("lưu một bản ra ngoài"))
    save.add_argument("id")
    save.add_argument("out", type=Path)
    save.add_argument("--sha256", default="")
    _add_acting(verbs)
    verbs.add_parser("outbox", help=_("những gì đang chờ gửi")).add_argument(
        "decision", nargs="*", metavar="retry|discard ID"
    )
    verbs.add_parser("search", help=_("tìm trên máy này")).add_argument("text")
    verbs.add_parser("tokens", help=_("thiết bị ký số đang cắm"))
    for verb in verbs.choices.values():  # said again for those who end a line with it; unsaid, it changes nothing
        verb.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("kết quả là một dòng JSON"))
    if with_script:
        verbs.add_parser("script", help=_("đọc các lệnh từ đầu vào chuẩn"))


def _add_acting(verbs: Any) -> None:
    receive = verbs.add_parser("receive", help=_("tiếp nhận một tệp PDF"))
    receive.add_argument("file", type=Path)
    receive.add_argument("--entity", required=True)
    receive.add_argument("--channel", default="other")
    receive.add_argument("--not-secret", action="store_true", help=_("đã xem bản ảnh: không có dấu mật"))
    draft = verbs.add_parser("draft", help=_("soạn dự thảo"))
    draft.add_argument("--form", required=True, metavar="JSON|-")
    draft.add_argument("--id", default="")
    dossier = verbs.add_parser("open-dossier", help=_("mở hồ sơ công việc"))
    for option in ("--entity", "--code", "--title"):
        dossier.add_argument(option, required=True)
    dossier.add_argument("--retention", default="")
    do = verbs.add_parser("do", help=_("làm một việc với văn bản"))
    do.add_argument("action", type=_action, metavar="ACTION")
    do.add_argument("id", metavar="ID")
    do.add_argument("--payload", default="{}", metavar="JSON|-")
    do.add_argument("--token", default="", metavar="LABEL")
    do.add_argument("--cert", default="", metavar="LABEL")
    do.add_argument("--place", type=place_of, metavar="PAGE,X,Y,W,H")
    add_pin(do)


# ── verbs ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _sign_in(desk: Desk, arguments: argparse.Namespace) -> Any:
    password = secret_of(arguments.password_env)
    must_change = desk.sign_in(arguments.url, arguments.user, password)
    if must_change and arguments.new_password_env:
        desk.change_password(password, secret_of(arguments.new_password_env))
        must_change = False
    return {"must_change_password": must_change}


def _sync(desk: Desk, arguments: argparse.Namespace) -> Any:
    desk.sync()
    return {"outbox": len(desk.queries.outbox())}


def _list(desk: Desk, arguments: argparse.Namespace) -> Any:
    return msgspec.to_builtins(desk.queries.page(arguments.folder, arguments.filter))


def _show(desk: Desk, arguments: argparse.Namespace) -> Any:
    view = msgspec.to_builtins(desk.queries.document(arguments.id))
    if view["signing"]:
        view["signing"].pop("image_png")
    return view


def _read(desk: Desk, arguments: argparse.Namespace) -> Any:
    return msgspec.to_builtins(desk.reading.fields(arguments.id))


def _verify(desk: Desk, arguments: argparse.Namespace) -> Any:
    return msgspec.to_builtins(desk.signatures.verdict(arguments.id))


def _save_file(desk: Desk, arguments: argparse.Namespace) -> Any:
    desk.save_file(arguments.id, arguments.out, arguments.sha256)
    return {"file": str(arguments.out)}


def _receive(desk: Desk, arguments: argparse.Namespace) -> Any:
    path = existing(arguments.file)
    channel = arguments.channel
    document = desk.receive(path, arguments.entity, channel=channel, declared_not_secret=arguments.not_secret)
    return {"id": document}


def _draft(desk: Desk, arguments: argparse.Namespace) -> Any:
    from app.drafting import DraftForm

    form = _decoded(arguments.form, DraftForm)
    return {"id": desk.draft(form, arguments.id)}


def _open_dossier(desk: Desk, arguments: argparse.Namespace) -> Any:
    return {"id": desk.open_dossier(arguments.entity, arguments.code, arguments.title, arguments.retention)}


def _do(desk: Desk, arguments: argparse.Namespace) -> Any:
    if arguments.action in SIGNING or arguments.token:
        return {"action": _with_token(desk, arguments)}
    if arguments.action == "renew":
        return {"action": desk.signatures.renew(arguments.id)}
    return {"action": desk.act(arguments.id, _payload(arguments.action, arguments.payload))}


def _payload(action: str, text: str) -> AnyPayload:
    """What the action is told; raises PayloadBroken."""
    content = _decoded(text, dict[str, Any])
    try:
        payload: AnyPayload = msgspec.convert({**content, "type": action}, AnyPayload)
    except msgspec.ValidationError as error:
        raise PayloadBroken(why=flaw(str(error), language())) from error
    if strange := sorted(content.keys() - {"type", *payload.__struct_fields__}):
        raise PayloadBroken(why=_("không có trường {names}", names=", ".join(strange)))
    return payload


def _with_token(desk: Desk, arguments: argparse.Namespace) -> str:
    fingerprints = desk.signatures.registered(arguments.id, arguments.action)
    chosen = desk.signatures.choose(arguments.token, arguments.cert, fingerprints=fingerprints)
    desk.signatures.open(chosen, pin_of(arguments))
    return desk.signatures.sign(arguments.id, arguments.action, chosen, place=arguments.place)


def _outbox(desk: Desk, arguments: argparse.Namespace) -> Any:
    match arguments.decision:
        case []:
            return msgspec.to_builtins(desk.queries.outbox())
        case ["retry" | "discard" as decision, action_id]:
            decide = desk.retry if decision == "retry" else desk.discard
            if not decide(action_id):
                raise NothingToDecide(id=action_id)
            return {"done": True}
        case _:
            raise WrongUsage(_("Viết: butphe desk outbox, hoặc outbox retry ID, hoặc outbox discard ID."))


def _search(desk: Desk, arguments: argparse.Namespace) -> Any:
    return msgspec.to_builtins(desk.queries.search(arguments.text))


def _tokens(desk: Desk, arguments: argparse.Namespace) -> Any:
    return msgspec.to_builtins(desk.signatures.tokens())


VERBS: dict[str, Verb] = {
    "sign-in": _sign_in,
    "sync": _sync,
    "list": _list,
    "show": _show,
    "read": _read,
    "verify": _verify,
    "save-file": _save_file,
    "receive": _receive,
    "draft": _draft,
    "open-dossier": _open_dossier,
    "do": _do,
    "outbox": _outbox,
    "search": _search,
    "tokens": _tokens,
}


def _decoded(text: str, kind: Any) -> Any:
    content = sys.stdin.read() if text == "-" else text
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError as error:
        raise PayloadBroken(why=flaw(str(error), language())) from error
