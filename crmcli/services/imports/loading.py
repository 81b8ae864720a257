"""Writing new customers from their staged form: other processes prepare what this one writes.

What SQLite does and what Python does before it take about the same time, and only one process can
write. So the rows of some hundred customers are made, and their texts cut into pieces, elsewhere,
while those before them are written here.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.portions import portions
from crmcli.services.demo.loading import Known, collect, known_to
from crmcli.services.imports.staged_entry import unstaged
from crmcli.services.imports.workers import workers
from crmcli.store.index import customer_pieces
from crmcli.store.reads import book as book_reads
from crmcli.store.staging.batch import Batch
from crmcli.store.staging.collector import Collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from datetime import date

    from crmcli.services.imports.workers import Workers
    from crmcli.store.index import Pieces, Texts
    from crmcli.store.staging.collector import Collected
    from crmcli.store.transaction import Transaction

_CHUNK = 500
"""How many customers are prepared at a time, fewer where they have photos."""

_AHEAD = 3
"""How many such chunks wait, for each worker, to be written; memory holds no more of them."""


class Waiting(NamedTuple):
    """A new customer that waits to be written.

    Args:
        kept: its entry in its staged form.
        first_due: when it is due if it was never contacted.
        contacts: how many contacts it comes with.
        people: how many people.
    """

    kept: str
    first_due: date | None
    contacts: int
    people: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some customers, with the first of the ids that their rows get, by table."""

    waiting: tuple[Waiting, ...]
    first: dict[str, int]


def load(transaction: Transaction, waiting: Iterable[Waiting], count: int) -> Iterator[int]:
    """Write new customers, and yield the id of each.

    Args:
        transaction: the open transaction.
        waiting: the customers.
        count: how many there are.
    """
    known = known_to(transaction, book_reads.policy(transaction.connection))
    with Batch(transaction) as rows, workers(count) as others:
        if count > _CHUNK:
            rows.go_on()
        made: deque[Future[Collected]] = deque()
        cut: deque[Future[list[Pieces]]] = deque()
        for chunk in _chunks(rows, waiting):
            made.append(others.submit(_made, known, chunk))
            if len(made) > _AHEAD * others.count:
                yield from _write(rows, made.popleft(), others, cut)
        while made:
            yield from _write(rows, made.popleft(), others, cut)
        while cut:
            rows.put_pieces(cut.popleft().result())


def _chunks(rows: Batch, waiting: Iterable[Waiting]) -> Iterator[_Chunk]:
    for some in portions(waiting, _CHUNK, lambda each: len(each.kept)):
        counts = {
            "customer": len(some),
            "contact": sum(each.contacts for each in some),
            "person": sum(each.people for each in some),
        }
        yield _Chunk(
            tuple(some), {table: rows.reserve(table, each) for table, each in counts.items()}
        )


def _made(known: Known, chunk: _Chunk) -> Collected:
    """Make the rows of some customers; runs in any process."""
    given: Counter[str] = Counter(chunk.first)

    def next_id(table: str) -> int:
        given[table] += 1
        return given[table] - 1

    rows = Collector(next_id)
    today = known.run.today
    entries = (unstaged(each.kept, today, each.first_due).as_new for each in chunk.waiting)
    collect(rows, entries, known)
    return rows.take()


def _cut(texts: list[Texts]) -> list[Pieces]:
    """Cut the texts of some customers into pieces; runs in any process."""
    return customer_pieces(texts)


def _write(
    rows: Batch,
    made: Future[Collected],
    others: Workers,
    cut: deque[Future[list[Pieces]]],
) -> Iterator[int]:
    collected = made.result()
    cut.append(others.submit(_cut, rows.write(collected)))
    if len(cut) > _AHEAD * others.count:
        rows.put_pieces(cut.popleft().result())
    yield from collected.customers
