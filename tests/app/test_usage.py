"""What is typed wrongly is said on one line in the user's language, wherever argparse finds it."""

from __future__ import annotations

import argparse

import pytest

from app.usage import Parser, WrongUsage, said


@pytest.fixture
def parser() -> Parser:
    parser = Parser(prog="butphe")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sign = commands.add_parser("sign")
    sign.add_argument("source", metavar="IN")
    sign.add_argument("--level", choices=("b", "t"))
    sign.add_argument("--pages", type=int)
    sign.add_argument("--tsa")
    sign.add_argument("--token-a")
    sign.add_argument("--token-b")
    source = sign.add_mutually_exclusive_group(required=True)
    source.add_argument("--env")
    source.add_argument("--stdin", action="store_true")
    return parser


WRONG = [
    ("", "Còn thiếu COMMAND. Xem butphe --help.", "COMMAND is missing. See butphe --help."),
    ("fly", "COMMAND: không có fly; chọn một trong: sign.", "COMMAND: there is no fly; choose one of: sign."),
    ("sign --stdin", "Còn thiếu IN. Xem butphe sign --help.", "IN is missing. See butphe sign --help."),
    ("sign a", "Cần một trong các lựa chọn --env --stdin.", "One of the options --env --stdin is needed."),
    ("sign a --stdin --env x", "Không dùng --env cùng với --stdin.", "--env and --stdin cannot be used together."),
    ("sign a --stdin --fly", "Không hiểu --fly.", "--fly is not understood."),
    ("sign a --stdin=1", "--stdin không nhận giá trị nào.", "--stdin takes no value."),
    ("sign a --stdin --tsa", "--tsa cần có giá trị.", "--tsa needs a value."),
    ("sign a --stdin --token x", "--token có thể là --token-a, --token-b", "--token may be --token-a, --token-b"),
    ("sign a --stdin --level x", "--level: không có x; chọn một trong: b, t.", "--level: there is no x; choose one of"),
    ("sign a --stdin --pages x", "--pages: x không đúng dạng.", "--pages: x has not the right form."),
]


@pytest.mark.parametrize(("typed", "vi", "en"), WRONG, ids=[typed for typed, _vi, _en in WRONG])
def test_wrong_words_are_said_on_one_line_in_the_users_language(parser, monkeypatch, typed, vi, en):
    for language, words in (("vi", vi), ("en", en)):
        monkeypatch.setenv("BUTPHE_LANGUAGE", language)
        with pytest.raises(WrongUsage) as wrong:
            parser.parse_args(typed.split())
        assert str(wrong.value).startswith(words)
        assert "\n" not in str(wrong.value)


def test_several_missing_things_are_missing_in_the_plural(monkeypatch):
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    assert said("the following arguments are required: --profile, VERB") == "--profile, VERB are missing."
    assert said("the following arguments are required: VERB") == "VERB is missing."


def test_words_of_our_own_types_are_said_as_they_are():
    def place(text: str) -> str:
        raise argparse.ArgumentTypeError(f"{text} không phải vị trí")

    parser = Parser(prog="butphe")
    parser.add_argument("--place", type=place)
    with pytest.raises(WrongUsage, match="^--place: x không phải vị trí. Xem"):
        parser.parse_args(["--place", "x"])


def test_sentence_of_a_newer_python_is_still_one_plain_line():
    assert said("something new happened") == "Lệnh gõ chưa đúng."


def test_help_is_whole_in_both_languages(parser, monkeypatch):
    assert parser.format_help().startswith("cách dùng: butphe [-h]")
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    assert parser.format_help().startswith("usage: butphe [-h]")
