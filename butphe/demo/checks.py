"""The issued document under three judges: our validator, poppler's pdfsig, and OpenSSL on the bytes we cut out.

pdfsig proves digests and does not judge document timestamps; OpenSSL knows nothing of PDF and everything of CMS, and
judges each signature at its proof-of-existence time by the authority's lists of revoked certificates. All three must
find every signature valid, the initial and the leader's included; a judge that is missing has found nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.fetching import Fetcher
from app.texts import _
from butphe.demo.blueprint import ISSUING, ROOT
from butphe.demo.pki import Pki
from signing.validation import verify
from signing.validation.trust import Trust
from signing.validation.verdict import SignatureVerdict, Verdict

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
TIMESTAMP = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"
"""The content type of a time stamp token (RFC 3161, id-ct-TSTInfo) in DER."""


def check_issued(issued: Path, trust: Path, say: Callable[[str], None]) -> bool:
    """Whether each of the three judges finds every signature valid; says what each found, or that it is missing.

    `trust` holds the anchors; the authority lies beside it in `pki/`.
    """
    ours = verify(issued, Trust.load([trust]), fetch=Fetcher())
    told = {"verdict": ours.verdict, "count": len(ours.signatures), "complete": ours.is_complete}
    say(_("butphe: {verdict}, {count} chữ ký và dấu thời gian, dài hạn: {complete}", **told))
    judgements = [ours.verdict == "valid" and ours.is_complete]
    for name, judge in (("pdfsig", _pdfsig), ("openssl", _openssl)):
        if shutil.which(name) is None:
            say(_("{judge}: không có trên máy này, nên chưa đủ ba bên kiểm tra", judge=name))
            judgements.append(False)
            continue
        found, wanted = judge(issued, trust, ours)
        say(_("{judge}: {found}/{wanted} hợp lệ", judge=name, found=found, wanted=wanted))
        judgements.append(found == wanted and wanted > 0)
    return all(judgements)


def _pdfsig(issued: Path, trust: Path, ours: Verdict) -> tuple[int, int]:
    del trust
    run = subprocess.run(["pdfsig", str(issued)], capture_output=True, text=True, check=False)
    wanted = sum(not one.is_timestamp for one in ours.signatures)
    return run.stdout.count("Signature Validation: Signature is Valid."), wanted


def _openssl(issued: Path, trust: Path, ours: Verdict) -> tuple[int, int]:
    data, pki = issued.read_bytes(), Pki(trust.parent / "pki")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [
            _openssl_one(data, match, folder, _known(pki, at), at)
            for match, one in zip(RANGE.finditer(data), ours.signatures, strict=True)
            if (at := _proven(one, ours))
        ]
    return sum(found), len(ours.signatures)


def _proven(one: SignatureVerdict, ours: Verdict) -> datetime | None:
    """When the signature is proved to have existed; a document time stamp says its own time."""
    return one.proven_at or one.claimed_at or ours.checked_at


def _known(pki: Pki, at: datetime) -> str:
    """The authority's certificates and its lists of that moment, as PEM."""
    lists = [x509.load_der_x509_crl(pki.crl(issuer, at)) for issuer in (ROOT, ISSUING)]
    certificates = [path.read_text("ascii") for path in sorted(pki.trust_dir.glob("*.pem"))]
    return "".join([*certificates, *(one.public_bytes(Encoding.PEM).decode("ascii") for one in lists)])


def _openssl_one(data: bytes, match: re.Match[bytes], folder: Path, known: str, at: datetime) -> bool:
    """One signature: the content is what its byte range names, the CMS is what stands in the hole."""
    first, length, second, rest = (int(part) for part in match.groups())
    contents, ranges, authorities = folder / "contents.der", folder / "ranges.bin", folder / "authorities.pem"
    contents.write_bytes(_unpadded(bytes.fromhex(data[first + length + 1 : second - 1].decode("ascii"))))
    ranges.write_bytes(data[first : first + length] + data[second : second + rest])
    authorities.write_text(known, "ascii")
    if TIMESTAMP in contents.read_bytes()[:200]:
        command = ["openssl", "ts", "-verify", "-token_in", "-in", str(contents), "-data", str(ranges)]
    else:
        command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", str(contents)]
        command += ["-content", str(ranges), "-out", str(folder / "out"), "-purpose", "any"]
    command += ["-CAfile", str(authorities), "-crl_check_all", "-attime", str(int(at.timestamp()))]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _unpadded(hole: bytes) -> bytes:
    """The hole is filled up with zeros after the DER value."""
    size, header = hole[1], 2
    if size & 0x80:
        header += size & 0x7F
        size = int.from_bytes(hole[2:header], "big")
    return hole[: header + size]
