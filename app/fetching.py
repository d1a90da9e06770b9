"""What the signing rooms may ask of the network: time stamps, revocation, certificates; bounded in time and size."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from signing.outcomes import SourceAway

if TYPE_CHECKING:
    from requests import Session

ANSWER_BYTES_MAX = 20 * 1024 * 1024
TRIES = 3


class Fetcher:
    """Answers `fetch(url, body)`; body None is GET. One session, three tries with growing pauses (TSAs are slow)."""

    def __init__(self, *, timeout_s: float = 20.0) -> None:
        self._timeout_s = timeout_s

    @cached_property
    def _session(self) -> Session:
        """Made when first needed: HTTP takes long to import, and a desk that only reads never asks."""
        from requests import Session

        session = Session()
        session.max_redirects = 3
        return session

    def __call__(self, url: str, body: bytes | None) -> bytes:
        """The answer's bytes; raises SourceAway(url, why) when there is none."""
        import requests

        why = ""
        for turn in range(TRIES):
            if turn:
                time.sleep(0.2 * 2**turn)
            try:
                return self._once(url, body)
            except requests.RequestException as error:
                why = type(error).__name__
                if isinstance(error, requests.ConnectionError) and not isinstance(error, requests.Timeout):
                    break  # nobody listens: waiting helps no one who is offline
        raise SourceAway(url=url, why=why)

    def _once(self, url: str, body: bytes | None) -> bytes:
        headers = {"Content-Type": _content_type(body)} if body is not None else {}
        method = "POST" if body is not None else "GET"
        with self._session.request(
            method, url, data=body, headers=headers, timeout=(3.05, self._timeout_s), stream=True
        ) as reply:
            reply.raise_for_status()
            answer = reply.raw.read(ANSWER_BYTES_MAX + 1, decode_content=True)
        if len(answer) > ANSWER_BYTES_MAX:
            raise SourceAway(url=url, why="too_large")
        return bytes(answer)


def _content_type(body: bytes) -> str:
    """RFC 3161 and RFC 6960 name their request types; a time stamp request begins with version 1 as an INTEGER."""
    return "application/timestamp-query" if _is_timestamp_request(body) else "application/ocsp-request"


def _is_timestamp_request(body: bytes) -> bool:
    header = 2 if body[1] < 0x80 else 2 + (body[1] & 0x7F)
    return body[header : header + 3] == b"\x02\x01\x01"
