"""The 1st, 2nd, 3rd … write of a command fails, until none does; and a disk that is really full.

`python -m tests.faults.starving` lets every single write fail; here they are thinned out for all
but the shortest commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults import small_disk
from tests.faults.dying import can_trace
from tests.faults.place import Place, content, unsound
from tests.faults.starving import Starved, thinned
from tests.faults.trials import Trials
from tests.faults.writers import LOG_ADD, OWN_SETTING, STARVED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.launcher import Launcher
    from tests.faults.writers import Writer

FEW = 5
WHOLE = {LOG_ADD.name, OWN_SETTING.name}
"""Those that are so short that every write can fail here."""

each_writer = pytest.mark.parametrize("writer", STARVED, ids=[each.name for each in STARVED])


@each_writer
def test_whichever_write_fails_the_book_is_as_before_and_the_command_works_later(
    tmp_path: Path, launcher: Launcher, writer: Writer
) -> None:
    starved = Starved(writer, Place(tmp_path), launcher)
    limits = starved.limits()
    few = limits if writer.name in WHOLE else thinned(limits, FEW)
    assert starved.faults_up_to(few) == []


@pytest.fixture(scope="module")
def on_a_full_disk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Give what went wrong on a full disk, by command."""
    obstacle = small_disk.obstacle()
    if obstacle:
        pytest.skip(f"no file system can be mounted here ({obstacle}); the limits stand in for it")
    return small_disk.faults(tmp_path_factory.mktemp("disk"))


@each_writer
def test_on_a_full_disk_nothing_is_lost_and_with_room_the_command_works(
    on_a_full_disk: dict[str, list[str]], writer: Writer
) -> None:
    assert on_a_full_disk[writer.name] == []


@pytest.mark.skipif(not can_trace(), reason="it takes strace to let a system call fail")
def test_a_disk_that_does_not_confirm_is_told_as_such(tmp_path: Path, launcher: Launcher) -> None:
    trials = Trials(LOG_ADD, tmp_path, launcher, customers=20, seed=0)
    (call,) = trials.calls.keys() & {"fdatasync", "fsync"}
    outcomes = []
    for count in range(1, trials.calls[call] + 1):
        ended = trials.failing(call, count, "EIO")
        found = content(trials.place.book)
        assert unsound(trials.place.book) == []
        if ended.code == 0:
            assert found == trials.after
            continue
        assert (ended.code, ended.out) == (6, "")
        assert "did not confirm" in ended.err
        assert "nothing was changed" not in ended.err
        outcomes.append(found in trials.before)
    # Only after the last of them has the change been made, whatever the disk says.
    assert outcomes[:-1] == [True] * (len(outcomes) - 1)
