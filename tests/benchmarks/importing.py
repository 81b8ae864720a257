"""Bringing in a file of customers: beside bare inserts, beside a smaller file, and its memory."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, at_least, compared, memory
from tests.benchmarks.measuring import alternating
from tests.benchmarks.workbench import LARGE, MIDDLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.measuring import Program
    from tests.benchmarks.workbench import Workbench

_FLOOR = 10.0
_LINEAR = 0.8
_MEMORY = 150.0
_OTHER_ROWS_PER_SECOND = 2_000 / 60
"""A command-line CRM a user could pick instead took 60 s for 2,000 rows on such a machine."""

_OTHER = 100.0
_FEW = 3


def importing(bench: Workbench) -> Iterator[Figure]:
    """`crm customer import` of 100,000 rows."""
    program, book = imported(bench, LARGE)
    smaller, _ = imported(bench, MIDDLE)
    # The first run makes the book whose rows the floor inserts.
    alternating([program], 1, warm=False)
    rows = bench.scratch / "rows.marshal"
    bench.set_up("dump", book, str(rows))
    other = bench.scratch / "inserted.db"
    floor = replace(
        bench.floor("import_rows", str(other), str(rows)),
        prepare=lambda: _copy(bench.empty_book, other),
    )
    rounds = 1 if bench.quick else _FEW
    lowest, ours, few = alternating([floor, program, smaller], rounds, warm=False)
    _forget(other)
    yield compared(f"import of {LARGE:,} customers from CSV", lowest, ours, _FLOOR)
    speed, slower = LARGE / ours.seconds, MIDDLE / few.seconds
    yield at_least(
        f"rows per second, {LARGE:,} rows against {MIDDLE:,}",
        f"{slower:,.0f}/s",
        f"{speed:,.0f}/s",
        speed / slower,
        _LINEAR,
    )
    yield at_least(
        "rows per second, against another command-line CRM",
        f"{_OTHER_ROWS_PER_SECOND:.0f}/s",
        f"{speed:,.0f}/s",
        speed / _OTHER_ROWS_PER_SECOND,
        _OTHER,
    )
    yield memory(f"peak memory, import of {LARGE:,} rows", ours, _MEMORY)


def import_memory(bench: Workbench) -> Iterator[Figure]:
    """The memory of the largest import."""
    program, book = imported(bench, bench.huge)
    (runs,) = alternating([program], 1, warm=False)
    _forget(book)
    yield memory(f"peak memory, import of {bench.huge:,} rows", runs, _MEMORY)


def imported(bench: Workbench, size: int) -> tuple[Program, Path]:
    """Give the import of a file into a book that is not there yet, and that book."""
    book = bench.scratch / f"imported-{size}.db"
    program = bench.crm(book, *import_into(bench, size))
    return replace(program, prepare=lambda: _forget(book)), book


def _copy(source: Path, target: Path) -> None:
    _forget(target)
    shutil.copyfile(source, target)


def _forget(book: Path) -> None:
    for path in (book, book.with_name(f"{book.name}-journal")):
        path.unlink(missing_ok=True)


def import_into(bench: Workbench, size: int) -> tuple[str, ...]:
    """Give the command line of an import, and make its file if it is not there."""
    file = bench.scratch / f"customers-{size}.csv"
    if not file.exists():
        bench.set_up("table", file, str(size))
    return ("customer", "import", str(file), "--no-input")
