"""One running program per profile, on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sync.cache.lock import ProfileLock, mounted_type, refuse_network
from sync.errors import ProfileInUse

HOLDS = "import sys; from pathlib import Path; from sync.cache.lock import ProfileLock; "
MOUNTS = "/dev/vda / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\ntmpfs /home/an\\040b tmpfs rw 0 0\n"


def test_second_program_is_told_that_the_profile_is_in_use(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path)
    with pytest.raises(ProfileInUse):
        ProfileLock(tmp_path)
    lock.release()
    ProfileLock(tmp_path).release()


def test_killed_program_leaves_the_profile_open(tmp_path: Path) -> None:
    code = HOLDS + "lock = ProfileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(ProfileInUse):
            ProfileLock(tmp_path)
        process.kill()
    ProfileLock(tmp_path).release()


@pytest.mark.parametrize(
    ("path", "kind"), [("/srv/x", "ext4"), ("/home/an", "nfs4"), ("/home/an b/x", "tmpfs"), ("/homes", "ext4")]
)
def test_file_system_of_a_path_is_that_of_its_longest_mount(path: str, kind: str) -> None:
    assert mounted_type(Path(path), MOUNTS) == kind


def test_local_disk_is_taken(tmp_path: Path) -> None:
    refuse_network(tmp_path)
