"""What a customer's past comes to: its grade, facts and clocks after all that happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.domain.cadence import ClockFacts
from crmcli.domain.channel import Channel
from crmcli.domain.classes import Importance
from crmcli.domain.contact import Effect, effect_of
from crmcli.domain.grade import START, GradeSource, Need
from crmcli.domain.grading import Facts, Grading, judge, regrade

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.contact import NewFacts
    from crmcli.domain.customer import CustomerDraft
    from crmcli.domain.entry import Entry, Step
    from crmcli.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class GradingMoment:
    """One line of a grade's history: on which local date, from what to what, at which step."""

    on: date
    before: Grading | None
    after: Grading
    facts: Facts
    reason: str | None
    step: int | None


@dataclass(slots=True)
class Story:
    """A customer's state, told step by step.

    `at_step` holds, for each step, the grading before and after it, and the facts it left.
    """

    grading: Grading
    facts: Facts
    grade_since: date
    grade_changed: date | None = None
    moments: list[GradingMoment] = field(default_factory=list)
    at_step: list[tuple[Grading, Grading, Facts]] = field(default_factory=list)
    contacted: dict[Channel, date] = field(default_factory=dict)
    tried: dict[Channel, date] = field(default_factory=dict)

    @property
    def last_via(self) -> Channel | None:
        """The channel of the last contact that counts."""
        last = max(self.contacted.values(), default=None)
        return next((via for via, day in self.contacted.items() if day == last), None)

    def clock_facts(self, entry: Entry) -> ClockFacts:
        """Give what the customer's clocks depend on."""
        draft = entry.customer
        return ClockFacts(
            grade=self.grading.grade,
            first_due=entry.first_due or entry.entered,
            verified=entry.verified or entry.entered,
            grade_changed=self.grade_changed,
            contacted=self.contacted,
            tried=self.tried,
            key_since=entry.entered if draft.importance is Importance.KEY else None,
            existing_since=entry.existing_since,
            every=draft.every,
            by_channel=draft.by_channel,
            every_since=entry.entered if draft.every is not None else None,
            lost=entry.lost_on is not None,
            archived=entry.archived is not None,
            may_contact=draft.may_contact is not False,
        )


def told(entry: Entry, policy: Policy) -> Story:
    """Run through a customer's past: what it entered with, then each contact in turn."""
    facts = stated_facts(entry.customer)
    grading = entry_grading(entry.customer, entry.entered, policy)
    story = Story(grading, facts, entry.entered)
    reason = None
    story.moments.append(GradingMoment(entry.entered, None, grading, facts, reason, None))
    for number, step in enumerate(entry.steps):
        _take(story, number, step, policy)
    return story


def stated_facts(draft: CustomerDraft) -> Facts:
    """Give the facts of a new customer; a close date alone says that there is a clear need."""
    need = draft.need
    if need is None and draft.expected_close is not None:
        need = Need.CLEAR
    return Facts(need, draft.expected_close)


def entry_grading(draft: CustomerDraft, day: date, policy: Policy) -> Grading:
    """Grade a new customer on a local date: as given, by rule, or as all start."""
    verdict = judge(stated_facts(draft), day, policy.horizons)
    if draft.grade is not None and draft.grade_source is not None:
        return Grading(draft.grade, draft.grade_source, verdict.ground)
    start = Grading(START, GradeSource.START, verdict.ground)
    return regrade(start, verdict, new_facts=True, chosen=draft.grade)


def _take(story: Story, number: int, step: Step, policy: Policy) -> None:
    before, day = story.grading, step.contact.on
    if not step.facts.keep:
        story.facts = _with(story.facts, step.facts)
        verdict = judge(story.facts, day, policy.horizons)
        chosen, given = step.facts.grade, step.facts.given
        story.grading = regrade(before, verdict, new_facts=given, chosen=chosen)
    after = story.grading
    if after.grade is not before.grade:
        story.grade_since = story.grade_changed = day
    if after != before:
        reason = step.facts.reason
        story.moments.append(GradingMoment(day, before, after, story.facts, reason, number))
    story.at_step.append((before, after, story.facts))
    effect = effect_of(step.contact.purpose, step.contact.outcome)
    latest = {Effect.CLOCK: story.contacted, Effect.RETRY: story.tried}.get(effect)
    if latest is not None:
        latest[step.contact.via] = max(day, latest.get(step.contact.via, day))


def _with(facts: Facts, given: NewFacts) -> Facts:
    need = given.need or facts.need
    if need is None and given.expected_close is not None:
        need = Need.CLEAR
    return Facts(need, given.expected_close or facts.expected_close)
