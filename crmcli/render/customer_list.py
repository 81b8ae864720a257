"""How the list of customers looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.customer import Customer
from crmcli.language import _
from crmcli.render import joined
from crmcli.render.output import Format, Listing, Output, show_list
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crmcli.render.layout import Layout


def show_customers(
    output: Output, whole: Callable[[], Iterator[Customer]], ids: Callable[[], Iterator[int]]
) -> None:
    """Write the list of customers.

    Args:
        output: how this run answers.
        whole: gives the customers.
        ids: gives their ids alone, for the format that shows no more.
    """
    if output.list_format is Format.IDS:
        show_list(output, Listing(kind=Customer, key=lambda key: key), ids())
    else:
        show_list(output, CUSTOMERS, whole())


def _layout() -> Layout:
    from crmcli.render.due import GRADE_STYLES  # noqa: PLC0415 - tables only
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    def day(name: str) -> Callable[[Any], str]:
        return lambda row: word(getattr(row, name))

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True),
            Column(_("Grade"), lambda row: str(row.grade), lambda row: GRADE_STYLES[row.grade]),
            Column(_("Name"), _name, wraps=True),
            Column(_("Company"), lambda row: row.company or "", needs=70),
            Column(_("Status"), lambda row: word(row.status), needs=100),
            Column(_("Closes"), day("expected_close"), needs=90),
            Column(_("Last contact"), day("last_contact"), needs=110),
            Column(_("Next due"), day("next_due")),
            Column(_("Phone"), lambda row: row.phones[0] if row.phones else "", needs=80),
            Column(_("Tags"), lambda row: joined.items(row.tags), needs=140),
        )
    )


def _name(row: Customer) -> str:
    return _("{name} (complaint)").format(name=row.name) if row.open_complaints else row.name


CUSTOMERS = Listing(
    kind=Customer,
    amounts=("potential",),
    key=lambda row: row.id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("No customers match."),
)
