"""How the people of a customer look: a line after a change, and their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.birthday import birthday_told
from crmcli.domain.person import Person
from crmcli.language import _, pgettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from crmcli.render.layout import Layout
    from crmcli.services.customers.people import PersonResult


def added(output: Output, result: PersonResult) -> None:
    """Say that a person was added, and how it is reached."""
    reached = joined.items([*result.person.phones, *result.person.emails])
    told = (
        _("Added {name} ({id}) to {customer}.")
        if not reached
        else _("Added {name} ({id}) to {customer}: {reached}.")
    )
    _told(output, result, told, reached)


def edited(output: Output, result: PersonResult) -> None:
    """Say that a person was changed, or that there was nothing to change."""
    told = _("Changed {name} ({id}) of {customer}.")
    if not result.changed:
        told = _("Nothing changes for {name} ({id}) of {customer}.")
    _told(output, result, told)


def removed(output: Output, result: PersonResult) -> None:
    """Say that a person was removed."""
    _told(output, result, _("Removed {name} ({id}) of {customer}."))


def _told(output: Output, result: PersonResult, told: str, reached: str = "") -> None:
    person = result.person
    line = told.format(
        name=one_line(person.name),
        id=person.id,
        customer=one_line(result.customer),
        reached=one_line(reached),
    )
    show_record(output, person, [line], key=person.id)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True),
            Column(pgettext("name of a person", "Name"), lambda row: row.name),
            Column(_("Title"), lambda row: row.title or ""),
            Column(_("Role"), lambda row: row.role or "", needs=70),
            Column(
                pgettext("phone numbers and addresses of a person", "Reached"),
                lambda row: joined.items([*row.phones, *row.emails]),
                wraps=True,
            ),
            Column(_("Birthday"), lambda row: say(birthday_told(row.birthday)), needs=90),
        )
    )


def _id(row: object) -> object:
    return row.id if isinstance(row, Person) else None


PEOPLE = Listing(kind=Person, key=_id, layout=_layout, empty=_("No people are known."))
