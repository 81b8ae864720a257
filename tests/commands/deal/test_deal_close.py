"""When a customer with several deals is expected to close, wherever that is shown."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.named_deal import OpenDeal, closing_deal

if TYPE_CHECKING:
    from tests.conftest import Crm

CLOSES = (None, "2026-04-03", "2026-05-03", "2026-12-01")
LATER = "2026-05-01"


@pytest.fixture
def stale(crm: Crm) -> Crm:
    """A customer with a deal whose date has passed, and since then another one."""
    crm("customer add 王芳 --need potential")
    crm("deal add 王芳 ERP --amount 1 --close 2026-04-03")
    crm("deal add 王芳 CRM --amount 2 --close 2026-05-08", today=LATER)
    return crm


def test_a_deal_whose_date_has_passed_does_not_hide_the_next_one(crm: Crm) -> None:
    crm("customer add 王芳 --need potential")
    crm("deal add 王芳 ERP --amount 1 --close 2026-04-03")
    crm("grade set 王芳 D --reason quiet")
    said = crm("deal add 王芳 CRM --amount 2 --close +1w", today=LATER).out
    assert "D → A: closes 2026-05-08 (deal 2: CRM)." in said
    (added,) = crm("customer list --json", today=LATER).json
    assert (added["grade"], added["expected_close"]) == ("A", "2026-05-08")


def test_where_all_have_passed_the_grade_stays_until_there_is_a_new_date(stale: Crm) -> None:
    said = stale("log add 王芳 x --via phone", today="2026-05-20").out
    passed = "Grade A kept: expected close 2026-04-03 has passed (deal 1: ERP)"
    assert f"{passed}; give a new date or grade." in said
    said = stale("customer edit 王芳 --close +2m", today="2026-05-20").out
    assert "A → B: closes 2026-07-20." in said
    (row,) = stale("due --kind follow_up --why --json", today="2026-05-28").json
    assert "2026-07-20" in row["why"]
    assert "deal" not in row["why"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("customer show 王芳 --json", "expected_close"),
        ("grade show 王芳 --json", "expected_close"),
        ("customer list --where 'expected_close = 2026-05-08' --json", "expected_close"),
        ("customer list --where 'urgency = urgent' --sort urgency --json", "expected_close"),
    ],
)
def test_every_reader_gives_the_date_that_counts(stale: Crm, line: str, key: str) -> None:
    found = stale(line, today="2026-05-02").json
    found = found[0] if isinstance(found, list) else found
    assert found[key] == "2026-05-08"


def test_an_export_and_the_due_list_give_the_date_that_counts(stale: Crm) -> None:
    stale("grade set 王芳 C --reason x", today=LATER)
    out = stale("customer export - --purpose test --format csv", today=LATER).out
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["expected_close"] == "2026-05-08"
    (suggested,) = stale("grade suggest --json", today=LATER).json
    assert suggested["suggested"] == "A"
    assert "(deal 2: CRM)" in suggested["suggested_reason"]


def test_lists_choose_among_the_dates_as_the_rule_does(crm: Crm) -> None:
    wanted: dict[str, tuple[list[OpenDeal], date | None]] = {}
    deals = 0
    for own, first, second in product((None, "2026-05-15"), CLOSES, CLOSES):
        name = f"{own}{first}{second}"
        told = "" if own is None else f"--close {own}"
        crm(f"customer add {name} --need potential --force {told}")
        wanted[name] = ([], day(own))
        for close in (first, second):
            deals += 1
            told = "" if close is None else f"--close {close}"
            crm(f"deal add {name} ERP --amount 1 {told}")
            wanted[name][0].append(OpenDeal(deals, "ERP", day(close)))
    for today in ("2026-03-31", "2026-04-04", "2026-05-04", "2026-05-16", "2026-12-02"):
        said = {
            row["name"]: day(row["expected_close"])
            for row in crm("customer list --limit 99 --json", today=today).json
        }
        for name, (open_deals, own_close) in wanted.items():
            deal = closing_deal(open_deals, own_close, date.fromisoformat(today))
            assert said[name] == (own_close if deal is None else deal.close), (name, today)
    assert crm("check", today=LATER).code == 0


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def test_a_late_deal_is_urgent_and_marked_beside_a_later_one(stale: Crm) -> None:
    stale("deal edit 2 --close 2026-12-01", today=LATER)
    (listed,) = stale("customer list --urgency urgent --json", today=LATER).json
    assert (listed["urgency"], listed["expected_close"]) == ("urgent", "2026-12-01")
    page = stale("customer show 王芳", today=LATER).out
    assert "2026-04-03  28 days past  ERP" in page
    assert "2026-12-01  CRM" in page
