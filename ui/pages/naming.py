"""Names of saved files that every system takes: Windows refuses some letters, some whole names, and dots at the end."""

from __future__ import annotations

import re
from pathlib import PurePath

NAME_LETTERS_MAX = 120
_BAD = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"^(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?$", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The name with what a system refuses replaced; `214/TTr-SKHCN.pdf` becomes `214-TTr-SKHCN.pdf`."""
    clean = _BAD.sub("-", name).strip(" .") or "van-ban.pdf"
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    path = PurePath(clean)
    return f"{path.stem[:NAME_LETTERS_MAX].rstrip(' .')}{path.suffix[:10]}"
