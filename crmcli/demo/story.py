"""The year of contacts of one customer: what was said when, and what it changed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.demo import timetable
from crmcli.demo.lines import Line, Phase
from crmcli.domain.channel import Channel
from crmcli.domain.contact import ContactDraft, Direction, NewFacts, Outcome, Purpose
from crmcli.domain.entry import Step
from crmcli.domain.grade import Need
from crmcli.domain.promise import PromiseDraft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo
    from random import Random

    from crmcli.demo.character import Character
    from crmcli.demo.plan import Plan

_DEAL_DAYS = 30
_QUOTE_DAYS = 75
_FAR_DAYS = 180
_TALKS_ON_NEED = 3
_SHARE_INCOMING = 0.15
_SHARE_PROMISED = 0.6
_SHARE_AGREED = 0.25
_NO_FACTS = NewFacts()

_NEEDS = {
    Phase.INTRO: Need.POTENTIAL,
    Phase.NEED: Need.CLEAR,
    Phase.WAIT: Need.CLEAR,
    Phase.QUOTE: Need.CLEAR,
    Phase.DEAL: Need.CLEAR,
    Phase.COOL: Need.POTENTIAL,
    Phase.REFUSED: Need.NONE,
}
_PURPOSES = {
    Phase.INTRO: Purpose.INTRODUCTION,
    Phase.NEED: Purpose.CONSULTING,
    Phase.QUOTE: Purpose.CONSULTING,
    Phase.DEAL: Purpose.CONSULTING,
    Phase.LOST: Purpose.OTHER,
}
_OVER = frozenset({Phase.REFUSED, Phase.LOST})
_LATE_PHASES = frozenset({Phase.QUOTE, Phase.DEAL})
_FACE_TO_FACE = frozenset({Channel.VISIT, Channel.MEETING})
_MESSAGES = frozenset({Channel.EMAIL, Channel.WECHAT, Channel.SMS, Channel.PHONE})


class Story:
    """Tells one customer's story; one object is used once."""

    def __init__(
        self, plan: Plan, character: Character, today: date, zone: tzinfo, rng: Random
    ) -> None:
        """Lay the story out.

        Args:
            plan: its turning points.
            character: who the customer is.
            today: the local date the book is shown on.
            zone: the book's time zone.
            rng: draws everything.
        """
        self.plan = plan
        self.character = character
        self.today = today
        self.zone = zone
        self.rng = rng
        self.days = timetable.contact_days(plan, rng)
        self.phases = list(_phases(plan, self.days))
        self.need: Need | None = None
        self.close: date | None = None
        near = plan.close is not None and (plan.close - today).days < _QUOTE_DAYS - 10
        self.estimate = _later(plan.close, rng.randint(5, 20)) if near else plan.close

    def steps(self) -> tuple[Step, ...]:
        """Return all contacts, oldest first."""
        told = {step.contact.on: step for step in self._talks()}
        for day in timetable.unanswered_days(self.days, self.plan, self.rng):
            text = self.rng.choice(self.character.script.no_answer)
            told.setdefault(day, Step(self._unanswered(day, text)))
        for day, text in self._greetings():
            told.setdefault(day, Step(self._greeting(day, text)))
        return tuple(told[day] for day in sorted(told))

    def _talks(self) -> list[Step]:
        plan, rng, days = self.plan, self.rng, self.days
        channels = timetable.channels(days, plan, self.character.channels, rng)
        told = zip(days, self.phases, self._lines(), strict=True)
        steps = []
        for index, (day, phase, line) in enumerate(told):
            last = index == len(days) - 1
            new = index == 0 or phase is not self.phases[index - 1]
            channel = self._fitting(channels[index], day, phase)
            if channel in _FACE_TO_FACE and not new:
                line = self._visit_line(phase)  # noqa: PLW2901
            if last and plan.promised_for is not None and not (line.mine or line.theirs):
                line = self._promising(phase)  # noqa: PLW2901
            promise, kept_on = self._promise(line, index)
            contact = self._talk(day, phase, line, channel)
            facts = self._facts(phase, hand=last and plan.by_hand is not None)
            steps.append(Step(contact, facts, promise, kept_on))
        return steps

    def _lines(self) -> list[Line]:
        """Choose the lines of each phase, in their order; a long phase starts over."""
        chosen: dict[Phase, Iterator[Line]] = {}
        for phase, count in Counter(self.phases).items():
            lines = self.character.script.talks[phase]
            if phase is Phase.INTRO:
                chosen[phase] = iter([self._introduction(lines)])
                continue
            picked = sorted(self.rng.sample(range(len(lines)), min(count, len(lines))))
            chosen[phase] = iter([lines[picked[turn % len(picked)]] for turn in range(count)])
        return [next(chosen[phase]) for phase in self.phases]

    def _introduction(self, lines: Sequence[Line]) -> Line:
        source = self.character.draft.source or ""
        return self.character.script.introductions.get(source) or self.rng.choice(lines)

    def _visit_line(self, phase: Phase) -> Line:
        script = self.character.script
        return self.rng.choice(script.late_visits if phase in _LATE_PHASES else script.early_visits)

    def _promising(self, phase: Phase) -> Line:
        lines = self.character.script.talks[phase]
        return self.rng.choice([line for line in lines if line.mine or line.theirs])

    def _fitting(self, channel: Channel, day: date, phase: Phase) -> Channel:
        if phase in _OVER and channel in _FACE_TO_FACE:
            return Channel.PHONE
        return self.character.weekend if timetable.is_weekend(day) else channel

    def _facts(self, phase: Phase, *, hand: bool) -> NewFacts:
        """State what is new in this phase; nothing where all of it is known."""
        if hand:
            reason = self.rng.choice(self.character.script.by_hand)
            return NewFacts(grade=self.plan.by_hand, reason=reason)
        need = _NEEDS.get(phase, self.need)
        close = self.close
        if need is Need.CLEAR:
            close = self.plan.close if phase in _LATE_PHASES else self.estimate
        if (need, close) == (self.need, self.close):
            return _NO_FACTS
        facts = NewFacts(
            need=need if need is not self.need else None,
            expected_close=close if close != self.close else None,
        )
        self.need, self.close = need, close
        return facts

    def _promise(self, line: Line, index: int) -> tuple[PromiseDraft | None, date | None]:
        text = (line.mine or line.theirs).format_map(self.character.words)
        day = self.days[index]
        if not text:
            return None, None
        if index == len(self.days) - 1:
            by = self.plan.promised_for
            return (PromiseDraft(text, by, bool(line.theirs)), None) if by else (None, None)
        if self.rng.random() > _SHARE_PROMISED:
            return None, None
        kept_on = self.days[index + 1]
        by = max(day, kept_on + timedelta(days=self.rng.choice((-1, 0, 0, 0, 1, 2))))
        return PromiseDraft(text, by, bool(line.theirs)), kept_on

    def _talk(self, day: date, phase: Phase, line: Line, channel: Channel) -> ContactDraft:
        rng = self.rng
        incoming = phase is Phase.LOST or (channel in _MESSAGES and rng.random() < _SHARE_INCOMING)
        outcome = Outcome.DECLINED if phase in _OVER else Outcome.REACHED
        if phase in _LATE_PHASES and rng.random() < _SHARE_AGREED:
            outcome = Outcome.AGREED
        return ContactDraft(
            at=self._at(day),
            on=day,
            via=channel,
            direction=Direction.IN if incoming else Direction.OUT,
            purpose=_PURPOSES.get(phase, Purpose.MAINTENANCE),
            outcome=outcome,
            note=line.note.format_map(self.character.words),
            said=line.said.format_map(self.character.words),
            minutes=timetable.minutes(channel, rng),
        )

    def _unanswered(self, day: date, text: str) -> ContactDraft:
        at = self._at(day)
        return ContactDraft(at, day, Channel.PHONE, outcome=Outcome.NO_ANSWER, note=text)

    def _greetings(self) -> list[tuple[date, str]]:
        if not self.days:
            return []
        script, draft = self.character.script, self.character.draft
        festivals = {(month, day): text for month, day, text in script.greetings}
        if draft.birthday is not None and not draft.birthday.startswith("lunar:"):
            month, day = draft.birthday[-5:].split("-")
            festivals[int(month), int(day)] = script.birthday
        until = self.days[-1] if self.plan.turned is Phase.LOST else self.today
        return list(timetable.greetings(self.days[0], until, festivals, self.rng))

    def _greeting(self, day: date, text: str) -> ContactDraft:
        note = text.format_map(self.character.words)
        via = self.character.weekend
        return ContactDraft(self._at(day), day, via, purpose=Purpose.GREETING, note=note)

    def _at(self, day: date) -> datetime:
        return timetable.instant(day, self.today, self.zone, self.rng)


def _phases(plan: Plan, days: Sequence[date]) -> list[Phase]:
    """Say what each contact is about."""
    phases: list[Phase] = []
    for index, day in enumerate(days):
        if plan.turned is not None and plan.turned_on is not None and day >= plan.turned_on:
            phases.append(plan.turned)
        elif plan.clear_on is None or day < plan.clear_on or (index == 0 and len(days) > 1):
            phases.append(Phase.INTRO if index == 0 else Phase.KEEP)
        else:
            left = (plan.close - day).days if plan.close is not None else _FAR_DAYS + 1
            talks = phases.count(Phase.NEED)
            phases.append(_selling_phase(left, talks))
    return phases


def _selling_phase(left: int, talks: int) -> Phase:
    if left <= _DEAL_DAYS:
        return Phase.DEAL
    if left <= _QUOTE_DAYS:
        return Phase.QUOTE
    return Phase.WAIT if left > _FAR_DAYS and talks >= _TALKS_ON_NEED else Phase.NEED


def _later(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day is not None else None
