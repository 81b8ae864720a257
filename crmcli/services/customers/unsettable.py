"""What every customer has and no `--set` changes, and which command does instead."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis
from crmcli.domain.customer import Customer
from crmcli.domain.field_names import meant_field
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping


class FieldIsDerived(UsageFault):
    """A derived class is not a field that can be set."""

    code = "field_is_derived"
    sentence = N_("{name} is derived and cannot be set.")
    hint = N_("Pin it: crm customer pin CUSTOMER --{axis} … --reason …")


class FieldIsKept(UsageFault):
    """A field that follows from others, or that another command states."""

    code = "field_not_settable"
    sentence = N_("{name} cannot be set.")
    hint = N_("crm works it out itself.")


_LUNAR = N_("Write the calendar with the birthday: --birthday 农历八月十五 or lunar:08-15")
_WHOLE_NAME = N_("Write the whole name: --set name=…")
_LOSE = N_("State it: crm customer lose CUSTOMER --reason …")
_LOG = N_("Log the contact: crm log add CUSTOMER --via … --at …")
_SNOOZE = N_("It follows from what is owed; put that off: crm due snooze REF --until … --reason …")
_PERSON = N_("Add one: crm customer person add CUSTOMER NAME")
_PROMISE = N_("Add one: crm promise add CUSTOMER TEXT --by …")
_PURCHASE = N_("Add one: crm purchase add CUSTOMER --amount …")
_INSTEAD: Mapping[str, str] = {
    "lunar_birthday": _LUNAR,
    "birthday_calendar": _LUNAR,
    "verified": N_("Say that all is right today: crm customer verify CUSTOMER"),
    "archived": N_("Put it aside: crm customer archive CUSTOMER"),
    "lost": _LOSE,
    "lost_reason": _LOSE,
    "people": _PERSON,
    "person": _PERSON,
    "last_contact": _LOG,
    "last_via": _LOG,
    "next_due": _SNOOZE,
    "relationship_due": _SNOOZE,
    "open_promises": _PROMISE,
    "next_promise": _PROMISE,
    "open_deals": N_("Add one: crm deal add CUSTOMER TEXT"),
    "open_complaints": N_("Add one: crm feedback add CUSTOMER TEXT --kind complaint"),
    "purchase_count": _PURCHASE,
    "first_purchase": _PURCHASE,
    "last_purchase": _PURCHASE,
    "grade_source": N_("Give a grade by hand: crm grade set CUSTOMER GRADE --reason …"),
    "potential_currency": N_("Write it with the amount: --set potential='EUR 300'"),
    "do_not_contact": N_("Write --may-contact no."),
    "first_name": _WHOLE_NAME,
    "middle_name": _WHOLE_NAME,
    "last_name": _WHOLE_NAME,
    "fields": N_("Name the field: --set FIELD=VALUE"),
    "handles": N_("Name the service: --set handle.qq=…"),
}
"""By the field what changes it; what is not here follows from other fields."""

_OF_A_CUSTOMER = frozenset({*(each.name for each in fields(Customer)), *_INSTEAD})


def refusal(name: str) -> UsageFault | None:
    """Say why a field cannot be set, and what to do; None for a name of no field.

    Args:
        name: what was typed, which means none of the fields that can be set.
    """
    folded = name.strip().replace("-", "_").lower()
    key = folded if folded in _OF_A_CUSTOMER else meant_field(name)
    if key is None:
        return None
    if key in set(Axis):
        return FieldIsDerived(name=name, axis=key)
    return FieldIsKept(name=name, hint=_INSTEAD.get(key))
