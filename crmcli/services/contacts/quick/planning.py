"""From a sentence to the contact that would be logged."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crmcli.domain.deals.deal import DealQuery
from crmcli.domain.price import read_price
from crmcli.domain.quick.plan import QuickPlan, QuotePlan
from crmcli.domain.quick.reading import understood
from crmcli.domain.stage import OPEN_STAGES, Stage
from crmcli.domain.text import clean, clean_label
from crmcli.errors import N_, Conflict, Refused, UsageFault
from crmcli.services.contacts.quick.names import names_in
from crmcli.services.contacts.quick.whom import Whom, whom
from crmcli.services.deals import naming as deal_naming
from crmcli.services.deals.faults import DealClosed, DealNotFound
from crmcli.services.deals.naming import AmbiguousDeal
from crmcli.services.naming.customers import AmbiguousCustomer, active
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.deals import deal, deals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from crmcli.domain.channel import Channel
    from crmcli.domain.deals.deal import Deal
    from crmcli.domain.quick.amounts import Quoted
    from crmcli.domain.quick.entry import QuickEntry
    from crmcli.domain.when import When
    from crmcli.store.book import Book

    Instant = Callable[[When | None], tuple[datetime, date]]
    """Gives the UTC instant and the local date of what was said of a time, or of nothing."""

MOST_CHARACTERS: Final = 1000
_BEFORE_QUOTE: Final = frozenset({Stage.INITIAL_CONTACT, Stage.NEED_CONFIRMED})


class ChannelMissing(UsageFault):
    """A sentence that does not say how the contact was made."""

    code = "missing_argument"
    sentence = N_("How the contact was made is not said in {text}.")
    hint = N_("Say it, as in 电话王总 or called Anna Smith, or give --via phone.")


class LongEntry(Refused):
    """A text that is longer than any sentence."""

    code = "long_entry"
    sentence = N_("A quick entry has at most {most} characters; this one has {count}.")
    hint = N_("Log a long text with crm log add CUSTOMER - --via phone, which reads it from stdin.")


class ForeignDeal(Conflict):
    """A deal of another customer than the one of the contact."""

    code = "foreign_deal"
    sentence = N_("Deal {id} is one with {customer}, who is not the customer of this contact.")


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided beside the sentence; None where nothing was.

    Args:
        customer: the customer, as named on the command line.
        via: how the contact was made.
        deal: the deal that gets an amount, as named on the command line.
        no_deal: whether an amount is left to the note.
    """

    customer: str | None = None
    via: Channel | None = None
    deal: str | None = None
    no_deal: bool = False


def planned(book: Book, text: str, now: datetime, instant: Instant, choices: Choices) -> QuickPlan:
    """Say what would be logged of a sentence; nothing is written.

    Args:
        book: the book.
        text: the sentence.
        now: the local moment of the run.
        instant: gives the instant of what was said of the time.
        choices: what was decided beside the sentence.

    Raises:
        LongEntry, UnusableText: it is no sentence.
        AmbiguousDate, SaidTwice, TwoAmounts, UnreadableAmount: something in it is not clear.
        NobodyNamed, CustomerNotFound, AmbiguousCustomer, ArchivedCustomer: the customer is not.
        ChannelMissing: how it was made is not said.
        DealNotFound, DealClosed, ForeignDeal: the deal is not an open one of the customer.
    """
    if len(text) > MOST_CHARACTERS:
        raise LongEntry(most=MOST_CHARACTERS, count=len(text))
    note = clean_label(text, "note")
    with book.reading() as connection, _named_by_options():
        names = names_in(connection, note)
        pieces = [each.piece for each in names]
        entry = understood(note, now, pieces, quotes=not choices.no_deal)
        if choices.customer is None:
            found = whom(connection, entry, [(each.piece.of(note), each) for each in names])
        else:
            found = Whom(active(connection, choices.customer).id)
        via = choices.via or entry.via
        if via is None:
            raise ChannelMissing(text=note)
        return _plan(connection, note, entry, found, via, instant(entry.when), choices)


@contextmanager
def _named_by_options() -> Iterator[None]:
    """Say by which options it is decided who or what is meant."""
    try:
        yield
    except AmbiguousCustomer as error:
        error.hint = N_("Name one of them by its id, like --customer {example}.")
        raise
    except AmbiguousDeal as error:
        error.hint = N_("Name one of them by its id, like --deal {example}.")
        raise


def _plan(
    connection: sqlite3.Connection,
    note: str,
    entry: QuickEntry,
    found: Whom,
    via: Channel,
    when: tuple[datetime, date],
    choices: Choices,
) -> QuickPlan:
    customer = active(connection, f"id:{found.customer_id}")
    at, day = when
    clock = None if entry.when is None else entry.when.time
    quote = None
    if entry.quoted is not None:
        quote = _quote(connection, found.customer_id, entry.quoted, day, choices.deal)
    return QuickPlan(
        customer_id=customer.id,
        customer=customer.name,
        company=customer.company,
        day=day,
        time=None if clock is None else f"{clock:%H:%M}",
        at=at,
        via=via,
        direction=entry.direction,
        outcome=entry.outcome,
        people=found.people,
        note=note,
        said=clean(entry.said, "said"),
        need=entry.need,
        expected_close=entry.close,
        promise=entry.promise,
        quote=quote,
        left=entry.left,
        purpose=entry.purpose,
    )


def _quote(
    connection: sqlite3.Connection, customer_id: int, quoted: Quoted, day: date, named: str | None
) -> QuotePlan:
    """Say which deal gets an amount: one that is named, the only open one, or a new one."""
    policy = book_reads.policy(connection)
    currency = book_reads.currency(connection)
    if named is not None:
        deal_id = deal_naming.named(connection, named, closed=False)
        present = deal(connection, deal_id, day, policy)
        if present is None:
            raise DealNotFound(id=deal_id)
        if present.customer_id != customer_id:
            raise ForeignDeal(id=deal_id, customer=present.customer)
        if not present.is_open:
            raise DealClosed(id=deal_id, stage=present.stage, day=present.closed)
        return _of(present, quoted, currency)
    query = DealQuery(today=day, customer_id=customer_id, stages=tuple(OPEN_STAGES))
    found = list(deals(connection, query, policy))
    if len(found) == 1 and not _is_newer(found[0], day):
        return _of(found[0], quoted, currency)
    amount = read_price(quoted.plain, book_currency=currency)
    return QuotePlan(quoted.amount, amount, None, quoted.text, is_new=not found, several=len(found))


def _is_newer(present: Deal, day: date) -> bool:
    """Tell whether a deal has an amount from after a day, which a quote of that day is not."""
    return present.amount is not None and day < present.stage_since


def _of(present: Deal, quoted: Quoted, currency: str) -> QuotePlan:
    own = currency if present.amount is None else present.amount.currency
    return QuotePlan(
        quoted.amount,
        read_price(quoted.plain, book_currency=own),
        present.id,
        present.title,
        before=present.amount,
        stage_from=present.stage if present.stage in _BEFORE_QUOTE else None,
    )
