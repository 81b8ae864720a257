"""`crm deal case` and `crm report cases`: what was learnt, and where it may help again."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Three customers with a past, and one whose deal is at hand."""
    crm("customer add 王芳 --set industry=IT --set company_size=small")
    crm("customer add 李雷 --set industry=it")
    crm("customer add Bob --set industry=food --set company_size=small")
    crm("customer add Amy --set industry=IT --set company_size=large")
    crm("deal add 李雷 won-one --amount 10万 --stage quote")
    crm("deal win 1 --why 'the demo' --repeat 'bring an engineer' --objection price")
    crm("deal add Bob lost-one --amount 9万")
    crm("deal lose 2 --reason 太贵 --avoid 'late quotes'")
    crm("deal add Amy lost-two --amount 'EUR 5' --stage negotiation")
    crm("deal lose 3 --reason budget")
    crm("deal add 王芳 'at hand' --amount 12万 --stage quote --close +3w")
    return crm


def blocks(crm: Crm, line: str, today: str = "2026-03-31") -> Any:
    """Give the tables of a report of cases."""
    return crm(f"report cases {line} --json", today=today).json["blocks"]


def near(crm: Crm, line: str, today: str = "2026-03-31") -> list[tuple[int, list[str]]]:
    """Give the deals that are near, and why."""
    rows = blocks(crm, line, today=today)["cases"]["rows"]
    return [(row["id"], row["near"].split(", ")) for row in rows]


def outcomes(crm: Crm, line: str, *keys: str, today: str = "2026-03-31") -> list[list[int]]:
    """Give of those that were won, and of those that were lost, some figures."""
    rows = blocks(crm, line, today=today)["outcomes"]["rows"]
    assert [row["outcome"] for row in rows] == ["won", "lost"]
    return [[row[key] for key in keys or ("deals", "alike")] for row in rows]


def test_the_nearest_come_first_and_say_why_they_are_near(book: Crm) -> None:
    assert near(book, "王芳") == [
        (1, ["industry it", "at quote", "amount alike"]),
        (2, ["size small", "amount alike"]),
        (3, ["industry IT"]),
    ]
    assert near(book, "--deal 4") == near(book, "--deal hand") == near(book, "王芳")
    assert near(book, "王芳 --limit 1") == near(book, "王芳")[:1]


def test_an_objection_that_stands_now_finds_where_it_stood_before(book: Crm) -> None:
    assert near(book, "王芳 --objection PRICE")[0] == (
        1,
        ["objection price", "industry it", "at quote", "amount alike"],
    )


def test_a_customer_without_an_open_deal_is_compared_by_what_is_known_of_it(book: Crm) -> None:
    book("customer add New --set industry=food --potential 8万")
    assert near(book, "New") == [
        (2, ["industry food", "amount alike"]),
        (1, ["amount alike"]),
    ]
    told = book("report cases New --format table").out
    assert "compared by the customer alone, which has no open deal." in told
    assert outcomes(book, "New") == [[1, 1], [2, 1]]


def test_a_closed_deal_is_not_near_to_itself(book: Crm) -> None:
    assert 1 not in [key for key, _ in near(book, "--deal 1")]


def test_on_a_terminal_each_case_is_told_with_what_was_learnt(book: Crm) -> None:
    answer = book("report cases 王芳 --limit 2 --format table")
    assert answer.lines[2:] == [
        "All days, as of 2026-03-31.",
        "Based on 4 customers; compared with deal 4.",
        "",
        "The nearest cases",
        "Deal       won-one",
        "Deal id    1",
        "Customer   李雷",
        "Outcome    won",
        "Closed     2026-03-31",
        "Amount     CNY 100,000.00",
        "Nearness   7",
        "Near       industry it, at quote, amount alike",
        "Objection  price",
        "Why        the demo",
        "Repeat     bring an engineer",
        "",
        "Deal      lost-one",
        "Deal id   2",
        "Customer  Bob",
        "Outcome   lost",
        "Closed    2026-03-31",
        "Amount    CNY 90,000.00",
        "Nearness  4",
        "Near      size small, amount alike",
        "Reason    太贵",
        "Avoid     late quotes",
        "",
        "What became of those like it",
        "Outcome  Compared  Alike",
        "won             1      1  ████████████",
        "lost            2      2  ████████████████████████",
        "────────────────────────",
        "Total           3      3",
    ]
    assert answer.err == ""


def test_that_there_is_nothing_to_learn_from_is_said(crm: Crm) -> None:
    crm("customer add 王芳 --set industry=IT")
    crm("customer add Bob")
    # Into a pipe nothing is written where there is nothing to say.
    assert crm("report cases 王芳 --format table").out == ""
    assert outcomes(crm, "王芳") == [[0, 0], [0, 0]]
    assert near(crm, "王芳") == []
    crm("deal add Bob x --amount 1")
    crm("deal win 1")
    assert near(crm, "王芳") == []
    assert outcomes(crm, "王芳") == [[1, 0], [0, 0]]
    assert crm("report cases 王芳 --md").out.count("No data.") == 1


def test_a_period_and_the_one_before_say_when_they_were_closed(book: Crm) -> None:
    assert near(book, "王芳 --period 2026-03") == near(book, "王芳")
    assert near(book, "王芳 --period 2026-04", today="2026-04-05") == []
    line, today = "王芳 --period 2026-04 --compare", "2026-04-05"
    assert outcomes(book, line, "deals", "deals_before", today=today) == [[0, 1], [0, 2]]
    # What has no beginning has nothing before; where none is named it is the year.
    whole = book("report cases 王芳 --compare --json").json
    assert (whole["period"], whole["before"]) == (
        {"first": "2026-01-01", "last": "2026-12-31"},
        {"first": "2025-01-01", "last": "2025-12-31"},
    )
    book("report cases 王芳 --period all --compare", code=2)


def test_filters_say_whose_deals_count(book: Crm) -> None:
    assert [key for key, _ in near(book, "王芳 --where 'industry = IT'")] == [1, 3]
    assert outcomes(book, "王芳 --where 'name = Bob'") == [[0, 0], [1, 1]]
    book("customer archive Bob")
    assert [key for key, _ in near(book, "王芳")] == [1, 3]
    assert [key for key, _ in near(book, "王芳 --all")] == [1, 2, 3]
    base = book("report cases 王芳 --json").json["base"]
    assert base == ["3 customers", "1 archived customer left out", "compared with deal 4"]


def test_what_is_explained_names_the_deals(book: Crm) -> None:
    found = blocks(book, "王芳 --explain")
    assert "objection (4)" in found["cases"]["how"]
    assert [row["ids"] for row in found["cases"]["rows"]] == [[1], [2], [3]]
    assert [row["ids"] for row in found["outcomes"]["rows"]] == [[1], [2, 3]]


def test_cases_are_written_in_every_format(book: Crm, tmp_path: Path) -> None:
    page, workbook = tmp_path / "cases.html", tmp_path / "cases.xlsx"
    book(f"report cases 王芳 --html {page} --xlsx {workbook}")
    shown = page.read_text(encoding="utf-8")
    assert shown.count('<dl class="entry">') == 3
    assert "<dt>Repeat</dt><dd><bdi>bring an engineer</bdi></dd>" in shown
    (sheet,) = CalamineWorkbook.from_path(workbook).sheet_names
    assert "cases" in sheet.lower()
    assert "bring an engineer" in book("report cases 王芳 --md").out
    rows = list(csv.DictReader(book("report cases 王芳 --format csv").lines))
    assert [row["id"] for row in rows if row["block"] == "cases"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("", 2, "missing_argument"),
        ("王芳 --deal 4", 2, "missing_argument"),
        ("--deal 9", 3, "deal_not_found"),
        ("--deal lost", 4, "ambiguous_deal"),
        ("nobody", 3, "customer_not_found"),
        ("王芳 --objection ''", 5, "unusable_text"),
    ],
)
def test_what_is_wrong_is_named(book: Crm, line: str, code: int, word: str) -> None:
    answer = book(f"report cases {line} --json", code=code)
    assert (answer.out, answer.error["code"]) == ("", word)


def test_a_case_is_written_and_changed_later(book: Crm) -> None:
    told = book("deal case 2 --why 'no budget' --objection price").lines
    assert told == [
        "Case of deal 2 with Bob (3), lost on 2026-03-31: lost-one.",
        "  Objection  price",
        "  Why        no budget",
        "  Avoid      late quotes",
    ]
    case = book("deal case 2 --unset 应避免 --why 'no money' --json", today="2026-04-01").json[
        "case"
    ]
    assert case == {
        "day": "2026-03-31",
        "objection": "price",
        "why": "no money",
        "repeat": None,
        "avoid": None,
    }
    assert book("deal show 2 --json").json["case"] == case
    again = book("deal case 2 --why 'no money'").lines[0]
    assert again == "Nothing changes in the case of deal 2 with Bob (3)."
    assert book("deal case 3 --unset why --json").json["case"] is None


def test_what_was_learnt_stays_when_a_deal_goes_on(book: Crm) -> None:
    book("deal reopen 1 --reason again")
    assert book("deal show 1 --json").json["case"]["why"] == "the demo"
    book("deal lose 1 --reason 'cancelled' --why 'the budget was cut'")
    case = book("deal show 1 --json").json["case"]
    assert (case["why"], case["objection"]) == ("the budget was cut", "price")
