"""The filters that the verbs of `due` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    Choice = TypeVar("Choice", bound=StrEnum)

Kind = Annotated[
    list[str] | None,
    typer.Option(help=_("Only these kinds, as in promise,follow_up; repeatable.")),
]


def several(values: Iterable[str] | None) -> tuple[str, ...]:
    """Read a repeatable option whose values may hold several, separated by commas."""
    parts = (part.strip() for value in values or () for part in value.replace("，", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


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
