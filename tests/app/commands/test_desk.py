"""A person's desk without a window: verbs of one process each, and a script of them in one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from app.profiles import PASSPHRASE
from butphe.demo.people import CLERK, COMMITTEE
from butphe.demo.stand import PASSWORD
from tests.helpers.app_office import AppOffice


def desk(app_office: AppOffice, *verb: str, told: str = "") -> subprocess.CompletedProcess[str]:
    app_office.stand.desk(CLERK)
    app_office.stand.close_desk(CLERK)
    command = [sys.executable, "-m", "butphe", "desk", "--profile", str(app_office.stand.profile(CLERK)), *verb]
    environment = {**os.environ, **app_office.stand.environment(CLERK)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, input=told)


def script(app_office: AppOffice, *verbs: Sequence[str]) -> list[dict]:
    told = "".join(json.dumps(verb) + "\n" for verb in verbs)
    done = desk(app_office, "script", told=told)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_person_signs_in_receives_and_lists(app_office: AppOffice):
    server = app_office.stand.server.url
    signed_in = desk(app_office, "--json", "sign-in", server, CLERK, "--password-env", PASSWORD)
    assert json.loads(signed_in.stdout) == {"must_change_password": False}
    received = desk(app_office, "--json", "receive", str(app_office.paper), "--entity", COMMITTEE)
    document = json.loads(received.stdout)["id"]
    shown = json.loads(desk(app_office, "--json", "show", document).stdout)
    assert (shown["state"], shown["pending"]) == ("arrived", ["Tiếp nhận"])
    assert document in desk(app_office, "list", "incoming").stdout
    assert json.loads(desk(app_office, "--json", "sync").stdout) == {"outbox": 0}


def test_script_answers_each_line_and_goes_on_after_a_mistake(app_office: AppOffice):
    replies = script(
        app_office,
        ["sync"],
        ["fly"],
        ["show", "nowhere"],
        ["do", "register", "nowhere", "--payload", '{"code": 3}'],
        ["save-file", "nowhere", "x"],
        ["outbox"],
    )
    assert [reply["exit"] for reply in replies] == [0, 2, 3, 2, 3, 0]
    assert replies[0]["requests_ok"] > 0
    assert replies[2]["code"] == "document_unknown"
    assert replies[-1] == {"exit": 0, "result": [], "requests_ok": 0}


def test_script_signs_with_a_token_and_a_pin_from_the_environment(app_office: AppOffice, tmp_path):
    document = script(app_office, ["receive", str(app_office.paper), "--entity", COMMITTEE])[0]["result"]["id"]
    form = {"code": "7/BKHCN", "issued_on": None, "issuing_agency": "Bộ", "document_type": "", "subject": "x"}
    variable = app_office.stand.pin_variable(CLERK)
    replies = script(
        app_office,
        ["sync"],
        ["do", "register", document, "--payload", json.dumps(form)],
        ["sync"],
        ["do", "stamp", document, "--pin-env", variable],
        ["sync"],
        ["show", document],
        ["save-file", document, str(tmp_path / "copy.pdf")],
        ["save-file", document, str(tmp_path / "copy.pdf" / "again.pdf")],
    )
    assert [reply["exit"] for reply in replies] == [0, 0, 0, 0, 0, 0, 0, 3], replies
    assert "Đóng dấu đến" in [step["what"] for step in replies[5]["result"]["history"]]
    assert (tmp_path / "copy.pdf").read_bytes().startswith(app_office.paper.read_bytes())


def test_json_may_stand_before_the_verb_or_after_it_and_people_get_words(app_office: AppOffice):
    assert [desk(app_office, *words).stdout for words in (("--json", "outbox"), ("outbox", "--json"))] == ["[]\n"] * 2
    assert desk(app_office, "outbox").stdout == "Hộp gửi trống.\n"
    assert "cách dùng: butphe desk [-h] --profile DIR VERB ... [--json]" in desk(app_office, "--help").stdout
    assert "cách dùng: butphe desk list [-h]" in desk(app_office, "list", "--help").stdout


@pytest.mark.parametrize("decision", ["discard", "retry"])
def test_decision_on_what_no_outbox_holds_is_refused_with_3(app_office: AppOffice, decision):
    done = desk(app_office, "--json", "outbox", decision, "nowhere")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nowhere" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_passphrase_that_is_missing_or_wrong_is_no_profile_in_use(app_office: AppOffice, monkeypatch):
    office = app_office.stand
    for passphrase, code in (("", 2), ("not it", 3)):
        monkeypatch.setattr(office, "environment", lambda _person, said=passphrase: {PASSPHRASE: said})
        done = desk(app_office, "outbox")
        assert (done.returncode, PASSPHRASE in done.stderr) == (code, True), done.stderr


def test_first_sign_in_to_a_server_that_is_away_promises_no_sending(tmp_path, monkeypatch):
    monkeypatch.setenv(PASSPHRASE, "a passphrase for trials")
    monkeypatch.setenv("PASSWORD", "x")
    command = [sys.executable, "-m", "butphe", "desk", "--profile", str(tmp_path), "sign-in", "http://127.0.0.1:9"]
    done = subprocess.run([*command, "lan", "--password-env", "PASSWORD"], capture_output=True, text=True)
    assert done.returncode == 5
    assert "Kiểm tra mạng và địa chỉ máy chủ" in done.stderr
    assert "tự gửi" not in done.stderr


@pytest.mark.parametrize("verb", [["outbox", "forget"], ["draft", "--form", "{"], ["draft", "--form", "{}"]])
def test_wrong_form_of_a_verb_is_wrong_usage(app_office: AppOffice, verb):
    done = desk(app_office, *verb)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_draft_of_strangers_is_wrong_usage_not_a_trace(app_office: AppOffice):
    form = {"entity_id": "nowhere", "subject": "x", "body": "y", "unit_id": "", "unit_head_id": "", "signer_id": ""}
    done = desk(app_office, "draft", "--form", json.dumps(form))
    assert done.returncode == 2
    assert "entity_id nowhere" in done.stderr
