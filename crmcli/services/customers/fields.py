"""A customer's fields as text and as values, for options, `--set` and spreadsheets alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.domain.birthday import read_birthday
from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.domain.classes import Importance, NeedKind
from crmcli.domain.consent import read_flag
from crmcli.domain.customer import CompanySize, CustomerKind, Gender
from crmcli.domain.festival_choice import read_festivals
from crmcli.domain.grade import Grade, Need
from crmcli.domain.money import read_money
from crmcli.domain.span import read_span
from crmcli.domain.text import clean, clean_name
from crmcli.domain.when import Look, read_day
from crmcli.errors import N_, UsageFault
from crmcli.services.customers.custom_value import read_custom
from crmcli.services.customers.emails import normalise_email
from crmcli.services.customers.lists import united
from crmcli.services.customers.phones import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from crmcli.domain.field import CustomField
    from crmcli.domain.money import Money


class UnknownField(UsageFault):
    """A field name that is neither built in nor one of the book's own."""

    code = "unknown_field"
    sentence = N_("There is no field named {name}.")
    hint = N_("Did you mean {nearest}? A field of your own: crm customer field add {name}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What text is read with.

    Args:
        today: the run's local date.
        currency: the book's currency.
        region: the country of phone numbers without a country code.
        custom: the book's own fields by name.
    """

    today: date
    currency: str
    region: str
    custom: Mapping[str, CustomField] = field(default_factory=dict)


_SEPARATORS = re.compile(r"[;,\n；，、]|\s/\s|(?<=[0-9])/(?=[+0-9])")

# Two numbers may have a slash between them; a year such as 2026/27 is one tag.
_TAG_SEPARATORS = re.compile(r"[;,\n；，、]|\s/\s")


def _phones(text: str, reading: Reading) -> tuple[str, ...]:
    parts = (each for each in _SEPARATORS.split(text) if each.strip())
    numbers = (normalise_phone(each, reading.region) for each in parts)
    kept = [
        number if extension is None else f"{number}#{extension}" for number, extension in numbers
    ]
    return united("phones", kept)


def _emails(text: str, reading: Reading) -> tuple[str, ...]:
    del reading
    parts = (each.strip() for each in _SEPARATORS.split(text))
    return united("emails", (normalise_email(each) for each in parts if each))


def _tags(text: str, reading: Reading) -> tuple[str, ...]:
    del reading
    parts = (each.strip().lstrip("#") for each in _TAG_SEPARATORS.split(text))
    return tuple(dict.fromkeys(clean(each, "tags") for each in parts if each))


def _name(text: str, reading: Reading) -> str:
    del reading
    return clean_name(text, "name")


def _plain(name: str) -> Callable[[str, Reading], str]:
    return lambda text, _: clean(text, name)


def _one_of(name: str, kind: type[Any]) -> Callable[[str, Reading], Any]:
    return lambda text, _: read_choice(kind, text, name)


def _flag(name: str) -> Callable[[str, Reading], bool]:
    return lambda text, _: read_flag(text, name)


def _ahead(text: str, reading: Reading) -> date:
    return read_day(text, today=reading.today)


def _past(text: str, reading: Reading) -> date:
    return read_day(text, today=reading.today, look=Look.BACK)


def _money(text: str, reading: Reading) -> Money:
    return read_money(text, book_currency=reading.currency)


READERS: dict[str, Callable[[str, Reading], Any]] = {
    "name": _name,
    "kind": _one_of("kind", CustomerKind),
    "gender": _one_of("gender", Gender),
    "occupation": _plain("occupation"),
    "company": _plain("company"),
    "title": _plain("title"),
    "industry": _plain("industry"),
    "company_size": _one_of("company_size", CompanySize),
    "registered": _past,
    "phones": _phones,
    "emails": _emails,
    "address": _plain("address"),
    "wechat": _plain("wechat"),
    "hobbies": _plain("hobbies"),
    "birthday": lambda text, reading: read_birthday(text, reading.today),
    "festivals": lambda text, _: read_festivals(text),
    "channel": _one_of("channel", Channel),
    "source": _plain("source"),
    "product_needs": _plain("product_needs"),
    "service_requirements": _plain("service_requirements"),
    "need_kind": _one_of("need_kind", NeedKind),
    "potential": _money,
    "importance": _one_of("importance", Importance),
    "owner": _plain("owner"),
    "tags": _tags,
    "notes": _plain("notes"),
    "need": _one_of("need", Need),
    "expected_close": _ahead,
    "grade": _one_of("grade", Grade),
    "every": lambda text, _: read_span(text),
    "by_channel": _one_of("by_channel", Channel),
    "may_contact": _flag("may_contact"),
    "may_share": _flag("may_share"),
    "consent_on": _past,
    "consent_reason": _plain("consent_reason"),
}
"""How the text of each built-in field is read; `referred_by` is a customer and read elsewhere."""

ALIASES = {
    "phone": "phones",
    "email": "emails",
    "tag": "tags",
    "note": "notes",
    "close": "expected_close",
    "size": "company_size",
    "registration_date": "registered",
    "potential_amount": "potential",
    "preferred_channel": "channel",
}
"""Short names of fields, as the options write them."""


_SPOKEN = {"频率": "every"}
"""What a field is called in short; a column, or a field of one's own, may be called so as well."""


def canonical(name: str) -> str:
    """Give a field's key for its name: `Company-Size` is `company_size`, and 行业 is `industry`."""
    folded = name.strip().replace("-", "_").lower()
    folded = ALIASES.get(folded, folded)
    return folded if _is_built_in(folded) else _meant(name) or folded


def _is_built_in(key: str) -> bool:
    return key in READERS or key == "referred_by" or key.startswith("handle.")


def field_name(name: str, custom: Mapping[str, CustomField]) -> str:
    """Return a field's own name: a built-in one, `handle.SERVICE`, or one of the book's own.

    A field of the book's own comes before another word for a built-in one.

    Raises:
        FieldIsDerived, FieldIsKept: every customer has it, and no text is given to it.
        UnknownField: there is no such field; the hint names the nearest.
    """
    own = name.strip()
    if own in custom and not _is_built_in(own):
        return own
    known = canonical(name)
    if _is_built_in(known):
        return known
    from crmcli.services.customers.unsettable import refusal  # noqa: PLC0415 - only after a mistake

    raise refusal(name) or unknown_field(name, custom)


def _meant(name: str) -> str:
    """Return the field that a word for it means, as in a spreadsheet (等级); nothing for none."""
    from crmcli.domain.field_names import meant_field, plain_name  # noqa: PLC0415 - rarely asked
    from crmcli.exchange.column_names import synonyms  # noqa: PLC0415 - likewise

    plain = plain_name(name)
    found = meant_field(name) or synonyms().get(plain) or _SPOKEN.get(plain, "")
    return found if _is_built_in(found) else ""


def unknown_field(name: str, custom: Mapping[str, CustomField]) -> UnknownField:
    """Say that a field is not known, with the nearest one."""
    from crmcli.domain.field_nearness import nearest_field  # noqa: PLC0415 - only after a mistake

    near = nearest_field(name, [*READERS, *ALIASES, *custom], frozenset(READERS))
    hint = None if near else N_("A field of your own: crm customer field add {name}")
    return UnknownField(name=name, nearest=near, hint=hint)


def read_field(name: str, text: str, reading: Reading) -> Any:  # noqa: ANN401 - each field has its type
    """Read the text of one field, built in or of the book's own.

    Raises:
        CrmError: what the field's own reader raises.
    """
    reader = READERS.get(name)
    if reader is not None:
        return reader(text, reading)
    if name.startswith("handle."):
        return clean(text, name)
    return read_custom(reading.custom[name], text, reading)
