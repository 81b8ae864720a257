"""The options that the verbs of campaigns share, and how customers are named to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.session import Session

Campaign = Annotated[
    str, typer.Argument(metavar="NAME", help=_("Its name or part of it, or its id."))
]
Customers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CUSTOMER…]", help=_("Name, id, phone or e-mail; - reads ids from stdin.")
    ),
]
Named = Annotated[
    list[str] | None,
    typer.Option("--customer", help=_("One of these customers; repeatable.")),
]
Lost = Annotated[bool, typer.Option("--lost", help=_("The lost ones too."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only show what would change."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]


class NoCustomers(UsageFault):
    """A verb that needs customers and was given none."""

    code = "no_customers"
    sentence = N_("Name the customers, by id or name, or with - by their ids on stdin.")


def campaign_of(session: Session, text: str) -> str:
    """Return the name of a campaign without doubt where someone can be asked; else as given."""
    if not session.interactive:
        return text
    from crmcli.services.campaigns.naming import AmbiguousCampaign, resolve

    try:
        return f"id:{resolve(session.book, text)}"
    except AmbiguousCampaign as error:
        from crmcli.commands.asking import pick_campaign

        return pick_campaign(text, error.candidates)


def customers_of(session: Session, given: list[str] | None) -> tuple[str, ...]:
    """Return the customers that were named, those that stdin names among them.

    On a terminal a name that several have is picked from; a number on stdin is an id.
    """
    names: list[str] = []
    for each in given or ():
        if each == "-":
            names += _piped()
        else:
            from crmcli.commands.asking import chosen

            names.append(chosen(session, each))
    return tuple(names)


def _piped() -> list[str]:
    from crmcli.commands.asking import standard_input
    from crmcli.domain.sought import bare_digits

    lines = (line.strip() for line in standard_input().splitlines())
    return [line if bare_digits(line) is None else f"id:{line}" for line in lines if line]
