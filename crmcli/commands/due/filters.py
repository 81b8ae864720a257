"""The filters that the verbs of `due` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from crmcli.commands.due.ahead import days_ahead
from crmcli.domain.separated import all_separated
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from crmcli.domain.due import DueQuery
    from crmcli.session import Session

    Choice = TypeVar("Choice", bound=StrEnum)

Kind = Annotated[
    list[str] | None,
    typer.Option(help=_("Only these kinds, as in promise,follow_up; repeatable.")),
]
Grade = Annotated[
    list[str] | None, typer.Option(help=_("Only customers of these grades, as in A,B."))
]
Owner = Annotated[
    list[str] | None, typer.Option(help=_("Only the customers of this owner; repeatable."))
]
Tag = Annotated[list[str] | None, typer.Option(help=_("Only customers with one of these tags."))]
Customer = Annotated[
    str | None, typer.Option(help=_("Only this customer: name, id, phone or e-mail."))
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help=_("The list of another day, as in --as-of mon."))
]
Limit = Annotated[
    int | None,
    typer.Option(
        min=1, help=_("The best N rows by urgency, grade and lateness, as in --limit 15.")
    ),
]
Budget = Annotated[
    str | None, typer.Option(help=_("The best rows for a time, as in --budget 90m."))
]
Theirs = Annotated[bool, typer.Option("--theirs", help=_("Also what customers promised you."))]


def query_of(session: Session, given: Mapping[str, Any]) -> DueQuery:
    """Read the filters of a command line, by the names of their parameters.

    Raises:
        CrmError: one of them cannot be read.
    """
    from crmcli.domain.due import DueQuery
    from crmcli.domain.due_kind import DueKind
    from crmcli.domain.grade import Grade

    as_of = given["as_of"]
    today = session.today if as_of is None else session.day(as_of)
    return DueQuery(
        today=today,
        now=session.now if as_of is None else session.instant(today),
        ahead=days_ahead(given["ahead"], today),
        kinds=choices(DueKind, given["kind"], "--kind"),
        grades=choices(Grade, given["grade"], "--grade"),
        owners=several(given["owner"]),
        tags=several(given["tag"]),
        theirs=given["theirs"],
    )


def several(values: Iterable[str] | None) -> tuple[str, ...]:
    """Read a repeatable option whose values may hold several, separated by commas."""
    return tuple(dict.fromkeys(all_separated(values)))


def choices(kind: type[Choice], values: Iterable[str] | None, field: str) -> tuple[Choice, ...]:
    """Read such an option of a closed list.

    Raises:
        UnknownChoice: a value is not in the list.
    """
    given = several(values)
    if not given:
        return ()
    from crmcli.domain.choice import read_choice

    return tuple(dict.fromkeys(read_choice(kind, each, field) for each in given))
