"""The issued document under three judges: our validator, poppler's pdfsig, and OpenSSL on the bytes we cut out.

pdfsig proves digests and does not judge document timestamps; OpenSSL knows nothing of PDF and everything of CMS. All
three must agree that every signature is valid, the initial and the leader's included.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.fetching import Fetcher
from signing.validation import verify
from signing.validation.trust import Trust
from signing.validation.verdict import Verdict

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def check_issued(issued: Path, trust: Path, say: Callable[[str], None]) -> bool:
    """Whether every judge that is on this machine finds every signature valid; says what each found."""
    ours = verify(issued, Trust.load([trust]), fetch=Fetcher())
    say(f"butphe: {ours.verdict}, {len(ours.signatures)} chữ ký và dấu thời gian, dài hạn: {ours.is_complete}")
    judgements = [ours.verdict == "valid" and ours.is_complete]
    for name, judge in (("pdfsig", _pdfsig), ("openssl", _openssl)):
        if shutil.which(name) is None:
            say(f"{name}: không có trên máy này")
            continue
        found, wanted = judge(issued, trust, ours)
        say(f"{name}: {found}/{wanted} hợp lệ")
        judgements.append(found == wanted and wanted > 0)
    return all(judgements)


def _pdfsig(issued: Path, trust: Path, ours: Verdict) -> tuple[int, int]:
    run = subprocess.run(["pdfsig", str(issued)], capture_output=True, text=True, check=False)
    wanted = sum(not one.is_timestamp for one in ours.signatures)
    return run.stdout.count("Signature Validation: Signature is Valid."), wanted


def _openssl(issued: Path, trust: Path, ours: Verdict) -> tuple[int, int]:
    data = issued.read_bytes()
    anchors = [str(path) for path in sorted(trust.glob("*.pem"))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        everything = folder / "authorities.pem"
        everything.write_text("".join(Path(path).read_text("ascii") for path in anchors), "ascii")
        results = [_openssl_one(data, match, folder, everything) for match in RANGE.finditer(data)]
    return sum(results), len(ours.signatures)


def _openssl_one(data: bytes, match: re.Match[bytes], folder: Path, authorities: Path) -> bool:
    """One signature: the content is what its byte range names, the CMS is what stands in the hole."""
    first, length, second, rest = (int(part) for part in match.groups())
    contents, ranges = folder / "contents.der", folder / "ranges.bin"
    contents.write_bytes(_unpadded(bytes.fromhex(data[first + length + 1 : second - 1].decode("ascii"))))
    ranges.write_bytes(data[first : first + length] + data[second : second + rest])
    is_timestamp = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04" in contents.read_bytes()[:200]
    if is_timestamp:
        command = ["openssl", "ts", "-verify", "-token_in", "-in", str(contents), "-data", str(ranges)]
        command += ["-CAfile", str(authorities)]
    else:
        command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", str(contents)]
        command += [
            "-content",
            str(ranges),
            "-CAfile",
            str(authorities),
            "-out",
            str(folder / "out"),
            "-purpose",
            "any",
        ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _unpadded(hole: bytes) -> bytes:
    """The hole is filled up with zeros after the DER value."""
    size, header = hole[1], 2
    if size & 0x80:
        header += size & 0x7F
        size = int.from_bytes(hole[2:header], "big")
    return hole[: header + size]
