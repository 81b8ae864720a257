"""Tables of a customer: itself, how it is reached, its people, tags, own fields, pins, vCard."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from crmcli.domain.channel import Channel
from crmcli.domain.classes import (
    Axis,
    Frequency,
    Importance,
    Lifecycle,
    NeedKind,
    SaleStatus,
    ValueClass,
)
from crmcli.domain.customer import CompanySize, CustomerKind, Gender
from crmcli.domain.field import FieldType
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.store.schema.columns import Length, choice, counter, instant, link, yes_unless_said
from crmcli.store.schema.row import Row


class CustomerRow(Row, table=True):
    """A customer. Dates are local, instants UTC, amounts minor units of their currency.

    `value` and `frequency` are the classes since the last purchase was entered; the dates beside
    them say when they fall by themselves, as purchases become older than twelve months.
    """

    __tablename__ = "customer"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="customer_has_a_name"),
        CheckConstraint(
            "(potential_minor IS NULL) = (potential_currency IS NULL)", name="potential_is_whole"
        ),
        Index("customer_referred_by", "referred_by"),
        Index("customer_not_contacted", "id", sqlite_where=text("NOT may_contact")),
        Index("customer_by_time", "created"),
        Index("customer_archived", "id", sqlite_where=text("archived IS NOT NULL")),
        Index("customer_lost", "lost", sqlite_where=text("lost IS NOT NULL")),
        Index("customer_recent", text("last_contact DESC"), sqlite_where=text("archived IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    kind: CustomerKind = Field(sa_column=choice("kind", CustomerKind))
    name: str
    company: str | None = None
    title: str | None = None
    gender: Gender | None = Field(default=None, sa_column=choice("gender", Gender, nullable=True))
    occupation: str | None = None
    industry: str | None = None
    company_size: CompanySize | None = Field(
        default=None, sa_column=choice("company_size", CompanySize, nullable=True)
    )
    registered: date | None = None
    address: str | None = None
    hobbies: str | None = None
    birthday: str | None = None
    channel: Channel | None = Field(
        default=None, sa_column=choice("channel", Channel, nullable=True)
    )
    source: str | None = None
    referred_by: int | None = Field(default=None, sa_column=link("customer.id", nullable=True))
    product_needs: str | None = None
    service_requirements: str | None = None
    need_kind: NeedKind | None = Field(
        default=None, sa_column=choice("need_kind", NeedKind, nullable=True)
    )
    potential_minor: int | None = None
    potential_currency: str | None = None
    owner: str
    notes: str | None = None

    need: Need | None = Field(default=None, sa_column=choice("need", Need, nullable=True))
    own_close: date | None = None
    deal_close: date | None = None
    grade: Grade = Field(sa_column=choice("grade", Grade))
    grade_source: GradeSource = Field(sa_column=choice("grade_source", GradeSource))
    grade_ground: Ground | None = Field(
        default=None, sa_column=choice("grade_ground", Ground, nullable=True)
    )
    grade_since: date
    grade_changed: date | None = None

    importance: Importance = Field(sa_column=choice("importance", Importance))
    key_since: date | None = None
    existing_since: date | None = None
    first_purchase_on: date | None = None
    every: str | None = Field(default=None, sa_type=Length)
    by_channel: Channel | None = Field(
        default=None, sa_column=choice("by_channel", Channel, nullable=True)
    )
    every_since: date | None = None
    status: SaleStatus = Field(sa_column=choice("status", SaleStatus))
    value: ValueClass = Field(sa_column=choice("value", ValueClass))
    frequency: Frequency = Field(sa_column=choice("frequency", Frequency))
    lifecycle: Lifecycle = Field(sa_column=choice("lifecycle", Lifecycle))

    first_due: date
    last_contact: date | None = None
    last_via: Channel | None = Field(
        default=None, sa_column=choice("last_via", Channel, nullable=True)
    )
    verified: date
    lost: date | None = None
    lost_reason: str | None = None
    winback: date | None = None
    created: datetime = Field(sa_column=instant())
    updated: datetime = Field(sa_column=instant())
    archived: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    may_contact: bool = Field(default=True, sa_column=yes_unless_said())
    may_share: bool = Field(default=True, sa_column=yes_unless_said())
    consent_on: date | None = None
    consent_reason: str | None = None

    open_deals: int = Field(default=0, sa_column=counter())
    purchases: int = Field(default=0, sa_column=counter())
    last_purchase_on: date | None = None
    value_medium_on: date | None = None
    value_low_on: date | None = None
    frequency_medium_on: date | None = None
    frequency_low_on: date | None = None
    festivals: str | None = None


class ContactPointRow(Row, table=True):
    """A phone number, an e-mail address or a social handle of a customer or one of its people."""

    __tablename__ = "contact_point"
    __table_args__ = (
        Index("contact_point_of", "customer_id", "kind", "position"),
        Index("contact_point_of_person", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    person_id: int | None = Field(
        default=None, sa_column=link("person.id", nullable=True, cascade=True)
    )
    kind: str
    value: str
    position: int


class PersonRow(Row, table=True):
    """One of the people of a customer."""

    __tablename__ = "person"
    __table_args__ = (Index("person_of", "customer_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    name: str
    title: str | None = None
    role: str | None = None
    birthday: str | None = None


class CardLineRow(Row, table=True):
    """A line of a vCard that no field keeps, as it was written, for the next export as a vCard."""

    __tablename__ = "card_line"
    __table_args__ = (Index("card_line_of", "customer_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    line: str


class TagRow(Row, table=True):
    """A tag on a customer."""

    __tablename__ = "tag"
    __table_args__ = (Index("tag_by_name", "tag"), {"sqlite_with_rowid": False})

    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", primary_key=True)
    tag: str = Field(primary_key=True)


class PinRow(Row, table=True):
    """A derived class that the user pinned by hand, with the reason."""

    __tablename__ = "pin"
    __table_args__ = ({"sqlite_with_rowid": False},)

    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", primary_key=True)
    axis: Axis = Field(sa_column=choice("axis", Axis, primary_key=True))
    value: str
    reason: str
    pinned: date


class FieldRow(Row, table=True):
    """The definition of a custom field."""

    __tablename__ = "custom_field"

    name: str = Field(primary_key=True)
    type: FieldType = Field(sa_column=choice("type", FieldType))
    choices: str | None = None


class FieldValueRow(Row, table=True):
    """The value of a custom field of a customer."""

    __tablename__ = "field_value"
    __table_args__ = (Index("field_value_by_name", "name", "value"), {"sqlite_with_rowid": False})

    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", primary_key=True)
    name: str = Field(foreign_key="custom_field.name", primary_key=True)
    value: str
