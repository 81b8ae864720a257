"""How a field that changes is told: its name, and its value before and after."""

from __future__ import annotations

from crmcli.domain.money import Money
from crmcli.errors import N_
from crmcli.language import _
from crmcli.render.delimited import text_of
from crmcli.render.gate import one_line
from crmcli.render.plain import plain
from crmcli.render.words import word

_FIELDS = {
    "may_contact": N_("may be contacted"),
    "may_share": N_("may be shared"),
    "consent_on": N_("consent stated on"),
    "consent_reason": N_("reason of the consent"),
}
"""Fields that are told in words."""


def field_told(field: str) -> str:
    """Name a field."""
    return _(_FIELDS[field]) if field in _FIELDS else one_line(field)


def value_told(value: object) -> str:
    """Write the value of a field on one line; a dash for none."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return one_line(", ".join(str(each) for each in value)) or "–"
    text = text_of(plain(value)) if isinstance(value, Money) else word(value)
    return one_line(text) or "–"
