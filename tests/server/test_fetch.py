"""Judges fetch over plain HTTP: no other scheme, no redirect, no endless answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from server.judging import fetch as fetching
from server.judging.fetch import fetch
from signing.validation import SourceAway


class Source(BaseHTTPRequestHandler):
    """A responder of this test."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/elsewhere" else 500 if self.path == "/broken" else 200)
        if self.path == "/elsewhere":
            self.send_header("Location", "/crl")
        self.end_headers()
        self.wfile.write(b"x" * 100 if self.path == "/large" else b"crl")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["Content-Type"].encode() + b" " + body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Source) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_list_is_got_and_a_question_is_posted(url: str) -> None:
    assert fetch(url + "/crl", None) == b"crl"
    assert fetch(url + "/ocsp", b"question") == b"application/ocsp-request question"


@pytest.mark.parametrize("path", ["/elsewhere", "/broken"])
def test_answer_that_is_none_is_a_source_away(url: str, path: str) -> None:
    with pytest.raises(SourceAway):
        fetch(url + path, None)


def test_answer_without_end_is_cut(url: str, monkeypatch) -> None:
    monkeypatch.setattr(fetching, "BYTES_MAX", 50)
    with pytest.raises(SourceAway):
        fetch(url + "/large", None)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x/y", "ldap://x", "http://", "http://127.0.0.1:1/"])
def test_other_schemes_and_dead_addresses_are_sources_away(address: str) -> None:
    with pytest.raises(SourceAway):
        fetch(address, None)
