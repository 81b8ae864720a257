"""What history costs: commands beside the same that note nothing, and taking a large one back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.benchmarks.daily import DUE, LOG_EVERY
from tests.benchmarks.figures import Figure, compared
from tests.benchmarks.growth import DUE as LISTED
from tests.benchmarks.importing import import_into, imported
from tests.benchmarks.measuring import alternating
from tests.benchmarks.workbench import LARGE, MIDDLE, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.workbench import Workbench

_COST = 1.3
_GROWTH = 1.5
_UNDO = 1.0
_FEW = 3


def history(bench: Workbench) -> Iterator[Figure]:
    """`crm log add` and `crm customer import` with their history and without it."""
    kept, other = bench.scratch / "noted.db", bench.scratch / "silent.db"
    for book in (kept, other):
        shutil.copyfile(bench.book(MIDDLE, DUE), book)
    silent, noted = bench.without_history(other, *LOG_EVERY), bench.crm(kept, *LOG_EVERY)
    lowest, ours = alternating([silent, noted], bench.rounds)
    yield compared("history: `crm log add`, beside noting nothing", lowest, ours, _COST)
    noted, book = imported(bench, LARGE)
    silent = replace(noted, words=bench.without_history(book, *import_into(bench, LARGE)).words,
                     environment=bench.without_history(book).environment)  # fmt: skip
    rounds = 1 if bench.quick else _FEW
    lowest, ours = alternating([silent, noted], rounds, warm=False)
    yield compared(f"history: import of {LARGE:,} customers", lowest, ours, _COST)
    (undone,) = alternating([bench.crm(book, "undo")], 1, warm=False)
    yield compared("`crm undo` of that import, beside the import", ours, undone, _UNDO)
    (redone,) = alternating([bench.crm(book, "redo")], 1, warm=False)
    yield compared("`crm redo` of it, beside the import", ours, redone, _UNDO)


def long_history(bench: Workbench) -> Iterator[Figure]:
    """The first page of the history, and what can be undone, after a year of scripts."""
    few, many = SMALL, 2 * LARGE
    books = []
    for count in (few, many):
        books.append(bench.scratch / f"commands-{count}.db")
        shutil.copyfile(bench.book(SMALL, LISTED), books[-1])
        bench.set_up("commands", books[-1], str(count))
    # Of one customer there is more in the large book: as much of it is told.
    lines = ("history", "history id:7 --limit 1", "undo --list", "undo --dry-run")
    for words in map(str.split, lines):
        small, large = alternating(
            [bench.crm(book, *words, terminal=True) for book in books], bench.rounds
        )
        what = f"`crm {' '.join(words)}`, {many:,} commands against {few:,}"
        yield compared(what, small, large, _GROWTH)
