"""Fetches revocation lists and responder answers for the judges: plain HTTP(S), short time-outs, bounded size.

What is fetched is signed by an authority, so the transport need not be trusted; redirects are not followed.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

from signing.validation import SourceAway

TIMEOUT_S = 10.0
BYTES_MAX = 64 * 1024 * 1024
OCSP_REQUEST = "application/ocsp-request"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Never follow."""


_opener = urllib.request.build_opener(_NoRedirect)


def fetch(url: str, body: bytes | None) -> bytes:
    """GET, or POST of an OCSP request; raises SourceAway."""
    if not url.lower().startswith(("http://", "https://")):
        raise SourceAway(url=url, why="scheme")
    headers = {"Content-Type": OCSP_REQUEST} if body is not None else {}
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 the scheme is checked above
    try:
        with _opener.open(request, timeout=TIMEOUT_S) as reply:
            content: bytes = reply.read(BYTES_MAX + 1)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise SourceAway(url=url, why=error) from None
    if len(content) > BYTES_MAX:
        raise SourceAway(url=url, why="size")
    return content
