"""When a customer may leave: each warning, the day it appears, and what a look clears."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.churn.facts import (
    Bought,
    ChurnFacts,
    ChurnPolicy,
    LastLook,
    LatestScore,
    OpenComplaint,
    churn_policy,
)
from crmcli.domain.churn.figures import figures_text, warnings_in
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.rule import (
    all_too_little,
    churn_due,
    churn_warnings,
    open_warnings,
    too_little,
)
from crmcli.domain.churn.warning import ChurnWarning
from crmcli.domain.money import Money
from crmcli.domain.policy import Policy
from crmcli.domain.span import Span, Unit
from crmcli.render.words import say

START = date(2026, 1, 1)
POLICY = churn_policy(Policy())
RHYTHM = (0, 30, 61, 90)


def after(days: int) -> date:
    return START + timedelta(days=days)


def bought(*days: int, minor: int = 100, currency: str = "CNY") -> tuple[Bought, ...]:
    book = minor if currency == "CNY" else None
    return tuple(Bought(after(day), minor, currency, book) for day in days)


def falling(*amounts: int, currency: str = "CNY") -> tuple[Bought, ...]:
    return tuple(
        each
        for day, minor in enumerate(amounts)
        for each in bought(day * 10, minor=minor, currency=currency)
    )


def facts(**given_: object) -> ChurnFacts:
    return ChurnFacts(1, "CNY", **given_)  # type: ignore[arg-type]


def of_kind(kind: ChurnKind, known: ChurnFacts) -> list[ChurnWarning]:
    return [each for each in churn_warnings(known, POLICY) if each.kind is kind]


def looked(known: ChurnFacts, day: date) -> ChurnFacts:
    """The same facts after a look at all that stands."""
    standing = [each for each in churn_warnings(known, POLICY) if each.is_standing(day)]
    return known._replace(look=LastLook(day, frozenset(each.mark for each in standing)))


def test_the_numbers_are_those_of_the_policy() -> None:
    assert ChurnPolicy(Fraction(3, 2), 3, 3, Span(90, Unit.DAY)) == POLICY


def test_a_rhythm_is_broken_after_half_as_long_again_as_the_median_gap() -> None:
    (found,) = churn_warnings(facts(bought=bought(*RHYTHM)), POLICY)
    assert found == ChurnWarning(
        ChurnKind.RHYTHM,
        appears=after(90 + 46),
        since=after(90),
        orders=4,
        gap=Fraction(30),
        ratio=Fraction(3, 2),
    )


def test_a_median_between_two_gaps_is_kept_exactly() -> None:
    (found,) = churn_warnings(facts(bought=bought(0, 30, 61)), POLICY)
    assert found.gap == Fraction(61, 2)
    assert found.appears == after(61 + 46)  # 1.5 × 30.5 = 45.75


def test_two_orders_tell_no_rhythm_and_that_is_said() -> None:
    for known, words in (
        (bought(), "no order known; a rhythm needs 3"),
        (bought(0, 0), "1 order known; a rhythm needs 3"),
        (bought(0, 30, 30), "2 orders known; a rhythm needs 3"),
    ):
        assert of_kind(ChurnKind.RHYTHM, facts(bought=known)) == []
        said = too_little(facts(bought=known), POLICY)
        assert said is not None
        assert say(said) == words
    assert too_little(facts(bought=bought(0, 1, 2)), POLICY) is None


def test_a_policy_of_one_order_still_needs_two_for_a_gap() -> None:
    policy = POLICY._replace(orders=1)
    said = too_little(facts(bought=bought(0)), policy)
    assert said is not None
    assert say(said) == "1 order known; a rhythm needs 2"
    assert churn_warnings(facts(bought=bought(0)), policy) == ()
    assert churn_warnings(facts(bought=bought(0, 1)), policy) != ()


def test_three_orders_each_smaller_than_the_one_before_take_a_fourth_to_be_seen() -> None:
    assert of_kind(ChurnKind.FALLING, facts(bought=falling(400, 300, 200))) == []
    (found,) = of_kind(ChurnKind.FALLING, facts(bought=falling(500, 400, 300, 200)))
    assert (found.appears, found.since) == (after(30), after(30))
    assert [each.minor for each in found.amounts] == [500, 400, 300, 200]
    for amounts in ((500, 400, 400, 200), (500, 400, 300, 301), (200, 400, 300, 200)):
        assert of_kind(ChurnKind.FALLING, facts(bought=falling(*amounts))) == []


def test_what_was_bought_on_one_day_is_compared_as_one_order() -> None:
    known = falling(500, 400, 300) + bought(30, minor=150) + bought(30, minor=100)
    (found,) = of_kind(ChurnKind.FALLING, facts(bought=known))
    assert found.amounts[-1] == Money(250, "CNY")
    assert of_kind(ChurnKind.FALLING, facts(bought=known + bought(30, minor=50))) == []


def test_orders_without_a_rate_are_compared_within_their_own_currency_alone() -> None:
    dollars = falling(500, 400, 300, 200, currency="USD")
    (found,) = of_kind(ChurnKind.FALLING, facts(bought=dollars))
    assert found.amounts[0] == Money(500, "USD")
    mixed = (*falling(500, 400, 300), *bought(30, minor=200, currency="USD"))
    assert of_kind(ChurnKind.FALLING, facts(bought=mixed)) == []
    said = {each.kind: say(each.why) for each in all_too_little(facts(bought=mixed), POLICY)}
    assert said == {
        ChurnKind.FALLING: "orders in several currencies, and a rate is missing",
        ChurnKind.LOW_SCORE: "no score known",
    }
    rated = (*mixed[:-1], mixed[-1]._replace(book_minor=1400))
    assert of_kind(ChurnKind.FALLING, facts(bought=rated)) == []
    assert {each.kind for each in all_too_little(facts(bought=rated), POLICY)} == {
        ChurnKind.LOW_SCORE
    }


@pytest.mark.parametrize(("score", "warned"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_score_of_one_or_two_is_a_warning_on_its_day(score: int, *, warned: bool) -> None:
    found = churn_warnings(facts(score=LatestScore(after(3), score, 7)), POLICY)
    assert [(each.appears, each.score, each.complaint_id) for each in found] == (
        [(after(3), score, 7)] if warned else []
    )


def test_each_complaint_is_a_warning_from_its_limit_on() -> None:
    limit = datetime(2026, 1, 5, 1, tzinfo=UTC)
    complaints = tuple(OpenComplaint(number, limit, after(4)) for number in (9, 8))
    found = churn_warnings(facts(complaints=complaints), POLICY)
    assert [(each.complaint_id, each.appears) for each in found] == [(8, after(4)), (9, after(4))]
    first = found[0]
    assert not first.is_standing(after(4), limit)
    assert first.is_standing(after(4), limit + timedelta(minutes=1))
    assert first.is_standing(after(4))
    assert not first.is_standing(after(3))


def test_a_key_customer_without_a_deal_is_to_be_followed_up_again() -> None:
    known = facts(key_since=after(0))
    (found,) = churn_warnings(known, POLICY)
    assert (found.kind, found.since, found.appears) == (ChurnKind.NO_DEAL, after(0), after(90))
    (closed,) = churn_warnings(known._replace(deal_closed=after(10)), POLICY)
    assert (closed.since, closed.appears) == (after(10), after(100))
    (purchased,) = churn_warnings(known._replace(bought=bought(20)), POLICY)
    assert purchased.since == after(20)
    assert churn_warnings(known._replace(open_deals=1), POLICY) == ()
    assert churn_warnings(known._replace(key_since=None), POLICY) == ()


def test_a_lost_customer_has_no_warnings_and_nothing_is_missing() -> None:
    known = facts(
        lost=True,
        key_since=after(0),
        bought=falling(5, 4, 3, 2),
        score=LatestScore(after(1), 1),
    )
    assert churn_warnings(known, POLICY) == ()
    assert all_too_little(known, POLICY) == ()
    assert too_little(facts(lost=True), POLICY) is None
    assert churn_due(known, POLICY) is None


def test_a_look_clears_what_had_appeared_and_no_more() -> None:
    known = facts(bought=bought(*RHYTHM), score=LatestScore(after(100), 2))
    assert [each.kind for each in open_warnings(known, POLICY)] == ["low_score", "rhythm"]
    early = looked(known, after(120))
    assert [each.kind for each in open_warnings(early, POLICY)] == ["rhythm"]
    due = churn_due(early, POLICY)
    assert due is not None
    assert (due.due, due.since) == (after(136), after(90))
    assert churn_due(looked(known, after(136)), POLICY) is None


def test_a_warning_whose_facts_are_new_is_back_even_on_the_day_of_the_look() -> None:
    known = looked(facts(bought=bought(*RHYTHM)), after(140))
    assert open_warnings(known, POLICY) == ()
    scored = known._replace(score=LatestScore(after(140), 1))
    assert [each.kind for each in open_warnings(scored, POLICY)] == ["low_score"]
    ordered = known._replace(bought=bought(*RHYTHM, 150))
    assert [each.appears for each in open_warnings(ordered, POLICY)] == [after(150 + 46)]


def test_a_warning_that_appears_later_than_the_look_is_back() -> None:
    known = looked(facts(bought=bought(*RHYTHM)), after(140))
    slower = POLICY._replace(quiet=Fraction(2))
    assert [each.appears for each in open_warnings(known, slower)] == [after(151)]


def test_a_rhythm_that_would_be_broken_after_the_last_day_of_all_is_not_warned_of() -> None:
    days = (date.min, date(5000, 1, 1), date(9998, 1, 1))
    known = tuple(Bought(day, 1, "CNY", 1) for day in days)
    assert of_kind(ChurnKind.RHYTHM, facts(bought=known)) == []


offsets = st.lists(st.integers(0, 400), min_size=1, max_size=12)


@given(offsets)
def test_a_rhythm_appears_on_the_first_day_that_is_too_quiet(days: list[int]) -> None:
    for each in of_kind(ChurnKind.RHYTHM, facts(bought=bought(*days))):
        assert each.gap is not None
        quiet = (each.appears - each.since).days
        assert quiet > POLICY.quiet * each.gap >= quiet - 1
        assert each.since == after(max(days))


purchases = st.lists(
    st.builds(
        Bought,
        st.integers(0, 9).map(after),
        st.integers(0, 50),
        st.sampled_from(["CNY", "USD"]),
        st.none() | st.integers(0, 50),
    ),
    max_size=14,
)


@given(purchases, st.randoms(use_true_random=False))
def test_the_order_in_which_purchases_were_entered_does_not_matter(
    rows: list[Bought], random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (facts(bought=tuple(each), key_since=START) for each in (rows, shuffled))
    assert churn_warnings(one, POLICY) == churn_warnings(other, POLICY)
    assert all_too_little(one, POLICY) == all_too_little(other, POLICY)


@given(offsets)
def test_several_purchases_of_a_day_are_one_order(days: list[int]) -> None:
    once, twice = (of_kind(ChurnKind.RHYTHM, facts(bought=bought(*d))) for d in (days, days * 2))
    assert once == twice
    assert once == of_kind(ChurnKind.RHYTHM, facts(bought=bought(*set(days))))


@given(purchases, st.integers(0, 600))
def test_every_warning_that_stands_is_cleared_by_a_look_and_no_other(
    rows: list[Bought], day: int
) -> None:
    known = facts(bought=tuple(rows), key_since=START, score=LatestScore(after(5), 2))
    after_it = open_warnings(looked(known, after(day)), POLICY)
    assert list(after_it) == [
        each for each in churn_warnings(known, POLICY) if each.appears > after(day)
    ]


@given(purchases, st.integers(1, 5))
def test_figures_come_back_as_they_were(rows: list[Bought], score: int) -> None:
    known = facts(
        bought=tuple(rows),
        key_since=START,
        score=LatestScore(after(5), score, 3),
        complaints=(OpenComplaint(3, datetime(2026, 1, 5, 1, tzinfo=UTC), after(4)),),
    )
    found = churn_warnings(known, POLICY)
    assert warnings_in(figures_text(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "[1]",
        '["a"]',
        '[{"kind":"rhythm"}]',
        '[{"kind":"x","appears":"2026-01-01","since":"2026-01-01"}]',
        '[{"kind":"rhythm","appears":"2026-01-01","since":"2026-01-01","gap":"1/0"}]',
        '[{"kind":"no_deal","appears":"2026-01-01","since":"2026-01-01","span":"x"}]',
        '[{"kind":"rhythm","appears":"2026-01-01","since":"2026-01-01","other":1}]',
    ],
)
def test_what_is_no_figures_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        warnings_in(text)
