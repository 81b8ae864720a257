"""What a change of facts did to the derived classes of a customer."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.domain.classes import Axis, Frequency, Lifecycle, SaleStatus, ValueClass

DerivedClass = SaleStatus | ValueClass | Frequency | Lifecycle


@dataclass(frozen=True, slots=True)
class ClassMove:
    """A class that changed; the field names are the keys of its JSON."""

    axis: Axis
    before: DerivedClass
    after: DerivedClass


@dataclass(frozen=True, slots=True)
class PinHolds:
    """A pinned class where the rule says something else; the field names are its JSON keys."""

    axis: Axis
    value: DerivedClass
    rule: DerivedClass
