"""Whom a campaign is for: those who meet conditions or are named, but for those left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.campaign import LeftOut, LeftOutReason, Member
from crmcli.services.customers.listing import selection_of
from crmcli.services.naming.customers import ArchivedCustomer, named
from crmcli.store.reads.campaigns import eligible
from crmcli.store.reads.filters.selection import Selection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from crmcli.services.customers.listing import ListQuery
    from crmcli.store.reads.campaigns import Eligible

SHOWN = 10
"""How many customers are named where many are told of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a campaign is for.

    Args:
        query: which customers, by their fields; where `names` are given only whether the archived
            ones are asked for.
        names: customers as they are named on the command line, instead.
        lost: whether the lost ones are taken too; those who are named are.
    """

    query: ListQuery
    names: tuple[str, ...] = ()
    lost: bool = False


class Choosing:
    """Who is chosen, and who is left out for which reason."""

    def __init__(self) -> None:
        self.members: list[int] = []
        self.first: list[Member] = []
        self._left_out: dict[LeftOutReason, tuple[int, list[Member]]] = {}

    def take(self, member: Member) -> None:
        """Choose a customer."""
        self.members.append(member.id)
        if len(self.first) < SHOWN:
            self.first.append(member)

    def leave_out(self, member: Member, reason: LeftOutReason) -> None:
        """Leave a customer out."""
        count, first = self._left_out.get(reason, (0, []))
        if count < SHOWN:
            first.append(member)
        self._left_out[reason] = (count + 1, first)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Who is left out, by reason."""
        return tuple(
            LeftOut(reason, count, tuple(first))
            for reason in LeftOutReason
            for count, first in [self._left_out.get(reason, (0, []))]
            if count
        )


def choose(connection: sqlite3.Connection, wanted: Wanted, but: Collection[int] = ()) -> Choosing:
    """Find whom a campaign is for.

    Who may not be contacted is left out, and so are archived and lost customers that were not
    asked for; where nobody but archived ones is named, that is refused. A limit counts those who
    are chosen.

    Args:
        connection: the reading door, or that of a transaction.
        wanted: whom it is for.
        but: the ids of those who are on its list already.

    Raises:
        CustomerNotFound, AmbiguousCustomer: a name names no or several customers.
        ArchivedCustomer: all who are named and could be chosen are archived.
        CrmError: a condition cannot be read.
    """
    found = Choosing()
    limit = None if wanted.names else wanted.query.limit
    for member, why in _found(connection, wanted):
        if member.id in but:
            continue
        if why is not None:
            found.leave_out(member, why)
        elif limit is None or len(found.members) < limit:
            found.take(member)
        else:
            break
    if wanted.names and not found.members:
        _check_archived(found.left_out)
    return found


def _check_archived(left_out: tuple[LeftOut, ...]) -> None:
    for each in left_out:
        if each.reason is LeftOutReason.ARCHIVED:
            first = each.customers[0]
            raise ArchivedCustomer(customer=first.name, id=first.id)


def _found(
    connection: sqlite3.Connection, wanted: Wanted
) -> Iterator[tuple[Member, LeftOutReason | None]]:
    if wanted.names:
        for key in dict.fromkeys(named(connection, each).id for each in wanted.names):
            for each in eligible(connection, Selection("id = :id", "", {"id": key})):
                yield each.member, reason(each, archived=wanted.query.archived, lost=True)
        return
    query = replace(wanted.query, limit=None)
    for each in eligible(connection, selection_of(connection, query)):
        yield each.member, reason(each, archived=query.archived, lost=wanted.lost)
    if not query.archived:
        others = selection_of(connection, replace(query, archived=True))
        for each in eligible(connection, others):
            yield each.member, LeftOutReason.ARCHIVED


def reason(each: Eligible, *, archived: bool, lost: bool) -> LeftOutReason | None:
    """Say why a customer is left out; None if it is not.

    Args:
        each: the customer.
        archived: whether archived ones are taken.
        lost: whether lost ones are.
    """
    if each.archived and not archived:
        return LeftOutReason.ARCHIVED
    if not each.may_contact:
        return LeftOutReason.MAY_NOT_BE_CONTACTED
    return LeftOutReason.LOST if each.lost and not lost else None
