"""How the book grows: customers who are new, beside those there were, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.classes import SaleStatus
from crmcli.domain.customer import CustomerKind
from crmcli.domain.grade import Grade
from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.named import NOT_SAID, named
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Records, groups
from crmcli.store.reads.reports.local_days import LOCAL_DAY, with_local_days
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.scope import Scope

_NEW = Column("customers", N_("New customers"))


def growth(scope: Scope) -> tuple[Block, ...]:
    """Tell who is new."""
    with_local_days(scope.connection)
    new = Records("customer r", f"{scope.at('r.created')} AND {scope.of('r.id')}")
    return (
        _whole(scope, new),
        _time(scope, new),
        _by(scope, new, "grades", N_("By grade today"), "grade", N_("Grade"), Grade, ordered=True),
        _by(scope, new, "statuses", N_("By sale status today"), "status", N_("Status"), SaleStatus),
        _by(scope, new, "kinds", N_("Persons and companies"), "kind", N_("Kind"), CustomerKind),
        _by(scope, new, "industries", N_("By industry"), "industry", N_("Industry"), _text),
        _by(scope, new, "owners", N_("By owner"), "owner", N_("Owner"), _text),
    )


def _whole(scope: Scope, new: Records) -> Block:
    """Tell how many came and went, beside how many there were."""
    there = Records("customer r", f"r.created < :since AND {scope.of('r.id')}")
    gone = Records("customer r", f"{scope.on('r.lost')} AND {scope.of('r.id')}")
    ((_, (before,), _, _),) = groups(scope, there)
    rows = []
    for name, records in (
        (named("before", N_("there before")), there),
        (named("new", N_("new in the period")), new),
        (named("lost", N_("lost in the period")), gone),
    ):
        ((_, (count,), ids, _),) = groups(scope, records)
        rate = Share(count, before) if records is new else None
        rows.append(Row((name, count, rate), ids))
    columns = (
        Column("what", N_("Customers"), Kind.WORD),
        Column("customers", N_("Count")),
        Column("rate", N_("New, of those before"), Kind.SHARE),
    )
    how = message(
        N_(
            "New are customers that were entered in the period, there before those entered earlier;"
            " the rate is new ÷ before. Lost are those who were given up in the period and are"
            " still lost; they stay in the book. Whoever was erased or merged"
            " is not counted."
        )
    )
    return Block("whole", N_("All together"), columns, tuple(rows), how, "customer")


def _time(scope: Scope, new: Records) -> Block:
    outline = Outline(
        "time",
        N_("When"),
        (WHEN, _NEW),
        message(N_("New customers by the local day on which they were entered.")),
        "customer",
        chart=Chart.SERIES,
    )
    return by_day(scope, outline, new.by(f"{LOCAL_DAY}(r.created)"))


def _by(
    scope: Scope,
    new: Records,
    key: str,
    title: str,
    column: str,
    label: str,
    name: Callable[[str], Cell],
    *,
    ordered: bool = False,
) -> Block:
    how = message(N_("New customers, by what they are today."))
    outline = Outline(key, title, (Column(column, label, Kind.WORD), _NEW), how, "customer")
    return by_name(
        scope,
        outline,
        new.by(f"r.{column}"),
        lambda value: name(value) if value else NOT_SAID,
        (lambda keys: keys[0]) if ordered else None,
    )


def _text(value: str) -> str:
    return value
