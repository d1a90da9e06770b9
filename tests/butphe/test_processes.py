"""Child processes of the demo end for certain, and half an answer is no answer."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from butphe.demo.processes import Desk, DeskFailed, Server, ServerDidNotStart, end, free_beside, is_taken


def test_desk_answers_verbs_and_is_started_anew_after_a_kill(tmp_path: Path):
    desk = Desk(tmp_path / "profile", {"BUTPHE_PASSPHRASE": "mật khẩu"}, tmp_path / "log")
    assert desk.do("outbox") == []
    desk.kill()
    assert desk.do("outbox") == []
    assert desk.requests_ok == 0
    desk.close()
    assert desk.pid is None


def test_verb_that_fails_says_its_exit_code(tmp_path: Path):
    desk = Desk(tmp_path / "profile", {"BUTPHE_PASSPHRASE": "mật khẩu"}, tmp_path / "log")
    with pytest.raises(DeskFailed) as failed:
        desk.do("sync")
    assert failed.value.exit_code == 5
    desk.close()


def test_server_that_cannot_start_is_said(tmp_path: Path):
    with pytest.raises(ServerDidNotStart):
        Server(tmp_path / "no-office", tmp_path, tmp_path / "log").start()


def test_process_that_does_not_listen_is_ended_all_the_same():
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('x', flush=True); time.sleep(600)"
    process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    end(process, within_s=0.2)
    assert process.returncode == -9


def test_port_is_taken_while_somebody_listens_and_the_one_beside_it_is_free():
    with socket.create_server(("127.0.0.1", 0)) as holder:
        url = f"http://127.0.0.1:{holder.getsockname()[1]}"
        assert is_taken(url)
        beside = free_beside(url)
        assert beside != url
        assert not is_taken(beside)
    assert not is_taken(url)


def test_connections_that_ended_do_not_hold_a_port():
    with socket.create_server(("127.0.0.1", 0)) as holder:
        url = f"http://127.0.0.1:{holder.getsockname()[1]}"
        with socket.create_connection(holder.getsockname()):
            answering, _ = holder.accept()
            answering.close()  # the side that closes first waits for a minute
    assert not is_taken(url)
