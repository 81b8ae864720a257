"""The demonstration book is believable, and the same for the same day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crmcli.demo.entries import demo_entries
from crmcli.domain.cadence import ClockFacts, follow_up_clock
from crmcli.domain.channel import Channel
from crmcli.domain.classes import Importance
from crmcli.domain.contact import Effect, Outcome, effect_of
from crmcli.domain.grade import START, Grade, Need
from crmcli.domain.grading import Facts, judge
from crmcli.domain.policy import Policy

if TYPE_CHECKING:
    from crmcli.domain.entry import Entry

TODAY = date(2026, 11, 20)
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = [TODAY + timedelta(days=ahead) for ahead in range(7)]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@cache
def book(today: date = TODAY) -> list[Entry]:
    return list(demo_entries(today, SHANGHAI))


def grade_of(entry: Entry, today: date) -> Grade:
    """Grade by hand, else by the rule on the last facts; a passed date keeps what was before."""
    need: Need | None = None
    close: date | None = None
    horizons = Policy().horizons
    grade = START
    for step in entry.steps:
        need = step.facts.need or need
        close = step.facts.expected_close or close
        grade = step.facts.grade or judge(Facts(need, close), today, horizons).grade or grade
    return grade


def due_on(entry: Entry, today: date) -> date | None:
    contacted = {
        step.contact.via: step.contact.on
        for step in entry.steps
        if effect_of(step.contact.purpose, step.contact.outcome) is Effect.CLOCK
    }
    facts = ClockFacts(
        grade_of(entry, today),
        first_due=entry.entered,
        verified=entry.entered,
        contacted=contacted,
        lost=entry.lost_on is not None,
    )
    clock = follow_up_clock(facts, Policy())
    return clock.due if clock else None


def test_the_same_day_gives_the_same_book() -> None:
    assert list(demo_entries(TODAY, SHANGHAI)) == book()


def test_another_day_gives_another_book() -> None:
    assert book() != book(TODAY + timedelta(days=1))


def test_it_has_about_320_customers_in_two_languages() -> None:
    languages = Counter(bool(CHINESE.search(entry.customer.name)) for entry in book())
    assert 300 <= languages.total() <= 340
    assert 0.6 < languages[True] / languages.total() < 0.72


def test_notes_are_in_the_language_of_the_customer() -> None:
    for entry in book():
        chinese = bool(CHINESE.search(entry.customer.name))
        for step in entry.steps:
            assert bool(CHINESE.search(step.contact.note)) == chinese
            assert "{" not in step.contact.note + step.contact.said


@pytest.mark.parametrize("today", [*WEEK, date(2028, 2, 29), date(2027, 1, 1), date(2026, 3, 31)])
def test_no_contact_is_in_the_future_and_those_of_today_were_early(today: date) -> None:
    latest = datetime.combine(today, time(10), SHANGHAI)
    instants = [step.contact.at for entry in book(today) for step in entry.steps]
    assert max(instants) < latest
    assert any(at.astimezone(SHANGHAI).date() == today for at in instants)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Auckland"])
def test_instants_are_utc_within_working_hours_of_the_zone(zone: str) -> None:
    for entry in demo_entries(TODAY, ZoneInfo(zone)):
        for step in entry.steps:
            local = step.contact.at.astimezone(ZoneInfo(zone))
            assert step.contact.at.tzinfo is UTC
            assert local.date() == step.contact.on
            assert time(8, 30) <= local.time() < time(18)


@pytest.mark.parametrize("today", WEEK)
def test_steps_are_in_order_and_none_is_before_the_customer_was_entered(today: date) -> None:
    for entry in book(today):
        days = [step.contact.on for step in entry.steps]
        assert days == sorted(set(days))
        assert all(day >= entry.entered for day in days)
        assert entry.entered <= today
        if entry.lost_on is not None:
            assert entry.lost_reason
            assert days[-1] == entry.lost_on


def test_promises_are_never_kept_before_they_are_made_or_after_today() -> None:
    states = Counter[str]()
    for entry in book():
        for step in entry.steps:
            if step.promise is None:
                assert step.kept_on is None
                continue
            assert step.promise.by >= step.contact.on
            if step.kept_on is not None:
                assert step.contact.on < step.kept_on <= TODAY
                states["kept"] += 1
            else:
                states["overdue" if step.promise.by < TODAY else "open"] += 1
            states["theirs"] += step.promise.theirs
    assert states["overdue"] in range(3, 10)
    assert states["open"] in range(20, 60)
    assert states["kept"] > 200
    assert states["theirs"] > 50


def test_no_two_share_a_name_a_phone_or_an_address() -> None:
    for values in (
        [entry.customer.name for entry in book()],
        [number for entry in book() for number in _all(entry, "phones")],
        [address for entry in book() for address in _all(entry, "emails")],
    ):
        assert len(values) > 250
        assert [each for each, count in Counter(values).items() if count > 1] == []


def test_phones_are_international_and_addresses_are_reserved_for_examples() -> None:
    for entry in book():
        for number in _all(entry, "phones"):
            assert re.fullmatch(r"\+(861\d{2}0000\d{4}|(?!86)\d{10,12})|0\d{2,3}-5550\d{4}", number)
        for address in _all(entry, "emails"):
            assert re.fullmatch(r"[a-z.0-9]+@([a-z0-9]+\.)?example\.(com|org|cn)", address)


@pytest.mark.parametrize("today", WEEK)
def test_the_grades_are_spread_as_in_a_real_book(today: date) -> None:
    entries = book(today)
    shares = Counter(grade_of(entry, today) for entry in entries if entry.lost_on is None)
    spread = {grade: round(100 * shares[grade] / len(entries)) for grade in Grade}
    assert spread[Grade.A] in range(4, 8)
    assert spread[Grade.B] in range(10, 15)
    assert spread[Grade.C] in range(15, 21)
    assert spread[Grade.D] in range(40, 50)
    assert spread[Grade.E] in range(15, 22)


@pytest.mark.parametrize("today", WEEK)
def test_a_morning_list_is_due_and_nothing_is_long_overdue(today: date) -> None:
    late = [today - due for entry in book(today) if (due := due_on(entry, today)) and due <= today]
    assert 25 <= len(late) <= 40
    assert max(late) <= timedelta(days=5)


def test_customers_of_grade_a_were_contacted_in_the_last_days() -> None:
    for entry in book():
        if grade_of(entry, TODAY) is Grade.A and entry.lost_on is None:
            counted = [s for s in entry.steps if s.contact.outcome is not Outcome.NO_ANSWER]
            assert counted[-1].contact.on >= TODAY - timedelta(days=3)


@pytest.mark.parametrize("today", WEEK)
def test_some_key_customers_were_phoned_lately_but_not_visited_for_40_days(today: date) -> None:
    neglected = 0
    for entry in book(today):
        steps = [step.contact for step in entry.steps]
        visits = [c.on for c in steps if c.via in {Channel.VISIT, Channel.MEETING}]
        calls = [c.on for c in steps if c.via is Channel.PHONE and c.outcome is Outcome.REACHED]
        if entry.customer.importance is Importance.KEY and visits and calls:
            quiet = (today - visits[-1]).days
            neglected += quiet in range(40, 43) and calls[-1] >= today - timedelta(days=7)
    assert neglected in range(3, 9)


def test_there_is_one_of_everything_the_book_can_show() -> None:
    entries = book()
    birthdays = {entry.customer.birthday or "" for entry in entries}
    assert any(re.fullmatch(r"lunar:\d{4}-\d\d-\d\d", day) for day in birthdays)
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in birthdays)
    assert any(re.fullmatch(r"\d\d-\d\d", day) for day in birthdays)
    currencies = Counter(e.customer.potential.currency for e in entries if e.customer.potential)
    assert currencies.most_common(1)[0][0] == "CNY"
    assert {"CNY", "USD", "EUR", "JPY"} <= set(currencies)
    assert sum(entry.customer.importance is Importance.KEY for entry in entries) in range(30, 45)
    assert sum(entry.customer.every is not None for entry in entries) in range(4, 9)
    assert sum(entry.lost_on is not None for entry in entries) in range(3, 10)
    assert sum(not entry.steps for entry in entries) in range(3, 10)
    by_hand = [step.facts for entry in entries for step in entry.steps if step.facts.grade]
    assert len(by_hand) in range(3, 8)
    assert all(facts.reason for facts in by_hand)
    effects = Counter(
        effect_of(step.contact.purpose, step.contact.outcome)
        for entry in entries
        for step in entry.steps
    )
    assert effects[Effect.NONE] > 30
    assert effects[Effect.RETRY] > 30


def _all(entry: Entry, field: str) -> list[str]:
    customer = entry.customer
    return [each for owner in (customer, *customer.people) for each in getattr(owner, field)]
