"""How policies look: the numbers, a change of them, and a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain import policy_numbers
from crmcli.domain.channel import Channel
from crmcli.domain.policy import PolicyMove, PolicyNumber
from crmcli.language import _, ngettext, pgettext
from crmcli.render import gate
from crmcli.render.becoming import becomes
from crmcli.render.output import Format, Listing, Output, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.policy_trial import PolicyTrial
    from crmcli.render.layout import Layout
    from crmcli.services.policies.reading import PolicyChange


def changed(output: Output, result: PolicyChange) -> None:
    """Say which policies changed, or would, and how many customers' dates move.

    A policy has no id but its name: `--quiet` prints the names of those that changed, one a line.
    """
    ids = (output.quiet or output.format is Format.IDS) and not output.is_json
    if ids and not result.dry_run:
        gate.put_all(gate.safe(f"{each.name}\n") for each in result.changed)
        return
    show_record(output, result, changed_lines(result))


def changed_lines(result: PolicyChange) -> Iterator[str]:
    """Say what a change of policies does, a line for each number and one for the dates."""
    if not result.changed:
        yield _("Nothing changes: these are the present values.")
        return
    for each in result.changed:
        told = _("{name}: {before} → {after}")
        if not result.dry_run:
            told = _("{name}: {before} → {after} from {date} on.")
        yield told.format(name=each.name, before=each.before, after=each.value, date=each.on)
    if any(each.name.startswith("horizon.") for each in result.changed):
        yield _("Grades follow at the next contact; see now where with: crm grade suggest")
    count = result.customers
    told = ngettext(
        "Dates or classes moved for {count} customer.",
        "Dates or classes moved for {count} customers.",
        count,
    )
    if result.dry_run:
        told = ngettext(
            "Dates or classes would move for {count} customer.",
            "Dates or classes would move for {count} customers.",
            count,
        )
    yield told.format(count=count)


def trial(output: Output, result: PolicyTrial) -> None:
    """Show what a tried policy would change, beside how it is."""
    show_record(output, result, _trial_lines(result))


def _trial_lines(result: PolicyTrial) -> Iterator[str]:
    for each in result.tried:
        yield _("Tried: {name} {before} → {after}. Nothing is saved.").format(
            name=each.name, before=each.before, after=each.value
        )
    if not result.tried:
        yield _("These are the present values; nothing would change.")
    if result.regraded:
        told = ngettext(
            "{count} customer would be graded otherwise; it is counted so below.",
            "{count} customers would be graded otherwise; they are counted so below.",
            result.regraded,
        )
        yield told.format(count=result.regraded)
    yield _("Follow-ups on today's list: {before} → {after}").format(
        before=result.due_before, after=result.due_after
    )
    for row in result.due_today:
        yield f"  {row.grade}  {becomes(row.before, row.after)}"
    yield _("Next {days} days, each contacted on the day it is due: {before} → {after}").format(
        days=len(result.load), before=result.load_before, after=result.load_after
    )
    for load in result.load:
        yield f"  {word(load.day)}  {becomes(load.before, load.after)}"
    yield _("Late among {count} past contacts: {before} → {after}").format(
        count=result.contacts, before=result.late_before, after=result.late_after
    )
    for late in result.late:
        yield "  " + _("{grade}  {before} → {after} of {count}").format(
            grade=late.grade, before=late.late_before, after=late.late_after, count=late.contacts
        )


def _numbers_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Policy"), lambda row: row.name),
            Column(_("Value"), lambda row: row.value),
            Column(_("Default"), lambda row: row.default, needs=90),
            Column(_("Since"), lambda row: word(row.since), needs=110),
            Column(
                pgettext("what a policy is for", "What"),
                lambda row: what_it_is(row.name),
                wraps=True,
                needs=60,
            ),
        )
    )


def what_it_is(name: str) -> str:
    """Say what a policy is for, by its name."""
    if name in policy_numbers.NUMBERS:
        return _(policy_numbers.NUMBERS[name].what)
    group, _dot, member = name.partition(".")
    if group == "minutes":
        return _("minutes that a contact by {channel} takes").format(channel=word(Channel(member)))
    if group == "horizon":
        return _("a clear need that closes within this is {grade}").format(grade=member)
    known = {
        "visit": _("how often a key customer is visited"),
        "call": _("how often an existing customer is called"),
        "verify": _("how long data counts as confirmed"),
    }
    return known.get(group, _("how often {grade} is followed up").format(grade=name))


def _history_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("On"), lambda row: word(row.on)),
            Column(_("Policy"), lambda row: row.name),
            Column(pgettext("value of a policy before", "Before"), lambda row: row.before),
            Column(pgettext("value of a policy after", "After"), lambda row: row.value),
        )
    )


NUMBERS = Listing(kind=PolicyNumber, layout=_numbers_layout)
HISTORY = Listing(kind=PolicyMove, layout=_history_layout, empty=_("No policy was ever changed."))
