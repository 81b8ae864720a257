"""The keys that make two customers a pair that is worth comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.core_name import core_of_company, core_of_person
from crmcli.domain.duplicate.names import core_of, is_company
from crmcli.services.duplicates.likeness import sound_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.reads.duplicates import NamedRow

FIRM, COLLEAGUE, BORN = "c:", "m:", "d:"
"""What keys begin with whose neighbours may be slips: of firms, of people in one or of one day."""

HANDLE, SWITCHBOARD = "h:", "b:"
"""What keys begin with of which it counts how many have them."""

_SOUND, _SOUND_BORN, _SOUND_COLLEAGUE, _REACHED = "s:", "e:", "q:", "p:"
BREAK = "\x1f"


def name_keys(row: NamedRow, *, sounds: bool) -> Iterator[str]:
    """Yield what a customer's name has in common with that of another which may be it.

    Args:
        row: the customer.
        sounds: whether it is enough for people that their names sound the same.
    """
    core = core_of(row.kind, row.name)
    if is_company(row.kind, row.name):
        yield FIRM + core
        yield _SOUND + sound_of(row.kind, row.name)
        return
    if not (row.company or row.birthday or sounds):
        return
    sound = sound_of(row.kind, row.name)
    if row.company:
        company = core_of_company(row.company)
        yield f"{COLLEAGUE}{company}{BREAK}{core}"
        yield f"{_SOUND_COLLEAGUE}{company}{BREAK}{sound}"
    if row.birthday:
        # With and without the year.
        day = row.birthday.rpartition(":")[2][-len("05-06") :]
        yield f"{BORN}{day}{BREAK}{core}"
        yield f"{_SOUND_BORN}{day}{BREAK}{sound}"
    if sounds:
        yield _SOUND + sound


def colleague_key(person: str, company: str) -> str:
    """Give the key of one of the people of a company: that of a customer who works there."""
    return f"{COLLEAGUE}{core_of_company(company)}{BREAK}{core_of_person(person)}"


def namesake_keys(row: NamedRow) -> Iterator[tuple[str, int, bool, bool]]:
    """Yield a customer's name as it is compared without anything else.

    Whoever is said to be a person may be a company all the same, as which it is compared with
    companies.
    """
    firm = is_company(row.kind, row.name)
    cores = {core_of_company(row.name).replace(" ", "")}
    if not firm:
        cores.add(core_of_person(row.name))
    for core in cores:
        yield core, row.id, row.reached, firm


def reached_key(key: str, name: str) -> str:
    """Give the key of what many are reached by, with the name: it says little alone."""
    return f"{_REACHED}{key}{BREAK}{core_of_person(name)}"
