"""The workflow: one table of what may be done, and its pure readers. The table is the specification."""

from office.workflow.fold import TABLE, Allowed, allowed, apply, fold, fulfil, is_exact, rows
from office.workflow.outgoing import seal_fields
from office.workflow.table import Row, Rule, state_of

__all__ = [
    "TABLE",
    "Allowed",
    "Row",
    "Rule",
    "allowed",
    "apply",
    "fold",
    "fulfil",
    "is_exact",
    "rows",
    "seal_fields",
    "state_of",
]
