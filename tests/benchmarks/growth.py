"""How the cost of an answer grows with the book: due and find at 1,000 and at 1,000,000."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, compared, missing
from tests.benchmarks.measuring import ProgramFailedError, alternating
from tests.benchmarks.workbench import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.measuring import Runs
    from tests.benchmarks.workbench import Workbench

DUE = 200
_DUE = 1.3
_FIND = 3.0

NEEDLES = {
    "a Chinese name of two characters": "覃霁",
    "a part of a Latin word": "anthop",
    "the tail of a phone": "9986420",
    "a name nobody has": "zzyzx",
}


def due_growth(bench: Workbench) -> Iterator[Figure]:
    """`crm due` with as much to answer in a small book and in a huge one."""
    books = (bench.book(SMALL, DUE), bench.book(bench.huge, DUE))
    small, huge = alternating(
        [bench.crm(book, "due", "--format", "tsv") for book in books], bench.rounds
    )
    _same_length(small, huge)
    what = f"`crm due`, {DUE} due, {bench.huge:,} customers against {SMALL:,}"
    yield compared(what, small, huge, _DUE)


def every_kind(bench: Workbench) -> Iterator[Figure]:
    """`crm due` where rows of every kind are due, in a small book and in a huge one."""
    books = [bench.book(size, DUE, every_kind=True) for size in (SMALL, bench.huge)]
    small, huge = alternating(
        [bench.crm(book, "due", "--format", "tsv") for book in books], bench.rounds
    )
    _same_length(small, huge)
    what = f"`crm due`, {DUE} due of every kind, {bench.huge:,} customers against {SMALL:,}"
    yield compared(what, small, huge, _DUE)


def find(bench: Workbench) -> Iterator[Figure]:
    """`crm customer find` for what as many customers have in a small book and in a huge one."""
    books = (bench.book(SMALL, DUE), bench.book(bench.huge, DUE))
    for what, needle in NEEDLES.items():
        line = f"`crm customer find {needle}` ({what}), {bench.huge:,} customers against {SMALL:,}"
        try:
            small, huge = alternating(
                [bench.crm(book, "customer", "find", needle) for book in books],
                max(3, bench.rounds // 2),
            )
            count = _same_length(small, huge)
        except ProgramFailedError as error:
            yield missing(line, str(error))
        else:
            yield compared(f"{line}, {count} lines", small, huge, _FIND)


def _same_length(small: Runs, huge: Runs) -> int:
    lengths = [each.output.count(b"\n") for each in (small, huge)]
    if lengths[0] != lengths[1]:
        message = f"{lengths[0]} lines against {lengths[1]}"
        raise ProgramFailedError(message)
    return lengths[0]
