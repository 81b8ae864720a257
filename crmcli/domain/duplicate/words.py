"""Why two customers are probably one, or not: the kinds of reasons, and each in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.message import Message, counted, message
from crmcli.domain.separated import all_separated
from crmcli.errors import N_, NN_

if TYPE_CHECKING:
    from collections.abc import Iterable


class Evidence(StrEnum):
    """What speaks for two customers being one, or against it."""

    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    NAME = "name"
    FORM = "form"
    SOUND = "sound"
    MISTYPED = "mistyped"
    COMPANY = "company"
    BIRTHDAY = "birthday"
    PERSON = "person"
    OTHER_PHONE = "other_phone"
    OTHER_EMAIL = "other_email"
    OTHER_NAME = "other_name"
    OTHER_COMPANY = "other_company"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_GENDER = "other_gender"


NAMES = frozenset({
    Evidence.NAME, Evidence.FORM, Evidence.SOUND, Evidence.MISTYPED, Evidence.PERSON,
})  # fmt: skip
"""What is alike in names."""


class Asked(StrEnum):
    """What the user can ask pairs to be alike in."""

    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


def read_kinds(texts: Iterable[str]) -> frozenset[Evidence]:
    """Read what pairs are to be alike in: phone, email, name, or several with commas between.

    Raises:
        UnknownChoice: a word is none of these.
    """
    from crmcli.domain.choice import read_choice  # noqa: PLC0415 - loads every closed list

    words = all_separated(texts)
    return frozenset(Evidence(read_choice(Asked, each, "--by").value) for each in words)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; the field names are the keys of its JSON.

    Args:
        kind: what it is.
        value: what both have, or what each has.
        text: the same in words.
        points: how much it weighs, of 100; less than zero where it speaks against it.
    """

    kind: Evidence
    value: str
    text: Message
    points: int


def reached_text(kind: Evidence, value: str, people: tuple[str, ...], many: int) -> Message:
    """Say that both have a number or an address.

    Args:
        kind: which of them.
        value: it.
        people: the names of those whom it belongs to on one side or both.
        many: how many customers have it.
    """
    what = message(_SAME[kind], value=value)
    for person in people:
        what = message(N_("{what}, of {person}"), what=what, person=person)
    if many > 2:  # noqa: PLR2004 - the two
        one, more = NN_("{what}, shared by {count} customer", "{what}, shared by {count} customers")
        return counted(one, more, many, what=what)
    return what


def switchboard_text(value: str) -> Message:
    """Say that both have a number, each with an extension of its own."""
    return message(N_("same phone {value}, with another extension"), value=value)


def alike_text(kind: Evidence, value: str) -> Message:
    """Say what both have."""
    return message(_SAME[kind], value=value)


def person_text(person: str, company: str) -> Message:
    """Say that one of two customers is one of the people of the other."""
    return message(N_("{person} is one of the people of {company}"), person=person, company=company)


def other_text(kind: Evidence, one: str, other: str) -> Message:
    """Say what each has of its own."""
    return message(_OTHER[kind], one=one, other=other)


_SAME = {
    Evidence.PHONE: N_("same phone {value}"),
    Evidence.EMAIL: N_("same e-mail {value}"),
    Evidence.HANDLE: N_("same {value}"),
    Evidence.NAME: N_("same name {value}"),
    Evidence.FORM: N_("same name but for its form: {value}"),
    Evidence.SOUND: N_("names sound the same: {value}"),
    Evidence.MISTYPED: N_("names differ by one letter: {value}"),
    Evidence.COMPANY: N_("same company {value}"),
    Evidence.BIRTHDAY: N_("same birthday {value}"),
}
_OTHER = {
    Evidence.OTHER_PHONE: N_("but other phones: {one}, {other}"),
    Evidence.OTHER_EMAIL: N_("but other e-mails: {one}, {other}"),
    Evidence.OTHER_NAME: N_("but other names: {one}, {other}"),
    Evidence.OTHER_COMPANY: N_("but other companies: {one}, {other}"),
    Evidence.OTHER_BIRTHDAY: N_("but other birthdays: {one}, {other}"),
    Evidence.OTHER_GENDER: N_("but other genders: {one}, {other}"),
}
