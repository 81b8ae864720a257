"""One of two customers that are one: its record, and what that does not tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.domain.company_name import names_company
from crmcli.domain.core_name import core_of_company
from crmcli.domain.customer import Customer, CustomerKind
from crmcli.domain.phone import search_forms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from crmcli.domain.grade import Need

HANDLE = "handle."
"""What the name of a social handle begins with, before the service."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two customers.

    Args:
        customer: the record.
        need: its own need, and `close` its own expected close, without those of its deals.
        referrer: the name of who referred it.
        pins: its pinned classes as text, by name.
        spare: what has no place in another customer, by name: snoozes of its clocks, what is said
            of a person that another customer has too.
    """

    customer: Customer
    need: Need | None = None
    close: date | None = None
    referrer: str | None = None
    pins: Mapping[str, str] = field(default_factory=dict)
    spare: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Any:  # noqa: ANN401 - each field has its type
        """Give the value of a field; None where it has none."""
        if name == "need":
            return self.need
        if name == "expected_close":
            return self.close
        if name.startswith(HANDLE):
            return self.customer.handles.get(name.removeprefix(HANDLE))
        for more in (self.pins, self.spare):
            if name in more:
                return more[name]
        if hasattr(self.customer, name):
            return getattr(self.customer, name)
        return self.customer.fields.get(name)

    def written(self, name: str) -> Any:  # noqa: ANN401 - each field has its type
        """Give the value of a field with what notes have beside it."""
        value = self.value(name)
        if name == "referred_by":
            return f"{self.referrer} ({value})"
        if name == "lost" and self.customer.lost_reason:
            return f"{value} ({self.customer.lost_reason})"
        return value


def point_key(kind: str, value: str) -> str:
    """Give the form in which two kept numbers, addresses or handles are the same."""
    if kind == "phone":
        return search_forms(value)[0]
    return value.casefold() if kind == "email" else value


def becomes_person(keep: Customer, other: Customer) -> bool:
    """Tell whether the customer that goes is one of the people of the company that stays."""
    return (
        keep.kind is CustomerKind.COMPANY
        and other.kind is CustomerKind.PERSON
        and not names_company(other.name)
        and core_of_company(keep.name) != core_of_company(other.name)
    )


def becomes_company(keep: Customer, other: Customer) -> bool:
    """Tell whether the customer that goes is the company of the person that stays."""
    return keep.kind is CustomerKind.PERSON and other.kind is CustomerKind.COMPANY
