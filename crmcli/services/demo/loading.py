"""Bringing customers into a book with all that belongs to them: one, or a million in batches."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.churn.facts import ChurnFacts, churn_policy
from crmcli.domain.churn.obligation import churn_obligation
from crmcli.domain.classes import (
    Frequency,
    Importance,
    Lifecycle,
    SaleStatus,
    ValueClass,
)
from crmcli.domain.contact import Outcome, Purpose
from crmcli.domain.greeting_ref import person_subject
from crmcli.domain.obligation import clock_obligations, promise_obligation, survey_obligation
from crmcli.domain.promise import PromiseState
from crmcli.domain.reckoned import reckoned_for
from crmcli.services.contacts.log import contact_columns
from crmcli.services.demo.story import Story, told
from crmcli.store.finding.keys import search_keys
from crmcli.store.index import contact_words
from crmcli.store.reads.book import CURRENCY, reckoned_on
from crmcli.store.settling.clocks import row_values
from crmcli.store.settling.greeting import greetings_on
from crmcli.store.staging.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.consent import Consent
    from crmcli.domain.entry import Entry, Step
    from crmcli.domain.greeting import Greetings
    from crmcli.domain.obligation import Obligation
    from crmcli.domain.policy import Policy
    from crmcli.domain.run import Run
    from crmcli.store.staging.collector import Collector
    from crmcli.store.transaction import Transaction

BATCH = 500
"""How many customers are written at a time; memory holds no more of them."""

_UIDS = uuid.UUID("4d0a5d0e-8f0c-5b7e-9c55-5f3b7d1e6a20")


def load(transaction: Transaction, entries: Iterable[Entry], policy: Policy) -> Iterator[int]:
    """Write customers with their past, and yield their ids in order, batch by batch.

    Args:
        transaction: the open transaction.
        entries: the customers; their fields are valid.
        policy: the numbers in force.
    """
    remaining = iter(entries)
    known = known_to(transaction, policy)
    with Batch(transaction) as rows:
        while chunk := list(islice(remaining, BATCH)):
            ids = collect(rows, chunk, known)
            if len(chunk) == BATCH:
                rows.part()
            else:
                rows.flush()
            yield from ids


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of all customers have in common.

    Args:
        policy: the numbers in force.
        greetings: what birthdays and festivals follow from.
        run: the run that brings them in.
        command_id: the record of its command.
    """

    policy: Policy
    greetings: Greetings
    run: Run
    command_id: int


def known_to(transaction: Transaction, policy: Policy) -> Known:
    """Say what the rows of all customers have in common that a transaction brings in."""
    connection, run = transaction.connection, transaction.run
    on = reckoned_on(connection) or reckoned_for(run.today)
    return Known(policy, greetings_on(connection, policy, on), run, transaction.command_id)


def collect(rows: Collector, entries: Iterable[Entry], known: Known) -> list[int]:
    """Collect all rows of customers with their past; return their ids in order.

    Args:
        rows: where they are collected.
        entries: the customers; their fields are valid.
        known: what they have in common.
    """
    return [
        _Loading(rows, entry, known.policy, known.greetings, known.run, known.command_id).write()
        for entry in entries
    ]


@dataclass(slots=True)
class _Loading:
    """One customer on its way into a book."""

    rows: Collector
    entry: Entry
    policy: Policy
    greetings: Greetings
    run: Run
    command_id: int
    id: int = 0
    birthdays: list[tuple[int, str]] = field(default_factory=list)

    def write(self) -> int:
        """Add every row of the customer to the batch and return its id."""
        self.id = self.rows.next_id("customer")
        story = told(self.entry, self.policy)
        self._customer(story)
        contact_ids = self._contacts(story)
        self._history(story, contact_ids)
        self._points_and_people()
        for obligation in self._owed(story):
            self.rows.add("obligation", row_values(obligation))
        self._promises(contact_ids)
        return self.id

    def _owed(self, story: Story) -> Iterator[Obligation]:
        facts, existing = story.clock_facts(self.entry), self.entry.existing_since
        yield from clock_obligations(self.id, facts, self.policy)
        if not facts.may_contact or facts.lost or facts.archived:
            return
        if existing is not None:
            rhythm = self.policy.rhythm("survey", self.policy.span("survey"))
            yield survey_obligation(self.id, existing, None, rhythm)
        if facts.key_since is not None:
            warned = ChurnFacts(self.id, CURRENCY, key_since=facts.key_since)
            owed = churn_obligation(warned, churn_policy(self.policy))
            if owed is not None:
                yield owed
        yield from self._greetings(key=facts.key_since is not None)

    def _greetings(self, *, key: bool) -> Iterator[Obligation]:
        """Say when it is greeted; a greeting of the past names nobody of its people."""
        contacts = (each.contact for each in self.entry.steps)
        greeted = [
            each.on
            for each in contacts
            if each.purpose is Purpose.GREETING and each.outcome is not Outcome.NO_ANSWER
        ]
        for subject, text in self.birthdays:
            owed = self.greetings.birthday(self.id, subject, text, greeted)
            if owed is not None:
                yield owed
        yield from self.greetings.festivals(
            self.id,
            self.entry.customer.festivals,
            greeted,
            key=key,
            existing=self.entry.existing_since is not None,
        )

    def _customer(self, story: Story) -> None:
        draft, entered = self.entry.customer, self.entry.entered
        run = self.run
        created = run.now
        if entered != run.today:
            created = datetime.combine(entered, time(12), tzinfo=run.now.tzinfo).astimezone(UTC)
        key = draft.importance is Importance.KEY
        lost = self.entry.lost_on is not None
        consent = draft.consent
        owner = draft.owner or run.author
        made = uuid.uuid5(_UIDS, f"{owner}|{created}|{self.id}|{draft.name}")
        self.rows.add(
            "customer",
            {
                "id": self.id,
                "uid": draft.uid or str(made),
                **{name: getattr(draft, name) for name in _STATED},
                "potential_minor": None if draft.potential is None else draft.potential.minor,
                "potential_currency": None if draft.potential is None else draft.potential.currency,
                "owner": owner,
                "need": story.facts.need,
                "own_close": story.facts.expected_close,
                "grade": story.grading.grade,
                "grade_source": story.grading.source,
                "grade_ground": story.grading.ground,
                "grade_since": story.grade_since,
                "grade_changed": story.grade_changed,
                "importance": draft.importance or Importance.NORMAL,
                "key_since": entered if key else None,
                "every": None if draft.every is None else str(draft.every),
                "every_since": entered if draft.every is not None else None,
                "status": SaleStatus.PROSPECT,
                "value": ValueClass.LOW,
                "frequency": Frequency.LOW,
                "lifecycle": Lifecycle.LOST if lost else Lifecycle.PROSPECT,
                **{pin.axis.value: pin.value for pin in self.entry.pins},
                "existing_since": self.entry.existing_since,
                "first_due": self.entry.first_due or entered,
                "last_contact": max(story.contacted.values(), default=None),
                "last_via": story.last_via,
                "verified": self.entry.verified or entered,
                "lost": self.entry.lost_on,
                "lost_reason": self.entry.lost_reason,
                "created": created,
                "updated": created,
                "archived": self.entry.archived,
                "may_contact": consent.may_contact,
                "may_share": consent.may_share,
                "consent_on": consent.on or (entered if _is_said(consent) else None),
                "consent_reason": consent.reason,
            },
        )

    def _contacts(self, story: Story) -> list[int]:
        ids = []
        for step, (before, after, facts) in zip(self.entry.steps, story.at_step, strict=True):
            contact = step.contact
            key = self.rows.next_id("contact")
            ids.append(key)
            self.rows.add(
                "contact",
                {
                    "id": key,
                    "customer_id": self.id,
                    **contact_columns(contact),
                    "author": self.run.author,
                    "grade_from": before.grade,
                    "grade_to": after.grade,
                    "grade_source": after.source,
                    "grade_ground": after.ground,
                    "grade_close": facts.expected_close,
                },
            )
            self.rows.find_text("contact", key, contact_words(contact.note, contact.said))
        return ids

    def _history(self, story: Story, contact_ids: list[int]) -> None:
        for moment in story.moments:
            self.rows.add(
                "grade_change",
                {
                    "customer_id": self.id,
                    "day": moment.on,
                    "from_grade": None if moment.before is None else moment.before.grade,
                    "to_grade": moment.after.grade,
                    "source": moment.after.source,
                    "ground": moment.after.ground,
                    "need": moment.facts.need,
                    "expected_close": moment.facts.expected_close,
                    "reason": moment.reason,
                    "contact_id": None if moment.step is None else contact_ids[moment.step],
                    "command_id": self.command_id,
                },
            )

    def _points_and_people(self) -> None:
        draft = self.entry.customer
        if draft.birthday is not None:
            self.birthdays.append((self.id, draft.birthday))
        phones, emails = list(draft.phones), list(draft.emails)
        self._points(None, draft.phones, draft.emails)
        for position, (service, handle) in enumerate(draft.handles.items()):
            self._point(None, service, handle, position)
        for person in draft.people:
            key = self.rows.next_id("person")
            named = {each: getattr(person, each) for each in ("name", "title", "role", "birthday")}
            self.rows.add("person", {"id": key, "customer_id": self.id, **named})
            if person.birthday is not None:
                self.birthdays.append((person_subject(key), person.birthday))
            self._points(key, person.phones, person.emails)
            phones += person.phones
            emails += person.emails
        for pin in self.entry.pins:
            stated = {"axis": pin.axis, "value": pin.value, "reason": pin.reason}
            self.rows.add("pin", {"customer_id": self.id, **stated, "pinned": pin.pinned})
        for line in draft.card:
            self.rows.add("card_line", {"customer_id": self.id, "line": line})
        for tag in draft.tags:
            self.rows.add("tag", {"customer_id": self.id, "tag": tag})
        for name, value in draft.fields.items():
            self.rows.add("field_value", {"customer_id": self.id, "name": name, "value": value})
        keys = search_keys(
            name=draft.name,
            kind=draft.kind,
            company=draft.company,
            people=[person.name for person in draft.people],
            phones=phones,
            emails=emails,
        )
        self.rows.find_customer(self.id, keys)

    def _points(self, person: int | None, phones: tuple[str, ...], emails: tuple[str, ...]) -> None:
        for kind, values in (("phone", phones), ("email", emails)):
            for position, value in enumerate(values):
                self._point(person, kind, value, position)

    def _point(self, person: int | None, kind: str, value: str, position: int) -> None:
        row = {"customer_id": self.id, "person_id": person, "kind": kind, "value": value}
        self.rows.add("contact_point", {**row, "position": position})

    def _promises(self, contact_ids: list[int]) -> None:
        for step, contact_id in zip(self.entry.steps, contact_ids, strict=True):
            if step.promise is not None:
                self._promise(step, contact_id)

    def _promise(self, step: Step, contact_id: int) -> None:
        promise, made = step.promise, step.contact.on
        if promise is None:
            return
        key = self.rows.next_id("promise")
        row: dict[str, Any] = {
            "id": key,
            "customer_id": self.id,
            "contact_id": contact_id,
            "text": promise.text,
            "by": promise.by,
            "theirs": promise.theirs,
            "state": PromiseState.OPEN if step.kept_on is None else PromiseState.KEPT,
            "made": made,
            "kept": step.kept_on,
        }
        self.rows.add("promise", row)
        self.rows.find_text("promise", key, promise.text)
        if step.kept_on is None:
            owed = promise_obligation(key, self.id, promise.by, made)
            self.rows.add("obligation", row_values(owed))


def _is_said(consent: Consent) -> bool:
    return bool(consent.reason) or not (consent.may_contact and consent.may_share)


_STATED = (
    "kind", "name", "company", "title", "gender", "occupation", "industry", "company_size",
    "registered", "address", "hobbies", "birthday", "channel", "source", "referred_by",
    "product_needs", "service_requirements", "need_kind", "notes", "by_channel", "festivals",
)  # fmt: skip
