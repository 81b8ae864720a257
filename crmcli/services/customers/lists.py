"""Which values of a list are one: a number or an address can be written in more ways than one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.email_key import email_key
from crmcli.domain.phone import search_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

T = TypeVar("T")


def value_key(name: str, value: T) -> Hashable:
    """Give the form in which two values of a list are compared, as where customers are matched.

    Args:
        name: the list, such as `phones`.
        value: a value as it is kept.
    """
    key = _KEYS.get(name)
    return value if key is None else key(str(value))


def united(name: str, values: Iterable[T], kept: Iterable[T] = ()) -> tuple[T, ...]:
    """Give each value of a list once, in the order of the values.

    Args:
        name: the list.
        values: the values; of two that are one the first counts.
        kept: values as they are in the book: those keep their spelling.
    """
    spelled = {value_key(name, each): each for each in kept}
    found: dict[Hashable, T] = {}
    for each in values:
        key = value_key(name, each)
        found.setdefault(key, spelled.get(key, each))
    return tuple(found.values())


def lacking(name: str, present: Iterable[T], stated: Iterable[T]) -> Iterator[T]:
    """Yield the values that a list lacks."""
    known = {value_key(name, each) for each in present}
    return (each for each in stated if value_key(name, each) not in known)


_KEYS: dict[str, Callable[[str], str]] = {
    "phones": lambda number: search_forms(number)[0],
    "emails": email_key,
}
