"""One line of the history in words, and how lines go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable


class Line(NamedTuple):
    """One line.

    Args:
        text: what it says.
        list_: the list that something was added to or removed from.
        item: what was added or removed; lines that add to one list join, as those that remove do.
        added: whether it was added.
        follows: whether it only follows from the other lines, as the next date does.
    """

    text: Message
    list_: Message | None = None
    item: Message | None = None
    added: bool = False
    follows: bool = False


def line(text: str, /, **details: object) -> Line:
    """Build a line from a message."""
    return Line(message(text, **details))


def list_line(list_: Message, item: Message, *, added: bool) -> Line:
    """Say that something was added to a list or removed from it.

    Args:
        list_: the list.
        item: what.
        added: whether it was added.
    """
    text = message(
        N_("{list} added: {items}") if added else N_("{list} removed: {items}"),
        list=list_,
        items=item,
    )
    return Line(text, list_=list_, item=item, added=added)


def gathered(lines: Iterable[Line]) -> list[Line]:
    """Put lines in the order in which they are read; those of one list become one line."""
    found: list[Line] = []
    lists: dict[int, list[Message]] = {}
    for each in lines:
        if each.list_ is None or each.item is None:
            found.append(each)
            continue
        same = next((at for at in lists if _is_same_list(found[at], each)), None)
        if same is None:
            lists[len(found)] = [each.item]
            found.append(each)
        else:
            lists[same].append(each.item)
    for at, several in lists.items():
        first = found[at]
        if first.list_ is not None:
            found[at] = list_line(first.list_, items(several), added=first.added)
    return sorted(found, key=lambda each: each.follows)


def _is_same_list(one: Line, other: Line) -> bool:
    return (one.list_, one.added) == (other.list_, other.added)


def changed(field: Message, old: object, new: object) -> Message:
    """Say that a field got another value, its first one, or lost it; None for no value."""
    if new is None:
        return message(N_("{field}: {old} → none"), field=field, old=old)
    if old is None:
        return message(N_("{field}: {new}"), field=field, new=new)
    return message(N_("{field}: {old} → {new}"), field=field, old=old, new=new)
