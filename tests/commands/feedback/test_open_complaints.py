"""An open complaint is told wherever its customer is shown."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

TOLD = "Complaint 2 of 王芳 (1) is open, investigating: crm feedback show 2"
LISTS = (
    "promise list",
    "purchase list",
    "log list",
    "customer find 王",
    "customer suggest",
    "grade suggest",
    "grade audit",
    "feedback survey list",
    "campaign show spring",
    "loyalty list",
)
RECORDS = (
    "grade show 王芳",
    "log show 1",
    "purchase show 1",
    "loyalty show 王芳",
    "churn show 王芳",
    "promise add 王芳 call --by fri",
    "promise move 1 --by +1w --reason x",
    "promise drop 1 --reason x",
    "promise keep 1",
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("grade policy --set loyalty.points=1", today="2026-01-01")
    crm("customer add 王芳 --need clear --close 2026-04-20")
    crm("customer add Bob")
    crm("log add 王芳 hello --via phone --next send --by fri")
    crm("deal add 王芳 'ERP licence' --amount 12万 --close 2026-04-21")
    crm("deal add Bob spare --amount 5")
    crm("grade set 王芳 C --reason 老板不在")
    crm("purchase add 王芳 --amount 5000 --product pump")
    crm("feedback survey add 王芳 --score 4")
    crm("campaign add spring 王芳 --kind event")
    crm("feedback add 王芳 'faster please' --kind suggestion")
    crm("feedback add 王芳 leaks --kind complaint")
    crm("feedback add 王芳 rude --kind complaint")
    crm("feedback advance 2 --note looking")
    return crm


@pytest.mark.parametrize("line", LISTS)
def test_a_table_that_shows_the_customer_tells_it_below(book: Crm, line: str) -> None:
    # A grade becomes doubtful with time.
    today = "2026-06-30" if line == "grade audit" else "2026-03-31"
    answer = book(f"{line} --format table", today=today)
    assert "王芳" in answer.out
    assert TOLD in answer.err.splitlines()


@pytest.mark.parametrize("line", RECORDS)
def test_a_record_in_words_tells_it_too(book: Crm, line: str) -> None:
    assert TOLD in book(line).err.splitlines()


@pytest.mark.parametrize("line", LISTS)
def test_a_list_for_a_program_holds_data_alone(book: Crm, line: str) -> None:
    for how in ("tsv", "csv", "json", "ids"):
        answer = book(f"{line} --format {how}")
        assert "complaint" not in answer.err
        assert TOLD not in answer.out


@pytest.mark.parametrize("line", LISTS)
def test_nothing_is_told_where_none_is_open(book: Crm, line: str) -> None:
    for complaint in (2, 3):
        book(f"feedback advance {complaint} --skip --to carried_out --note done --reason phone")
        book(f"feedback advance {complaint} --score 5 --note well")
        book(f"feedback close {complaint}")
    assert "complaint" not in book(f"{line} --format table").err


def test_of_many_customers_three_are_told_and_the_others_counted(crm: Crm) -> None:
    for number in range(1, 6):
        crm(f"customer add buyer{number}")
        crm(f"promise add buyer{number} call --by fri")
        crm(f"feedback add buyer{number} leaks --kind complaint")
    assert crm("promise list --format table").err.splitlines() == [
        "Complaint 1 of buyer1 (1) is open, recorded: crm feedback show 1",
        "Complaint 2 of buyer2 (2) is open, recorded: crm feedback show 2",
        "Complaint 3 of buyer3 (3) is open, recorded: crm feedback show 3",
        "and of 2 more customers: crm feedback list --kind complaint --open",
    ]
    told = crm("promise list buyer4 --format table").err.splitlines()
    assert told == ["Complaint 4 of buyer4 (4) is open, recorded: crm feedback show 4"]


def test_a_deal_has_the_oldest_open_complaint_of_its_customer(book: Crm) -> None:
    deals = {each["customer"]: each["complaint"] for each in book("deal list --json").json}
    assert deals == {"王芳": 2, "Bob": None}
    rows = csv.DictReader(io.StringIO(book("deal list --format csv").out))
    assert {row["customer"]: row["complaint"] for row in rows} == {"王芳": "2", "Bob": ""}
    assert book("deal show 1 --json").json["complaint"] == 2
    assert book("customer show 王芳 --json").json["deals"][0]["complaint"] == 2
    assert "complaint" in book("schema deal list").json["items"]["properties"]


def test_a_deal_says_so_in_words(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    told = book("deal list --format table").out
    assert "王芳 (1), complaint  " in told
    assert "Bob (2)  " in told
    page = book("deal show 1").lines
    assert page[1].split(None, 1) == ["Complaint", "2 is open: crm feedback show 2"]
    assert "Complaint" not in book("deal show 2").out


def test_the_cards_of_the_board_say_so_before_the_date(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert "! complaint 2 · closes 2026-04-21" in book("deal list --board --format table").out
    monkeypatch.setenv("COLUMNS", "80")
    narrow = book("deal list --board --format table").out
    assert "! complaint 2  " in narrow or "! complaint 2\n" in narrow
    assert "·" not in narrow


@pytest.mark.parametrize(
    "line", ["deal add 王芳 more --amount 5", "deal move 1 quote", "deal edit 1 --note x"]
)
def test_whoever_changes_a_deal_is_told(book: Crm, line: str) -> None:
    assert "Complaint 2 is open: crm feedback show 2" in book(line).err.splitlines()
    assert "omplaint" not in book("deal edit 1 --note y --json").err
    assert "omplaint" not in book("deal edit 2 --note y").err
