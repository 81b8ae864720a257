"""Killed at random moments, a command has happened whole or not at all.

One kill of each; `python -m tests.faults.killing --times 100` makes as many as one likes.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.faults.stream import Stream
from tests.faults.trials import Trials
from tests.faults.writers import KILLED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.launcher import Launcher
    from tests.faults.writers import Writer

TIMES = 1
CUSTOMERS = 200
SEED = random.randrange(10**6)  # noqa: S311 - a test; printed where something is wrong


_OFTEN = {
    "log add", "import", "undo an import", "migration", "backup", "restore", "first write",
    "erase", "customer merge", "import of a book",
}  # fmt: skip
"""What the suite has time for; the others are killed by `tests.faults.killing`."""


@pytest.mark.parametrize(
    "writer", [each for each in KILLED if each.name in _OFTEN], ids=lambda each: each.name
)
def test_a_killed_command_has_happened_whole_or_not_at_all(
    tmp_path: Path, launcher: Launcher, writer: Writer
) -> None:
    trials = Trials(writer, tmp_path, launcher, customers=CUSTOMERS, seed=SEED)
    done = [trials.trial(number) for number in range(TIMES)]
    assert [(each.how, each.faults) for each in done if each.faults] == [], f"seed {SEED}"


def test_what_one_after_another_was_acknowledged_is_there(
    tmp_path: Path, launcher: Launcher
) -> None:
    stream = Stream(tmp_path, launcher, seed=SEED)
    done = [stream.trial(number) for number in range(TIMES)]
    assert [(each.how, each.faults) for each in done if each.faults] == [], f"seed {SEED}"
