"""Whether a window can be shown: what answers counts, not what a variable says."""

from __future__ import annotations

import socket

import pytest

from butphe.display import has_display


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, "")


def test_machine_without_a_display_has_none():
    assert not has_display()


def test_display_that_nobody_serves_is_none(monkeypatch, tmp_path):
    monkeypatch.setenv("DISPLAY", ":7777")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not has_display()


def test_platform_that_draws_on_no_display_needs_none(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()


def test_wayland_that_answers_is_a_display(monkeypatch, tmp_path):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        assert has_display()
