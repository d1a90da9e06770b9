"""The main job as `butphe demo --headless` plays it, and what it leaves in its folder (DESIGN §8).

Played once, with nothing but real parts: each test looks at one of the things left behind.
"""

from __future__ import annotations

import argparse
import shutil
from datetime import date

import msgspec
import pytest
from PIL import Image

from butphe.demo import command
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import LEADER
from butphe.demo.play import Step
from butphe.demo.stand import Stand
from office.numbering import fields_of
from paper.fields import read
from tests.helpers.drawn_page import fields, red_in, words
from tests.helpers.killed_play import quiet
from tests.helpers.main_job_end import (
    ARRIVED,
    CODE,
    ISSUED,
    OF_ARRIVED,
    assert_each_thing_is_there_once,
    assert_files_are_valid,
    printed_code,
    signatures,
)

pytestmark = pytest.mark.slow
SEAL_SHARE, SEAL_SHARE_ERROR = 0.33, 0.03
"""How much of the leader's signature the seal covers (Decree 30, Appendix I, II.8c)."""
SIZE = 13
"""Type size of number and date, points."""


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    """What the command left, and the authority answering once more."""
    folder = tmp_path_factory.mktemp("demo") / "butphe-demo"
    played = argparse.Namespace(headless=True, keep=folder, reset=False, login=LEADER)
    assert command.run(played) == 0
    left = Stand(folder, quiet)
    left.authority.start()
    yield left
    left.authority.stop()


@pytest.fixture(scope="module")
def issued(stand):
    return stand.folder / "issued" / ISSUED


@pytest.fixture(scope="module")
def steps(stand):
    return msgspec.json.decode((stand.folder / "report.json").read_bytes(), type=dict[str, list[Step]])["steps"]


def test_offline_steps_made_no_successful_request_and_the_others_did(steps):
    assert len(steps) == 23
    assert [step.requests_ok for step in steps if not step.online] == [0] * 6
    assert all(step.requests_ok > 0 for step in steps if step.online)


def test_folder_holds_the_pictures_and_the_trust_anchors(stand):
    pictures = sorted((stand.folder / "screens").glob("*.png"))
    assert len(pictures) == 6
    for picture in pictures:
        with Image.open(picture) as image:
            assert min(image.size) >= 600
    assert {path.name for path in (stand.folder / "trust").glob("*.pem")} == {"root.pem", "issuing.pem"}


def test_three_judges_find_every_signature_of_the_issued_document_valid(stand):
    assert shutil.which("pdfsig")
    assert shutil.which("openssl")
    assert_files_are_valid(stand)


def test_server_holds_each_thing_once_and_the_books_have_no_gap(stand):
    assert_each_thing_is_there_once(stand)


def test_printed_number_is_that_of_the_book(stand):
    assert printed_code(stand) == CODE


def test_foreign_signatures_stay_valid_after_our_arrival_stamp(stand):
    arrived = (stand.folder / "issued" / ARRIVED).read_bytes()
    foreign = stand.papers[MAIN_PAPER].read_bytes()
    assert b"/XRef" in foreign
    assert arrived.startswith(foreign)
    assert signatures(stand, ARRIVED) == OF_ARRIVED


def test_number_and_date_are_drawn_at_their_true_width_in_their_places(issued):
    drawn = fields_of(1, date.fromisoformat(read(issued).date.value))
    number, slash = _side_by_side(issued, drawn["number"], "/UBND-KSTT")
    assert number.x1 - number.x0 == pytest.approx(_true_width(drawn["number"]), abs=0.1)
    assert slash.x0 - number.x1 == pytest.approx(0, abs=0.1)
    for word, field in (("ngày", "day"), ("tháng", "month"), ("năm", "year")):
        said, value = _side_by_side(issued, word, drawn[field])
        assert value.x1 - value.x0 == pytest.approx(_true_width(drawn[field]), abs=0.1)
        assert said.x1 < value.x0
    for field, word in (("day", "tháng"), ("month", "năm")):
        value, said = _side_by_side(issued, drawn[field], word)
        assert value.x1 < said.x0


def test_seal_covers_a_third_of_the_leaders_signature(issued, tmp_path):
    places = fields(issued)
    leader, ink = places["Leader"], red_in(issued, places["Seal"], tmp_path)
    assert (ink.x1 - leader.x0) / leader.width == pytest.approx(SEAL_SHARE, abs=SEAL_SHARE_ERROR)
    assert ink.x0 < leader.x0
    assert (ink.y0 + ink.y1) / 2 == pytest.approx((leader.y0 + leader.y1) / 2, abs=1)


def _side_by_side(issued, first, second):
    """Two words that stand one after the other in a line."""
    found = words(issued)
    (pair,) = [(a, b) for a, b in zip(found, found[1:], strict=False) if (a.text, b.text) == (first, second)]
    return pair


def _true_width(digits):
    """What digits take in a face of Times metrics, in points: half an em each."""
    return len(digits) * SIZE / 2
