"""`crm report growth`: every figure is that of a plain loop over the customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.report.asking import CASES, Asking, by_name, ids, name_of, told, told_row
from tests.commands.report.plain_book import OPEN, PlainBook, Row, Span, Whom, day, local
from tests.commands.report.plain_figures import over_time, share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_COLUMNS = {
    "grades": "grade",
    "statuses": "status",
    "kinds": "kind",
    "industries": "industry",
    "owners": "owner",
}


def counted(customers: Sequence[Row]) -> Row:
    """Count customers."""
    return {"customers": len(customers), "record": "customer", "ids": ids(customers)}


def class_of(book: PlainBook, customer: Row, column: str) -> Any:
    """Say what a customer is today, from its history where it follows from that."""
    key = customer["id"]
    if column == "grade":
        return max(book.grades(key), key=lambda row: row["id"])["to_grade"]
    if column != "status":
        return customer[column]
    pinned = [row for row in book["pin"] if row["customer_id"] == key and row["axis"] == "status"]
    if pinned:
        return pinned[0]["value"]
    stages = {deal["stage"] for deal in book["deal"] if deal["customer_id"] == key}
    if stages & set(OPEN):
        return "negotiating"
    bought = any(row["customer_id"] == key for row in book["purchase"])
    return "won" if bought or "won" in stages else "prospect"


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_growth_is_that_of_a_loop_over_the_customers(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"growth --period {span.text} {whom.text}")["blocks"]
    customers = list(book.of("customer", whom))
    new = [row for row in customers if span.has(local(row["created"]))]
    before = [row for row in customers if span.first and local(row["created"]) < span.first]
    lost = [row for row in customers if span.has(day(row["lost"]))]
    assert told(blocks["whole"]) == [
        {"what": "before", "rate": None, **counted(before)},
        {"what": "new", "rate": share(len(new), len(before)), **counted(new)},
        {"what": "lost", "rate": None, **counted(lost)},
    ]
    dated = over_time(span, [(local(row["created"]), row) for row in new])
    assert told(blocks["time"]) == [
        {"when": label, **counted(some)} for label, some in dated.items()
    ]
    for key, column in _COLUMNS.items():
        found: dict[Any, list[Row]] = {}
        for row in new:
            found.setdefault(class_of(book, row, column) or None, []).append(row)
        assert by_name(told(blocks[key]), column) == {
            (word,): {column: word, **counted(some)} for word, some in found.items()
        }
        if len(found) > 1:
            assert told_row(blocks[key]["total"]) == {column: None, **counted(new)}
        else:
            assert blocks[key]["total"] is None


def whole(crm: Crm, period: str, today: str = "2026-04-30") -> Row:
    """Give the figures that sum it up."""
    found = crm(f"report growth --period {period} --json", today=today).json
    before, new, lost = found["blocks"]["whole"]["rows"]
    return {
        "before": before["customers"],
        "customers": new["customers"],
        "rate": new["rate"],
        "lost": lost["customers"],
    }


def test_the_first_customers_of_a_book_grow_from_nothing_without_a_rate(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-05")
    none = {"part": 1, "whole": 0, "rate": None}
    assert whole(crm, "2026-03") == {"before": 0, "customers": 1, "rate": none, "lost": 0}
    assert "no data" in crm("report growth --period 2026-03 --md").out
    assert whole(crm, "2026-04")["rate"] == {"part": 0, "whole": 1, "rate": 0}
    assert whole(crm, "2026-02")["rate"] == {"part": 0, "whole": 0, "rate": None}


def test_a_customer_is_new_on_the_local_day_of_its_entry(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-31 23:30")
    crm("customer add Bob", today="2026-04-01 00:30")
    assert whole(crm, "2026-03")["customers"] == 1
    assert whole(crm, "2026-04") == {
        "before": 1,
        "customers": 1,
        "rate": {"part": 1, "whole": 1, "rate": 1},
        "lost": 0,
    }


def test_days_are_those_of_the_zone_that_the_book_was_told(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_TZ", "America/New_York")
    crm("customer add Ann", today="2026-03-31 23:30")
    crm("deal add Ann d --amount 5 --close +3w", today="2026-03-31 23:30")
    crm("deal move 1 quote", today="2026-04-01 00:30")
    assert whole(crm, "2026-03")["customers"] == 1
    assert whole(crm, "2026-04")["customers"] == 0
    for period, left in {"2026-03": 0, "2026-04": 1}.items():
        found = crm(f"report velocity --period {period} --json", today="2026-04-02").json
        (row, *_) = found["blocks"]["stages"]["rows"]
        assert (row["left"], row["days"]["median"]) == (left, 1 if left else None)
    dated = crm("report growth --period 2026-03-30..2026-04-02 --json", today="2026-04-02").json
    days = {row["when"]: row["customers"] for row in dated["blocks"]["time"]["rows"]}
    assert days["2026-03-31"] == 1


def test_who_was_lost_counts_in_its_period_as_long_as_it_is_lost(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01")
    crm("customer lose Ann --reason price", today="2026-03-10")
    assert whole(crm, "2026-03")["lost"] == 1
    assert whole(crm, "2026-04") == {
        "before": 1,
        "customers": 0,
        "rate": {"part": 0, "whole": 1, "rate": 0},
        "lost": 0,
    }
    crm("customer winback Ann --reason back", today="2026-04-02")
    assert whole(crm, "2026-03")["lost"] == 0


def test_who_is_put_away_counts_only_where_that_is_asked_for(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01")
    crm("customer archive Ann", today="2026-03-02")
    assert whole(crm, "2026-03")["customers"] == 0
    assert whole(crm, "2026-03 --all")["customers"] == 1


def test_a_status_that_is_pinned_is_the_one_that_counts(crm: Crm) -> None:
    crm("customer add Ann")
    crm("customer pin Ann --status won --reason 'bought elsewhere'")
    found = crm("report growth --json").json["blocks"]["statuses"]["rows"]
    assert [row["status"] for row in found] == ["won"]
