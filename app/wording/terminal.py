"""What to do next, said to whoever typed a command: there is nothing to click, drag or drop at a terminal."""

from __future__ import annotations

from app.words import N_

TODO_AT_TERMINAL = {
    "not_a_pdf": N_("Xuất sang PDF rồi chạy lại."),
    "place_needed": N_("Cho vị trí bằng --place rồi chạy lại."),
    "token_gone": N_("Cắm lại đúng thiết bị rồi chạy lại."),
    "disk_full": N_("Giải phóng ít nhất {needed_mb} MB rồi chạy lại."),
}
"""By code of the error, in the place of the window's advice."""
