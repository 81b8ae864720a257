"""Whether two customers are probably one: a score from 0 to 100, and the reasons it comes from.

Each reason for it has a weight, the share of cases in which it alone would be right; together they
leave as much doubt as is left by one after the other. What speaks against it is taken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from crmcli.domain.core_name import core_of_company
from crmcli.domain.customer import CustomerKind, Gender
from crmcli.domain.duplicate.names import is_company, name_reason
from crmcli.domain.duplicate.reach import Reach, reach_reasons
from crmcli.domain.duplicate.words import (
    NAMES,
    Evidence,
    Reason,
    alike_text,
    other_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIKELY = 50
"""From which score on two customers are told to be one, unless another is asked for."""

_WITH_YEAR = len("1988-05-06")
_COMPANY, _COMPANY_OF_ALIKE = 0.6, 0.45
_BIRTHDAY, _DAY_AND_MONTH = 0.6, 0.4
_AGAINST = {
    Evidence.OTHER_PHONE: 25,
    Evidence.OTHER_EMAIL: 10,
    Evidence.OTHER_NAME: 25,
    Evidence.OTHER_COMPANY: 20,
    Evidence.OTHER_BIRTHDAY: 40,
    Evidence.OTHER_GENDER: 15,
}
_OTHER_PHONE_OF_COMPANY = 10
AGAINST_OTHER_PHONE = _AGAINST[Evidence.OTHER_PHONE]
"""How much it speaks against two people of one name that each has another number."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a customer.

    Args:
        phones: its kept numbers, and those of its people; `emails` and `handles` likewise.
        people: the names of its people.
        sound: its name as it is spelled in letters, without spaces and tones.
    """

    id: int
    kind: CustomerKind
    name: str
    company: str | None = None
    gender: Gender | None = None
    birthday: str | None = None
    phones: tuple[Reach, ...] = ()
    emails: tuple[Reach, ...] = ()
    handles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two customers with their score; the field names are the keys of its JSON.

    Args:
        id: the older one, which has the lower number, with `name` and `company`.
        other_id: the other one, likewise.
        score: from 0 to 100 how probable it is that both are one.
        reasons: why, those for it first.
    """

    id: int
    name: str
    company: str | None
    other_id: int
    other_name: str
    other_company: str | None
    score: int
    reasons: tuple[Reason, ...]


def compared(one: Likeness, other: Likeness, shared: Mapping[str, int]) -> Alike:
    """Say how probable it is that two customers are one, and why.

    Args:
        one: the one.
        other: the other.
        shared: how many customers have a number, an address or a handle, by its key; none for
            one that is theirs alone.
    """
    first, second = sorted((one, other), key=lambda each: each.id)
    reasons = tuple(_reasons(first, second, shared))
    return Alike(
        id=first.id,
        name=first.name,
        company=first.company,
        other_id=second.id,
        other_name=second.name,
        other_company=second.company,
        score=score_of(reasons),
        reasons=reasons,
    )


def score_of(reasons: tuple[Reason, ...]) -> int:
    """Give the score that reasons add up to."""
    doubt = prod(1 - each.points / 100 for each in reasons if each.points > 0)
    against = sum(each.points for each in reasons if each.points < 0)
    return max(0, min(100, round(100 * (1 - doubt)) + against))


def _reasons(one: Likeness, other: Likeness, shared: Mapping[str, int]) -> Iterator[Reason]:
    reached = list(reach_reasons(one, other, shared))
    names = name_reason(one, other)
    yield from reached
    if names is not None:
        yield names
        yield from _company_reason(one, other, names.kind)
        yield from _same_birthday(one, other)
    if not reached:
        yield from _other_reach(one, other)
    elif names is None:
        yield _against(Evidence.OTHER_NAME, one.name, other.name)
    yield from _other_facts(one, other)


def _company_reason(one: Likeness, other: Likeness, names: Evidence) -> Iterator[Reason]:
    if not (one.company and other.company) or names is Evidence.PERSON:
        return
    if core_of_company(one.company) == core_of_company(other.company):
        weight = _COMPANY if names is Evidence.NAME else _COMPANY_OF_ALIKE
        yield _reason(Evidence.COMPANY, one.company, weight)


def _same_birthday(one: Likeness, other: Likeness) -> Iterator[Reason]:
    days = _birthdays(one, other)
    if days is not None and days[0] == days[1]:
        yield _reason(
            Evidence.BIRTHDAY, days[0], _BIRTHDAY if len(days[0]) == _WITH_YEAR else _DAY_AND_MONTH
        )


def _birthdays(one: Likeness, other: Likeness) -> tuple[str, str] | None:
    """Give two birthdays as far as both are known; a lunar and a solar one cannot be compared."""
    if one.birthday is None or other.birthday is None:
        return None
    kinds = [each.rpartition(":") for each in (one.birthday, other.birthday)]
    if kinds[0][0] != kinds[1][0]:
        return None
    size = min(len(kinds[0][2]), len(kinds[1][2]))
    return kinds[0][2][-size:], kinds[1][2][-size:]


def _other_reach(one: Likeness, other: Likeness) -> Iterator[Reason]:
    companies = any(is_company(each.kind, each.name) for each in (one, other))
    pairs = ((Evidence.OTHER_PHONE, "phones"), (Evidence.OTHER_EMAIL, "emails"))
    for kind, name in pairs:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs:
            many = kind is Evidence.OTHER_PHONE and companies
            points = _OTHER_PHONE_OF_COMPANY if many else _AGAINST[kind]
            yield _against(kind, mine[0].value, theirs[0].value, points)


def _other_facts(one: Likeness, other: Likeness) -> Iterator[Reason]:
    if one.company and other.company:
        cores = {core_of_company(one.company), core_of_company(other.company)}
        if len(cores) > 1:
            yield _against(Evidence.OTHER_COMPANY, one.company, other.company)
    days = _birthdays(one, other)
    if days is not None and days[0] != days[1]:
        yield _against(Evidence.OTHER_BIRTHDAY, one.birthday or "", other.birthday or "")
    if one.gender and other.gender and one.gender is not other.gender:
        yield _against(Evidence.OTHER_GENDER, one.gender, other.gender)


def _reason(kind: Evidence, value: str, weight: float) -> Reason:
    return Reason(kind, value, alike_text(kind, value), round(100 * weight))


def _against(kind: Evidence, one: str, other: str, points: int | None = None) -> Reason:
    text = other_text(kind, one, other)
    return Reason(kind, f"{one}, {other}", text, -(points or _AGAINST[kind]))


def is_by(alike: Alike, kinds: frozenset[Evidence]) -> bool:
    """Tell whether two customers are alike in something of some kinds."""
    wanted = kinds | NAMES if Evidence.NAME in kinds else kinds
    return not kinds or any(each.points > 0 and each.kind in wanted for each in alike.reasons)
