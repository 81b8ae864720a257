"""An average stands beside its count, in every format; amounts of two currencies are never one."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

COUNTED = {
    "average": ("answers", "3"),
    "satisfied_percent": ("answers", "3"),
    "net_recommendation": ("recommend_answers", "1"),
}


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳")
    crm("purchase add 王芳 --amount 5 --product pipe --at 2026-03-01")
    crm("purchase add 王芳 --amount 0.01 --product pipe --at 2026-03-20")
    crm("purchase add 王芳 --amount 'EUR 7.50' --product pipe --at 2026-03-20")
    crm("purchase add 王芳 --amount 'JPY 5' --at 2026-03-21")
    crm("feedback survey add 王芳 --score 5 --recommend 9")
    crm("feedback survey add 王芳 --score 4")
    crm("feedback survey add 王芳 --score 1")
    return crm


@pytest.mark.parametrize("format_", ["csv", "tsv", "md", "json", "jsonl"])
def test_every_figure_of_a_summary_has_its_count_beside_it(book: Crm, format_: str) -> None:
    text = book(f"feedback survey summary --format {format_}").out
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if "---" not in line]
    if format_ in {"csv", "tsv"}:
        rows = list(csv.reader(text.splitlines(), delimiter="," if format_ == "csv" else "\t"))
    if format_.startswith("json"):
        found = {name: str(value) for name, value in json.loads(text).items()}
    else:
        # Without the empty dates at its beginning, which Markdown leaves as blanks.
        found = dict(zip(rows[0][2:], rows[1][-9:], strict=True))
    for figure, (name, count) in COUNTED.items():
        assert found[figure]
        assert found[name] == count


def test_in_words_every_figure_has_its_count_beside_it(book: Crm) -> None:
    for line in ("feedback survey summary", "feedback survey summary --format table"):
        assert book(line).lines == [
            "Average score: 3.33 of 5 (3 answers)",
            "Score 4 or 5: 66.7% (3 answers)",
            "Net recommendation: +100.0 (1 answer)",
        ]
    assert "no ids" in book("feedback survey summary --format ids", code=2).err


def test_products_have_a_sum_for_each_currency_in_every_format(book: Crm) -> None:
    cells = "| pipe | 2 | 1 | 3 | CNY 5.01 + EUR 7.50 | 2026-03-20 |"
    assert cells in book("report products --format md").lines
    tsv = next(each for each in book("report products --format tsv").lines if "\tpipe\t" in each)
    assert "5.01 CNY;7.50 EUR" in tsv.split("\t")
    assert "CNY 5.01 + EUR 7.50" in book("report products --format table").out


def test_an_average_order_of_several_currencies_says_of_how_many_orders_each_is(book: Crm) -> None:
    shown = book.real("customer show 王芳", COLUMNS="200").out
    assert "CNY 2.50 (2 orders), EUR 7.50 (1 order), JPY 5 (1 order) on average" in shown
    usual = book("customer show 王芳 --json").json["preference"]
    assert [each["currency"] for each in usual["average"]] == ["CNY", "EUR", "JPY"]
    assert usual["average_orders"] == [2, 1, 1]
    for currency in ("EUR", "JPY"):
        book(f"rate set {currency} 1 --on 2026-01-01")
    usual = book("customer show 王芳 --json").json["preference"]
    assert (len(usual["average"]), usual["average_orders"]) == (1, [3])
    assert "(3 orders)" not in book("customer show 王芳").out
