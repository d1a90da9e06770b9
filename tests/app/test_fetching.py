"""What the signing rooms may ask of the network: bounded, typed by its standard, away when nobody answers."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from app import fetching
from app.fetching import Fetcher
from signing.outcomes import SourceAway

TIMESTAMP = bytes.fromhex("300602010104013000"[:18])
OCSP = bytes.fromhex("3003300130")


class Authority(BaseHTTPRequestHandler):
    """Answers what it was asked with the content type that came."""

    def do_GET(self):
        if self.path == "/large":
            self.reply(200, b"x" * (fetching.ANSWER_BYTES_MAX + 10))
        else:
            self.reply(404 if self.path == "/gone" else 200, b"a list")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.reply(200, self.headers["Content-Type"].encode())

    def reply(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture(scope="module")
def address():
    server = HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_list_is_fetched_by_get(address):
    assert Fetcher()(f"{address}/crl", None) == b"a list"


@pytest.mark.parametrize(
    ("body", "kind"), [(TIMESTAMP, b"application/timestamp-query"), (OCSP, b"application/ocsp-request")]
)
def test_question_is_sent_under_its_own_type(address, body, kind):
    assert Fetcher()(f"{address}/ask", body) == kind


@pytest.mark.parametrize("path", ["/gone", "/large"])
def test_bad_answer_is_no_answer(address, path, monkeypatch):
    monkeypatch.setattr(fetching, "TRIES", 1)
    with pytest.raises(SourceAway):
        Fetcher()(address + path, None)


def test_nobody_there_is_said_at_once():
    with pytest.raises(SourceAway) as away:
        Fetcher()("http://127.0.0.1:9/", None)
    assert away.value.facts["url"] == "http://127.0.0.1:9/"
