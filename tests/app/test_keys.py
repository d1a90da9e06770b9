"""The key of a profile's cache: in the keyring, or wrapped under a passphrase; never in clear, never replaced."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked as Locked
from keyring.errors import NoKeyringError

from app.errors import KeyringAbsent, KeyringLocked, PassphraseWrong
from app.keys import forget, key_of


class MemoryKeyring(KeyringBackend):
    """A system keyring: what Windows and desktops have."""

    priority = 1
    persist = "enterprise"

    def __init__(self, failing: Exception | None = None) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failing = failing

    def get_password(self, service, username):
        if self.failing:
            raise self.failing
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def with_keyring():
    before = keyring.get_keyring()

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


def test_key_under_a_passphrase_is_the_same_next_time_and_not_on_disk(tmp_path):
    key = key_of(tmp_path, "mật khẩu bảo vệ")
    assert len(key) == 32
    assert key_of(tmp_path, "mật khẩu bảo vệ") == key
    assert key not in (tmp_path / "key.wrapped").read_bytes()


def test_wrong_passphrase_is_said_and_nothing_is_replaced(tmp_path):
    key_of(tmp_path, "đúng")
    before = (tmp_path / "key.wrapped").read_bytes()
    with pytest.raises(PassphraseWrong):
        key_of(tmp_path, "sai")
    assert (tmp_path / "key.wrapped").read_bytes() == before


def test_wrapped_key_without_a_passphrase_asks_for_it(tmp_path):
    key_of(tmp_path, "đúng")
    with pytest.raises(KeyringAbsent):
        key_of(tmp_path, None)


def test_keyring_keeps_the_key_on_this_machine(tmp_path, with_keyring):
    backend = with_keyring(MemoryKeyring())
    assert key_of(tmp_path, None) == key_of(tmp_path, None)
    assert backend.persist == "local machine"
    assert not list(tmp_path.iterdir())


def test_two_profiles_have_two_keys(tmp_path, with_keyring):
    with_keyring(MemoryKeyring())
    assert key_of(tmp_path / "a", None) != key_of(tmp_path / "b", None)


@pytest.mark.parametrize(("failing", "said"), [(NoKeyringError(), KeyringAbsent), (Locked(), KeyringLocked)])
def test_keyring_that_is_absent_or_locked_is_said(tmp_path, with_keyring, failing, said):
    with_keyring(MemoryKeyring(failing))
    with pytest.raises(said):
        key_of(tmp_path, None)


def test_forgetting_removes_the_key_wherever_it_is(tmp_path, with_keyring):
    backend = with_keyring(MemoryKeyring())
    key_of(tmp_path, None)
    forget(tmp_path)
    assert not backend.kept
    key_of(tmp_path, "x")
    forget(tmp_path)
    assert not (tmp_path / "key.wrapped").exists()
