"""Writing all customers out: beside csv.writer over the same SELECT, and its memory."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, compared, memory
from tests.benchmarks.measuring import alternating
from tests.benchmarks.workbench import LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.measuring import Program
    from tests.benchmarks.workbench import Workbench

_DUE = 200
_FLOOR = 3.0
_MEMORY = 150.0
_FEW = 3


def exporting(bench: Workbench) -> Iterator[Figure]:
    """`crm customer export` of 100,000 customers."""
    book = bench.scratch / "exported.db"
    shutil.copyfile(bench.book(LARGE, _DUE), book)
    query = bench.scratch / "export.sql"
    bench.set_up("export_query", book, str(query))
    floor = bench.floor("export_rows", str(book), str(query), str(bench.scratch / "floor.csv"))
    rounds = 1 if bench.quick else _FEW
    lowest, ours = alternating([floor, _export(bench, book, "csv")], rounds)
    yield compared(f"export of {LARGE:,} customers to CSV", lowest, ours, _FLOOR)
    yield memory(f"peak memory, export of {LARGE:,} customers to CSV", ours, _MEMORY)
    (workbook,) = alternating([_export(bench, book, "xlsx")], 1, warm=False)
    yield memory(f"peak memory, export of {LARGE:,} customers to Excel", workbook, _MEMORY)


def _export(bench: Workbench, book: Path, suffix: str) -> Program:
    file = bench.scratch / f"exported.{suffix}"
    program = bench.crm(book, "customer", "export", str(file), "--purpose", "benchmark")
    return replace(program, prepare=lambda: file.unlink(missing_ok=True))
