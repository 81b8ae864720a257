"""Kill the writing commands many times: `python -m tests.faults.killing [--times N] [NAME …]`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.dying import can_trace
from tests.faults.launcher import Launcher
from tests.faults.stream import Stream
from tests.faults.trials import Trials
from tests.faults.writers import KILLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.trials import Trial

CUSTOMERS = 2_000
_HEAD = (
    "| command | kills | not begun or rolled back | done, not told | done and told | faults |\n"
    "|---|---|---|---|---|---|"
)


def row(name: str, trials: Sequence[Trial]) -> str:
    """Tell in one line of a table what came of the kills of a command."""
    untold = sum(each.happened is True and not each.answered for each in trials)
    told = sum(each.happened is True and each.answered for each in trials)
    rest = sum(each.happened is False for each in trials)
    faults = sum(bool(each.faults) for each in trials)
    return f"| {name} | {len(trials)} | {rest} | {untold} | {told} | {faults} |"


def main() -> int:
    """Kill what is named, or everything there is, and print the table."""
    names = [*(each.name for each in KILLED), Stream.name]
    parser = argparse.ArgumentParser(prog="python -m tests.faults.killing", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--times", type=int, default=100, help="kills of each command")
    any_seed = random.randrange(10**6)  # noqa: S311 - a test
    parser.add_argument("--seed", type=int, default=any_seed, help="as printed")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in names]
    if unknown:
        parser.error(f"no command is named {', '.join(unknown)}")
    sys.stdout.write(f"Seed {given.seed}.{_how()}\n\n{_HEAD}\n")
    failed = False
    with tempfile.TemporaryDirectory(prefix="crm-kill-") as scratch, Launcher() as launcher:
        for number, name in enumerate(given.names or names):
            trials = _trials(name, Path(scratch) / str(number), launcher, given.seed)
            done = [trials.trial(each) for each in range(given.times)]
            sys.stdout.write(f"{row(name, done)}\n")
            sys.stdout.flush()
            for each in done:
                for fault in each.faults:
                    failed = True
                    sys.stderr.write(f"{name}, killed {each.how}: {fault}\n")
    return 1 if failed else 0


def _trials(name: str, folder: Path, launcher: Launcher, seed: int) -> Trials | Stream:
    if name == Stream.name:
        return Stream(folder, launcher, seed=seed)
    (writer,) = [each for each in KILLED if each.name == name]
    return Trials(writer, folder, launcher, customers=CUSTOMERS, seed=seed)


def _how() -> str:
    if can_trace():
        return " Every other kill is made as the program enters a system call that changes a file."
    return (
        " All kills are made at random moments; with strace every other is made at a system call."
    )


if __name__ == "__main__":
    sys.exit(main())
