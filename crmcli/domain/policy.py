"""The numbers that rules run on, with their defaults; each can be changed and keeps its date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.counting import CADENCES, Counted, FreeDays, Rhythm
from crmcli.domain.grade import Grade
from crmcli.domain.policy_numbers import GROWING, NUMBERS, read_number
from crmcli.domain.span import Span, Unit, read_span
from crmcli.domain.work_calendar import EVERY_DAY, WorkCalendar
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crmcli.domain.limit import Limit

# Rules of the trade (product.md section 2), taken literally.
_CADENCES = {
    Grade.A: Span(1, Unit.DAY),
    Grade.B: Span(7, Unit.DAY),
    Grade.C: Span(15, Unit.DAY),
    Grade.D: Span(30, Unit.DAY),
    Grade.E: Span(1, Unit.YEAR),
}
_HORIZONS = {
    Grade.A: Span(1, Unit.MONTH),
    Grade.B: Span(3, Unit.MONTH),
    Grade.C: Span(6, Unit.MONTH),
}
ALWAYS = date.min
"""The day of a change that was made when there was nobody yet whom it could concern."""

_FREE = frozenset({"calendar", "free_days", "working.days"})
"""Policies that say which days are free, and what becomes of them."""
# Ours: how long a contact takes, in minutes, until the book's own contacts say better.
_MINUTES = {
    Channel.PHONE: 10,
    Channel.EMAIL: 10,
    Channel.VISIT: 90,
    Channel.MEETING: 60,
    Channel.WECHAT: 5,
    Channel.SMS: 5,
    Channel.VIDEO: 30,
    Channel.OTHER: 15,
}


class UnknownPolicy(UsageFault):
    """A policy name that is none."""

    code = "unknown_policy"
    sentence = N_("There is no policy named {name}.")
    hint = N_("The policies are {names}.")


class ShrinkingHorizons(UsageFault):
    """Horizons that do not grow from A to C, so that a grade could never be reached."""

    code = "shrinking_horizons"
    sentence = N_("The horizons must grow from A to C; {first} would not be before {second}.")


class NotGrowing(UsageFault):
    """A class that would begin before the one below it."""

    code = "not_growing"
    sentence = N_("{high} must be more than {medium}.")


class UnreadableMinutes(UsageFault):
    """A number of minutes that is none."""

    code = "unreadable_minutes"
    sentence = N_("Cannot read {text} as a number of minutes.")
    hint = N_("Give minutes as a whole number from 1 to 1440, like 15.")


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers in force.

    Args:
        cadences: for each grade, how often its customers are followed up.
        horizons: for A, B and C, within which span a clear need closes.
        visit: how often a key customer is visited (rule: a month).
        call: how often an existing customer is called (rule: a quarter).
        verify: after how long a customer's data is confirmed again (policy: 365 days).
        minutes: how long a contact by each channel takes, for budgets.
        changed: for each grade, the local date its cadence last changed; absent if never.
        numbers: those of `domain.policy_numbers` that were changed, as text, by name.
        calendar: the work calendar that the policy `calendar` names.
        free_since: the local date of the last change of what is free; None if it never changed.
    """

    cadences: Mapping[Grade, Span] = field(default_factory=lambda: dict(_CADENCES))
    horizons: Mapping[Grade, Span] = field(default_factory=lambda: dict(_HORIZONS))
    visit: Span = Span(1, Unit.MONTH)
    call: Span = Span(3, Unit.MONTH)
    verify: Span = Span(365, Unit.DAY)
    minutes: Mapping[Channel, int] = field(default_factory=lambda: dict(_MINUTES))
    changed: Mapping[Grade, date] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    calendar: WorkCalendar = EVERY_DAY
    free_since: date | None = None

    def rhythm(self, name: str, span: Span) -> Rhythm:
        """Say how often something comes round, and how that is counted.

        Args:
            name: one of `counting.CADENCES`.
            span: how often.
        """
        if self.calendar.is_plain:
            return Rhythm(span)
        counted = Counted(self.word(f"counting.{name}"))
        free_days = FreeDays(self.word("free_days"))
        return Rhythm(span, self.calendar, counted, free_days, self.free_since)

    def word(self, name: str) -> str:
        """Give one of `domain.policy_numbers` as it is kept."""
        return self.numbers.get(name) or NUMBERS[name].default

    def count(self, name: str) -> int:
        """Give a whole number of `domain.policy_numbers`, percents too."""
        return int(self.word(name))

    def span(self, name: str) -> Span:
        """Give a length of time of `domain.policy_numbers`."""
        return read_span(self.word(name))

    def days(self, name: str) -> int:
        """Give a number of days of `domain.policy_numbers`, which may be none."""
        return int(self.word(name).removesuffix("d"))

    def limit(self, name: str) -> Limit:
        """Give a number of days or hours of `domain.policy_numbers`."""
        from crmcli.domain.limit import read_limit  # noqa: PLC0415 - where something is owed by one

        return read_limit(self.word(name))

    def ratio(self, name: str) -> Fraction:
        """Give a ratio of `domain.policy_numbers`, exactly."""
        return Fraction(self.word(name))

    def values(self) -> dict[str, str]:
        """List every policy by name, as text that `with_value` reads."""
        return {
            **{grade.value: str(span) for grade, span in self.cadences.items()},
            **{f"horizon.{grade}": str(span) for grade, span in self.horizons.items()},
            "visit": str(self.visit),
            "call": str(self.call),
            "verify": str(self.verify),
            **{f"minutes.{channel}": str(number) for channel, number in self.minutes.items()},
            **{name: self.word(name) for name in NUMBERS},
        }

    def with_value(self, name: str, text: str, changed: date | None = None) -> Policy:
        """Return the policy with one number changed; as `with_values`."""
        return self.with_values({name: text}, changed)

    def with_values(self, values: Mapping[str, str], changed: date | None = None) -> Policy:
        """Return the policy with some numbers changed.

        Args:
            values: by name, a grade (its cadence), `horizon.A`, `visit`, `call`, `verify`: a span
                such as `15d` or `1m`; `minutes.phone`: a number; or one of `policy_numbers`.
            changed: the local date of the change; None where it is only tried.

        Raises:
            UnknownPolicy: no policy has this name.
            UnreadableSpan: a text is no span.
            UnreadableMinutes: a text is no number of minutes.
            UnreadableNumber: a text is nothing that its number can be.
            ShrinkingHorizons: the horizons would no longer grow from A to C.
            NotCountable: a cadence that is no number of days should count working days.
            NotGrowing: what makes a class high would no longer be above what makes it medium.
        """
        policy = self
        for name, text in values.items():
            policy = policy._put(name, text, changed)
        # Once for all of them: two horizons may have to move together.
        if policy.horizons != self.horizons:
            _check_growth(policy.horizons)
        for high, medium in GROWING:
            if policy.count(high) <= policy.count(medium):
                raise NotGrowing(high=high, medium=medium)
        if any(policy.word(f"counting.{each}") == Counted.WORKING for each in CADENCES):
            from crmcli.domain.counted_policy import check_counted  # noqa: PLC0415 - few books

            check_counted(map(canonical_policy, values), policy.values())
        return policy

    def _put(self, name: str, text: str, changed: date | None) -> Policy:
        known = canonical_policy(name)
        if known in NUMBERS:
            numbers = {**self.numbers, known: read_number(known, text)}
            since = changed if known in _FREE and changed is not None else self.free_since
            return replace(self, numbers=numbers, free_since=since)
        group, _, member = known.partition(".")
        if group == "minutes":
            return replace(self, minutes={**self.minutes, Channel(member): _read_number(text)})
        span = read_span(text)
        if group == "horizon":
            return replace(self, horizons={**self.horizons, Grade(member): span})
        if group in {"visit", "call", "verify"}:
            return replace(self, **{group: span})  # type: ignore[arg-type]
        grade = Grade(group)
        dated = self.changed if changed is None else {**self.changed, grade: changed}
        return replace(self, cadences={**self.cadences, grade: span}, changed=dated)


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number in force; the field names are the keys of its JSON.

    `since` is the local date of its last change, None for one that was never changed.
    """

    name: str
    value: str
    default: str
    since: date | None


@dataclass(frozen=True, slots=True)
class PolicyMove:
    """One change of a number; the field names are the keys of its JSON.

    `on` is the local date of the change, None for one that is only tried.
    """

    name: str
    before: str
    value: str
    on: date | None = None


def moves(policy: Policy, values: Mapping[str, str], on: date | None = None) -> list[PolicyMove]:
    """List which numbers really change; one that is given its present value does not.

    Args:
        policy: the numbers in force.
        values: by name, as for `Policy.with_values`.
        on: the local date of the change.

    Raises:
        CrmError: as `Policy.with_values`.
    """
    before = policy.values()
    after = policy.with_values(values).values()
    names = dict.fromkeys(canonical_policy(name) for name in values)
    return [
        PolicyMove(name, before[name], after[name], on)
        for name in names
        if _meaning(name, before[name]) != _meaning(name, after[name])
    ]


def canonical_policy(name: str) -> str:
    """Return a policy's name as it is kept: `b` and `cadence.B` are `B`.

    Raises:
        UnknownPolicy: no policy has this name.
    """
    folded = name.strip().lower()
    known = {each.lower(): each for each in Policy().values()}
    known.update({f"cadence.{grade.lower()}": grade.value for grade in Grade})
    if folded not in known:
        from crmcli.domain.listed import names  # noqa: PLC0415 - only to help after a mistake
        from crmcli.domain.nearness import nearest  # noqa: PLC0415 - likewise

        near = known.get(nearest(folded, known))
        if near is not None:
            raise UnknownPolicy(name=name, nearest=near, hint=N_("Did you mean {nearest}?"))
        raise UnknownPolicy(name=name, names=names(Policy().values()))
    return known[folded]


def is_readable(name: str, value: str) -> bool:
    """Tell whether a value that a book holds is one that the policy can have."""
    try:
        Policy()._put(name, value, None)  # noqa: SLF001 - the class is in this file
    except (UsageFault, ValueError):
        return False
    return True


def policy_from(changes: Iterable[tuple[str, str, date]]) -> Policy:
    """Build the policy in force from its recorded changes.

    Args:
        changes: name, value and local date of every change, oldest first.
    """
    policy = Policy()
    for name, value, day in changes:
        # Unchecked: the growth of horizons held for the whole of a change, not for each line.
        policy = policy._put(name, value, day)  # noqa: SLF001 - the class is in this file
    return policy


def _read_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 24 * 60):
        raise UnreadableMinutes(text=text)
    return int(text)


def _meaning(name: str, value: str) -> object:
    """Compare values by what they mean: a week is seven days, a year twelve months."""
    if name in NUMBERS and not NUMBERS[name].is_span:
        return value
    if value.isdigit():
        return int(value), 0
    span = read_span(value)
    if span.unit in {Unit.DAY, Unit.WEEK}:
        return span.days, 0
    return 0, span.count * (12 if span.unit is Unit.YEAR else 1)


def _check_growth(horizons: Mapping[Grade, Span]) -> None:
    spans = list(horizons.values())
    for first, second in pairwise(spans):
        if first.days >= second.days:
            raise ShrinkingHorizons(first=str(first), second=str(second))
