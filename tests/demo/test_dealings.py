"""What customers of the demonstration buy, are sold and say: believable, and never in the future.

These look at the plans; `test_filled_book.py` looks at the book that is made of them.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crmcli.demo.cast import demo_cast
from crmcli.demo.festivals import last_festival
from crmcli.demo.trade import demo_dealings
from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.feedback_state import COMPLAINT_PROCEDURE, FeedbackKind, procedure
from crmcli.domain.grade import Need
from crmcli.domain.stage import CLOSED_STAGES, OPEN_STAGES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.demo.cast import Member
    from crmcli.demo.dealings import Dealings

TODAY = date(2026, 11, 20)
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = [TODAY, *(TODAY + timedelta(days=ahead) for ahead in range(1, 7)), date(2028, 2, 29)]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@cache
def planned(today: date = TODAY, hour: int = 23) -> tuple[list[Member], Dealings]:
    now = datetime.combine(today, time(hour), SHANGHAI)
    cast = list(demo_cast(today, SHANGHAI, now))
    return cast, demo_dealings(cast, today, SHANGHAI, now)


def instants(dealings: Dealings) -> Iterator[datetime]:
    for deal in dealings.deals:
        yield from (move.at for move in deal.moves)
    for said in dealings.said:
        yield from (step.at for step in said.steps)
    for campaign in dealings.campaigns:
        yield from (each.at for each in campaign.members if each.at is not None)


def days(dealings: Dealings) -> Iterator[date]:
    yield from (each.day for each in dealings.purchases)
    yield from (line.day for deal in dealings.deals for line in deal.bought)
    yield from (each.day for each in dealings.surveys)
    yield from (each.day for each in dealings.tries)
    yield from (each.day for each in dealings.rates)
    measures = [*dealings.measures, *(each.measure for each in dealings.said if each.measure)]
    yield from (day for each in measures for day in (each.made, each.done) if day is not None)
    for campaign in dealings.campaigns:
        yield from (each.answered for each in campaign.members if each.answered is not None)


def texts(dealings: Dealings) -> Iterator[tuple[int, str | None]]:
    for deal in dealings.deals:
        yield deal.who, deal.notes
        yield deal.who, deal.lost_reason
        yield from ((deal.who, move.note) for move in deal.moves)
        if deal.case is not None:
            case = deal.case
            told = (case.because, case.objection, case.repeat, case.avoid)
            yield from ((deal.who, text) for text in told)
    for said in dealings.said:
        yield said.who, said.text
        yield said.who, said.result
        yield said.who, said.category
        yield from ((said.who, step.note) for step in said.steps)
        if said.measure is not None:
            yield said.who, said.measure.text
    yield from ((each.who, each.note) for each in dealings.surveys)
    yield from ((each.who, each.note) for each in dealings.looks)
    yield from ((each.who, each.note) for each in dealings.tries)


def test_the_same_day_gives_the_same_plans() -> None:
    cast, dealings = planned()
    now = datetime.combine(TODAY, time(23), SHANGHAI)
    assert demo_dealings(cast, TODAY, SHANGHAI, now) == dealings
    assert planned(TODAY + timedelta(days=1))[1] != dealings


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("hour", [0, 9, 23])
def test_nothing_lies_after_the_run(today: date, hour: int) -> None:
    _, dealings = planned(today, hour)
    assert max(instants(dealings)) <= datetime.combine(today, time(hour), SHANGHAI)
    assert max(days(dealings)) <= today


def test_texts_but_the_names_of_what_is_sold_are_in_the_language_of_the_customer() -> None:
    cast, dealings = planned()
    languages = Counter[bool]()
    for who, text in texts(dealings):
        if text:
            assert "{" not in text
            name = cast[who].entry.customer.name
            chinese = cast[who].character.sayings.chinese
            assert bool(CHINESE.search(text)) == chinese, (name, text)
            languages[chinese] += 1
    assert min(languages.values()) > 100


@pytest.mark.parametrize("today", DAYS)
def test_deals_move_from_stage_to_stage_after_their_customer_was_met(today: date) -> None:
    cast, dealings = planned(today)
    order = (*OPEN_STAGES, *CLOSED_STAGES)
    for deal in dealings.deals:
        assert all(one.at < after.at for one, after in pairwise(deal.moves))
        steps = [order.index(move.stage) for move in deal.moves]
        assert steps == sorted(set(steps))
        assert deal.moves[0].on >= cast[deal.who].entry.entered
        assert (deal.lost_reason is not None) == (deal.stage is Stage.LOST)
        assert len(deal.bought) == (deal.stage is Stage.WON)


@pytest.mark.parametrize("today", DAYS)
def test_there_are_deals_at_every_stage_and_some_ended_this_week(today: date) -> None:
    _, dealings = planned(today)
    stages = Counter(deal.stage for deal in dealings.deals)
    assert min(stages[stage] for stage in Stage) >= 10
    assert sum(stages[stage] for stage in OPEN_STAGES) in range(50, 90)
    ended = Counter(
        deal.stage for deal in dealings.deals if deal.moves[-1].on > today - timedelta(days=7)
    )
    assert min(ended[stage] for stage in CLOSED_STAGES) >= 1
    cases = [deal.case for deal in dealings.deals if deal.case is not None]
    assert len(cases) > 20
    assert all(any(getattr(each, name) for each in cases) for name in ("repeat", "avoid"))


@pytest.mark.parametrize("today", DAYS)
def test_an_open_deal_closes_when_its_customer_said_or_later(today: date) -> None:
    cast, dealings = planned(today)
    nearest: dict[int, date | None] = {}
    fresh = []
    for deal in dealings.deals:
        if deal.stage not in OPEN_STAGES:
            continue
        if cast[deal.who].need is not Need.CLEAR:
            fresh.append(deal)
            continue
        known = nearest.setdefault(deal.who, deal.close)
        assert known is None or (deal.close is not None and deal.close >= known)
    assert len(nearest) > 40
    assert all(close == cast[who].close for who, close in nearest.items())
    assert [deal.moves[0].on for deal in fresh] == [today, today]


@pytest.mark.parametrize("today", DAYS)
def test_about_sixty_customers_bought_and_only_one_bought_less_each_time(today: date) -> None:
    cast, dealings = planned(today)
    bought = [*dealings.purchases, *(line for deal in dealings.deals for line in deal.bought)]
    who = Counter(line.who for line in bought)
    assert sum(not cast[each].lost for each in who) in range(50, 66)
    falling = 0
    for customer in who:
        orders = Counter[date]()
        for line in bought:
            if line.who == customer:
                orders[line.day] += line.amount.minor
        last = [orders[day] for day in sorted(orders)][-4:]
        falling += len(last) == 4 and all(one > after for one, after in pairwise(last))
    assert falling == 1
    currencies = Counter(line.amount.currency for line in bought)
    assert {"CNY", "USD"} < set(currencies)
    assert currencies.most_common(1)[0][0] == "CNY"
    stated = {rate.currency: rate for rate in dealings.rates}
    assert set(currencies) - {"CNY"} <= set(stated)
    assert all(rate.day < min(line.day for line in bought) for rate in dealings.rates[::2][:1])


@pytest.mark.parametrize("today", DAYS)
def test_feedback_of_every_kind_takes_its_steps_in_order(today: date) -> None:
    _, dealings = planned(today)
    assert {each.kind for each in dealings.said} == set(FeedbackKind)
    open_complaints = []
    for said in dealings.said:
        states = [step.state for step in said.steps if not step.reopened]
        assert tuple(states) == procedure(said.kind)[: len(states)]
        assert all(one.at <= after.at for one, after in pairwise(said.steps))
        scored = [step for step in said.steps if step.score is not None]
        assert all(step.state is COMPLAINT_PROCEDURE[-2] for step in scored)
        if said.kind is FeedbackKind.COMPLAINT:
            if said.steps[-1].state is COMPLAINT_PROCEDURE[-1]:
                assert scored[0].score in {3, 4, 5}
                assert said.result
            else:
                open_complaints.append(said)
    assert len(open_complaints) == 4
    assert [each.steps[-1].reopened for each in open_complaints].count(True) == 1
    assert len({each.steps[-1].state for each in open_complaints}) == 3
    measures = [*dealings.measures, *(each.measure for each in dealings.said if each.measure)]
    assert any(each.effect for each in measures)
    assert any(each.done is None for each in measures)


@pytest.mark.parametrize("today", DAYS)
def test_most_answers_are_good_and_one_is_not(today: date) -> None:
    scores = Counter(each.score for each in planned(today)[1].surveys)
    assert scores[2] == 1
    assert scores[4] + scores[5] > 0.8 * scores.total()


@pytest.mark.parametrize("today", DAYS)
def test_a_greeting_and_an_offer_were_sent_some_answered_and_some_bought(today: date) -> None:
    _, dealings = planned(today)
    greeting, offer = dealings.campaigns
    assert (greeting.kind, offer.kind) == (CampaignKind.GREETING, CampaignKind.OFFER)
    bought = {line.who: line.day for line in dealings.purchases}
    for campaign in (greeting, offer):
        reached = [each for each in campaign.members if each.at is not None]
        assert 20 < len(reached) < len(campaign.members)
        answered = [each.answered for each in reached if each.answered is not None]
        assert answered
        assert min(answered) > campaign.day
    assert any(bought.get(each.who, date.min) > offer.day for each in offer.members)


@pytest.mark.parametrize(
    ("today", "festival", "day"),
    [
        (TODAY, "中秋", date(2026, 9, 25)),
        (date(2026, 9, 26), "春节", date(2026, 2, 17)),
        (date(2027, 1, 31), "中秋", date(2026, 9, 25)),
        (date(2027, 2, 20), "春节", date(2027, 2, 6)),
        (date(2050, 6, 1), "春节", date(2050, 1, 23)),
        (date(2050, 1, 3), "中秋", date(2049, 9, 11)),
        # Beyond the known lunar years.
        (date(2250, 6, 1), "元旦", date(2250, 1, 1)),
        (date(2250, 1, 3), "元旦", date(2249, 1, 1)),
    ],
)
def test_the_greeting_was_for_the_last_festival(today: date, festival: str, day: date) -> None:
    assert last_festival(today) == (festival, day)
