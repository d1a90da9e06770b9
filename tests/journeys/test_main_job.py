"""The main job as `butphe demo --headless` plays it, and what it leaves in its folder (DESIGN §8).

Played once, with nothing but real parts: each test looks at one of the things left behind.
"""

from __future__ import annotations

import argparse
import shutil

import msgspec
import pytest
from PIL import Image

from app.fetching import Fetcher
from butphe.demo import command
from butphe.demo.checks import check_issued
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import LEADER
from butphe.demo.play import Step
from butphe.demo.stand import Stand
from paper.fields import read
from signing.validation import Trust, verify
from tests.helpers.drawn_page import fields, red_in, words
from tests.helpers.killed_play import quiet
from tests.helpers.main_job_end import CODE, assert_each_thing_is_there_once

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
    return stand.folder / "issued" / f"{CODE.replace('/', '-')}.pdf"


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


def test_three_judges_find_every_signature_of_the_issued_document_valid(stand, issued):
    assert shutil.which("pdfsig")
    assert shutil.which("openssl")
    said = []
    assert check_issued(issued, stand.folder / "trust", said.append)
    assert said[1:] == ["pdfsig: 3/3 hợp lệ", "openssl: 4/4 hợp lệ"]
    verdict = verify(issued, Trust.load([stand.folder / "trust"]))
    assert [(one.role, one.verdict) for one in verdict.signatures] == [
        ("initial", "valid"),
        ("leader", "valid"),
        ("seal", "valid"),
        ("timestamp", "valid"),
    ]


def test_server_holds_each_thing_once_and_the_books_have_no_gap(stand):
    assert_each_thing_is_there_once(stand)


def test_printed_number_is_that_of_the_book(issued):
    symbol = read(issued).symbol
    assert symbol is not None
    assert symbol.value == CODE


def test_foreign_signatures_stay_valid_after_our_arrival_stamp(stand):
    arrived = (stand.folder / "issued" / "van-ban-den.pdf").read_bytes()
    foreign = stand.papers[MAIN_PAPER].read_bytes()
    assert b"/XRef" in foreign
    assert arrived.startswith(foreign)
    stamped = stand.folder / "issued" / "van-ban-den.pdf"
    verdict = verify(stamped, Trust.load([stand.folder / "trust"]), fetch=Fetcher())
    assert [(one.role, one.verdict) for one in verdict.signatures] == [
        ("plain", "valid"),
        ("plain", "valid"),
        ("arrival", "valid"),
    ]


def test_number_and_date_are_drawn_at_their_true_width_in_their_places(issued):
    number, slash = _side_by_side(issued, "01", "/UBND-KSTT")
    assert number.x1 - number.x0 == pytest.approx(_true_width("01"), abs=0.1)
    assert slash.x0 - number.x1 == pytest.approx(0, abs=0.1)
    on = read(issued).date.value.split("-")
    for before, text, after in (("ngày", on[2], "tháng"), ("tháng", on[1], "năm"), ("năm", on[0], "")):
        said, value = _side_by_side(issued, before, text)
        assert value.x1 - value.x0 == pytest.approx(_true_width(text), abs=0.1)
        assert said.x1 < value.x0
        if after:
            assert value.x1 < _side_by_side(issued, text, after)[1].x0


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
