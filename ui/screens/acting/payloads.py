"""The payload that a filled form means, verb by verb. No Qt; whether it may be done is the rulebook's affair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from office import actions
from office.records import Assignment
from ui.screens.acting.state import Values

Ids = Callable[[], str]


def _text(values: Values, key: str) -> str:
    return str(values.get(key) or "")


def _day(values: Values, key: str) -> date | None:
    value = values.get(key)
    return value if isinstance(value, date) else None


def _direct(values: Values, ids: Ids) -> actions.AnyPayload:
    due = _day(values, "due_on")
    lead = _text(values, "lead")
    support = values.get("support")
    helpers = [one for one in support if one != lead] if isinstance(support, tuple) else []
    assignments = (
        Assignment(role="lead", person_id=lead, due_on=due),
        *(Assignment(role="support", person_id=one, due_on=due) for one in helpers),
    )
    return actions.Direct(text=_text(values, "text"), assignments=assignments)


def _assign(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Assign(
        person_id=_text(values, "person_id"), due_on=_day(values, "due_on"), text=_text(values, "text")
    )


def _ask_extension(values: Values, ids: Ids) -> actions.AnyPayload:
    until = _day(values, "until_on")
    assert until is not None, "the form asks for the day"
    return actions.AskExtension(id=ids(), until_on=until, reason=_text(values, "reason"))


def _decide(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.DecideExtension(id=_text(values, "id"), granted=bool(values.get("granted")))


def _complete(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Complete(answered_by=_text(values, "answered_by"), note=_text(values, "note"))


def _forward(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Forward(person_id=_text(values, "person_id"), reason=_text(values, "reason"))


def _opine(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Opine(id=ids(), text=_text(values, "text"))


def _submit(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Submit(to_id=_text(values, "to_id"))


def _file(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.FileAway(dossier_id=_text(values, "dossier_id"))


def _confirm(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.ConfirmDelivery(recipient_name=_text(values, "recipient_name"))


def _supersede(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Supersede(by_id=_text(values, "by_id"))


def _refuse(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.RefuseAtDoor(reason=_text(values, "reason"))


def _return(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.ReturnDraft(reason=_text(values, "reason"))


def _return_assignment(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.ReturnAssignment(reason=_text(values, "reason"))


def _recall(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.Recall(reason=_text(values, "reason"))


def _void(values: Values, ids: Ids) -> actions.AnyPayload:
    return actions.VoidNumber(reason=_text(values, "reason"))


_ASKED: dict[str, Callable[[Values, Ids], actions.AnyPayload]] = {
    "submit": _submit,
    "direct": _direct,
    "assign": _assign,
    "forward": _forward,
    "opine": _opine,
    "ask_extension": _ask_extension,
    "decide_extension": _decide,
    "complete": _complete,
    "file": _file,
    "confirm_delivery": _confirm,
    "supersede": _supersede,
    "refuse": _refuse,
    "return": _return,
    "return_assignment": _return_assignment,
    "recall": _recall,
    "void_number": _void,
}
_PLAIN: dict[str, Callable[[], actions.AnyPayload]] = {
    "withdraw_directive": actions.WithdrawDirective,
    "begin": actions.Begin,
    "archive": actions.Archive,
    "submit_draft": actions.SubmitDraft,
    "withdraw": actions.Withdraw,
    "pass_format": actions.PassFormat,
    "number": actions.Number,
    "dispatch": actions.Dispatch,
    "close_dossier": actions.CloseDossier,
    "archive_dossier": actions.ArchiveDossier,
}


def payload_of(action: str, values: Values, ids: Ids) -> actions.AnyPayload:
    """The payload of an action whose form was filled (or that asks nothing)."""
    made = _ASKED.get(action)
    return made(values, ids) if made else _PLAIN[action]()


def asks_nothing(action: str) -> bool:
    """Whether the action is done at once."""
    return action in _PLAIN
