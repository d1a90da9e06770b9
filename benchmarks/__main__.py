"""`python -m benchmarks NAME`: run one comparison, print its table, and keep the figures as JSON where asked.

    python -m benchmarks start     a window: bare Qt, ours with a desk's list in it, the second run of `dev.py demo`

Nothing here judges: a figure is read together with its peer, and no test asserts a time.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.run import as_json, measure, table

NAMES = ("start",)


def main(argv: Sequence[str] | None = None) -> int:
    """Run what is named; the exit code is 0 when every turn was taken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--runs", type=int, default=10, help="counted turns of each subject, after one that is not")
    parser.add_argument("--only", default="", metavar="A,B", help="these subjects alone; the first is the peer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a demo's folder to use, and to leave there")
    arguments = parser.parse_args(argv)
    with TemporaryDirectory() as spare:
        subjects = importlib.import_module(f"benchmarks.{arguments.name}").subjects(arguments.keep or Path(spare))
        wanted = arguments.only.split(",") if arguments.only else [one.name for one in subjects]
        chosen = [one for one in subjects if one.name in wanted]
        figures = measure(chosen, runs=arguments.runs)
        for one in subjects:
            one.close()
    print(table(arguments.name, figures))
    if arguments.json:
        arguments.json.write_text(as_json(arguments.name, figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
