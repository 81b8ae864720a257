"""What is being sold: open deals by stage and by owner, what sticks, and the largest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.message import message
from crmcli.domain.reports.named import named
from crmcli.domain.reports.report import Block, Chart, Column, Kind
from crmcli.domain.stage import Stage
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Records
from crmcli.store.reads.reports.open_deals import (
    AMOUNT,
    DEALS,
    PLACES,
    STAGE,
    WEIGHTED,
    WORTH,
    largest,
    open_at_end,
    weighted,
)
from crmcli.store.reads.reports.tables import Outline, by_name

if TYPE_CHECKING:
    from crmcli.store.reads.reports.scope import Scope

_HOW = N_(
    "Deals that were open at the end of the period, or are today, by the stage that they had then;"
    " amounts and probabilities are those of today. Weighted is amount × probability of each deal,"
    " to the nearest minor unit; the probability is its own, else that of its stage. Other"
    " currencies are counted by the rates of today."
)


def pipeline(scope: Scope) -> tuple[Block, ...]:
    """Tell which deals are open."""
    deals = open_at_end(scope)
    return (
        _stages(scope, deals),
        _owners(scope, deals),
        _stuck(scope),
        largest(scope, deals, "expected_close", N_("Expected close")),
    )


def _stages(scope: Scope, deals: Records) -> Block:
    outline = Outline(
        "stages",
        N_("By stage"),
        (STAGE, DEALS, AMOUNT, WEIGHTED),
        message(_HOW),
        "deal",
        amount=WORTH,
        weighted=weighted(scope.policy),
        chart=Chart.BARS,
    )
    return by_name(scope, outline, deals.by("e.stage"), Stage, lambda keys: PLACES[keys[0]])


def _owners(scope: Scope, deals: Records) -> Block:
    outline = Outline(
        "owners",
        N_("By owner"),
        (Column("owner", N_("Owner"), Kind.WORD), DEALS, AMOUNT, WEIGHTED),
        message(N_("The same deals by the owner of their customer, as it is today.")),
        "deal",
        amount=WORTH,
        weighted=weighted(scope.policy),
    )
    joined = Records(f"{deals.source} JOIN customer c ON c.id = r.customer_id", deals.where)
    return by_name(scope, outline, joined.by("c.owner"), lambda owner: owner)


def _stuck(scope: Scope) -> Block:
    """Tell which open deals ask for something today."""
    deals = Records(
        "obligation o JOIN deal r ON r.id = o.subject_id",
        f"o.kind = 'deal' AND o.due <= :today AND {scope.of('r.customer_id')}",
    )
    outline = Outline(
        "stuck",
        N_("What sticks today"),
        (Column("why", N_("Why"), Kind.WORD), DEALS, AMOUNT),
        message(
            N_(
                "Open deals that are due today: their expected close has passed, or nothing was"
                " heard for the limit of their stage; those that are snoozed are among them."
            )
        ),
        "deal",
        amount=WORTH,
    )
    found = by_name(scope, outline, deals.by("o.basis"), lambda basis: _WHY[Basis(basis)])
    return found.as_it_stands()


_WHY = {
    each: named(each.value, label)
    for each, label in (
        (Basis.CLOSE_PASSED, N_("expected close passed")),
        (Basis.QUIET, N_("quiet for too long")),
    )
}
