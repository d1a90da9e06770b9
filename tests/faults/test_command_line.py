"""Bad input on the command line: one line of the common errors E1–E20 on stderr, its exit code, and nothing made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from butphe.demo.people import LEADER
from butphe.demo.pki import BAD_HOLDERS, demo_holders, make_pki
from butphe.demo.tokens import make_token, softhsm_library
from paper.compose import compose
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


def sign(
    paper: Path,
    tokens: dict[str, str],
    *added: object,
    target: Path | None = None,
    token: str = LEADER,
    module: str = LIBRARY,
    pin: str = PIN,
    **more: str,
) -> subprocess.CompletedProcess[str]:
    options = ("--module", module, "--token", token, "--pin-env", "PIN", *added)
    place = target or paper.with_name("signed.pdf")
    return butphe("sign", paper, place, *options, **{**tokens, "PIN": pin, **more})


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


def test_target_that_is_not_this_file_signed_is_refused_and_left_as_it_is(tokens, paper):
    """Only the file's own bytes, signed by the very certificate, count as done; anything else is somebody's work."""
    other, signed = paper.with_name("khác.pdf"), paper.with_name("signed.pdf")
    other.write_bytes(plain_pdf("Van ban khac"))
    assert sign(paper, tokens).returncode == 0
    assert "(đã có)" in sign(paper, tokens).stdout
    content = signed.read_bytes()
    for source, target in ((other, signed), (paper, other)):
        before = target.read_bytes()
        done = sign(source, tokens, target=target)
        assert (done.returncode, "không ghi đè" in one_line(done)) == (3, True)
        assert target.read_bytes() == before
    broken = bytearray(content)
    broken[content.index(b"/ByteRange") - 40] ^= 1
    signed.write_bytes(broken)
    assert sign(paper, tokens).returncode == 3
    assert signed.read_bytes() == broken


def test_copy_without_a_signature_and_a_folder_in_the_way_are_not_done(tokens, paper):
    signed = paper.with_name("signed.pdf")
    signed.write_bytes(paper.read_bytes())
    assert sign(paper, tokens).returncode == 3
    assert signed.read_bytes() == paper.read_bytes()
    signed.unlink()
    (signed / paper.name).mkdir(parents=True)
    assert sign(paper, tokens).returncode == 3
    assert [path.name for path in signed.iterdir()] == [paper.name]


SECRET_SHEET = {
    "agency": "Sở Nội vụ",
    "number": "1",
    "notation": "SNV",
    "place": "Bình Sơn",
    "subject": "TỐI MẬT",
    "body": ["Nội dung."],
    "signer": "Nguyễn Văn A",
    "title": "Giám đốc",
}


def wrong_before_the_pin(paper: Path) -> dict[str, tuple[tuple[object, ...], dict[str, Path], int, str]]:
    """What the command line and the files say → options, paths, exit code, a word of the line."""
    folder = paper.parent
    broken, secret = folder / "broken.pdf", folder / "secret.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    secret.write_bytes(compose("letter", SECRET_SHEET, at=datetime(2026, 1, 1, tzinfo=UTC)).pdf)
    (folder / "picture.png").write_bytes(b"no picture")
    return {
        "place": (("--place", "1,2"), {}, 2, "--place"),
        "page": (("--place", "7,20,20,20,20"), {}, 3, "Không có trang 7"),
        "level": (("--level", "t"), {}, 2, "--tsa"),
        "tsa": (("--level", "t", "--tsa", "nowhere"), {}, 2, "--tsa"),
        "picture": (("--image", folder / "picture.png"), {}, 3, "ảnh chữ ký"),
        "no picture": (("--image", folder / "none.png"), {}, 3, "none.png"),
        "trust": (("--trust", folder / "none.pem"), {}, 3, "none.pem"),
        "text": (("--text", "kind=photo"), {}, 2, "--text"),
        "itself": ((), {"target": paper}, 2, "OUT"),
        "target": ((), {"target": paper / "x.pdf"}, 3, "Không đọc hoặc ghi được"),
        "no file": ((), {"paper": folder / "none.pdf"}, 3, "none.pdf"),
        "damaged": ((), {"paper": broken}, 3, "bị hỏng"),
        "secret": ((), {"paper": secret}, 3, "Hệ thống không nhận văn bản mật"),
    }


KINDS_OF_WRONG = ["place", "page", "level", "tsa", "picture", "no picture", "trust", "text", "itself", "target",
                  "no file", "damaged", "secret"]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS_OF_WRONG)
def test_what_is_wrong_without_the_token_is_said_before_a_pin_is_tried(tokens, paper, tmp_path, kind):
    tries = PinTries(tmp_path / "witness")
    options, paths, code, word = wrong_before_the_pin(paper)[kind]
    done = sign(paths.get("paper", paper), {**tokens, **tries.environment}, *options, target=paths.get("target"),
                pin="00000000")  # fmt: skip
    assert (done.returncode, word in one_line(done), tries.count) == (code, True, 0), done.stderr
    assert not paper.with_name("signed.pdf").exists()


def test_pin_that_nobody_gives_is_wrong_usage(tokens, paper):
    options = ("sign", paper, paper.with_name("signed.pdf"), "--module", LIBRARY, "--token", LEADER)
    unset = butphe(*options, "--pin-env", "NO_SUCH_VARIABLE", **tokens)
    assert (unset.returncode, "NO_SUCH_VARIABLE" in one_line(unset)) == (2, True)
    nowhere = butphe(*options, **tokens)
    assert (nowhere.returncode, "--pin-env" in one_line(nowhere)) == (2, True)


@pytest.mark.parametrize("command", ["read", "verify"])
def test_files_go_on_past_a_bad_one_and_the_gravest_code_ends_it(paper, tmp_path, command):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"not a page")
    done = butphe(command, bad, paper, tmp_path / "none.pdf")
    said = done.stderr.strip().splitlines()
    assert [path.name in line for path, line in zip((bad, tmp_path / "none.pdf"), said, strict=True)] == [True, True]
    assert done.stdout
    assert done.returncode == {"read": 3, "verify": 6}[command]
    as_json = [json.loads(line) for line in butphe(command, bad, paper, "--json").stdout.splitlines()]
    assert [line["file"] for line in as_json] == [str(bad), str(paper)]
    assert as_json[0]["code"] in ("not_a_pdf", "judged_not_a_pdf")


WRONG_USAGE = [
    (["fly"], "không có fly", "there is no fly"),
    (["--bogus"], "Không hiểu --bogus", "--bogus is not understood"),
    (["--profile"], "--profile cần có giá trị", "--profile needs a value"),
    (["verify"], "Còn thiếu IN", "IN is missing"),
    (["verify", "a.pdf", "--at", "yesterday"], "yesterday không phải thời điểm", "yesterday is no time"),
    (["rules", "--fly"], "Không hiểu --fly", "--fly is not understood"),
    (["desk", "--profile", "nowhere", "fly"], "không có fly", "there is no fly"),
    (["desk", "--profile", "nowhere", "do", "fly", "x"], "không có việc nào tên fly", "there is no action fly"),
]


@pytest.mark.parametrize(("typed", "vi", "en"), WRONG_USAGE, ids=[" ".join(typed) for typed, _vi, _en in WRONG_USAGE])
def test_wrong_usage_is_one_line_in_the_users_language(typed, vi, en):
    for language, words in (("vi", vi), ("en", en)):
        done = butphe(*typed, BUTPHE_LANGUAGE=language)
        assert (done.returncode, words in one_line(done)) == (2, True), done.stderr


def test_machine_without_a_display_says_so_and_what_to_do():
    """Asked of the display itself: Qt would end the process (exit 134)."""
    for display in ("", ":7777"):
        done = butphe(DISPLAY=display, WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
        assert (done.returncode, "butphe demo --headless" in one_line(done)) == (3, True)


def test_file_for_the_window_that_is_not_there_is_said(tmp_path):
    done = butphe(tmp_path / "none.pdf", DISPLAY="")
    assert (done.returncode, "none.pdf" in one_line(done)) == (3, True)


def test_desk_without_a_keyring_names_the_variable_of_the_passphrase(tmp_path):
    keyless = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "BUTPHE_PASSPHRASE": ""}
    done = butphe("desk", "--profile", tmp_path / "profile", "outbox", **keyless)
    assert (done.returncode, "BUTPHE_PASSPHRASE" in one_line(done)) == (2, True)


WRONG_PAYLOADS = [
    ("{", "JSON bị cụt", "the JSON ends too early"),
    ("[]", "một nhóm trường", "a group of fields"),
    ("{}", "thiếu trường reason (lý do)", "the field reason (reason) is missing"),
    ('{"reason": 3}', "reason (lý do) phải là chữ", "reason (reason) must be text"),
    ('{"reason": "x", "due": 1}', "không có trường due", "there is no field due"),
]


@pytest.mark.parametrize(("payload", "vi", "en"), WRONG_PAYLOADS, ids=[payload for payload, _vi, _en in WRONG_PAYLOADS])
def test_wrong_payload_is_said_in_the_offices_words(tmp_path, payload, vi, en):
    for language, words in (("vi", vi), ("en", en)):
        verb = ("do", "refuse", "x", "--payload", payload)
        done = butphe("desk", "--profile", tmp_path / language, *verb, BUTPHE_PASSPHRASE="x", BUTPHE_LANGUAGE=language)
        assert (done.returncode, words in one_line(done)) == (2, True), done.stderr


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
