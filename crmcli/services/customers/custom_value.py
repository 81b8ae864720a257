"""The value of a custom field: text that is held to the type that the book gave the field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.field import CustomField, FieldType
from crmcli.domain.text import clean
from crmcli.domain.when import read_day
from crmcli.domain.yes_no import read_yes_no
from crmcli.errors import N_, Refused

if TYPE_CHECKING:
    from crmcli.services.customers.fields import Reading


class BadFieldValue(Refused):
    """A value that does not fit the type of its custom field."""

    code = "bad_field_value"
    sentence = N_("{text} does not fit the field {name}: {reason}")


def read_custom(definition: CustomField, text: str, reading: Reading) -> str:
    """Read the value of a custom field and return its kept form.

    Raises:
        BadFieldValue: it does not fit the field's type.
    """
    whole = clean(text, definition.name)
    if definition.type is FieldType.TEXT:
        return whole
    value = whole.strip()
    if definition.type is FieldType.NUMBER:
        plain = value.replace(",", "")
        if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain):
            raise BadFieldValue(text=text, name=definition.name, reason=N_("it is no number"))
        return plain
    if definition.type is FieldType.DATE:
        return read_day(value, today=reading.today).isoformat()
    if definition.type is FieldType.YES_NO:
        return _yes_or_no(definition.name, value)
    if value not in definition.choices and definition.type is FieldType.CHOICE:
        reason = N_("it is not one of its choices")
        raise BadFieldValue(text=text, name=definition.name, reason=reason)
    return value


def _yes_or_no(name: str, value: str) -> str:
    read = read_yes_no(value)
    if read is None:
        raise BadFieldValue(text=value, name=name, reason=N_("it is neither yes nor no"))
    return "yes" if read else "no"
