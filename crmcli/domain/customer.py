"""A customer (客户): what can be given, and the record as it is in the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.consent import Consent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from crmcli.domain.channel import Channel
    from crmcli.domain.classes import (
        Frequency,
        Importance,
        Lifecycle,
        NeedKind,
        SaleStatus,
        Urgency,
        ValueClass,
    )
    from crmcli.domain.grade import Grade, GradeSource, Need
    from crmcli.domain.money import Money
    from crmcli.domain.person import Person, PersonDraft
    from crmcli.domain.span import Span


class CustomerKind(StrEnum):
    """Whether a customer is a person or a company."""

    PERSON = "person"
    COMPANY = "company"


class Gender(StrEnum):
    """A person's gender."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class CompanySize(StrEnum):
    """How large a company is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as it is in the book; the field names are the keys of its JSON.

    `last_contact`, `next_due`, `relationship_due`, `verified` and `lost` are local dates;
    `created`, `updated` and `archived` are UTC instants. `phones` are E.164 where the number
    allows it, and Chinese landlines as they are called (`domain.phone`). `consent_on` is the local
    date it was last said whether the customer may be contacted and passed on to others,
    `consent_reason` why; both None where nothing was said. `festivals` are those it is greeted
    for by its own choice (`domain.festival_choice`); None where the policy decides.
    """

    id: int
    uid: str
    kind: CustomerKind
    name: str
    company: str | None
    title: str | None
    gender: Gender | None
    occupation: str | None
    grade: Grade
    grade_source: GradeSource
    need: Need | None
    need_kind: NeedKind | None
    expected_close: date | None
    urgency: Urgency
    status: SaleStatus
    importance: Importance
    value: ValueClass
    frequency: Frequency
    lifecycle: Lifecycle
    channel: Channel | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    address: str | None
    industry: str | None
    company_size: CompanySize | None
    source: str | None
    owner: str
    tags: tuple[str, ...]
    fields: Mapping[str, str]
    birthday: str | None
    last_contact: date | None
    next_due: date | None
    relationship_due: date | None
    open_promises: int
    open_complaints: int
    people: tuple[Person, ...]
    verified: date
    created: datetime
    updated: datetime
    archived: datetime | None
    lost: date | None
    lost_reason: str | None
    potential: Money | None
    referred_by: int | None
    registered: date | None
    hobbies: str | None
    handles: Mapping[str, str]
    product_needs: str | None
    service_requirements: str | None
    every: Span | None
    by_channel: Channel | None
    cooperation_years: int | None
    notes: str | None
    may_contact: bool = True
    may_share: bool = True
    consent_on: date | None = None
    consent_reason: str | None = None
    open_deals: int = 0
    purchase_count: int = 0
    festivals: str | None = None

    @property
    def consent(self) -> Consent:
        """What it allows."""
        return Consent(self.may_contact, self.may_share, self.consent_on, self.consent_reason)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """What is given of a new customer; everything but the name may be absent.

    Args:
        expected_close: the customer's own expected close, a local date.
        grade: a grade given by hand.
        phones: normalised numbers, the first is the main one.
        emails: normalised addresses, the first is the main one.
        fields: values of custom fields by name.
        handles: social handles by service, such as `wechat`.
        grade_source: who gave `grade`; None for the user.
        may_contact: whether it may be contacted; None where nothing was said, which is yes.
        may_share: whether it may be passed on to others; likewise.
        consent_on: the local date that was said; None for the day the customer enters.
        consent_reason: why.
        uid: what tells it from others in all books; None for a new one.
        card: lines of its vCard that no field keeps.
        festivals: for which it is greeted; None where the policy decides.
    """

    name: str
    kind: CustomerKind = CustomerKind.PERSON
    gender: Gender | None = None
    occupation: str | None = None
    company: str | None = None
    title: str | None = None
    industry: str | None = None
    company_size: CompanySize | None = None
    registered: date | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: str | None = None
    handles: Mapping[str, str] = field(default_factory=dict)
    hobbies: str | None = None
    birthday: str | None = None
    channel: Channel | None = None
    source: str | None = None
    referred_by: int | None = None
    product_needs: str | None = None
    service_requirements: str | None = None
    need_kind: NeedKind | None = None
    potential: Money | None = None
    importance: Importance | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: str | None = None
    need: Need | None = None
    expected_close: date | None = None
    grade: Grade | None = None
    every: Span | None = None
    by_channel: Channel | None = None
    people: tuple[PersonDraft, ...] = ()
    grade_source: GradeSource | None = None
    may_contact: bool | None = None
    may_share: bool | None = None
    consent_on: date | None = None
    consent_reason: str | None = None
    uid: str | None = None
    card: tuple[str, ...] = ()
    festivals: str | None = None

    @property
    def consent(self) -> Consent:
        """What it allows, as far as it was said."""
        return Consent(
            self.may_contact is not False,
            self.may_share is not False,
            self.consent_on,
            self.consent_reason,
        )
