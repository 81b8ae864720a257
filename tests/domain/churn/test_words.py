"""Warnings in words, in short and in full."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from crmcli.domain.churn.explaining import churn_explanation
from crmcli.domain.churn.figures import figures_text
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.warning import ChurnWarning
from crmcli.domain.churn.words import churn_reason, times
from crmcli.domain.money import Money
from crmcli.domain.span import Span, Unit
from crmcli.render.words import say

START = date(2026, 1, 1)


def after(days: int) -> date:
    return START + timedelta(days=days)


def rhythm(gap: Fraction = Fraction(30)) -> ChurnWarning:
    return ChurnWarning(
        ChurnKind.RHYTHM,
        after(90 + int(gap * 3 / 2) + 1),
        after(90),
        orders=4,
        gap=gap,
        ratio=Fraction(3, 2),
    )


SCORE = ChurnWarning(ChurnKind.LOW_SCORE, after(100), after(100), score=2)
NO_DEAL = ChurnWarning(ChurnKind.NO_DEAL, after(90), after(0), span=Span(90, Unit.DAY))
COMPLAINT = ChurnWarning(
    ChurnKind.OVERDUE_COMPLAINT,
    after(60),
    after(60),
    complaint_id=3,
    limit=datetime(2026, 3, 2, 1, tzinfo=UTC),
)


def fallen(*minor: int) -> ChurnWarning:
    amounts = tuple(Money(each, "CNY") for each in minor)
    return ChurnWarning(ChurnKind.FALLING, after(30), after(30), amounts=amounts)


def reason(*warnings: ChurnWarning, day: int = 140) -> str:
    return say(churn_reason(figures_text(warnings), after(day)))


def full(*warnings: ChurnWarning, day: int = 140) -> str:
    return " ".join(say(each) for each in churn_explanation(figures_text(warnings), after(day)))


def test_a_broken_rhythm_is_told_in_figures() -> None:
    assert reason(rhythm()) == "orders every 30 days, now 50 (1.7×)"
    assert reason(rhythm(Fraction(61, 2))) == "orders every 30.5 days, now 50 (1.6×)"
    assert reason(rhythm(Fraction(1)), day=93) == "orders every day, now 3 (3.0×)"


def test_a_broken_rhythm_is_explained_with_its_arithmetic() -> None:
    assert full(rhythm()) == (
        "4 orders are known; the median of the days between two is 30."
        " More than 1.5 × 30 = 45 quiet days are a warning: 2026-04-01 + 46 = 2026-05-17."
        " The last order was on 2026-04-01, 50 days ago: 50 ÷ 30 = 1.7."
        " A look at the warnings, with `crm churn look`, takes it off the list."
    )
    assert "More than 1.5 × 30.5 = 45.75 quiet days" in full(rhythm(Fraction(61, 2)))


@pytest.mark.parametrize(
    ("warning", "words"),
    [
        (
            fallen(5000, 400, 300, 2),
            "3 orders in a row smaller: CNY 50.00 → CNY 4.00 → CNY 3.00 → CNY 0.02",
        ),
        (fallen(500, 400), "1 order smaller: CNY 5.00 → CNY 4.00"),
        (fallen(5, 4, 3, 2, 1, 0), "5 orders in a row smaller: CNY 0.05 → CNY 0.04 → … → CNY 0.00"),
        (SCORE, "score 2 on 2026-04-11"),
        (NO_DEAL, "key customer, 140 days without a deal"),
    ],
)
def test_every_warning_is_told_with_its_figures(warning: ChurnWarning, words: str) -> None:
    assert reason(warning) == words


def test_a_complaint_is_told_with_its_limit() -> None:
    assert reason(COMPLAINT).startswith("complaint 3 overdue since 2026-03-0")
    assert "The next step of complaint 3 has its limit at 2026-03-0" in full(COMPLAINT)


def test_the_others_are_explained_too() -> None:
    assert "The last 3 orders were each smaller than the one before: " in full(fallen(5, 4, 3, 2))
    assert "The latest score is 2, given on 2026-04-11; 2 or less is a warning." in full(SCORE)
    assert "After 90 days that is a warning: 2026-01-01 + 90 days = 2026-04-01." in full(NO_DEAL)


def test_what_has_not_appeared_is_not_told_yet() -> None:
    assert reason(SCORE, rhythm(), day=136) == (
        "score 2 on 2026-04-11; orders every 30 days, now 46 (1.5×)"
    )
    assert reason(SCORE, rhythm(), day=135) == "score 2 on 2026-04-11"
    assert reason(SCORE, rhythm(), day=99) == "score 2 on 2026-04-11"


def test_no_figures_are_refused() -> None:
    for text in ("[]", "{}", "null"):
        with pytest.raises(ValueError, match=r".*"):
            churn_reason(text, START)


def test_a_half_is_rounded_away_from_zero() -> None:
    assert [times(Fraction(number, 100)) for number in (164, 165, 166, 4, 5)] == [
        "1.6",
        "1.7",
        "1.7",
        "0.0",
        "0.1",
    ]
