"""What commands take from outside: files, PINs, places."""

from __future__ import annotations

import argparse
import io

import pytest

from app.commands import inputs
from app.errors import FileUnknown, PayloadBroken, PinNotGiven, SecretNotGiven


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
    monkeypatch.delenv("MY_PIN", raising=False)
    with pytest.raises(PinNotGiven):
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


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d,e"])
def test_place_of_another_form_is_wrong_usage(text):
    with pytest.raises(PayloadBroken):
        inputs.place_of(text)


def test_path_that_names_nothing_is_said(tmp_path):
    with pytest.raises(FileUnknown):
        inputs.existing(tmp_path / "nowhere")
