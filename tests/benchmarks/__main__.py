"""Measure and print the table: `python -m tests.benchmarks [--quick] [NAME …]`."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.daily import completion, due_table, due_tsv, log_add
from tests.benchmarks.exporting import exporting
from tests.benchmarks.figures import Figure, markdown, missing
from tests.benchmarks.growth import due_growth, every_kind, find
from tests.benchmarks.history import history, long_history
from tests.benchmarks.importing import importing
from tests.benchmarks.measuring import ProgramFailedError
from tests.benchmarks.memory import peaks
from tests.benchmarks.reporting import reports
from tests.benchmarks.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINES: dict[str, Callable[[Workbench], Iterator[Figure]]] = {
    "due_tsv": due_tsv,
    "due_table": due_table,
    "completion": completion,
    "log_add": log_add,
    "due_growth": due_growth,
    "every_kind": every_kind,
    "find": find,
    "import": importing,
    "export": exporting,
    "reports": reports,
    "history": history,
    "long_history": long_history,
    "memory": peaks,
}


def main() -> None:
    """Measure what is named, or everything, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(LINES))
    parser.add_argument("--quick", action="store_true", help="100,000 customers, not 1,000,000")
    parser.add_argument("--rounds", type=int, default=21, help="runs of each short command")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in LINES]
    if unknown:
        parser.error(f"no benchmark is named {', '.join(unknown)}")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as scratch:
        bench = Workbench(given.quick, given.rounds, Path(scratch))
        for name in given.names or LINES:
            sys.stderr.write(f"measuring {name}\n")
            try:
                figures.extend(LINES[name](bench))
            except ProgramFailedError as error:
                figures.append(missing(name, str(error)))
    sys.stdout.write(f"{markdown(figures)}\n{_machine()}\n")
    sys.exit(1 if any(figure.ok is False for figure in figures) else 0)


def _machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({platform.machine()}, load {load:.1f} at the end),"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
        " Times are medians of whole processes, wall clock, run in turn."
    )


main()
