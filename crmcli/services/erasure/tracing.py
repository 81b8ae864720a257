"""By what a customer is known to others, and what it may have been called in a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.plain_name import plain_name
from crmcli.domain.short_name import short_names
from crmcli.domain.spelling import forms_of
from crmcli.domain.traces import Traces, has_kin
from crmcli.store.finding.pinyin import spell, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.reads.erasure.identity_texts import IdentityTexts

_FEWEST_LETTERS = 2
_LONGEST_KIN_NAME = 4


def known_by(texts: IdentityTexts) -> Traces:
    """Give by what a customer is known wherever it stands; its company alone is no such thing."""
    return Traces({*texts.names, *texts.people, *texts.addresses}, texts.numbers)


def surely_known_by(texts: IdentityTexts) -> Traces:
    """Give the same without the given names of its people: others are called `Jane` as well."""
    people = {each for each in texts.people if " " in each.strip() or has_kin(each)}
    return Traces({*texts.names, *people, *texts.addresses}, texts.numbers)


def called(texts: IdentityTexts) -> Traces:
    """Give whatever a customer may have been called in a command that was about it for sure."""
    known = {*texts.names, *texts.people, *texts.addresses, *texts.companies}
    parts = {part for each in known for part in each.split()}
    parts |= {each.partition("@")[0] for each in texts.addresses}
    people = {*texts.names, *texts.people}
    spelled = {form for each in people for form in _forms(each, person=True)}
    firms = {*texts.names, *texts.companies}
    firms |= {short for each in firms for short in short_names(each)}
    spelled |= {form for each in firms for form in _forms(each, person=False)}
    words = {*known, *parts, *spelled, *_short_names(texts)}
    return Traces(_long_enough(words), texts.numbers, loosely=True)


def filed_under(texts: IdentityTexts) -> Traces:
    """Give what a file may be called that holds a customer among others, and was meant for it.

    Words of a company or of an address are no such thing: many files are called `sales`.
    """
    people = {*texts.names, *texts.people}
    full = {each for name in people for each in spell(name).full}
    words = {*people, *texts.addresses, *full, *_short_names(texts)}
    return Traces(_long_enough(words), texts.numbers)


def _forms(name: str, *, person: bool) -> set[str]:
    """Give the letters that are typed for a name."""
    full, initials = spell(name, person=person)
    mixed = forms_of(spelling(name, person=person)) if full else ()
    return {plain_name(name), *full, *initials, *mixed}


def _short_names(texts: IdentityTexts) -> set[str]:
    """Give the parts of names by which people are called, as they are written and spelled."""
    people = {*texts.names, *texts.people}
    given = {part for each in people for part in _given_names(each)}
    spelled = {full for each in given for full in spell(each, person=False).full}
    return {*given, *spelled, *(part for each in people for part in each.split())}


def _long_enough(words: set[str]) -> set[str]:
    return {each for each in words if len(each) >= _FEWEST_LETTERS}


def _given_names(name: str) -> Iterator[str]:
    """Yield the parts of a name without spaces that are called for short, as a given name is.

    Where the family name ends is not known, so every part of two or more letters counts.
    """
    if has_kin(name) and len(name) <= _LONGEST_KIN_NAME:
        for first in range(len(name)):
            for last in range(first + _FEWEST_LETTERS, len(name) + 1):
                yield name[first:last]
