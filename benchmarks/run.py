"""Takes turns, and says what came out: least and median of each subject, and its ratio to the first one, the peer.

The ratio is the median of the ratios of each round, so that it holds when the machine's speed drifts between rounds.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Subject:
    """What is timed: each call of `turn` is one run and returns the milliseconds it took."""

    name: str
    says: str
    turn: Callable[[], float]
    close: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True)
class Figure:
    """What one subject's turns took."""

    name: str
    says: str
    times_ms: tuple[float, ...]
    ratios: tuple[float, ...]
    """To the peer, round by round."""


def measure(subjects: Sequence[Subject], *, runs: int) -> tuple[Figure, ...]:
    """Let the subjects take turns, A B C A B C …, after one round that warms the disk's cache up."""
    rounds = [[one.turn() for one in subjects] for _ in range(runs + 1)][1:]
    return tuple(
        Figure(
            name=one.name,
            says=one.says,
            times_ms=tuple(times[n] for times in rounds),
            ratios=tuple(times[n] / times[0] for times in rounds),
        )
        for n, one in enumerate(subjects)
    )


def table(title: str, figures: Sequence[Figure]) -> str:
    """The figures for people."""
    runs = len(figures[0].times_ms)
    lines = [f"{title}: {runs} runs each, {os.cpu_count()} processors, Python {platform.python_version()}"]
    lines.append(f"{'':10} {'min ms':>9} {'median ms':>10} {'× peer':>7}")
    for one in figures:
        least, middle, ratio = min(one.times_ms), median(one.times_ms), median(one.ratios)
        lines.append(f"{one.name:10} {least:9.1f} {middle:10.1f} {ratio:7.2f}   {one.says}")
    return "\n".join(lines)


def as_json(title: str, figures: Sequence[Figure]) -> str:
    """The figures for programs."""
    told = {
        "benchmark": title,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "peer": figures[0].name,
        "figures": [
            {
                "name": one.name,
                "says": one.says,
                "min_ms": round(min(one.times_ms), 2),
                "median_ms": round(median(one.times_ms), 2),
                "ratio": round(median(one.ratios), 3),
                "times_ms": [round(time, 2) for time in one.times_ms],
            }
            for one in figures
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
