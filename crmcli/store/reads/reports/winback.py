"""Tries to win lost customers back: how, with what result, and who came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.named import IN_PERIOD, NO_REASON, NOT_SAID
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.domain.winback_result import WinbackResult
from crmcli.errors import N_, NC_
from crmcli.store.reads.reports.counting import Part, Records
from crmcli.store.reads.reports.folded import alike, spelled
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.scope import Scope

_TRIES = Column("tries", N_("Tries"))
_CUSTOMERS = Column("customers", N_("Customers"))
_BACK = Column("back", N_("Won back"), Kind.SHARE)
_IN_SEVERAL = message(N_("A customer may be counted in several rows."))
_MOST = 10

_COUNTED = (
    "count(*)",
    "count(DISTINCT r.customer_id)",
    "count(DISTINCT CASE WHEN r.result = 'back' THEN r.customer_id END)",
)
_BROUGHT_BACK = (Part("back", "r.result = 'back'"),)
_HOW = N_(
    "Tries to win a lost customer back whose day is in the period. Customers are those who were"
    " tried, each counted once; won back are those of them whom a try brought back. That a customer"
    " was stated to be back counts as a try."
)


def winback(scope: Scope) -> tuple[Block, ...]:
    """Tell who was to be won back."""
    tries = Records("winback_try r", f"{scope.on('r.day')} AND {scope.of('r.customer_id')}")
    return (
        _whole(scope, tries),
        _results(scope, tries),
        _channels(scope, tries),
        _reasons(scope, tries),
        _time(scope, tries),
        _came(scope, tries),
    )


def _shaped(tries: int, customers: int, back: int) -> tuple[Cell, ...]:
    return tries, customers, Share(back, customers)


def _whole(scope: Scope, tries: Records) -> Block:
    what = Column("what", N_("Counted"), Kind.WORD)
    outline = Outline(
        "whole",
        N_("All together"),
        (what, _TRIES, _CUSTOMERS, _BACK),
        message(_HOW),
        "winback_try",
        _COUNTED,
        chart=None,
        shaped=_shaped,
        parts=_BROUGHT_BACK,
    )
    return by_name(scope, outline, tries.by(), lambda: IN_PERIOD, lambda _: 0)


_PLACES = {result.value: at for at, result in enumerate(reversed(WinbackResult))}


def _results(scope: Scope, tries: Records) -> Block:
    outline = Outline(
        "results",
        N_("By result"),
        (Column("result", N_("Result"), Kind.WORD), _TRIES),
        message(N_("The same tries by what came of them.")),
        "winback_try",
    )
    return by_name(
        scope, outline, tries.by("r.result"), WinbackResult, lambda keys: _PLACES[keys[0]]
    )


def _channels(scope: Scope, tries: Records) -> Block:
    outline = Outline(
        "channels",
        N_("By channel"),
        (
            Column("channel", N_("Channel"), Kind.WORD),
            _TRIES,
            Column("back", N_("Brought one back"), Kind.SHARE),
        ),
        message(N_("The same tries by channel, and the share of them that brought one back.")),
        "winback_try",
        ("count(*)", "count(CASE WHEN r.result = 'back' THEN 1 END)"),
        parts=_BROUGHT_BACK,
        shaped=lambda count, back: (count, Share(back, count)),
    )
    return by_name(scope, outline, tries.by("r.via"), lambda via: Channel(via) if via else NOT_SAID)


def _reasons(scope: Scope, tries: Records) -> Block:
    """Tell by the reason of the loss, whatever its case and width, who was won back."""
    words = spelled(scope, tries, "r.lost_reason")
    outline = Outline(
        "reasons",
        N_("By the reason of the loss"),
        (Column("reason", N_("Reason"), Kind.WORD), _TRIES, _CUSTOMERS, _BACK),
        message(N_("The same tries by why the customer had been lost; the figures as above.")),
        "winback_try",
        _COUNTED,
        shaped=_shaped,
        parts=_BROUGHT_BACK,
        apart=("customers", "back"),
    )
    block = by_name(
        scope,
        outline,
        tries.by(alike("r.lost_reason")),
        lambda key: words[key] if key else NO_REASON,
    )
    return replace(block, notes=(_IN_SEVERAL,)) if len(block.rows) > 1 else block


def _time(scope: Scope, tries: Records) -> Block:
    outline = Outline(
        "time",
        N_("When"),
        (WHEN, _TRIES, Column("back", N_("Came back"))),
        message(N_("The same tries by their day, and how many of them brought one back.")),
        "winback_try",
        ("count(*)", "count(CASE WHEN r.result = 'back' THEN 1 END)"),
        parts=_BROUGHT_BACK,
        chart=Chart.SERIES,
    )
    return by_day(scope, outline, tries.by("r.day"))


def _came(scope: Scope, tries: Records) -> Block:
    """Name those who came back."""
    sql = f"""
        SELECT r.id, c.name, r.lost, r.day, r.lost_reason
          FROM {tries.source} JOIN customer c ON c.id = r.customer_id
         WHERE {tries.where} AND r.result = 'back'
         ORDER BY r.day DESC, r.id DESC LIMIT {_MOST}
    """  # noqa: S608 - our own names
    rows = []
    for key, customer, lost, day, reason in scope.connection.execute(sql, tries.given(scope)):
        gone, back = date.fromisoformat(lost), date.fromisoformat(day)
        ids = IdRanges([(key, key)]) if scope.explained else None
        rows.append(Row((customer, gone, back, (back - gone).days, reason or NO_REASON), ids))
    columns = (
        Column("customer", N_("Customer"), Kind.WORD),
        Column("lost", NC_("date", "Lost"), Kind.WORD),
        Column("back", N_("Back"), Kind.WORD),
        Column("days", N_("Days away"), unit=N_("days")),
        Column("reason", N_("Reason of the loss"), Kind.WORD),
    )
    how = counted(
        "The last one who came back in the period.",
        "The last {count} who came back in the period.",
        _MOST,
    )
    return Block(
        "came", N_("Who came back"), columns, tuple(rows), how, "winback_try"
    ).as_it_stands()
