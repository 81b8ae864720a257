"""Who may leave, by the warnings of today; who was lost, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.classes import ValueClass
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.named import IN_PERIOD, NO_REASON
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_, NC_
from crmcli.store.reads.filters.fields import VALUE
from crmcli.store.reads.reports.counting import Part, Records, groups
from crmcli.store.reads.reports.folded import alike, spelled
from crmcli.store.reads.reports.standing_warnings import standing_warnings
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.reads.reports.scope import Scope
    from crmcli.store.reads.reports.standing_warnings import Standing

_CUSTOMER = Column("customer", N_("Customer"), Kind.WORD)
_REASON = Column("reason", N_("Reason"), Kind.WORD)
_LOST = Column("lost", N_("Lost"))
_BACK = Column("back", N_("Back since"))
_MOST = 10

_LOSSES = """
    (SELECT id, id AS customer_id, lost, lost_reason, 0 AS back FROM customer
      WHERE lost IS NOT NULL
      UNION ALL
     SELECT customer_id, customer_id, lost, lost_reason, 1 FROM winback_try
      WHERE result = 'back') r
"""
"""Each loss: of those who are lost, and of those who came back, as the try that brought them says.

The record is the customer.
"""


def churn(scope: Scope) -> tuple[Block, ...]:
    """Tell who may leave, and who was lost."""
    found = standing_warnings(scope)
    losses = Records(_LOSSES, f"{scope.on('r.lost')} AND {scope.of('r.customer_id')}")
    return (
        _warnings(scope, found),
        _may_leave(scope, found),
        _whole(scope, losses),
        _reasons(scope, losses),
        _values(scope, losses),
        _time(scope, losses),
        _gone(scope, losses),
    )


def _warnings(scope: Scope, found: Sequence[Standing]) -> Block:
    """Tell how many warnings stand, of each kind."""
    rows = []
    for kind in ChurnKind:
        of_kind = [each for each in found if each.kind is kind]
        customers = sorted({each.customer_id for each in of_kind})
        looked = Share(sum(each.looked for each in of_kind), len(of_kind))
        cells = (kind, len(customers), looked)
        if not scope.explained:
            rows.append(Row(cells))
            continue
        seen = sorted({each.customer_id for each in of_kind if each.looked})
        ids, parts = (IdRanges((key, key) for key in some) for some in (customers, seen))
        rows.append(Row(cells, ids, parts={"looked": parts}))
    columns = (
        Column("warning", N_("Warning"), Kind.WORD),
        Column("customers", N_("Customers")),
        Column("looked", N_("Looked at"), Kind.SHARE),
    )
    how = message(
        N_(
            "Warnings that stand today, whatever the period: customers with one of the kind, and"
            " how many of these warnings somebody has looked at. Lost and archived customers have"
            " none; a customer may have several."
        )
    )
    return Block(
        "warnings",
        N_("Warnings that stand today"),
        columns,
        tuple(rows),
        how,
        "customer",
        chart=Chart.BARS,
        drawn="customers",
    ).as_it_stands()


def _may_leave(scope: Scope, found: Sequence[Standing]) -> Block:
    """Name those whose warnings stand longest and nobody has looked at."""
    unseen = sorted(
        (each for each in found if not each.looked),
        key=lambda each: (each.since, each.customer_id, each.kind),
    )
    rows = tuple(
        Row(
            (each.customer, each.kind, each.value, each.since),
            IdRanges([(each.customer_id, each.customer_id)]) if scope.explained else None,
        )
        for each in unseen[:_MOST]
    )
    columns = (
        _CUSTOMER,
        Column("warning", N_("Warning"), Kind.WORD),
        Column("value", NC_("class of a customer", "Value"), Kind.WORD),
        Column("since", N_("Stands since"), Kind.WORD),
    )
    how = counted(
        "The warning that stands longest and nobody has looked at.",
        "The {count} warnings that stand longest and nobody has looked at.",
        _MOST,
    )
    return Block("may_leave", N_("Who may leave"), columns, rows, how, "customer").as_it_stands()


_WHO_IS_BACK = (Part("back", "r.back"),)


def _whole(scope: Scope, losses: Records) -> Block:
    """Tell how many were lost, of those who could be."""
    there = Records(
        "customer r",
        f"""{scope.of("r.id")} AND (
            r.created < :until AND (r.lost IS NULL OR r.lost >= :first) AND NOT EXISTS (
                SELECT 1 FROM winback_try b WHERE b.customer_id = r.id AND b.result = 'back'
                   AND b.lost < :first AND b.day > :last)
            OR {scope.on("r.lost")} OR EXISTS (
                SELECT 1 FROM winback_try b WHERE b.customer_id = r.id AND b.result = 'back'
                   AND {scope.on("b.lost")}))""",  # noqa: S608 - our own names
    )
    ((_, (whole,), _, _),) = groups(scope, there)
    outline = Outline(
        "whole",
        N_("Lost in the period"),
        (
            Column("what", N_("Counted"), Kind.WORD),
            _LOST,
            _BACK,
            Column("share", N_("Customers lost, of those there were"), Kind.SHARE),
        ),
        message(
            N_(
                "Losses whose day is in the period, those too of customers who are back since; a"
                " customer who was lost twice counts twice. The share is that of the customers who"
                " were lost, each counted once, of those who were in the book in the period and"
                " were not lost before it and away until its end. Customers that were merged are"
                " one, lost if it is."
            )
        ),
        "customer",
        ("count(*)", "coalesce(sum(r.back), 0)", "count(DISTINCT r.customer_id)"),
        chart=None,
        shaped=lambda lost, back, customers: (lost, back, Share(customers, whole)),
        parts=_WHO_IS_BACK,
    )
    return by_name(scope, outline, losses.by(), lambda: IN_PERIOD, lambda _: 0)


def _reasons(scope: Scope, losses: Records) -> Block:
    """Tell why customers were lost, whatever the case and width of the words."""
    words = spelled(scope, losses, "r.lost_reason")
    outline = Outline(
        "reasons",
        N_("Why customers were lost"),
        (_REASON, _LOST, _BACK),
        message(N_("The same losses by the reason that was given.")),
        "customer",
        ("count(*)", "sum(r.back)"),
        parts=_WHO_IS_BACK,
    )
    return by_name(
        scope,
        outline,
        losses.by(alike("r.lost_reason")),
        lambda key: words[key] if key else NO_REASON,
    )


_PLACES = {each.value: at for at, each in enumerate(ValueClass)}


def _values(scope: Scope, losses: Records) -> Block:
    outline = Outline(
        "values",
        N_("By value today"),
        (Column("value", NC_("class of a customer", "Value"), Kind.WORD), _LOST, _BACK),
        message(N_("The same losses by the value class that the customer has today.")),
        "customer",
        ("count(*)", "sum(r.back)"),
        parts=_WHO_IS_BACK,
    )
    valued = Records(f"{losses.source} JOIN customer c ON c.id = r.customer_id", losses.where)
    return by_name(scope, outline, valued.by(VALUE), ValueClass, lambda keys: _PLACES[keys[0]])


def _time(scope: Scope, losses: Records) -> Block:
    outline = Outline(
        "time",
        N_("When"),
        (WHEN, _LOST, _BACK),
        message(N_("The same losses by their day.")),
        "customer",
        ("count(*)", "sum(r.back)"),
        parts=_WHO_IS_BACK,
        chart=Chart.SERIES,
    )
    return by_day(scope, outline, losses.by("r.lost"))


def _gone(scope: Scope, losses: Records) -> Block:
    """Name those who were lost last and are not back."""
    sql = f"""
        SELECT r.id, c.name, r.lost, {VALUE}, r.lost_reason
          FROM {losses.source} JOIN customer c ON c.id = r.customer_id
         WHERE {losses.where} AND NOT r.back ORDER BY r.lost DESC, r.id DESC LIMIT {_MOST}
    """  # noqa: S608 - our own names
    rows = tuple(
        Row(
            (customer, date.fromisoformat(day), ValueClass(value), reason or NO_REASON),
            IdRanges([(key, key)]) if scope.explained else None,
        )
        for key, customer, day, value, reason in scope.connection.execute(sql, scope.values)
    )
    columns = (
        _CUSTOMER,
        Column("day", NC_("date", "Lost"), Kind.WORD),
        Column("value", NC_("class of a customer", "Value"), Kind.WORD),
        _REASON,
    )
    how = counted(
        "The last one who was lost in the period and is still lost.",
        "The last {count} who were lost in the period and are still lost.",
        _MOST,
    )
    return Block("gone", N_("Who was lost"), columns, rows, how, "customer").as_it_stands()
