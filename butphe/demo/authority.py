"""The demo's certification authority as a process: time stamps, OCSP, CRLs and CA certificates on its own address.

    python -m butphe.demo.authority DIR [http://127.x.y.z:PORT]

It prints one line of JSON, `{"listening": "http://127.x.y.z:PORT"}`, when it answers, and ends with the process that
started it (its standard input closes) or when asked to. It answers at the address that the certificates name, or at
the one it is told where that is taken. A revocation declared by `Pki.revoke` is said from the next answer on.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, ServiceLabel
from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

from butphe.demo.blueprint import ARCHITECTURE
from butphe.demo.pki import Pki


class WholeSeconds(Animator):
    """Answers at whole seconds: strict readers refuse fractions in the times of OCSP and CRL (RFC 5280 §4.1.2.5.2)."""

    def __init__(self, pki: Pki) -> None:
        super().__init__(
            AnimatorArchStore({ArchLabel(ARCHITECTURE): pki.architecture}), with_web_ui=False, allow_time_override=False
        )
        self._pki = pki

    def serve_crl(
        self, request: Request, *, label: ServiceLabel, arch: str, crl_no: int | None, use_pem: bool
    ) -> Response:
        """The list of this moment: certomancer's would name what was revoked when its period began."""
        del arch, crl_no, use_pem
        return Response(self._pki.crl(str(label), self.at_time(request)), mimetype="application/pkix-crl")

    def at_time(self, request: Request) -> datetime:
        """The moment at which a request is answered."""
        del request
        return datetime.now(UTC).replace(microsecond=0)


class Answers:
    """The WSGI application; it loads the authority anew when its declaration has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loading = threading.Lock()
        self._stamp = 0
        self._pki = Pki(folder)
        self._animator: Animator | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        answer: Iterable[bytes] = self._current()(environ, start_response)
        return answer

    def warm(self) -> None:
        """Load the keys and issue every certificate now (OCSP looks through them all), so that nobody waits for it."""
        self._current()
        for key in (self._folder / "keys").glob("*.pem"):
            self._pki.certificate(key.stem)

    def _current(self) -> Animator:
        stamp = (self._folder / "authority.json").stat().st_mtime_ns
        with self._loading:
            if self._animator is None or stamp != self._stamp:
                self._pki = Pki(self._folder)
                self._animator = WholeSeconds(self._pki)
                self._stamp = stamp
            return self._animator


class _Silent(WSGIRequestHandler):
    """Requests are nobody's concern here; errors still reach standard error."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def main(argv: list[str]) -> int:
    """Answer until told to end; 2 for wrong usage, 5 when the address is taken."""
    if len(argv) not in (1, 2):
        sys.stderr.write(__doc__ or "")
        return 2
    folder = Path(argv[0])
    address, answers = urlsplit(argv[1] if len(argv) == 2 else Pki(folder).url), Answers(folder)
    try:
        server = make_server(
            str(address.hostname), int(address.port or 0), answers, threaded=True, request_handler=_Silent
        )
    except (OSError, SystemExit):
        sys.stderr.write(f"{address.netloc} is taken by another program\n")
        return 5
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    threading.Thread(target=_end_with_starter, daemon=True).start()
    sys.stdout.write(json.dumps({"listening": address.geturl()}) + "\n")
    sys.stdout.flush()
    threading.Thread(target=answers.warm, daemon=True).start()
    server.serve_forever()
    return 0


def _end_with_starter() -> None:
    """The starter holds the other end of standard input; when it is gone, so are we."""
    while os.read(0, 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
