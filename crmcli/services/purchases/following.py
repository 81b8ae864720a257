"""What follows from purchases: which classes of a customer moved, and which pin holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from crmcli.domain.class_change import ClassMove, PinHolds
from crmcli.domain.classes import Axis, Lifecycle, SaleStatus
from crmcli.domain.loyalty import PointsMoved
from crmcli.domain.trade_classes import trade_timeline
from crmcli.domain.trading import class_limits, trade_columns
from crmcli.services.customers.judged import existing
from crmcli.services.loyalty.moved import points_moved
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.loyalty import balance, has_lines
from crmcli.store.reads.pins import pins_of
from crmcli.store.reads.trade import trade_facts
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from crmcli.domain.class_change import DerivedClass
    from crmcli.domain.customer import Customer
    from crmcli.services.loyalty.moved import PointsBefore
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Following:
    """What followed from a change of a customer's purchases.

    Args:
        classes: the classes that moved.
        pinned: pinned classes for which the rule says something else.
        called: the day by which it is called, where it became an existing customer.
        lost: the day it was stated to be lost on, if it still is.
        points: the loyalty points it has now; None where it never had any.
        points_change: how many more those are than before, or fewer.
        referral_points: who got or lost points for having referred it.
    """

    classes: tuple[ClassMove, ...] = ()
    pinned: tuple[PinHolds, ...] = ()
    called: date | None = None
    lost: date | None = None
    points: int | None = None
    points_change: int = 0
    referral_points: tuple[PointsMoved, ...] = ()


def follow(transaction: Transaction, before: Customer, points: PointsBefore) -> Following:
    """Put right what follows from a customer's purchases, and say what moved.

    Args:
        transaction: the open transaction; the purchases are as they shall be.
        before: the customer as it was before.
        points: the loyalty points that there were before.
    """
    connection, today = transaction.connection, transaction.run.today
    settle(transaction, [before.id], book_reads.policy(connection))
    after = existing(connection, before.id, today)
    has = balance(connection, before.id)
    moves = (
        ClassMove(axis, *(cast("DerivedClass", getattr(each, axis)) for each in (before, after)))
        for axis in Axis
    )
    return Following(
        classes=tuple(each for each in moves if each.before != each.after),
        pinned=_pins_against_rule(connection, before.id, today),
        called=after.relationship_due if before.relationship_due is None else None,
        lost=after.lost,
        points=has if has_lines(connection, before.id) else None,
        points_change=has - points.balance,
        referral_points=tuple(points_moved(connection, points.referral, before.id)),
    )


def _pins_against_rule(
    connection: sqlite3.Connection, customer_id: int, today: date
) -> tuple[PinHolds, ...]:
    pins = pins_of(connection, customer_id)
    if not pins:
        return ()
    rule = _rule(connection, customer_id, today)
    return tuple(
        PinHolds(each.axis, cast("DerivedClass", each.value), rule[each.axis])
        for each in pins
        if each.value != rule[each.axis]
    )


def _rule(
    connection: sqlite3.Connection, customer_id: int, today: date
) -> Mapping[Axis, DerivedClass]:
    """Say which classes a customer would have today without any pin."""
    facts = trade_facts(connection, [customer_id])[customer_id]._replace(pins={}, won_since=None)
    limits = class_limits(book_reads.policy(connection))
    columns = trade_columns(facts, limits, book_reads.currency(connection))
    timeline = trade_timeline(facts.purchases, limits, book_reads.currency(connection))
    return {
        Axis.STATUS: SaleStatus(str(columns[Axis.STATUS])),
        Axis.VALUE: timeline.value_on(today),
        Axis.FREQUENCY: timeline.frequency_on(today),
        Axis.LIFECYCLE: Lifecycle(str(columns[Axis.LIFECYCLE])),
    }
