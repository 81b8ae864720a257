"""What campaigns brought: who was on their lists, was reached, answered, and bought."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.campaign import counts_until
from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.channel import Channel
from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.named import NOT_SAID
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Amount, Part, Records, groups, no_ids, sums
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.counting import Keys
    from crmcli.store.reads.reports.scope import Scope

AMOUNT = Amount("p.amount_minor", "p.currency", book="p.book_minor")
"""What was bought, in the book's currency by the rate of its day."""

_LISTED = Column("listed", N_("Listed"))
_FIGURES = (
    Column("reached", N_("Reached")),
    Column("answered", N_("Answered"), Kind.SHARE),
    Column("bought", N_("Bought"), Kind.SHARE),
    Column("amount", N_("Amount"), Kind.SUMS),
)
_HOW = N_(
    "Campaigns whose day is in the period. Listed are the customers on the list, reached those of"
    " them to whom the message was brought, whenever that was; answered and bought are shares of"
    " those reached. A purchase counts where it was made on the day of reaching or within as many"
    " days after it as the campaign says; amounts in other currencies by the rate of that day."
    " Whoever is on the lists of two campaigns counts for both, and so does what was bought."
)


def campaigns(scope: Scope) -> tuple[Block, ...]:
    """Tell what campaigns brought."""
    members = _members(scope)
    bought = _bought(scope)
    return (
        _each(scope, members, bought),
        _kinds(scope, members, bought),
        _channels(scope, members, bought),
    )


def _members(scope: Scope) -> Records:
    """Give the customers on the lists; `r` is the campaign, `m` the place on its list."""
    return Records(
        "campaign r LEFT JOIN campaign_member m"
        f" ON m.campaign_id = r.id AND {scope.of('m.customer_id')}",
        scope.on("r.day"),
    )


def _bought(scope: Scope) -> Records:
    """Give what was bought for campaigns; `r` is the campaign, `p` the purchase."""
    sql = f"""
        SELECT DISTINCT r.id, m.reached, r.days
          FROM campaign r JOIN campaign_member m ON m.campaign_id = r.id
         WHERE {scope.on("r.day")} AND m.reached IS NOT NULL
    """  # noqa: S608 - our own names
    # SQL does no arithmetic of dates: until when a purchase counts is given for each day.
    until = {
        f"{key} {reached}": counts_until(date.fromisoformat(reached), days).isoformat()
        for key, reached, days in scope.connection.execute(sql, scope.values)
    }
    return Records(
        "json_each(:counts) u"
        " JOIN campaign r ON r.id = CAST(substr(u.key, 1, instr(u.key, ' ') - 1) AS INTEGER)"
        " JOIN campaign_member m ON m.campaign_id = r.id"
        " AND m.reached = substr(u.key, instr(u.key, ' ') + 1)"
        " JOIN purchase p ON p.customer_id = m.customer_id"
        " AND p.day BETWEEN m.reached AND u.value",
        f"{scope.on('r.day')} AND {scope.of('m.customer_id')}",
        values={"counts": json.dumps(until)},
    )


def _customers(
    scope: Scope, bought: Records, key: str, where: str = "1"
) -> dict[Any, tuple[IdRanges | None, Mapping[str, IdRanges]]]:
    """Give the customers on the lists by what they have in common, where ids are asked for.

    Returns:
        By that who is listed, and which of them were reached, answered and bought.
    """
    if not scope.explained:
        return {}
    buys = (
        f"EXISTS (SELECT 1 FROM {bought.source} WHERE {bought.where}"  # noqa: S608 - our own names
        " AND m.campaign_id = x.campaign_id AND m.customer_id = x.customer_id)"
    )
    listed = Records(
        f"(SELECT x.customer_id AS id, x.*, {buys} AS buys FROM campaign_member x) r"  # noqa: S608 - our own names
        " JOIN campaign k ON k.id = r.campaign_id",
        f"{scope.on('k.day')} AND {scope.of('r.id')} AND {where}",
        (key,),
        bought.values,
    )
    return {each.keys[0]: (each.ids, each.parts) for each in groups(scope, listed, (), _PARTS)}


_PARTS = (
    Part("reached", "r.reached IS NOT NULL"),
    Part("answered", "r.answered IS NOT NULL"),
    Part("bought", "r.buys"),
)


_COUNTED = ("count(m.customer_id)", "count(m.reached)", "count(m.answered)")
_BUYERS = ("count(DISTINCT r.id || ' ' || m.customer_id)",)


def _brought(
    scope: Scope, bought: Records, *keys: str
) -> Callable[[Keys, int, int], tuple[Cell, ...]]:
    """Give what makes the figures of some who were reached, how many of whom answered.

    Args:
        scope: what is looked at.
        bought: what was bought for campaigns.
        keys: what they have in common.
    """
    buyers = {each.keys: each.figures[0] for each in groups(scope, bought.by(*keys), _BUYERS)}
    amounts = sums(scope, bought.by(*keys), AMOUNT)

    def figures(key: Keys, reached: int, answered: int) -> tuple[Cell, ...]:
        return (
            reached,
            Share(answered, reached),
            Share(buyers.get(key, 0), reached),
            amounts[key],
        )

    return figures


def _each(scope: Scope, members: Records, bought: Records) -> Block:
    """Tell of each campaign by itself, the latest first."""
    brought = _brought(scope, bought, "r.id")
    found = groups(scope, members.by("r.day", "r.id", "r.name"), _COUNTED)
    customers = _customers(scope, bought, "r.campaign_id")
    rows = []
    for (day, key, name), (listed, reached, answered), _, _ in reversed(found):
        ids, parts = customers.get(key, (no_ids(scope), {}))
        cells = (name, date.fromisoformat(day), listed, *brought((key,), reached, answered))
        rows.append(Row(cells, ids, parts=parts))
    columns = (
        Column("campaign", N_("Campaign"), Kind.WORD),
        Column("day", N_("Day"), Kind.WORD),
        _LISTED,
        *_FIGURES,
    )
    return Block(
        "campaigns",
        N_("Each campaign"),
        columns,
        tuple(rows),
        message(_HOW),
        "customer",
        total=with_total(scope, rows),
    ).as_it_stands()


def _kinds(scope: Scope, members: Records, bought: Records) -> Block:
    brought = _brought(scope, bought, "r.kind")
    figures = ("count(DISTINCT r.id)", "count(m.reached)", "count(m.answered)")
    known = {
        each.keys[0]: (each.figures, each.ids)
        for each in groups(scope, members.by("r.kind"), figures)
    }
    rows = []
    for kind in CampaignKind:
        if kind in known:
            (count, *reached), ids = known[kind]
            rows.append(Row((kind, count, *brought((kind,), *reached)[1:]), ids))
    columns = (
        Column("kind", N_("Kind"), Kind.WORD),
        Column("campaigns", N_("Campaigns")),
        *_FIGURES[1:],
    )
    return Block(
        "kinds",
        N_("By kind"),
        columns,
        tuple(rows),
        message(N_("The same campaigns; the figures as above.")),
        "campaign",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn="amount",
    )


def _channels(scope: Scope, members: Records, bought: Records) -> Block:
    """Tell through which channels customers were reached."""
    brought = _brought(scope, bought, "m.via")
    reached = replace(members, where=f"{members.where} AND m.reached IS NOT NULL")
    found = groups(scope, reached.by("m.via"), ("count(*)", "count(m.answered)"))
    found.sort(key=lambda each: (each.keys[0] is None, -each.figures[0], each.keys))
    customers = _customers(scope, bought, "r.via", "r.reached IS NOT NULL")
    rows = []
    for keys, figures, _, _ in found:
        ids, parts = customers.get(keys[0], (no_ids(scope), {}))
        name = Channel(keys[0]) if keys[0] else NOT_SAID
        rows.append(Row((name, *brought(keys, *figures)), ids, parts=parts))
    return Block(
        "channels",
        N_("By the channel of reaching"),
        (Column("channel", N_("Channel"), Kind.WORD), *_FIGURES),
        tuple(rows),
        message(N_("Those who were reached, by the channel; the figures as above.")),
        "customer",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn="reached",
    )
