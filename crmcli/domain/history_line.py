"""One line of the history in words, and how lines go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
    for at, items in lists.items():
        first = found[at]
        if first.list_ is not None:
            found[at] = list_line(first.list_, listed(items), added=first.added)
    return sorted(found, key=lambda each: each.follows)


def _is_same_list(one: Line, other: Line) -> bool:
    return (one.list_, one.added) == (other.list_, other.added)


def listed(parts: Sequence[Message], text: str = N_("{first}, {rest}")) -> Message:
    """Say several things in one sentence.

    Args:
        parts: what is to be said; at least one.
        text: the message id that puts `{first}` and `{rest}` together.
    """
    if len(parts) == 1:
        return parts[0]
    # Halves of halves, for sentences may not nest as deep as lists are long.
    half = len(parts) // 2
    first, rest = listed(parts[:half], text), listed(parts[half:], text)
    return message(text, first=first, rest=rest)


def told_at_once(parts: Sequence[Message]) -> Message:
    """Say several sentences as one."""
    return listed(parts, N_("{first}; {rest}"))


def changed(field: Message, old: object, new: object) -> Message:
    """Say that a field got another value, its first one, or lost it; None for no value."""
    if new is None:
        return message(N_("{field}: {old} → none"), field=field, old=old)
    if old is None:
        return message(N_("{field}: {new}"), field=field, new=new)
    return message(N_("{field}: {old} → {new}"), field=field, old=old, new=new)
