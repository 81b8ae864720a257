"""What is alike in the names of two customers: the whole, all but the form, or the sound."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from crmcli.domain.company_name import names_company
from crmcli.domain.core_name import core_of_company, core_of_person
from crmcli.domain.customer import CustomerKind
from crmcli.domain.duplicate.words import Evidence, Reason, alike_text, person_text
from crmcli.domain.nearness import mistakes
from crmcli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLED = re.compile("..?(?:总|總|经理|先生|女士|小姐|老师|主任|董|工|哥|姐|太太)")
_NOT_DIGITS = re.compile("[^0-9]+")
FEWEST_LETTERS = 6
"""How long a name must be for a slip to be told from another name."""

_LONG = 8

# 张伟 alone is hundreds of thousands of people; a company's name is looked up before it is taken.
_SAME_NAME, _SAME_COMPANY_NAME, _VAGUE_NAME, _ONE_WORD = 0.55, 0.75, 0.25, 0.4
_FORM = 0.7
_SOUND, _LONG_SOUND = 0.5, 0.6
_MISTYPED, _LONG_MISTYPED = 0.35, 0.55
_PERSON = 0.55
BEST_OF_NAME = round(100 * _SAME_NAME)
"""The most that a person's name says alone."""

BEST_OF_SOUND = round(100 * _SOUND)
"""The most that the sound of a person's name says alone."""


class Named(Protocol):
    """Whoever is called something."""

    @property
    def kind(self) -> CustomerKind:
        """Whether it is said to be a person or a company."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def sound(self) -> str:
        """Its name as it is spelled in letters."""

    @property
    def people(self) -> Sequence[str]:
        """The names of its people."""


@lru_cache(maxsize=4096)
def is_company(kind: CustomerKind, name: str) -> bool:
    """Tell whether a customer is a company, be it by its name alone."""
    return kind is CustomerKind.COMPANY or names_company(name)


def core_of(kind: CustomerKind, name: str) -> str:
    """Give what is left of a customer's name without its form."""
    return core_of_company(name) if is_company(kind, name) else core_of_person(name)


def name_reason(one: Named, other: Named) -> Reason | None:
    """Give what is alike in two names; None where nothing is."""
    companies = [is_company(each.kind, each.name) for each in (one, other)]
    link = _person_link(one, other)
    if link is not None:
        return _reason(Evidence.PERSON, link[0], _PERSON, link)
    if companies[0] is not companies[1]:
        return _name_of_two_kinds(one.name, other.name)
    firms = companies[0]
    cores = core_of(one.kind, one.name), core_of(other.kind, other.name)
    if fold(one.name) == fold(other.name) or (not firms and cores[0] == cores[1]):
        weight = _SAME_COMPANY_NAME if firms else _weight_of_name(one.name)
        return _reason(Evidence.NAME, one.name, weight)
    if cores[0] == cores[1]:
        return _reason(Evidence.FORM, cores[0], _FORM)
    if one.sound and one.sound == other.sound:
        is_long = firms and len(one.sound) >= _LONG
        return _reason(Evidence.SOUND, one.sound, _LONG_SOUND if is_long else _SOUND)
    if are_mistyped(*cores):
        is_long = firms and len(cores[0]) >= _LONG
        weight = _LONG_MISTYPED if is_long else _MISTYPED
        return _reason(Evidence.MISTYPED, f"{one.name}, {other.name}", weight)
    return None


def _name_of_two_kinds(one: str, other: str) -> Reason | None:
    """Give what is alike where one is said to be a company: the other may be one all the same."""
    core = core_of_company(one)
    if core != core_of_company(other):
        return None
    same = fold(one) == fold(other)
    return _reason(Evidence.NAME if same else Evidence.FORM, one if same else core, _FORM)


def are_mistyped(one: str, other: str) -> bool:
    """Tell whether two cores of names are one typing mistake apart: long ones in letters alone."""
    shorter = min(len(one), len(other))
    if shorter < FEWEST_LETTERS or not (one.isascii() and other.isascii()):
        return False
    # Firm 1 and Firm 2 are two.
    if _NOT_DIGITS.sub("", one) != _NOT_DIGITS.sub("", other):
        return False
    return mistakes(one, other, 1) == 1


def _weight_of_name(name: str) -> float:
    text = fold(name)
    if len(text) == 1 or _TITLED.fullmatch(text):
        return _VAGUE_NAME
    return _ONE_WORD if text.isascii() and " " not in text else _SAME_NAME


def _person_link(one: Named, other: Named) -> tuple[str, str] | None:
    """Give person and company where one of two customers is one of the people of the other."""
    for firm, person in ((one, other), (other, one)):
        if firm.people and is_company(firm.kind, firm.name):
            known = {core_of_person(each) for each in firm.people}
            if not is_company(person.kind, person.name) and core_of_person(person.name) in known:
                return person.name, firm.name
    return None


def _reason(
    kind: Evidence, value: str, weight: float, link: tuple[str, str] | None = None
) -> Reason:
    text = alike_text(kind, value) if link is None else person_text(*link)
    return Reason(kind, value, text, round(100 * weight))
