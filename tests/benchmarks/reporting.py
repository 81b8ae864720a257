"""The digest of a large book, beside the statements that it runs, bare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, compared, memory
from tests.benchmarks.measuring import alternating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.workbench import Workbench

_CONTACTS = 1_000_000
_PER_CUSTOMER = 5
_DUE = 200
_GOAL = 1.5
_MEMORY = 150.0
_FEW = 7


def reports(bench: Workbench) -> Iterator[Figure]:
    """`crm report digest` over a million contacts, and the peak of the largest report."""
    contacts = _CONTACTS // 10 if bench.quick else _CONTACTS
    book = bench.book(contacts // _PER_CUSTOMER, _DUE, every_kind=True)
    statements = bench.scratch / "digest.json"
    bench.set_up("statements", book, str(statements))
    rounds = 1 if bench.quick else _FEW
    bare, ours = alternating(
        [
            bench.floor("statements", str(book), str(statements)),
            bench.crm(book, "report", "digest", "--format", "tsv"),
        ],
        rounds,
    )
    yield compared(f"`crm report digest`, {contacts:,} contacts", bare, ours, _GOAL)
    (whole,) = alternating(
        [bench.crm(book, "report", "compliance", "--period", "all", "--format", "tsv")], 1
    )
    yield memory(f"peak memory, `crm report compliance`, {contacts:,} contacts", whole, _MEMORY)
