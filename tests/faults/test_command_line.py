"""Bad input on the command line: one line of the common errors E1–E20 on stderr, its exit code, and nothing made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from butphe.demo.people import LEADER
from butphe.demo.pki import BAD_HOLDERS, demo_holders, make_pki
from butphe.demo.tokens import make_token, softhsm_library
from tests.helpers.pin_tries import PinTries
from tests.helpers.plain_pdf import plain_pdf

PIN = "13572468"
LIBRARY = str(softhsm_library())
HOLDERS = (LEADER, *(holder.label for holder in BAD_HOLDERS))


@pytest.fixture(scope="module")
def tokens(tmp_path_factory) -> dict[str, str]:
    """One SoftHSM with a good token and three that must not sign; what to add to the environment."""
    pki = make_pki(tmp_path_factory.mktemp("pki"), (*demo_holders(), *BAD_HOLDERS))
    folder = tmp_path_factory.mktemp("tokens")
    for holder in HOLDERS:
        chain = (pki.certificate(holder), *pki.chain)
        environment = make_token(folder, holder, pin=PIN, key=pki.key(holder), certificates=chain)
    return environment


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "công văn.pdf"
    path.write_bytes(plain_pdf("Cong van"))
    return path


def butphe(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "butphe", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def sign(paper: Path, tokens: dict[str, str], *, token: str = LEADER, module: str = LIBRARY, pin: str = PIN, **more):
    target = paper.with_name("signed.pdf")
    options = ("--module", module, "--token", token, "--pin-env", "PIN")
    return butphe("sign", paper, target, *options, **{**tokens, "PIN": pin, **more})


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    (line,) = done.stderr.strip().splitlines()
    assert done.stdout == ""
    return line


REFUSED_TOKENS = [
    ({"pin": "00000000"}, "Mã PIN không đúng.", "Nhập lại mã PIN, kiểm tra Caps Lock và bộ gõ tiếng Việt."),
    ({"token": "nobody"}, "Không thấy thiết bị ký số.", "Cắm USB token; chương trình tự nhận trong vài giây."),
    ({"module": "/nowhere/libtoken.so"}, "Chưa cài trình điều khiển cho", "rồi cắm lại thiết bị."),
    ({"token": "expired"}, "Chứng thư số của bạn hết hạn ngày ", "trong lúc chờ có thể ủy quyền."),
    ({"token": "not_yet_valid"}, "Chứng thư số của bạn chỉ có hiệu lực từ ngày ", "Kiểm tra ngày giờ của máy"),
    ({"token": "tls_only"}, "Chứng thư này không dùng để ký.", "Chọn chứng thư khác"),
    ({"pin": ""}, "Chưa có mã PIN.", "--pin-stdin."),
]


@pytest.mark.parametrize(
    ("given", "what", "todo"), REFUSED_TOKENS, ids=[str(given) for given, _w, _t in REFUSED_TOKENS]
)
def test_token_trouble_is_one_line_with_exit_4_and_nothing_is_signed(tokens, paper, given, what, todo):
    """E1, E4, E5, E8, E9."""
    before = paper.read_bytes()
    done = sign(paper, tokens, **given)
    said = one_line(done)
    assert (done.returncode, said.startswith(what), todo in said) == (4, True, True), said
    assert paper.read_bytes() == before
    assert [path.name for path in paper.parent.iterdir()] == [paper.name]


def test_token_trouble_is_said_in_english_to_those_who_read_english(tokens, paper):
    done = sign(paper, tokens, token="nobody", BUTPHE_LANGUAGE="en")
    assert one_line(done).startswith("No signing token")


def test_wrong_pin_is_tried_once_for_a_whole_folder(tokens, tmp_path):
    """E1: never tried again by us, however many files wait."""
    source, tries = tmp_path / "in", PinTries(tmp_path / "witness")
    source.mkdir()
    for name in "abc":
        (source / f"{name}.pdf").write_bytes(plain_pdf(name))
    done = sign(source, {**tokens, **tries.environment}, pin="00000000")
    assert (done.returncode, tries.count) == (4, 1)
    assert not (tmp_path / "signed.pdf").exists()
    assert sign(source, {**tokens, **tries.environment}).returncode == 0
    assert tries.count == 2


BAD_FILES = [
    ("damaged", b"%PDF-1.7\n1 0 obj\n<<", "bị hỏng"),
    ("html", b"<html>not a page</html>", "không phải là PDF"),
    ("encrypted", b"", "mật khẩu"),
]


@pytest.mark.parametrize("command", ["read", "verify", "sign"])
@pytest.mark.parametrize(("kind", "content", "said"), BAD_FILES, ids=[kind for kind, _c, _s in BAD_FILES])
def test_bad_file_is_one_line_with_exit_3_and_is_left_alone(tokens, paper, command, kind, content, said):
    """E11–E13."""
    bad = paper.with_name(f"{kind}.pdf")
    bad.write_bytes(content)
    if kind == "encrypted":
        subprocess.run(["qpdf", "--encrypt", "mở", "chủ", "256", "--", paper, bad], check=True)
    before = bad.read_bytes()
    done = sign(bad, tokens) if command == "sign" else butphe(command, bad)
    assert (done.returncode, said in one_line(done)) == (3, True), done.stderr
    assert bad.read_bytes() == before
    assert not bad.with_name("signed.pdf").exists()


def test_place_where_nothing_can_be_written_is_said_without_a_trace(tokens, paper):
    done = butphe("sign", paper, paper / "x.pdf", "--module", LIBRARY, "--token", LEADER, "--pin-env", "PIN",
                  **tokens, PIN=PIN)  # fmt: skip
    assert done.returncode == 3
    assert one_line(done).startswith(f"Không đọc hoặc ghi được {paper}")


def test_folder_in_the_place_of_a_file_is_said_without_a_trace(tmp_path):
    for command in ("read", "verify"):
        done = butphe(command, tmp_path)
        assert (done.returncode, str(tmp_path) in one_line(done)) == (3, True)


def test_time_stamp_that_nobody_gives_is_the_networks_fault(tokens, paper):
    target = paper.with_name("signed.pdf")
    done = butphe("sign", paper, target, "--module", LIBRARY, "--token", LEADER, "--pin-env", "PIN",
                  "--level", "t", "--tsa", "http://127.0.0.1:9/", **tokens, PIN=PIN)  # fmt: skip
    assert (done.returncode, "Không lấy được dấu thời gian." in one_line(done)) == (5, True)
    assert not target.exists()


def test_server_that_is_away_is_said_with_exit_5(tmp_path):
    """E15."""
    secrets = {"BUTPHE_PASSPHRASE": "mật khẩu", "PASSWORD": "x"}
    options = ("sign-in", "http://127.0.0.1:9", "mai", "--password-env", "PASSWORD")
    done = butphe("desk", "--profile", tmp_path / "profile", *options, **secrets)
    assert done.returncode == 5
    assert one_line(done).startswith("Không kết nối được máy chủ.")


def test_nobody_acts_on_a_desk_without_an_account(tmp_path, paper):
    options = ("receive", paper, "--entity", "any")
    done = butphe("desk", "--profile", tmp_path / "profile", *options, BUTPHE_PASSPHRASE="mật khẩu")
    assert done.returncode == 5
    assert one_line(done).startswith("Chưa đăng nhập trên máy này.")


def test_full_disk_leaves_the_file_as_it_was_and_no_half_of_a_new_one(tokens, tiny_disk):
    """E19."""
    paper = tiny_disk / "a.pdf"
    paper.write_bytes(plain_pdf("Cong van"))
    room = os.statvfs(tiny_disk)
    (tiny_disk / "ballast").write_bytes(os.urandom(room.f_bavail * room.f_frsize - 8192))
    done = sign(paper, tokens)
    assert done.returncode == 3
    assert "Ổ đĩa đầy, không ghi được tệp đã ký." in one_line(done)
    assert sorted(path.name for path in tiny_disk.iterdir()) == ["a.pdf", "ballast"]
    assert paper.read_bytes() == plain_pdf("Cong van")
