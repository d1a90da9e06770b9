"""What a run says at its end of the plays in which processes were killed: a line for each seed, and the sum."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.helpers.killed_play import KILLS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Who was killed in each seed, also where the tests ran in processes of their own."""
    reports = [it for outcome in ("passed", "failed") for it in terminalreporter.getreports(outcome)]
    played = [(it, dict(it.user_properties).get(KILLS)) for it in reports if it.when == "call"]
    lines = [(it.nodeid.rpartition("[")[2].rstrip("]"), str(kills).split(), it) for it, kills in played if kills]
    if not lines:
        return
    terminalreporter.section("killed")
    for seed, kills, report in sorted(lines, key=lambda line: int(line[0])):
        terminalreporter.line(f"seed {seed}: {report.outcome} in {report.duration:.0f} s, killed {_counted(kills)}")
    everybody = [one for _seed, kills, _report in lines for one in kills]
    terminalreporter.line(f"{len(lines)} seeds: killed {_counted(everybody)}")


def _counted(kills: list[str]) -> str:
    return ", ".join(f"{who} {times}" for who, times in sorted(Counter(kills).items()))
