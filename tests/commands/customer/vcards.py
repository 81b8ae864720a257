"""What the tests of vCards share: cards, and looks into what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.commands.customer.export_book import everyone

if TYPE_CHECKING:
    from tests.conftest import Crm


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def imported(crm: Crm, text: str | bytes, *options: str) -> list[dict[str, Any]]:
    """Import cards and give the customers."""
    crm(["customer", "import", "-", *options], stdin=text)
    return everyone(crm)


def exported(crm: Crm, form: str) -> list[str]:
    """Export customers as cards and give the lines without folds."""
    text = crm(f"customer export - --format {form}").out
    return text.replace("\r\n ", "").split("\r\n")


def says(customer: dict[str, Any], **wanted: Any) -> None:
    assert {name: customer[name] for name in wanted} == wanted
