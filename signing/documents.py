"""The document worker and its client: all work with PDF revisions runs in this process (pyHanko lives here).

It holds no key and no network: in the middle of a call it asks its parent for the signature value (`signer`, from a
TokenDoor) and for what addresses answer (`fetch`). A file that hangs or crashes it costs its own job.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from office.records import Place
from signing.outcomes import SourceAway
from signing.pades.job import (
    Completed,
    CompleteJob,
    Prepared,
    PrepareJob,
    Question,
    Signed,
    SignJob,
    VerifyJob,
)
from signing.tokens.messages import SignatureValue
from signing.validation import Trust, Verdict, verify
from workers.client import Asked, Worker
from workers.serve import Ask, serve

Signer = Callable[[bytes], SignatureValue]
Fetch = Callable[[str, bytes | None], bytes]

PREPARE_S = 60.0
SIGN_S = 120.0
"""Without the time that token and time stamp authority take."""
JUDGE_S = 120.0


class Documents:
    """The client: every method may raise WorkerHung or WorkerDied beside what it names."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """`command` starts `signing.documents.main([])`."""
        self._worker = Worker(command, env=env)

    @property
    def pid(self) -> int | None:
        """The process running now."""
        return self._worker.pid

    def prepare(
        self, source: Path, target: Path, places: Mapping[str, Place], initials: int = 1, *, expected_sha256: str = ""
    ) -> Prepared:
        """Add the fields that a draft needs, in one revision; see `signing.pades.fields.prepare`."""
        job = PrepareJob(
            source=str(source),
            target=str(target),
            places=dict(places),
            initials=initials,
            expected_sha256=expected_sha256,
        )
        return self._worker.call("prepare", job, Prepared, deadline_s=PREPARE_S)

    def sign(self, job: SignJob, signer: Signer, fetch: Fetch | None = None, *, trust: Trust | None = None) -> Signed:
        """Fill, draw, sign, check; see `signing.pades.sign.sign`. What `signer` and `fetch` raise comes back.

        Levels lt and lta want a `trust` and a `fetch`: the signed file is completed before the target is made.
        """
        if job.level in ("b", "t"):
            asked = _answerer(signer, fetch)
            return self._worker.call("sign", _plain_paths(job), Signed, deadline_s=SIGN_S, asked=asked)
        assert trust is not None, "long-term levels want to know whom to trust"
        target = Path(job.target)
        with TemporaryDirectory(prefix=".signed-", dir=target.parent) as folder:
            staged = Path(folder) / target.name
            signed = self.sign(msgspec.structs.replace(job, level="t", target=str(staged)), signer, fetch)
            completed = self._complete(
                CompleteJob(
                    source=str(staged),
                    target=str(target),
                    trust=trust,
                    tsa_url=job.tsa_url,
                    at=job.when,
                    stamp=job.level == "lta",
                    own_only=job.role != "seal",
                    expected_sha256=signed.sha256,
                ),
                fetch,
            )
        return msgspec.structs.replace(signed, sha256=completed.sha256, size=completed.size, level=job.level)

    def complete(
        self, source: Path, target: Path, fetch: Fetch, trust: Trust, *, tsa_url: str, at: datetime,
        own_only: bool = False, expected_sha256: str = "",
    ) -> Completed:  # fmt: skip
        """Verify every signature, then add DSS and document time stamp; see `signing.pades.complete.complete`."""
        job = CompleteJob(
            source=str(source),
            target=str(target),
            trust=trust,
            tsa_url=tsa_url,
            at=at,
            own_only=own_only,
            expected_sha256=expected_sha256,
        )
        return self._complete(job, fetch)

    def _complete(self, job: CompleteJob, fetch: Fetch | None) -> Completed:
        return self._worker.call("complete", job, Completed, deadline_s=JUDGE_S, asked=_answerer(None, fetch))

    def verify(
        self,
        path: Path,
        trust: Trust,
        *,
        at: datetime | None = None,
        fetch: Fetch | None = None,
        previous: Path | None = None,
    ) -> Verdict:
        """Judge a file; see `signing.validation.verify`."""
        job = VerifyJob(path=str(path), trust=trust, at=at, previous=str(previous or ""), online=fetch is not None)
        return self._worker.call("verify", job, Verdict, deadline_s=JUDGE_S, asked=_answerer(None, fetch))

    def close(self) -> None:
        """End the process."""
        self._worker.close()


def _plain_paths(job: SignJob) -> SignJob:
    """Paths may come as Path; text passes the pipe."""
    return msgspec.structs.replace(job, source=str(job.source), target=str(job.target))


def _answerer(signer: Signer | None, fetch: Fetch | None) -> Asked:
    """Answers the worker's questions; one that nobody can answer says that the source is away."""

    def answer(name: str, body: bytes) -> bytes:
        if name == "sign" and signer is not None:
            return msgspec.msgpack.encode(signer(body))
        question = msgspec.msgpack.decode(body, type=Question)
        if fetch is None:
            raise SourceAway(url=question.url, why="offline")
        return fetch(question.url, question.body)

    return answer


def _fetch_through(ask: Ask) -> Fetch:
    return lambda url, body: ask("fetch", msgspec.msgpack.encode(Question(url=url, body=body)))


def _prepare(job: PrepareJob, _ask: Ask) -> Prepared:
    from signing.pades.fields import prepare

    return prepare(job)


def _sign(job: SignJob, ask: Ask) -> Signed:
    from signing.pades.sign import sign

    def make(to_be_signed: bytes) -> SignatureValue:
        return msgspec.msgpack.decode(ask("sign", to_be_signed), type=SignatureValue)

    return sign(job, make, _fetch_through(ask))


def _complete(job: CompleteJob, ask: Ask) -> Completed:
    from signing.pades.complete import complete

    return complete(job, _fetch_through(ask))


def _verify(job: VerifyJob, ask: Ask) -> Verdict:
    previous = Path(job.previous) if job.previous else None
    fetch = _fetch_through(ask) if job.online else None
    verdict = verify(Path(job.path), job.trust, at=job.at, fetch=fetch, previous=previous)
    plain = tuple(msgspec.structs.replace(one, field=str(one.field)) for one in verdict.signatures)
    return msgspec.structs.replace(verdict, signatures=plain)  # field names come as the PDF library's own strings


def main(argv: Sequence[str]) -> int:
    """Serve until the parent closes the pipe. The PDF library is imported with the first job that needs it."""
    assert not argv, "the document worker takes no arguments"
    serve(
        {
            "prepare": (PrepareJob, _prepare),
            "sign": (SignJob, _sign),
            "complete": (CompleteJob, _complete),
            "verify": (VerifyJob, _verify),
        }
    )
    return 0
