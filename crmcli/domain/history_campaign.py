"""Campaigns of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, line
from crmcli.domain.history_values import column_changed, valued
from crmcli.domain.message import message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.message import Message
    from crmcli.domain.noted import Noted


def _campaign(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state = noted.state
    name = state.get("name")
    if noted.action is Action.ADDED:
        kind = valued("campaign", "kind", state.get("kind"))
        return (line(N_("new campaign {name} ({kind})"), name=name, kind=kind),)
    if noted.action is Action.REMOVED:
        return (line(N_("campaign {name} removed"), name=name),)
    old = noted.old or {}
    return [
        line(
            N_("campaign {name}, {change}"),
            name=name,
            change=column_changed("campaign", column, old.get(column), value),
        )
        for column, value in (noted.new or {}).items()
    ]


def _member(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    told = noted.related.get("campaign", {}).get("name")
    campaign = told or noted.state.get("campaign_id")
    if noted.action is Action.ADDED:
        return (line(N_("on the list of {campaign}"), campaign=campaign),)
    if noted.action is Action.REMOVED:
        if _is_told_with_whole(group, noted):
            return ()
        return (line(N_("off the list of {campaign}"), campaign=campaign),)
    return [Line(each) for each in _marked(noted, campaign)]


def _is_told_with_whole(group: Group, noted: Noted) -> bool:
    """Tell whether a customer went from a list because one of both went itself."""
    wholes = (("customer", "customer_id"), ("campaign", "campaign_id"))
    return any(
        each.get("id") == noted.state.get(column)
        for table, column in wholes
        for each in group.gone(table)
    )


def _marked(noted: Noted, campaign: object) -> list[Message]:
    """Say that a customer was reached, or answered, or that neither holds any more."""
    old, new = noted.old or {}, noted.new or {}
    found = []
    for column, done, taken_back in (
        ("reached", N_("reached by {campaign} on {day}"), N_("not reached by {campaign}")),
        ("answered", N_("answered {campaign} on {day}"), N_("has not answered {campaign}")),
    ):
        if column in new:
            text = taken_back if new[column] is None else done
            found.append(message(text, campaign=campaign, day=new[column]))
    if "via" in new and None not in {old.get("via"), new["via"]} and "reached" not in new:
        change = column_changed("campaign_member", "via", old.get("via"), new["via"])
        found.append(message(N_("{campaign}, {change}"), campaign=campaign, change=change))
    return found


CAMPAIGNS: Mapping[str, Teller] = {"campaign": _campaign, "campaign_member": _member}
"""By table of campaigns what tells of one."""
