"""What is said of a PIN follows from the token's flags alone; no number of tries is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.outcomes import PinLocked, PinWrong
from signing.tokens.pin import PinState, check_may_try, refusal, warning

states = st.builds(PinState, low=st.booleans(), final_try=st.booleans(), locked=st.booleans())


@pytest.mark.parametrize(
    ("state", "said"), [(PinState(), ""), (PinState(low=True), "low"), (PinState(low=True, final_try=True), "final")]
)
def test_warning_is_what_the_flags_say(state: PinState, said: str) -> None:
    assert warning(state) == said


def test_locked_token_is_not_tried() -> None:
    with pytest.raises(PinLocked):
        check_may_try(PinState(locked=True))
    check_may_try(PinState(low=True, final_try=True))


@given(states, st.sampled_from(["pin_wrong", "pin_locked"]))
def test_refusal_is_wrong_or_locked_and_carries_no_number(state: PinState, meaning: str) -> None:
    outcome = refusal(meaning, state)
    if state.locked or meaning == "pin_locked":
        assert isinstance(outcome, PinLocked)
    else:
        assert isinstance(outcome, PinWrong)
        assert outcome.facts == {"warning": warning(state)}
