"""Who may do what: the one question of authorisation, answered from the workflow table.

The server asks it at one place before anything else; what the payload says is judged by the rules themselves.
"""

from __future__ import annotations

from datetime import date

from office.records import AnyRecord
from office.workflow.fold import permits
from office.world import Organisation


def may(person_id: str, record: AnyRecord | None, action_type: str, organisation: Organisation, today: date) -> bool:
    """Tell whether the person may do the verb with the record as it stands; None asks about creating one.

    `today` is the date in Vietnam, by which delegations hold.
    """
    return permits(person_id, record, action_type, organisation, today)
