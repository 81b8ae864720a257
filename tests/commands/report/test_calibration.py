"""`crm report calibration`: every figure is that of a plain loop over the grades given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.commands.report.asking import CASES, Asking, ids, name_of, told, told_row
from tests.commands.report.plain_book import GRADES, PlainBook, Row, Span, Whom, later, sure
from tests.commands.report.plain_figures import share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm


class Given(NamedTuple):
    """A grade that was given, and what came of it."""

    id: int
    grade: str
    ends: dict[str, date]
    closed: date | None
    over: bool

    @property
    def in_time(self) -> bool:
        """Whether it closed within the time of its grade; of D and E within that of C."""
        return self.closed is not None and self.closed <= self.ends[own(self.grade)]

    @property
    def when(self) -> str:
        """Say when it closed, by the horizons of the grades."""
        if self.closed is None:
            return "not_closed"
        within = [grade for grade in "ABC" if self.closed <= self.ends[grade]]
        return f"as_{within[0].lower()}" if within else "later"


def own(grade: str) -> str:
    """Give the grade whose horizon counts."""
    return min(grade, "C")


def closings(book: PlainBook, customer: int) -> list[date]:
    """Give the days on which a deal was won or something was bought."""
    deals = [
        sure(deal["closed"])
        for deal in book["deal"]
        if deal["customer_id"] == customer and deal["stage"] == "won"
    ]
    bought = [sure(row["day"]) for row in book["purchase"] if row["customer_id"] == customer]
    return sorted(deals + bought)


def given(book: PlainBook, span: Span, whom: Whom) -> list[Given]:
    """Give the grades with which a day ended that had begun with another one, or none."""
    found = []
    for customer in book.chosen(whom):
        days = closings(book, customer)
        evenings = {sure(change["day"]): change for change in book.grades(customer)}
        before = None
        for on, change in sorted(evenings.items()):
            other, before = before != change["to_grade"], change["to_grade"]
            if not other or not span.has(on):
                continue
            ends = {grade: later(book.policy(f"horizon.{grade}", on), on) for grade in "ABC"}
            closed = next((day for day in days if day >= on), None)
            over = ends[own(change["to_grade"])] < book.today
            found.append(Given(change["id"], change["to_grade"], ends, closed, over))
    return found


def kept(some: Sequence[Given]) -> Row:
    """Sum up who closed within the time of its grade."""
    over = [each for each in some if each.over]
    running = [each for each in some if not each.over]
    return {
        "given": len(some),
        "in_time": share(sum(each.in_time for each in over), len(over)),
        "running": len(running),
        "running_closed": sum(each.in_time for each in running),
    }


def closing(some: Sequence[Given]) -> Row:
    """Sum up when they closed."""
    words = ("as_a", "as_b", "as_c", "later", "not_closed")
    return {"given": len(some)} | {word: sum(each.when == word for each in some) for word in words}


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_calibration_is_that_of_a_loop_over_the_grades(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"calibration --period {span.text} {whom.text}")["blocks"]
    found = given(ask.book, span, whom)
    for key, summed in {"grades": kept, "when": closing}.items():
        expected = []
        for grade in GRADES:
            some = [each for each in found if each.grade == grade]
            traced = {"record": "grade_change", "ids": ids(each._asdict() for each in some)}
            expected.append({"grade": grade, **summed(some), **traced})
        assert told(blocks[key]) == expected
    assert blocks["grades"]["total"] is None
    total = {"grade": None, **closing(found), "record": "grade_change"}
    assert told_row(blocks["when"]["total"]) == {
        **total,
        "ids": ids(each._asdict() for each in found),
    }


def rows(crm: Crm, line: str = "", today: str = "2026-06-01") -> dict[str, Row]:
    """Give the rows of the first table by their grade."""
    found = crm(f"report calibration --period 2026-03 --json {line}", today=today).json
    return {row["grade"]: row for row in found["blocks"]["grades"]["rows"]}


@pytest.fixture
def two(crm: Crm) -> Crm:
    """Two customers who became A on 1 March; one of them bought on the last day of its month."""
    for name in ("Ann", "Bob"):
        crm(f"customer add {name} --grade A", today="2026-03-01")
    crm("purchase add Ann --amount 5 --at 2026-04-01", today="2026-04-01")
    crm("purchase add Bob --amount 5 --at 2026-04-02", today="2026-04-02")
    return crm


def test_a_grade_came_true_up_to_the_last_day_of_its_horizon(two: Crm) -> None:
    assert rows(two)["A"]["in_time"] == {"part": 1, "whole": 2, "rate": 0.5}
    found = two("report calibration --period 2026-03 --json", today="2026-06-01").json
    when = found["blocks"]["when"]["rows"][0]
    assert [when[key] for key in ("as_a", "as_b", "not_closed")] == [1, 1, 0]


def test_as_long_as_its_time_runs_a_grade_is_no_part_of_the_share(two: Crm) -> None:
    row = rows(two, today="2026-04-01")["A"]
    assert row["in_time"] == {"part": 0, "whole": 0, "rate": None}
    assert (row["running"], row["running_closed"]) == (2, 1)
    lines = two("report calibration --period 2026-03 --md", today="2026-04-01").out.splitlines()
    assert lines[lines.index("| --- | --- | --- | --- | --- |") + 1].split(" | ")[2] == "no data"


def test_a_horizon_that_is_changed_today_leaves_grades_of_before_as_they_were(two: Crm) -> None:
    before = rows(two)
    two("grade policy --set horizon.A=2m --yes", today="2026-05-01")
    assert rows(two) == before


def test_a_grade_that_was_given_again_in_between_counts_each_time(two: Crm) -> None:
    two("grade set Ann B --reason x", today="2026-03-10")
    two("grade set Ann A --reason x", today="2026-03-11")
    two("grade set Ann A --reason y", today="2026-03-12")
    found = rows(two)
    assert (found["A"]["given"], found["B"]["given"]) == (3, 1)
    assert found["A"]["in_time"] == {"part": 2, "whole": 3, "rate": 0.6667}


def test_d_and_e_say_that_nothing_closes_within_the_time_of_c(crm: Crm) -> None:
    crm("customer add Ann --grade E", today="2026-03-31")
    crm("customer add Bob --grade D", today="2026-03-31")
    crm("purchase add Ann --amount 5 --at 2026-09-30", today="2026-10-01")
    crm("purchase add Bob --amount 5 --at 2026-10-01", today="2026-10-01")
    found = rows(crm, today="2026-10-02")
    assert found["E"]["in_time"] == {"part": 1, "whole": 1, "rate": 1}
    assert found["D"]["in_time"] == {"part": 0, "whole": 1, "rate": 0}


def test_an_empty_period_has_no_rate(two: Crm) -> None:
    found = two("report calibration --period 2025 --json").json["blocks"]
    assert all(row["in_time"]["rate"] is None for row in found["grades"]["rows"])
    assert all(row["given"] == 0 for row in found["when"]["rows"])


def test_a_grade_that_was_that_of_no_evening_counts_for_nothing(crm: Crm) -> None:
    crm("customer add Flip --grade A", today="2026-03-05")
    crm("grade set Flip B --reason slip", today="2026-03-05")
    crm("grade set Flip A --reason back", today="2026-03-05")
    crm("purchase add Flip --amount 5", today="2026-03-10")
    found = rows(crm, today="2026-07-20")
    assert (found["A"]["given"], found["B"]["given"]) == (1, 0)
    assert found["A"]["in_time"] == {"part": 1, "whole": 1, "rate": 1}


def test_what_closed_after_the_day_it_is_seen_from_had_not_closed(two: Crm) -> None:
    line = "report calibration --period 2026-03 --json"
    (row,) = [
        row
        for row in two(line, today="2026-03-31").json["blocks"]["when"]["rows"]
        if row["grade"] == "A"
    ]
    assert (row["given"], row["not_closed"]) == (2, 2)
