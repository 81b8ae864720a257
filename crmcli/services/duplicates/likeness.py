"""Customers as they are compared, with the sound of their names, and what came of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.duplicate.names import core_of, is_company
from crmcli.domain.duplicate.reach import email_key_of, handle_key, phone_key
from crmcli.domain.duplicate.rule import Alike, Likeness, compared
from crmcli.store.finding.pinyin import sound
from crmcli.store.reads.duplicates import facts_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from crmcli.domain.customer import CustomerKind
    from crmcli.store.reads.duplicates import Facts


def sound_of(kind: CustomerKind, name: str) -> str:
    """Spell a customer's name in letters alone, without its form, spaces and tones."""
    core = core_of(kind, name)
    return (sound(core, person=not is_company(kind, name)) or core).replace(" ", "")


def likeness(facts: Facts) -> Likeness:
    """Give what is compared of a customer."""
    return Likeness(*facts, sound=sound_of(facts.kind, facts.name))


def keys_of(one: Likeness) -> Iterator[str]:
    """Yield the keys of what a customer is reached by."""
    yield from (phone_key(each.value) for each in one.phones)
    yield from (email_key_of(each.value) for each in one.emails)
    yield from map(handle_key, one.handles)


def judged(
    connection: sqlite3.Connection,
    pairs: Sequence[tuple[int, int]],
    shared: Callable[[Collection[str]], Mapping[str, int]],
) -> Iterator[Alike]:
    """Compare pairs of customers; one that is not there any more is left out.

    Args:
        connection: the reading door.
        pairs: the pairs; at most some thousands.
        shared: says how many customers have what is reached by some keys.
    """
    facts = facts_of(connection, {key for pair in pairs for key in pair})
    known = {key: likeness(each) for key, each in facts.items()}
    many = shared({key for each in known.values() for key in keys_of(each)})
    for one, other in pairs:
        if one in known and other in known:
            yield compared(known[one], known[other], many)
