"""How much memory an answer takes at its peak, whatever the size of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, memory, missing
from tests.benchmarks.importing import import_memory
from tests.benchmarks.measuring import ProgramFailedError, alternating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.workbench import Workbench

_DUE = 200
_AT_MOST = 150.0

ANSWERS = (
    ("due",),
    ("due", "--ahead", "400"),
    ("customer", "list", "--format", "json"),
    ("log", "list", "--format", "json"),
    ("check", "--json"),
)


def peaks(bench: Workbench) -> Iterator[Figure]:
    """Each long answer once, read to its end."""
    book = bench.book(bench.huge, _DUE)
    for words in ANSWERS:
        what = f"peak memory, `crm {' '.join(words)}`, {bench.huge:,} customers"
        try:
            (runs,) = alternating([bench.crm(book, *words)], 1, warm=False)
        except ProgramFailedError as error:
            yield missing(what, str(error))
        else:
            yield memory(what, runs, _AT_MOST)
    yield from import_memory(bench)
