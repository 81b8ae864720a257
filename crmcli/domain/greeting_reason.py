"""Why somebody is to be greeted, in one line and in full."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.birthday import Birthday, birthday_told, kept_birthday
from crmcli.domain.due_kind import DueKind
from crmcli.domain.festival import Festival, festival_name, festival_rule
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.due_reason import DueFacts


class _Figures(NamedTuple):
    """What a row of a greeting was reckoned from (`domain.greeting`)."""

    birthday: str = ""
    year: int = 0
    age: int | None = None
    days: int | None = None
    festival: str = ""
    by: str = ""
    first: str = ""


def greeting_title(facts: DueFacts) -> Message:
    """Say who is to be greeted for what."""
    if facts.kind is DueKind.FESTIVAL:
        return message(N_("Greeting for {festival}"), festival=_festival(_figures(facts)))
    if facts.person is not None:
        return message(N_("Birthday greeting to {person}"), person=facts.person)
    return message(N_("Birthday greeting"))


def greeting_reason(facts: DueFacts) -> Message:
    """Say in one line why somebody is to be greeted."""
    figures = _figures(facts)
    if facts.kind is DueKind.FESTIVAL:
        return message(N_("{festival} is on {due}"), festival=_festival(figures), due=facts.due)
    values = {"due": facts.due, "age": figures.age, "person": facts.person}
    why = message(_REASONS[figures.age is not None, facts.person is not None], **values)
    born = kept_birthday(figures.birthday)
    if born is None:
        return why
    if figures.days is not None and born.leap:
        text = N_(
            "{why} (lunar leap month {month}, day {number}; kept in month {month}, which has"
            " {days} days this time, so day {days})"
        )
        return message(text, why=why, month=born.month, number=born.day, days=figures.days)
    if figures.days is not None:
        day = lunar_text(born)
        text = N_("{why} (lunar {day}; the month has {days} days this time, so day {days})")
        if not born.lunar:
            text = N_("{why} (29 February; this year has none)")
        return message(text, why=why, day=day, days=figures.days)
    if born.leap:
        text = N_("{why} (lunar leap month {month}, day {number}; kept in month {month})")
        return message(text, why=why, month=born.month, number=born.day)
    if born.lunar:
        return message(N_("{why} (lunar {day})"), why=why, day=lunar_text(born))
    return why


def greeting_explanation(facts: DueFacts) -> Iterator[Message]:
    """Explain in full why somebody is to be greeted: the facts, the rule, the arithmetic."""
    figures = _figures(facts)
    if facts.kind is DueKind.FESTIVAL:
        yield from _of_festival(facts, figures)
    else:
        yield from _of_birthday(facts, figures)
    if figures.first and facts.shown_until is not None:
        yield message(
            N_("A greeting logged from {first} to {last} clears it; after that it is over."),
            first=date.fromisoformat(figures.first),
            last=facts.shown_until,
        )


def lunar_text(born: Birthday) -> str:
    """Write a lunar day without its year, such as `12-30`."""
    return f"{born.month:02}-{born.day:02}"


def _of_birthday(facts: DueFacts, figures: _Figures) -> Iterator[Message]:
    text = N_("The birthday is {birthday}.")
    if facts.person is not None:
        text = N_("The birthday of {person} is {birthday}.")
    yield message(text, person=facts.person or "", birthday=birthday_told(figures.birthday))
    born = kept_birthday(figures.birthday)
    if born is not None and born.lunar:
        yield from _lunar_rule(born, facts.due, figures)
    elif figures.days is not None:
        yield message(N_("Without a 29 February it is kept on the 28th: {due}."), due=facts.due)
    else:
        yield message(N_("This time it is on {due}."), due=facts.due)
    if figures.age is not None and born is not None:
        yield counted(
            "{year} - {born} = {count} year.",
            "{year} - {born} = {count} years.",
            figures.age,
            year=figures.year,
            born=born.year,
        )


def _lunar_rule(born: Birthday, due: date, figures: _Figures) -> Iterator[Message]:
    values = {"year": figures.year, "month": born.month, "days": figures.days, "due": due}
    if born.leap:
        yield message(
            N_("A birthday in leap month {month} is kept in the ordinary month {month}, always."),
            month=born.month,
        )
    text = N_("In the lunar year {year} that is {due}.")
    if figures.days is not None:
        text = N_(
            "Month {month} of the lunar year {year} has {days} days, so it is kept on day {days}:"
            " {due}."
        )
    yield message(text, **values)


def _of_festival(facts: DueFacts, figures: _Figures) -> Iterator[Message]:
    festival = _known(figures)
    if festival is not None:
        yield message(
            N_("{festival}: {rule} This time that is {due}."),
            festival=festival_name(festival),
            rule=festival_rule(festival),
            due=facts.due,
        )
    yield message(_BY.get(figures.by, _BY["all"]))


def _festival(figures: _Figures) -> Message | str:
    festival = _known(figures)
    return figures.festival if festival is None else festival_name(festival)


def _known(figures: _Figures) -> Festival | None:
    return next((each for each in Festival if each.value == figures.festival), None)


def _figures(facts: DueFacts) -> _Figures:
    """Read the figures; what another program wrote there says nothing."""
    try:
        found = json.loads(facts.figures or "{}")
    except ValueError:
        return _Figures()
    if not isinstance(found, dict):
        return _Figures()
    known = {name: value for name, value in found.items() if name in _Figures._fields}
    return _Figures(**known)


_REASONS = {
    (True, False): N_("turns {age} on {due}"),
    (False, False): N_("birthday on {due}"),
    (True, True): N_("{person} turns {age} on {due}"),
    (False, True): N_("birthday of {person} on {due}"),
}
"""By whether the age is known, and whether it is a person of the customer."""

_BY = {
    "customer": N_("The customer is greeted for it by its own choice (festivals)."),
    "key": N_("Key customers are greeted for it (policies festivals, festivals.for)."),
    "existing": N_(
        "Key customers and those who have bought are greeted for it (policies festivals,"
        " festivals.for)."
    ),
    "all": N_("All customers are greeted for it (policies festivals, festivals.for)."),
}
