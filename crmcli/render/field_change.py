"""How a field that changes is told: its name, and its value before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer import Customer
from crmcli.domain.history_values import named, valued
from crmcli.errors import N_, NC_
from crmcli.language import _
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.plain import field_names
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.field import NewField

_FIELDS = {
    "grade": NC_("field of a customer", "grade"),
    "potential": NC_("field of a customer", "potential"),
    "phones": N_("phones"),
    "emails": N_("emails"),
    "tags": N_("tags"),
    "people": N_("people"),
    "role": N_("role"),
    "lost": NC_("field of a customer", "lost"),
    "created": NC_("field of a customer", "created"),
}
"""Fields that are no column of a customer, or are called otherwise in its history."""
_HANDLE = "handle."


def made_told(fields: Iterable[NewField]) -> str:
    """Say which fields of one's own were made, and what was perhaps meant; nothing for none."""
    return joined.sentences(map(_made, fields))


def _made(field: NewField) -> str:
    name = one_line(field.name)
    if field.near is None:
        return _("New field: {field}.").format(field=name)
    told = _("New field: {field}; if {near} was meant, take this back with crm undo.")
    return told.format(field=name, near=one_line(field.near))


def field_told(field: str) -> str:
    """Name a field of a customer in words; one of your own by its name."""
    if field in _FIELDS:
        return _(_FIELDS[field])
    if field.startswith(_HANDLE):
        return one_line(say(named("contact_point", field.removeprefix(_HANDLE))))
    return say(named("customer", field)) if field in field_names(Customer) else one_line(field)


def field_value_told(field: str, value: object) -> str:
    """Write the value of a customer's field on one line, in words where it is a word of ours."""
    return value_told(valued("customer", field, value) if field in field_names(Customer) else value)


def _in_one(text: str) -> str:
    """Put the lines of a text in one, each still to be told from the next."""
    return " / ".join(filter(None, map(str.strip, text.splitlines())))


def value_told(value: object) -> str:
    """Write the value of a field on one line; a dash for none."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = joined.items(map(str, value)) if isinstance(value, tuple) else _in_one(word(value))
    return one_line(text) or _("–")
