"""What a level adds to a signature: nothing (b), a signature time stamp (t), long-term material as well (lta)."""

from __future__ import annotations

from signing.outcomes import TimestampAway
from signing.pades.external import Fetch, FetchingTimeStamper
from signing.pades.job import SignJob

CMS_BYTES = 16 * 1024
"""Room for the CMS: about 5 KB with a time stamp in the field, and some authorities send long chains."""


def stamped(job: SignJob) -> bool:
    """Whether the signature itself gets a time stamp."""
    return job.level != "b"


def stamper(job: SignJob, fetch: Fetch | None) -> FetchingTimeStamper | None:
    """Who stamps; raises TimestampAway when the level wants a stamp and there is nobody to ask."""
    if not stamped(job):
        return None
    if fetch is None or not job.tsa_url:
        raise TimestampAway(url=job.tsa_url, why="not_configured")
    return FetchingTimeStamper(job.tsa_url, fetch)


def reserved_digits(job: SignJob) -> int:
    """Hex digits to leave for the value of the signature."""
    return 2 * (CMS_BYTES + len(job.certificate_der) + sum(map(len, job.chain_der)))
