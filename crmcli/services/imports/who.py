"""Who a row speaks of: the customer, the company it belongs to, and the people to be contacted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.company_name import names_company
from crmcli.domain.customer import CustomerKind
from crmcli.domain.person import PersonDraft
from crmcli.domain.text import clean_name, fold
from crmcli.errors import N_, Refused
from crmcli.exchange import column_names as names

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoName(Refused):
    """A row without the name of a customer."""

    code = "no_name"
    sentence = N_("It names no customer.")


def settle_names(values: dict[str, Any], *, exact: bool, address_book: bool = False) -> None:
    """Settle who is the customer, who its person, and which of them the row speaks of.

    Args:
        values: the row's values by field; the parts of names give way to the name, its company,
            its kind and its people.
        exact: whether crm wrote the row, so that a company may be called like its customer.
        address_book: whether the table has first and last names, as that of an address book.

    Raises:
        NoName: no cell names the customer.
    """
    people: tuple[str, ...] = values.pop(names.PERSON, ())
    known: tuple[PersonDraft, ...] = values.pop(names.PEOPLE, ())
    parts = [values.pop(each, None) for each in _NAME_PARTS]
    name = values.get("name") or _joined([each for each in parts if each])
    company = values.get("company")
    if not name and company:
        name, company = company, None
    elif not name and people:
        name, people = people[0], people[1:]
    elif not name and known:
        name, known = known[0].name, known[1:]
    if not name and address_book:
        # In an address book somebody may be known by an address alone.
        name = next(iter(values.get("emails", ())), None)
    if not name:
        raise NoName
    if company is not None and fold(company) == fold(name) and not exact:
        company = None
    people = tuple(each for each in dict.fromkeys(people) if fold(each) != fold(name))
    values["name"] = clean_name(name, "name")
    values["company"] = company
    is_company = names_company(name) or (bool(people or known) and company is None)
    values.setdefault("kind", CustomerKind.COMPANY if is_company else CustomerKind.PERSON)
    if people:
        title, birthday = values.pop("title", None), values.pop("birthday", None)
        first = PersonDraft(people[0], title=title, birthday=birthday)
        known = (first, *(PersonDraft(each) for each in people[1:]), *known)
    values["people"] = known


_NAME_PARTS = (names.FIRST_NAME, names.MIDDLE_NAME, names.LAST_NAME)


def _joined(parts: Sequence[str]) -> str:
    """Join the parts of a name; a Chinese one begins with the family name and has no spaces."""
    if any(char > "\u2e80" for part in parts for char in part):
        return "".join([*parts[-1:], *parts[:-1]])
    return " ".join(parts)
