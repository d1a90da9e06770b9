"""What commands take from outside: files, PINs, places."""

from __future__ import annotations

import argparse
import io

import pytest

from app.commands import inputs
from app.errors import FileUnknown, PinNotGiven, SecretNotGiven
from app.usage import WrongUsage


def given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    inputs.add_pin(parser)
    return parser.parse_args(words)


def test_pin_comes_from_the_environment_or_from_standard_input(monkeypatch):
    monkeypatch.setenv("MY_PIN", "1234")
    assert inputs.pin_of(given("--pin-env", "MY_PIN")) == "1234"
    monkeypatch.setattr("sys.stdin", io.StringIO("5678\n"))
    assert inputs.pin_of(given("--pin-stdin")) == "5678"


def test_pin_that_was_not_given_is_said(monkeypatch):
    monkeypatch.setenv("MY_PIN", "")
    with pytest.raises(PinNotGiven):
        inputs.pin_of(given("--pin-env", "MY_PIN"))
    monkeypatch.delenv("MY_PIN")
    with pytest.raises(WrongUsage, match="MY_PIN"):
        inputs.pin_of(given("--pin-env", "MY_PIN"))
    with pytest.raises(SecretNotGiven):
        inputs.secret_of("MY_PIN")


def test_empty_line_is_no_pin(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    with pytest.raises(PinNotGiven):
        inputs.pin_of(given("--pin-stdin"))


def test_place_is_in_millimetres_from_the_top_left():
    place = inputs.place_of("2,25.4,50.8,10,5")
    assert (place.page, round(place.x0), round(place.y0)) == (2, 72, 144)
    assert round(place.x1 - place.x0, 1) == 28.3


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d,e", "0,1,1,1,1", "1.5,1,1,1,1", "1,1,1,0,1", "1,nan,1,1,1"])
def test_place_of_another_form_is_wrong_usage(text):
    with pytest.raises(argparse.ArgumentTypeError):
        inputs.place_of(text)


def test_time_without_an_offset_is_utc_and_other_words_are_wrong_usage():
    assert inputs.instant_of("2026-01-31").isoformat() == "2026-01-31T00:00:00+00:00"
    assert inputs.instant_of("2026-01-31T08:00+07:00").isoformat() == "2026-01-31T08:00:00+07:00"
    with pytest.raises(argparse.ArgumentTypeError, match="yesterday"):
        inputs.instant_of("yesterday")


def test_files_go_on_past_one_that_cannot_be_used_and_the_gravest_code_counts(tmp_path, capsys):
    def work(path):
        return 6 if path.name == "good" else inputs.existing(path) and 0

    assert inputs.each([tmp_path / "a", tmp_path / "good", tmp_path / "b"], work, as_json=False) == 6
    lines = capsys.readouterr().err.splitlines()
    assert [str(tmp_path / name) in line for name, line in zip("ab", lines, strict=True)] == [True, True]


def test_path_that_names_nothing_is_said(tmp_path):
    with pytest.raises(FileUnknown):
        inputs.existing(tmp_path / "nowhere")
