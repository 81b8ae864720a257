"""What columns of tables of customers mean: by our names of fields, and by other programs'."""

from __future__ import annotations

from functools import cache

from crmcli.domain.field_names import FIELD_NAMES, plain_name
from crmcli.exchange.address_columns import PARTS
from crmcli.exchange.program_names import PROGRAM_NAMES

PERSON = "person"
"""Who is to be contacted at a customer (联系人)."""

LAST_CONTACT = "last_contact"
LAST_VIA = "last_via"
STATUS = "status"
LOST = "lost"
LOST_REASON = "lost_reason"
PARTLY_TAKEN = frozenset({STATUS, LOST_REASON})
"""Fields that cannot take all that their column says: the rest is kept in a custom field."""

FIRST_NAME, MIDDLE_NAME, LAST_NAME = "first_name", "middle_name", "last_name"
CURRENCY = "potential_currency"
PEOPLE, OWN_FIELDS, HANDLES = "people", "fields", "handles"
GRADE_SOURCE = "grade_source"
LUNAR_BIRTHDAY = "lunar_birthday"
"""A birthday of which its column says that it is a lunar one."""
BIRTHDAY_CALENDAR = "birthday_calendar"
"""A column that says for each row of which calendar the birthday is."""
REFERRED_BY = "referred_by"
"""Who referred a customer: by name, or by the id of the row, as in a table that crm wrote."""
CARD = "card"
"""In a table of vCards, the lines that no other column keeps, one below another."""
ARCHIVED, VERIFIED = "archived", "verified"
KEPT_BY_BOOKS = frozenset({ARCHIVED, VERIFIED})
"""Columns that are used in a table that crm wrote and in no other."""
ID, UID = "id", "uid"
"""What tells a customer from others: in its book, and in all."""

NO_CONTACT = "do_not_contact"
"""A column that says the opposite of `may_contact`."""

NAMING = frozenset({"name", "company", PERSON, FIRST_NAME, LAST_NAME, PEOPLE})
"""Fields that say who the customer is."""

ONLY_IMPORTED = frozenset({
    PERSON, LAST_CONTACT, LAST_VIA, STATUS, LOST, LOST_REASON, FIRST_NAME, MIDDLE_NAME, LAST_NAME,
    CURRENCY, PEOPLE, OWN_FIELDS, HANDLES, GRADE_SOURCE, NO_CONTACT, ARCHIVED, VERIFIED, ID, UID,
    LUNAR_BIRTHDAY, BIRTHDAY_CALENDAR, *PARTS,
})  # fmt: skip
"""Fields that a row can have besides those of a customer."""

SEVERAL = frozenset({"phones", "emails", "tags", "notes", PEOPLE, PERSON})
"""Fields that may have more than one column."""

DERIVED = frozenset({
    "id", "uid", "urgency", "value", "frequency", "lifecycle", "next_due",
    "relationship_due", "open_promises", "open_complaints",
    "open_deals", "purchase_count", "verified", "created", "updated",
    "archived", "cooperation_years",
})  # fmt: skip
"""Our own keys that the book works out itself: such columns are not needed."""

FIELDS = frozenset({*FIELD_NAMES, *PARTS, ID, UID})
"""Every field a column can be mapped to, besides the book's own and `handle.SERVICE`."""

COMPANY_NAMES = frozenset({"account", "accountname"})
"""Names that mean the customer, or its company where the row has a person's name too."""

JOB_TITLES = frozenset({"jobtitle", "position", "职务", "职位", "职称"})
"""Names that mean a job beyond doubt: beside one, a mere title is that of an address (Dr.)."""


_DOUBTFUL = {
    "kind": ("类型", "客户类型", "type", "customer type"),
    "channel": ("渠道",),
}


@cache
def doubtful_names() -> dict[str, str]:
    """Give each name, in its plain form, that means a field where all its cells hold its values."""
    return {plain_name(each): field for field, names in _DOUBTFUL.items() for each in names}


@cache
def synonyms() -> dict[str, str]:
    """Give each name a column may have, in its plain form, with its field."""
    known = (*FIELD_NAMES.items(), *PROGRAM_NAMES.items())
    keys = {plain_name(field): field for field in FIELD_NAMES}
    return keys | {plain_name(each): field for field, names in known for each in names}
