"""What a sender is told of a document that he or she sent, and whether that is late.

The status goes out with the step that makes it: `01` when the document has arrived, `03` when it is registered, `02`
when it is returned, all with the executor's time, so none can be of another day than its step (D30 Art. 21.2; codes of
the national axis). Late is what has no answer after the day on which it came: an incoming document that is neither
registered nor returned, an outgoing one that a recipient has not confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from office.deadlines import local_date
from office.records import Document, IncomingDocument, Instant, Receipt, ReceiptCode

CODES: Mapping[str, ReceiptCode] = {
    "arrived": "01",
    "returned": "02",
    "registered": "03",
    "directed": "04",
    "in_progress": "05",
    "completed": "06",
    "recalled": "15",
}
"""State → code; a state that is not here tells the sender nothing."""
STATES: Mapping[ReceiptCode, str] = {code: state for state, code in CODES.items()}
_OUT = ("dispatched", "delivered", "filed")


def with_receipt(document: IncomingDocument, now: Instant) -> IncomingDocument:
    """The document with the status of its state told to the sender, unless that was the last thing told."""
    code = CODES.get(document.state)
    if code is None or (document.receipts and document.receipts[-1].code == code):
        return document
    return replace(document, receipts=(*document.receipts, Receipt(code=code, at=now)))


def is_overdue(document: Document, today: date) -> bool:
    """Tell whether the answer of the same day is missing; `today` is the date in Vietnam."""
    if isinstance(document, IncomingDocument):
        waiting = [document.received_at] if document.state == "arrived" else []
    else:
        is_out = document.state in _OUT
        waiting = [one.sent_at for one in document.deliveries if is_out and one.delivered_at is None]
    return any(came is not None and local_date(came) < today for came in waiting)
