"""A deal on the due list: past its date, or quiet beyond its stage's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer with a potential need, phoned today: grade D."""
    crm("customer add 王芳 --need potential")
    crm("log add 王芳 --via phone")
    return crm


def refs(crm: Crm, today: str) -> list[str]:
    return [row["ref"] for row in crm("due --json --kind deal", today=today).json]


def test_a_deal_past_its_date_is_due_the_day_after(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close 2026-04-03 --stage quote")
    wang("grade set 王芳 E --reason x")
    assert refs(wang, "2026-04-03") == []
    assert refs(wang, "2026-04-04") == ["deal:1"]
    shown = wang("deal show 1 --json", today="2026-04-06").json
    assert (shown["due"], shown["due_basis"], shown["overdue_days"]) == (
        "2026-04-04",
        "close_passed",
        2,
    )
    wang("deal edit 1 --close 2026-04-20", today="2026-04-06")
    assert refs(wang, "2026-04-06") == []


def test_a_quiet_deal_is_due_until_there_is_a_contact_or_a_move(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage quote")
    assert refs(wang, "2026-04-06") == []
    assert refs(wang, "2026-04-07") == ["deal:1"]
    wang("log add 王芳 --via phone", today="2026-04-07")
    assert refs(wang, "2026-04-13") == []
    assert wang("deal show 1 --json", today="2026-04-13").json["quiet_days"] == 6
    assert refs(wang, "2026-04-14") == ["deal:1"]
    wang("deal move 1 negotiation", today="2026-04-14")
    assert refs(wang, "2026-04-20") == []
    wang("deal win 1", today="2026-04-20")
    assert refs(wang, "2026-12-20") == []


def test_the_row_says_why_in_short_and_in_full(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 12万 --stage quote --close 2026-12-01")
    (row,) = wang("due --json --kind deal", today="2026-04-12").json
    assert (row["title"], row["why"]) == ("ERP", "quote: no contact for 12 days, limit 7")
    assert row["amount"] == {"amount": "120000.00", "currency": "CNY"}
    wang("deal edit 1 --close 2026-04-01")
    (row,) = wang("due --json --kind deal", today="2026-04-05").json
    assert row["why"] == "expected close 2026-04-01 has passed"
    (row,) = wang("due --json --kind deal --why", today="2026-04-05").json
    assert row["why"].startswith(
        "The deal ERP is at quote. It is expected to close on 2026-04-01, and due the day after:"
        " 2026-04-02. It stays on the list until it has a new date, or is won or lost."
    )


def test_the_limit_of_a_stage_is_a_policy(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage quote")
    assert refs(wang, "2026-04-05") == []
    wang("grade policy --set quiet.quote=5d --yes")
    assert refs(wang, "2026-04-05") == ["deal:1"]
    assert wang("deal show 1 --json", today="2026-04-05").json["overdue_days"] == 0
    wang("undo")
    assert refs(wang, "2026-04-05") == []


def test_a_contact_that_is_removed_leaves_the_deal_as_quiet_as_it_was(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage quote")
    wang("log add 王芳 --via phone", today="2026-04-07")
    assert refs(wang, "2026-04-08") == []
    wang("log remove 2", today="2026-04-08")
    assert refs(wang, "2026-04-08") == ["deal:1"]
    wang("log add 王芳 --via phone --outcome no_answer", today="2026-04-08")
    assert refs(wang, "2026-04-08") == ["deal:1"]


def test_the_list_of_deals_and_the_due_list_agree(wang: Crm) -> None:
    wang("deal add 王芳 a --amount 1 --stage quote --close 2026-04-02")
    wang("deal add 王芳 b --amount 1 --stage negotiation")
    wang("deal add 王芳 c --amount 1")
    for today in ("2026-04-02", "2026-04-03", "2026-04-07", "2026-05-01"):
        overdue = wang("deal list --overdue --sort id --json", today=today).json
        assert sorted(refs(wang, today)) == [f"deal:{each['id']}" for each in overdue]


def test_a_customer_who_may_not_be_contacted_keeps_its_deals_on_the_list(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close 2026-04-01")
    wang("customer edit 王芳 --may-contact no --reason asked")
    (row,) = wang("due --json --kind deal", today="2026-04-05").json
    assert "may not be contacted" in row["why"]


def test_an_archived_customer_owes_no_deal_until_it_is_back(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close 2026-04-01")
    wang("customer archive 王芳")
    assert refs(wang, "2026-04-05") == []
    wang("customer restore 王芳")
    assert refs(wang, "2026-04-05") == ["deal:1"]


def test_the_row_names_the_stage_in_words(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage need_confirmed")
    (row,) = wang("due --json --kind deal", today="2026-04-14").json
    assert row["why"] == "need confirmed: no contact for 14 days, limit 14"


def test_a_deal_that_is_quiet_and_past_its_date_says_both(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage quote --close 2026-04-09")
    (row,) = wang("due --json --kind deal", today="2026-04-09").json
    assert row["why"] == "quote: no contact for 9 days, limit 7"
    (row,) = wang("due --json --kind deal", today="2026-04-10").json
    assert row["why"] == (
        "quote: no contact for 10 days, limit 7; expected close 2026-04-09 has passed"
    )
    (row,) = wang("due --json --kind deal --why", today="2026-04-10").json
    assert "It is expected to close on 2026-04-09." in row["why"]
