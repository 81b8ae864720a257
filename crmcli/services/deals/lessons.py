"""Cases: what was learnt from deals that were won or lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.deals.deal import Deal, DealCase
from crmcli.services.deals.faults import UnfinishedDeal
from crmcli.services.deals.naming import named
from crmcli.services.deals.result import existing
from crmcli.services.deals.texts import add_found, change_found
from crmcli.store.reads.deals import case_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.deals.deal import Lesson
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CaseWritten:
    """A deal with what was learnt from it, and whether that changed."""

    deal: Deal
    case: DealCase | None
    changed: bool


def write(
    book: Book, run: Run, text: str, lesson: Lesson, unset: Iterable[str] = ()
) -> CaseWritten:
    """Say what was learnt from a deal that was won or lost, or change what was said.

    Args:
        book: the book.
        run: the run.
        text: the deal, as named on the command line.
        lesson: what is said now; what it leaves out stays as it was.
        unset: fields of `Lesson` to be taken back.

    Raises:
        DealNotFound, AmbiguousDeal: it is not one deal.
        UnfinishedDeal: it goes on.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(CaseWritten)
        if seen is not None:
            return seen
        deal_id = named(transaction.connection, text, closed=True)
        present = existing(transaction, deal_id)
        if not present.is_open:
            changed = learn(transaction, present, lesson, unset)
            case = case_of(transaction.connection, deal_id)
            return transaction.finished(CaseWritten(present, case, changed))
        raise UnfinishedDeal(id=deal_id, stage=present.stage)


def learn(transaction: Transaction, deal: Deal, lesson: Lesson, unset: Iterable[str] = ()) -> bool:
    """Write what is said of a deal's end beside what was said before; tell whether it changed."""
    columns: dict[str, str | None] = {
        "objection": lesson.objection,
        "because": lesson.why,
        "repeat": lesson.repeat,
        "avoid": lesson.avoid,
    }
    given: dict[str, str | None] = {
        name: text for name, text in columns.items() if text is not None
    }
    given |= {_COLUMNS.get(name, name): None for name in unset}
    sql = "SELECT id, objection, because, repeat, avoid FROM deal_case WHERE deal_id = ?"
    row = transaction.connection.execute(sql, (deal.id,)).fetchone()
    if row is None:
        stated = {name: text for name, text in given.items() if text is not None}
        if stated:
            owner = {"customer_id": deal.customer_id, "deal_id": deal.id}
            add_found(transaction, "deal_case", **owner, day=transaction.run.today, **stated)
        return bool(stated)
    present = dict(zip(columns, row[1:], strict=True))
    changed = {name: text for name, text in given.items() if text != present[name]}
    if changed:
        change_found(transaction, "deal_case", row[0], **changed)
    return bool(changed)


_COLUMNS = {"why": "because"}
"""Fields of a case that have another name in the book."""
