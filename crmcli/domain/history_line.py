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
        subject: what happened with a customer, such as a call, where it can be said so.
        words: what was said then.
        list_: the list that something was added to or removed from; lines of one list join.
        item: what was, with its sign.
        follows: whether it only follows from the other lines, as the next date does.
    """

    text: Message
    subject: Message | None = None
    words: Message | None = None
    list_: Message | None = None
    item: Message | None = None
    follows: bool = False


def line(text: str, /, **details: object) -> Line:
    """Build a line from a message."""
    return Line(message(text, **details))


def list_line(list_: Message, item: str, value: object, *, added: bool) -> Line:
    """Say that something was added to a list or removed from it.

    Args:
        list_: the list.
        item: the message id of the item, which names `{value}`; most are `{value}` alone.
        value: the value.
        added: whether it was added.
    """
    signed = message(
        N_("+ {value}") if added else N_("− {value}"), value=message(item, value=value)
    )
    return Line(message(N_("{list} {items}"), list=list_, items=signed), list_=list_, item=signed)


def gathered(lines: Iterable[Line]) -> list[Line]:
    """Put lines in the order in which they are read; those of one list become one line."""
    found: list[Line] = []
    lists: dict[int, list[Message]] = {}
    for each in lines:
        same = next((at for at in lists if found[at].list_ == each.list_), None)
        if each.list_ is None or each.item is None:
            found.append(each)
        elif same is None:
            lists[len(found)] = [each.item]
            found.append(each)
        else:
            lists[same].append(each.item)
    for at, items in lists.items():
        text = message(N_("{list} {items}"), list=found[at].list_, items=listed(items))
        found[at] = found[at]._replace(text=text)
    return sorted(found, key=lambda each: each.follows)


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
        return message(N_("{field} removed: {old}"), field=field, old=old)
    if old is None:
        return message(N_("{field}: {new}"), field=field, new=new)
    return message(N_("{field}: {old} → {new}"), field=field, old=old, new=new)
