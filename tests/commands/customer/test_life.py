"""`crm customer archive`, `restore`, `lose`, `winback` and `verify`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    crm("customer add 王芳 --need clear --close 2026-05-20 --importance key", today="2026-03-01")
    crm("log add 王芳 hi --via visit --next 'send quote' --by 2026-03-20", today="2026-03-02")
    return crm


def owed(crm: Crm) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(crm.db)) as connection:
        return connection.execute("SELECT kind, due FROM obligation ORDER BY kind, due").fetchall()


def shown(crm: Crm) -> Any:
    return crm("customer show id:1 --json").json


CLOCKS = [
    ("churn", "2026-05-30"),
    ("festival", "2026-06-19"),
    ("festival", "2026-09-25"),
    ("festival", "2027-02-06"),
    ("follow_up", "2026-03-09"),
    ("promise", "2026-03-20"),
    ("relationship", "2026-04-02"),
    ("verify", "2027-03-01"),
]


def test_an_archived_customer_is_owed_nothing_and_comes_back_whole(wang: Crm) -> None:
    assert owed(wang) == CLOCKS
    answer = wang("customer archive 王芳 --reason moved")
    assert answer.out == (
        "Archived 王芳 (1): nothing is owed to it any more. 1 open promise waits.\n"
    )
    assert owed(wang) == []
    assert shown(wang)["archived"] == "2026-03-31T04:00:00+00:00"
    assert wang("customer archive 王芳 --json", code=4).error["code"] == "already_archived"
    answer = wang("customer restore 王芳", today="2026-04-01")
    assert answer.out == ("Restored 王芳 (1). Next follow-up 2026-03-09. 1 open promise is back.\n")
    assert owed(wang) == CLOCKS
    assert shown(wang)["archived"] is None
    assert wang("customer restore 王芳 --json", code=4).error["code"] == "not_archived"


def test_changes_of_an_archived_customer_wake_no_clock(wang: Crm) -> None:
    wang("customer archive 王芳")
    wang("customer edit 王芳 --close +2w --importance normal")
    wang("customer verify 王芳")
    wang("customer pin 王芳 --status won --reason x")
    assert owed(wang) == []


def test_a_lost_customer_has_no_clock_but_the_win_back(wang: Crm) -> None:
    answer = wang("customer lose 王芳 --reason 'too dear' --on 2026-03-15 --winback 2026-06-30")
    assert answer.out == "Lost 王芳 (1) on 2026-03-15: too dear. Win-back on 2026-06-30.\n"
    assert owed(wang) == [("follow_up", "2026-06-30"), ("promise", "2026-03-20")]
    record = shown(wang)
    assert (record["lost"], record["lost_reason"]) == ("2026-03-15", "too dear")
    assert record["lifecycle"] == "lost"
    assert wang("customer lose 王芳 --reason again --json", code=4).error["code"] == "already_lost"


def test_a_won_back_customer_is_as_the_rules_say(wang: Crm) -> None:
    wang("customer lose 王芳 --reason price")
    assert owed(wang) == [("promise", "2026-03-20")]
    answer = wang("customer winback 王芳 --reason 'new buyer'")
    assert answer.out == (
        "Won back 王芳 (1). Grade B: closes 2026-05-20. Next follow-up 2026-03-09.\n"
    )
    assert owed(wang) == CLOCKS
    record = shown(wang)
    assert (record["lost"], record["lost_reason"], record["lifecycle"]) == (None, None, "prospect")
    assert wang("customer winback 王芳 --json", code=4).error["code"] == "not_lost"


def test_losing_needs_a_reason_and_days_on_their_side_of_today(wang: Crm) -> None:
    assert wang("customer lose 王芳 --json", code=2).error["code"] == "reason_missing"
    wang("customer lose 王芳 --reason ' '", code=5)
    wang("customer lose 王芳 --reason x --on 2026-04-01", code=5)
    wang("customer lose 王芳 --reason x --winback 2026-03-30", code=5)
    assert owed(wang) == CLOCKS


def test_a_pinned_lifecycle_outlives_the_loss(wang: Crm) -> None:
    wang("customer pin 王芳 --lifecycle loyal --reason 'buys since 2010'")
    wang("customer lose 王芳 --reason price")
    assert shown(wang)["lifecycle"] == "loyal"
    wang("customer unpin 王芳 --lifecycle")
    assert shown(wang)["lifecycle"] == "lost"
    wang("customer winback 王芳")
    assert shown(wang)["lifecycle"] == "prospect"


def test_confirmed_data_is_asked_for_again_in_a_year(wang: Crm) -> None:
    wang("customer add Bob", today="2026-03-01")
    assert wang("customer verify 王芳 Bob").out == "Verified 王芳 (1).\nVerified Bob (2).\n"
    assert ("verify", "2027-03-31") in owed(wang)
    assert shown(wang)["verified"] == "2026-03-31"
    before = shown(wang)["updated"]
    answer = wang("customer verify 王芳", today="2026-03-31 15:00")
    assert answer.out == "王芳 (1) was verified today already.\n"
    assert shown(wang)["updated"] == before


def test_verify_takes_ids_from_a_pipe_and_answers_one_or_many(wang: Crm) -> None:
    wang("customer add Bob", today="2026-03-01")
    answer = wang("customer verify - --json", stdin="1\n2\n").json
    assert [each["id"] for each in answer["customers"]] == [1, 2]
    assert wang("customer verify Bob --json", today="2026-04-01").json["verified"] == "2026-04-01"
    assert wang("customer verify - --quiet", stdin="1\n2\n").out == "1\n2\n"
    wang("customer verify -", stdin="", code=2)
    wang("customer verify 王芳 nobody", code=3, today="2026-04-09")
    assert shown(wang)["verified"] == "2026-03-31"


@pytest.mark.parametrize(
    "line",
    [
        "customer archive 王芳",
        "customer lose 王芳 --reason price",
        "customer verify 王芳",
        "customer pin 王芳 --value high --reason x",
    ],
)
def test_a_retry_with_a_key_changes_nothing_more(wang: Crm, line: str) -> None:
    first = wang(f"{line} --key k --json").out
    assert wang(f"{line} --key k --json", today="2026-04-20").out == first


def test_reasons_are_kept_with_the_command(wang: Crm) -> None:
    wang("customer archive 王芳 --reason moved")
    with closing(sqlite3.connect(wang.db)) as connection:
        sql = "SELECT reason FROM command WHERE name = 'customer archive'"
        assert connection.execute(sql).fetchall() == [("moved",)]


def test_why_a_customer_was_lost_is_found_while_it_is_lost(wang: Crm) -> None:
    wang("customer lose 王芳 --reason 'went to Initech'")
    assert len(wang("customer find Initech").lines) == 2
    wang("customer winback 王芳")
    assert len(wang("customer find Initech").lines) == 1
