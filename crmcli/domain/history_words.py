"""The history in words: what a command did to a customer, or to the book, line by line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.history_book import BOOK
from crmcli.domain.history_campaign import CAMPAIGNS
from crmcli.domain.history_churn import CHURN
from crmcli.domain.history_contact import CONTACTS
from crmcli.domain.history_customer import CUSTOMER
from crmcli.domain.history_deal import DEALS
from crmcli.domain.history_feedback import FEEDBACK
from crmcli.domain.history_group import Group
from crmcli.domain.history_line import Line, gathered, line
from crmcli.domain.history_loyalty import LOYALTY
from crmcli.domain.history_person import PEOPLE
from crmcli.domain.history_promise import PROMISES
from crmcli.domain.history_purchase import PURCHASES
from crmcli.domain.message import Message, counted, message
from crmcli.domain.record_words import records_word
from crmcli.errors import N_, NN_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.history import CommandRecord
    from crmcli.domain.noted import Noted

_TELLERS = {
    **CUSTOMER,
    **PEOPLE,
    **CONTACTS,
    **PROMISES,
    **DEALS,
    **PURCHASES,
    **FEEDBACK,
    **CHURN,
    **CAMPAIGNS,
    **LOYALTY,
    **BOOK,
}

ERASED = N_("the values are erased")
"""What is said of a command or a change of which nothing is left that could be told."""

IMPORTS: Mapping[str, tuple[str, str, str]] = {
    "log import": ("contact", *NN_("imported {count} contact", "imported {count} contacts")),
    "purchase import": (
        "purchase",
        *NN_("imported {count} purchase", "imported {count} purchases"),
    ),
}
"""By command that brings in records of many customers: their table, and what is said of all."""

_FOLLOWING = frozenset({"obligation", "promise_move", "contact_person"})
_OWNER = "customer_id"
"""The tables whose rows follow from others, so that their coming and going need not be told."""


def said(command: CommandRecord, notes: Sequence[Noted]) -> list[tuple[Line, ...]]:
    """Say what became of records that belong together.

    Args:
        command: the command that did it.
        notes: what it did to one customer, or to the book, in order.

    Returns:
        For each of the notes its lines; none where it only follows from another, or cancels one.
    """
    group = Group(command, notes)
    return [
        () if at in group.cancelled else tuple(_told(group, at, noted))
        for at, noted in enumerate(notes)
    ]


def words(command: CommandRecord, notes: Sequence[Noted]) -> tuple[Message, ...]:
    """Say what became of one customer, or of the book, as it is best read."""
    lines = gathered(each for told in said(command, notes) for each in told)
    erased = message(ERASED)
    kept = [each.text for each in lines if each.text != erased]
    # However many of them have no values any more, that is said once.
    return (*kept, erased) if len(kept) < len(lines) else tuple(kept)


def _told(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    if noted.count > 1:
        return _range(group, noted)
    if noted.action is Action.CHANGED and (noted.old is None or noted.new is None):
        return () if noted.record in _FOLLOWING else (line(ERASED),)
    if _came_from(noted) is not None:
        return _taken_over(group, noted)
    teller = _TELLERS.get(noted.record)
    if teller is None or (noted.action is not Action.CHANGED and not noted.state):
        return _range(group, noted)
    return teller(group, at, noted)


def _range(group: Group, noted: Noted) -> Sequence[Line]:
    """Say how many records came or went, where nothing more is known of them."""
    if noted.record in _FOLLOWING:
        return ()
    if noted.record == "customer" and noted.action is Action.ADDED:
        if group.command.command == "customer import":
            one, many = NN_("imported {count} customer", "imported {count} customers")
        else:
            one, many = NN_("added {count} customer", "added {count} customers")
        return (Line(counted(one, many, noted.count)),)
    text = {
        Action.ADDED: N_("{what}: {number} added"),
        Action.CHANGED: N_("{what}: {number} changed"),
        Action.REMOVED: N_("{what}: {number} removed"),
    }[noted.action]
    return (line(text, what=records_word(noted.record), number=noted.count),)


def _came_from(noted: Noted) -> int | None:
    """Give the customer that a record belonged to before; None for one that stayed where it was."""
    if noted.action is not Action.CHANGED or noted.old is None:
        return None
    return noted.old.get(_OWNER)


def _taken_over(group: Group, noted: Noted) -> Sequence[Line]:
    """Say once of all records of a kind that they came from another customer."""
    source = _came_from(noted)
    alike = [n for n in group.notes if (n.record, _came_from(n)) == (noted.record, source)]
    if noted is not alike[0] or noted.record in {*_FOLLOWING, "grade_change"}:
        return ()
    text = N_("{what}: {number} taken over from customer {id}")
    return (line(text, what=records_word(noted.record), number=len(alike), id=source),)


def by_customer(notes: Sequence[Noted]) -> dict[int | None, list[Noted]]:
    """Sort the changes of a command by customer, in the order in which each came first."""
    found: defaultdict[int | None, list[Noted]] = defaultdict(list)
    for each in notes:
        found[each.customer_id].append(each)
    return dict(found)
