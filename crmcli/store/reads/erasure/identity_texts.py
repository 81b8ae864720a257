"""The texts by which a customer is known, gathered from its rows, present and past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.phone import digits, looks_like_phone

if TYPE_CHECKING:
    from collections.abc import Mapping


class IdentityTexts:
    """A customer's names, numbers and addresses, and those of its people.

    Attributes:
        name: its name, which is that of the first whole row that was met.
        company: the company it belongs to, likewise.
        created: when it was added, as the book keeps it.
        names: its own names.
        companies: the companies it belonged to, which others belong to as well.
        people: the names of its people.
        numbers: phone numbers.
        addresses: e-mail addresses and handles.
    """

    def __init__(self) -> None:
        self.name = ""
        self.company: str | None = None
        self.created: str | None = None
        self.names: set[str] = set()
        self.companies: set[str] = set()
        self.people: set[str] = set()
        self.numbers: set[str] = set()
        self.addresses: set[str] = set()

    def call(self, text: str) -> None:
        """Learn what else it is called or reached by."""
        is_number = looks_like_phone(text) and digits(text)
        _put(self.numbers if is_number else self.names, text.strip())

    def take(self, table: str, row: Mapping[str, Any]) -> None:
        """Learn from a row, or from some columns of one as they once were."""
        if table == "customer":
            self._take_customer(row)
        elif table == "person":
            _put(self.people, row.get("name"))
        elif table == "contact_point":
            value = row.get("value")
            is_number = isinstance(value, str) and looks_like_phone(value) and digits(value)
            _put(self.numbers if is_number else self.addresses, value)

    def _take_customer(self, row: Mapping[str, Any]) -> None:
        if "uid" in row:
            self.created = min(self.created or row["created"], row["created"])
            if not self.name:
                self.name, self.company = row["name"], row["company"]
        _put(self.names, row.get("name"))
        _put(self.companies, row.get("company"))


def _put(texts: set[str], value: object) -> None:
    if isinstance(value, str) and value:
        texts.add(value)
