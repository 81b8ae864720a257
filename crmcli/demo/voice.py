"""What the customers of the demonstration say back: feedback, complaints, measures that follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.demo.dealings import Measure, Said, Taken
from crmcli.demo.timetable import instant, workday
from crmcli.domain.channel import Channel
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo
    from random import Random

    from crmcli.demo.cast import Member
    from crmcli.demo.sayings import Heard, Measured

_BAD, _FIRST_DAY, _LAST_DAY = 2, 14, 330
_MEASURED = 12
_OTHERS = ((8, 0), (5, 1), (2, 0))
"""Open feedback that is no complaint: how many days ago it came, and how many steps it is on."""


class _Step(NamedTuple):
    """A step of an open complaint: how many days ago, when on that day, with which score."""

    ago: int
    hour: int
    minute: int
    score: int | None = None


# Each is to be on time, or late, on the morning it is looked at.
_OVERDUE = (_Step(2, 15, 20),)
_DUE_TODAY = (_Step(3, 16, 40), _Step(2, 10, 10))
_CALL_BACK = (_Step(12, 9, 30), _Step(12, 15, 0), _Step(10, 11, 0), _Step(6, 11, 30))
_REOPENED = (
    _Step(15, 10, 0),
    _Step(14, 9, 30),
    _Step(13, 14, 0),
    _Step(8, 16, 0),
    _Step(1, 16, 20, _BAD),
)


class Voices:
    """Plans what is said; one object is used once."""

    def __init__(self, today: date, zone: tzinfo, rng: Random) -> None:
        """Plan for the local date the book is shown on, in its time zone; `rng` draws all."""
        self._today, self._zone, self._rng = today, zone, rng

    def said(self, customers: Sequence[Member]) -> Iterator[Said]:
        """Yield feedback of some customers, each of whom says one thing; open complaints first.

        Args:
            customers: those who speak, Chinese and Western, in a drawn order; some dozens.
        """
        chinese = [each for each in customers if each.character.sayings.chinese]
        western = [each for each in customers if not each.character.sayings.chinese]
        for number, steps in enumerate((_OVERDUE, _CALL_BACK, _REOPENED)):
            member = chinese.pop()
            yield self._open(member, member.character.sayings.late[number], steps)
        member = (western or chinese).pop()
        late = member.character.sayings.late
        yield self._open(member, late[0 if western else -1], _DUE_TODAY)
        for ago, taken in _OTHERS:
            member = (western if western and ago == _OTHERS[1][0] else chinese).pop()
            yield self._waiting(member, ago, taken)
        for group in filter(None, (chinese, western)):
            sayings = group[0].character.sayings
            measures = list(sayings.measures[1:])
            for member, heard in zip(group, (*sayings.heard, *sayings.heard), strict=False):
                measured = None
                if measures and heard.kind is FeedbackKind.COMPLAINT:
                    measured = measures.pop()
                yield self._closed(member, heard, measured)

    def of_the_book(self, customers: Sequence[Member]) -> Iterator[Measure]:
        """Yield the measures that follow from no feedback of one customer."""
        for sayings in {
            each.character.sayings.chinese: each.character.sayings for each in customers
        }.values():
            what = sayings.measures[0]
            made = workday(self._ago(70))
            yield Measure(None, what.text, what.owner, made, self._ago(-9), *self._done(what, made))

    def _done(self, what: Measured, made: date) -> tuple[date | None, str | None]:
        if what.effect is None:
            return None, None
        return workday(made + timedelta(days=40)), what.effect

    def _open(self, member: Member, heard: Heard, steps: Sequence[_Step]) -> Said:
        states = procedure(heard.kind)
        notes = ("", *heard.notes)
        taken = [
            Taken(state, self._at(step), self._told(member, note), step.score)
            for state, note, step in zip(states, notes, steps, strict=False)
        ]
        if taken[-1].score == _BAD:
            taken.append(Taken(states[0], taken[-1].at, reopened=True))
        return self._record(member, heard, taken)

    def _waiting(self, member: Member, ago: int, count: int) -> Said:
        rng = self._rng
        kinds = (FeedbackKind.SUGGESTION, FeedbackKind.OPINION)
        heard = rng.choice([each for each in member.character.sayings.heard if each.kind in kinds])
        at = self._at(_Step(ago, rng.randint(9, 16), 5 * rng.randrange(12)))
        taken = [Taken(FeedbackState.RECEIVED, at)]
        if count:
            note = self._told(member, heard.notes[0])
            taken.append(Taken(FeedbackState.HANDLED, at + timedelta(hours=20), note))
        return self._record(member, heard, taken)

    def _closed(self, member: Member, heard: Heard, measured: Measured | None) -> Said:
        rng = self._rng
        on = workday(self._ago(rng.randint(_FIRST_DAY + 1, _LAST_DAY)))
        taken: list[Taken] = []
        for state, note in zip(procedure(heard.kind), ("", *heard.notes), strict=True):
            score = rng.choice((3, 4, 4, 5, 5)) if state is FeedbackState.CALLED_BACK else None
            at = instant(on, self._today, self._zone, rng)
            if taken and at <= taken[-1].at:
                at = taken[-1].at + timedelta(minutes=rng.randint(10, 40))
            taken.append(Taken(state, at, self._told(member, note), score))
            later = workday(on + timedelta(days=rng.choice((0, 1, 1, 2, 3))))
            on = min(max(on, later), self._ago(1))
        measure = None if measured is None else self._measure(member, measured, on)
        result = self._told(member, heard.result)
        return self._record(member, heard, taken, result=result, measure=measure)

    def _measure(self, member: Member, what: Measured, made: date) -> Measure:
        by = made + timedelta(days=30) if what.effect else self._ago(-_MEASURED)
        done = made + timedelta(days=8) if what.effect else None
        if done is not None and done > self._today:
            done = made
        return Measure(member.number, what.text, what.owner, made, by, done, what.effect)

    def _record(
        self,
        member: Member,
        heard: Heard,
        taken: Sequence[Taken],
        *,
        result: str | None = None,
        measure: Measure | None = None,
    ) -> Said:
        rng, weekend = self._rng, member.character.weekend
        return Said(
            member.number,
            rng.choice((weekend, weekend, Channel.PHONE)),
            heard.kind,
            heard.category,
            heard.severity,
            heard.text.format_map(member.character.words),
            rng.choice(member.character.sayings.handlers),
            tuple(taken),
            result,
            measure,
        )

    def _told(self, member: Member, text: str) -> str | None:
        return text.format_map(member.character.words) or None

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _at(self, step: _Step) -> datetime:
        start = time(step.hour, step.minute)
        local = datetime.combine(self._ago(step.ago), start, self._zone)
        return local.astimezone(UTC)
