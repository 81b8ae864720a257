"""For which day somebody is greeted next, against every day looked at one by one."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.due_kind import DueKind
from crmcli.domain.festival import Festival
from crmcli.domain.festival_choice import Whom
from crmcli.domain.greeting import Greetings
from crmcli.domain.greeting_ref import festival_subject, greeting_ref, person_subject, read_subject
from crmcli.domain.lunar import lunar_month
from crmcli.domain.reckoned import FIRST_DAY, LAST_DAY, SHORTEST_YEAR, reckoned_for

TODAY = date(2026, 3, 31)
RULES = Greetings(TODAY, 7, 7, "local", Whom.KEY, "CN")
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def solar_day(born: date, year: int) -> date:
    return born + relativedelta(years=year - born.year)


@given(
    born=st.dates(date(1940, 1, 1), date(2010, 12, 31)),
    on=DAYS,
    greeted=st.lists(DAYS, max_size=6),
    early=st.integers(0, 30),
    belated=st.integers(0, 30),
)
def test_a_row_stands_for_the_first_day_that_is_not_over_and_nobody_was_greeted_for(
    born: date, on: date, greeted: list[date], early: int, belated: int
) -> None:
    rules = Greetings(on, early, belated, "local", Whom.KEY, "CN")
    found = rules.birthday(1, 1, born.isoformat(), greeted)
    wanted = []
    for year in range(2015, 2060):
        day = solar_day(born, year)
        first, last = day - timedelta(days=early), day + timedelta(days=belated)
        if last >= on and not any(first <= each <= last for each in greeted):
            wanted.append((day, last, year - born.year))
    assert found is not None
    assert (found.due, found.shown_until) == wanted[0][:2]
    assert json.loads(found.figures or "")["age"] == wanted[0][2]
    assert found.shown_from == found.due


@given(month=st.integers(1, 12), day=st.integers(1, 30), on=DAYS)
def test_a_lunar_row_is_on_its_lunar_day_or_the_last_of_the_month(
    month: int, day: int, on: date
) -> None:
    rules = Greetings(on, 7, 7, "local", Whom.KEY, "CN")
    found = rules.birthday(1, 1, f"lunar:{month:02}-{day:02}", ())
    assert found is not None
    assert on - timedelta(days=7) <= found.due <= on + timedelta(days=385)
    kept = lunar_month(json.loads(found.figures or "")["year"], month)
    assert kept is not None
    assert (found.due - kept.first).days + 1 == min(day, kept.days)


@given(st.sampled_from(Festival), DAYS)
def test_no_year_is_shorter_than_is_reckoned_with_on_the_way_back(
    festival: Festival, on: date
) -> None:
    rules = Greetings(on, 0, 0, festival.value, Whom.ALL, "CN")
    (first,) = rules.festivals(1, None, (), key=False, existing=False)
    (second,) = rules.festivals(1, None, (first.due,), key=False, existing=False)
    assert (second.due - first.due).days >= SHORTEST_YEAR


@pytest.mark.parametrize(
    ("whom", "key", "existing", "owed"),
    [
        (Whom.KEY, True, False, True),
        (Whom.KEY, False, True, False),
        (Whom.EXISTING, True, False, True),
        (Whom.EXISTING, False, True, True),
        (Whom.EXISTING, False, False, False),
        (Whom.ALL, False, False, True),
        (Whom.NONE, True, True, False),
    ],
)
def test_whose_festivals_they_are(whom: Whom, key: bool, existing: bool, owed: bool) -> None:  # noqa: FBT001
    rules = Greetings(TODAY, 7, 7, "local", whom, "CN")
    assert bool(list(rules.festivals(1, None, (), key=key, existing=existing))) is owed
    # Its own choice counts, whoever is meant by the policy.
    own = list(rules.festivals(1, "western", (), key=key, existing=existing))
    assert [each.due.isoformat() for each in own] == ["2027-01-01", "2026-12-25"]
    assert not list(rules.festivals(1, "none", (), key=True, existing=True))


def test_an_age_is_told_from_the_first_birthday_on() -> None:
    found = RULES.birthday(1, 1, "2026-03-20", ())
    assert found is not None
    assert found.due == date(2027, 3, 20)
    assert json.loads(found.figures or "")["age"] == 1


def test_what_is_no_kept_birthday_owes_nothing() -> None:
    assert RULES.birthday(1, 1, "5 May", ()) is None


def test_days_out_of_reach_are_those_nearest_to_them() -> None:
    assert reckoned_for(date.min) == FIRST_DAY
    assert reckoned_for(date.max) == LAST_DAY
    assert reckoned_for(TODAY) == TODAY
    for on in (FIRST_DAY, LAST_DAY):
        rules = Greetings(on, 30, 30, "both", Whom.ALL, "CN")
        assert rules.birthday(1, 1, "lunar:L12-30", (on,)) is not None
        assert len(list(rules.festivals(1, None, (), key=False, existing=False))) == 5


def test_subjects_have_references_that_are_read_back() -> None:
    festival = festival_subject(17, Festival.MID_AUTUMN)
    assert festival is not None
    table = {
        "birthday:17": (DueKind.BIRTHDAY, 17),
        "birthday:p5": (DueKind.BIRTHDAY, person_subject(5)),
        "festival:17.mid_autumn": (DueKind.FESTIVAL, festival),
    }
    for ref, (kind, subject) in table.items():
        assert greeting_ref(kind, subject) == ref
        assert read_subject(kind, ref.partition(":")[2]) == subject
    for kind, text in [
        (DueKind.BIRTHDAY, "x"), (DueKind.BIRTHDAY, "p"), (DueKind.BIRTHDAY, "-5"),
        (DueKind.FESTIVAL, "17"), (DueKind.FESTIVAL, "17.x"), (DueKind.FESTIVAL, "x.easter"),
        (DueKind.FESTIVAL, "17.100"),
    ]:  # fmt: skip
        assert read_subject(kind, text) is None


def test_an_id_that_no_book_of_crm_gives_out_has_no_festival() -> None:
    for key in (0, -1, 2**63 - 1):
        assert festival_subject(key, Festival.EASTER) is None
