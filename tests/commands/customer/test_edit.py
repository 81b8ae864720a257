"""`crm customer edit`, for one customer and for many."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --need clear --close 2026-04-20 --tag vip")
    return crm


def shown(crm: Crm, who: str = "id:1", today: str = "2026-03-31") -> Any:
    return crm(f"customer show {who} --json", today=today).json


def rows(crm: Crm, sql: str) -> list[Any]:
    with closing(sqlite3.connect(crm.db)) as connection:
        return connection.execute(sql).fetchall()


def test_options_replace_single_fields_and_the_whole_record_comes_back(wang: Crm) -> None:
    line = (
        "customer edit 王芳 --company 宏远 --source fair --set industry=IT --channel wechat --json"
    )
    answer = wang(line, today="2026-04-01").json
    assert (answer["company"], answer["source"], answer["industry"]) == ("宏远", "fair", "IT")
    assert answer["channel"] == "wechat"
    assert answer["changed"] == ["company", "channel", "source", "industry"]
    assert answer["updated"] > answer["created"]
    beside = {"changed", "referral_points", "new_fields"}
    record = [each for each in answer if each not in beside]
    assert {each: answer[each] for each in record} == {each: shown(wang)[each] for each in record}


def test_numbers_addresses_and_tags_are_added_the_newest_number_first(wang: Crm) -> None:
    wang("customer edit 王芳 --phone 13900139000 --email a@b.cn --tag fair --tag vip")
    record = shown(wang)
    assert record["phones"] == ["+8613900139000", "+8613800138000"]
    assert record["emails"] == ["a@b.cn"]
    assert record["tags"] == ["fair", "vip"]


def test_set_replaces_a_list_and_unset_takes_one_value_or_all(wang: Crm) -> None:
    wang("customer edit 王芳 --set phones=13900139000;13700137000 --set tags=a;b;c")
    assert shown(wang)["phones"] == ["+8613900139000", "+8613700137000"]
    wang(["customer", "edit", "王芳", "--unset", "phone:139 0013 9000", "--unset", "tag:b"])
    assert shown(wang)["phones"] == ["+8613700137000"]
    assert shown(wang)["tags"] == ["a", "c"]
    wang("customer edit 王芳 --unset tags --unset phones")
    assert (shown(wang)["tags"], shown(wang)["phones"]) == ([], [])


def test_an_address_in_another_case_is_the_one_that_is_there(wang: Crm) -> None:
    wang("customer edit 王芳 --email e@x.com")
    assert wang("customer edit 王芳 --email E@X.com").out == "Nothing changes for 王芳 (1).\n"
    wang("customer edit 王芳 --email f@x.com")
    wang("customer edit 王芳 --email E@x.com")
    assert shown(wang)["emails"] == ["e@x.com", "f@x.com"]
    wang("customer edit 王芳 --unset email:E@X.COM")
    assert shown(wang)["emails"] == ["f@x.com"]
    wang("customer edit 王芳 --set emails=F@x.com")
    assert shown(wang)["emails"] == ["F@x.com"]


def test_fields_of_all_kinds_can_be_emptied(wang: Crm) -> None:
    line = "customer edit 王芳 --set wechat=wf --set 车牌=京A --potential 1.2万 --every 2w --note x"
    wang(line)
    record = shown(wang)
    assert (record["handles"], record["fields"]) == ({"wechat": "wf"}, {"车牌": "京A"})
    assert record["potential"] == {"amount": "12000.00", "currency": "CNY"}
    names = ("wechat", "车牌", "potential", "every", "notes", "importance")
    wang(["customer", "edit", "王芳", *(word for name in names for word in ("--unset", name))])
    record = shown(wang)
    assert (record["handles"], record["fields"], record["potential"]) == ({}, {}, None)
    assert (record["every"], record["notes"], record["importance"]) == (None, None, "normal")
    assert record["relationship_due"] is None


@pytest.mark.parametrize("name", ["name", "kind", "owner", "grade"])
def test_what_every_customer_has_cannot_be_unset(wang: Crm, name: str) -> None:
    answer = wang(f"customer edit 王芳 --unset {name} --json", code=5)
    assert answer.error["code"] == "required_field"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--unset", "nothing"], 2),
        (["--unset", "company:x"], 2),
        (["--set", "industri=IT"], 2),
        (["--set", "industry"], 2),
        (["--set", "value=high"], 2),
        (["--set", "status=won"], 2),
        (["--set", "company= "], 5),
        (["--name", " "], 5),
        (["--close", "blursday"], 2),
        (["--need", "maybe"], 2),
        (["--grade", "F"], 2),
        (["--potential", "lots"], 5),
        (["--phone", "call me"], 5),
        (["--referred-by", "nobody"], 3),
        ([], 2),
    ],
)
def test_bad_input_changes_nothing(wang: Crm, words: list[str], code: int) -> None:
    before = shown(wang)
    answer = (
        wang(["customer", "edit", "王芳", "--tag", "new", *words], code=code)
        if words
        else wang("customer edit 王芳", code=code)
    )
    assert answer.out == ""
    assert answer.err.startswith("crm: ")
    assert shown(wang) == before


def test_an_edit_that_changes_nothing_writes_nothing_and_says_so(wang: Crm) -> None:
    before = rows(wang, "SELECT * FROM customer"), rows(wang, "SELECT * FROM command")
    line = "customer edit 王芳 --phone 13800138000 --tag vip --need clear --close 2026-04-20"
    answer = wang(line, today="2026-04-05")
    assert answer.out == "Nothing changes for 王芳 (1).\n"
    assert (rows(wang, "SELECT * FROM customer"), rows(wang, "SELECT * FROM command")) == before


def test_new_facts_grade_at_once_and_move_the_clock(wang: Crm) -> None:
    wang("log add 王芳 hello --via phone", today="2026-04-01")
    answer = wang("customer edit 王芳 --close 2026-12-10", today="2026-04-02")
    assert answer.out == (
        "Changed 王芳 (1): expected close, grade. A → D: closes 2026-12-10."
        " Next follow-up 2026-05-01.\n"
    )
    assert shown(wang)["grade_since"] == "2026-04-02"


def test_a_grade_by_hand_stands_until_new_facts_come(wang: Crm) -> None:
    wang("customer edit 王芳 --grade C --reason 'boss away'")
    record = shown(wang)
    assert (record["grade"], record["grade_source"], record["suggested"]) == ("C", "hand", "A")
    assert record["grade_reason"] == "boss away"
    count = rows(wang, "SELECT count(*) FROM grade_change")
    assert wang("customer edit 王芳 --grade C").out == "Nothing changes for 王芳 (1).\n"
    assert rows(wang, "SELECT count(*) FROM grade_change") == count
    wang("customer edit 王芳 --close +2w")
    record = shown(wang)
    assert (record["grade"], record["grade_source"]) == ("A", "rule")


def test_a_fact_taken_back_lets_the_rule_answer_again(wang: Crm) -> None:
    wang("customer edit 王芳 --grade C")
    wang("customer edit 王芳 --unset close")
    record = shown(wang)
    assert (record["grade"], record["grade_source"], record["expected_close"]) == (
        "D",
        "rule",
        None,
    )


def test_where_the_rule_has_no_answer_the_grade_stays(wang: Crm) -> None:
    answer = wang("customer edit 王芳 --unset need --json").json
    assert (answer["grade"], answer["need"]) == ("A", None)
    assert shown(wang)["suggested"] is None


def test_a_key_customer_is_visited_within_a_month_of_becoming_one(wang: Crm) -> None:
    answer = wang("customer edit 王芳 --importance key", today="2026-04-10").out
    assert answer == "Changed 王芳 (1): importance. Relationship due 2026-05-10.\n"
    assert rows(wang, "SELECT key_since FROM customer") == [("2026-04-10",)]
    wang("customer edit 王芳 --importance normal", today="2026-04-11")
    assert rows(wang, "SELECT key_since FROM customer") == [(None,)]
    assert shown(wang)["relationship_due"] is None


def test_an_own_rhythm_counts_from_the_day_it_was_given(wang: Crm) -> None:
    wang("customer edit 王芳 --every 2w --by-channel visit", today="2026-04-10")
    assert shown(wang)["relationship_due"] == "2026-04-24"
    wang("customer edit 王芳 --every 2w", today="2026-04-20")
    assert shown(wang)["relationship_due"] == "2026-04-24"
    wang("customer edit 王芳 --every 1w", today="2026-04-20")
    assert shown(wang)["relationship_due"] == "2026-04-27"


def test_a_customer_is_found_by_what_it_is_now(wang: Crm) -> None:
    wang("customer edit 王芳 --name 李小红 --phone 13900139000 --unset phone:13800138000")
    for text in ("李小红", "lixiaohong", "lxh", "小红", "tel:9000"):
        assert shown(wang, text)["id"] == 1
    for text in ("王芳", "wangfang", "tel:13800138000"):
        wang(f"customer show {text}", code=3)


def test_a_referrer_is_another_customer(wang: Crm) -> None:
    wang("customer add Bob")
    wang("customer edit 王芳 --referred-by Bob")
    assert shown(wang)["referred_by"] == 2
    assert wang("customer edit 王芳 --referred-by 王芳 --json", code=5).error["code"] == (
        "referred_by_itself"
    )


def test_nobody_was_referred_by_whom_it_referred(wang: Crm) -> None:
    wang("customer add Bob --referred-by 王芳")
    wang("customer add Eve --referred-by Bob")
    for name in ("Bob", "Eve"):
        for option in ("", " --dry-run"):
            line = f"customer edit 王芳 --referred-by {name}{option} --json"
            refused = wang(line, code=5).error
            assert refused["code"] == "referred_in_circle"
            assert refused["message"] == (
                f"王芳 cannot have been referred by {name}, who came through 王芳."
            )
    line = "customer edit --where 'id = 1' --referred-by Eve --yes --json"
    assert wang(line, code=5).error["code"] == "referred_in_circle"
    assert shown(wang)["referred_by"] is None
    wang("customer edit Bob --unset referred_by")
    wang("customer edit 王芳 --referred-by Eve")
    assert shown(wang)["referred_by"] == 3


def test_a_circle_of_referrers_that_is_there_does_not_keep_others_from_an_edit(wang: Crm) -> None:
    wang("customer add Bob --referred-by 王芳")
    with closing(sqlite3.connect(wang.db)) as connection, connection:
        connection.execute("UPDATE customer SET referred_by = 2 WHERE id = 1")
    assert wang("customer edit 王芳 --referred-by Bob --json").json["changed"] == []
    wang("customer add Eve --referred-by Bob")
    wang("customer edit Eve --referred-by 王芳")
    wang("customer edit 王芳 --referred-by Eve", code=5)
    wang("customer edit 王芳 --unset referred_by")


def test_a_retry_with_a_key_gives_the_first_answer_again(wang: Crm) -> None:
    first = wang("customer edit 王芳 --tag a --key k1 --json").out
    wang("customer edit 王芳 --unset tag:a")
    assert wang("customer edit 王芳 --tag a --key k1 --json").out == first
    assert shown(wang)["tags"] == ["vip"]


def test_the_reason_is_kept_with_the_command(wang: Crm) -> None:
    wang("customer edit 王芳 --tag a --reason because")
    assert rows(wang, "SELECT name, reason FROM command ORDER BY id DESC LIMIT 1") == [
        ("customer edit", "because")
    ]


@pytest.fixture
def three(wang: Crm) -> Crm:
    wang("customer add Bob --source fair --tag vip")
    wang("customer add Eve --source fair")
    wang("customer add Old --source fair")
    wang("customer archive Old")
    return wang


def test_a_bulk_edit_shows_first_and_is_confirmed(three: Crm) -> None:
    line = "customer edit --where 'source = fair' --tag vip --tag autumn"
    answer = three(f"{line} --dry-run")
    assert answer.lines == [
        "2 match, 2 would change.",
        "  Bob (2)  tags: vip → autumn, vip",
        "  Eve (3)  tags: – → autumn, vip",
    ]
    refused = three(line, code=2)
    assert refused.out == ""
    assert "2 match, 2 would change." in refused.err
    assert shown(three, "Eve")["tags"] == []
    assert "not confirmed (2 records)" in three(line, code=2).err
    assert three(f"{line} --yes").out == "Changed 2 customers.\n"
    assert shown(three, "Bob")["tags"] == shown(three, "Eve")["tags"] == ["autumn", "vip"]
    assert shown(three, "Old")["tags"] == []
    answer = three(f"{line} --json")
    assert answer.json == {
        "matched": 2,
        "changed": 0,
        "dry_run": False,
        "customers": [],
        "new_fields": [],
    }


def test_a_bulk_edit_is_one_command_whole_or_not_at_all(three: Crm) -> None:
    before = len(rows(three, "SELECT * FROM command"))
    three("customer edit --where 'source = fair' --close 2026-04-02 --yes")
    assert len(rows(three, "SELECT * FROM command")) == before + 1
    assert [shown(three, each)["grade"] for each in ("Bob", "Eve")] == ["A", "A"]
    three("customer edit --where 'source = fair' --referred-by Eve --yes", code=5)
    assert shown(three, "Bob")["referred_by"] is None


def test_a_bulk_edit_defines_a_new_field_once(three: Crm) -> None:
    three("customer edit --where 'source = fair' --set 展位=A3 --dry-run")
    assert rows(three, "SELECT * FROM custom_field") == []
    three("customer edit --where 'source = fair' --set 展位=A3 --yes")
    assert shown(three, "Bob")["fields"] == {"展位": "A3"}


def test_either_one_customer_or_a_condition(three: Crm) -> None:
    three("customer edit --tag x", code=2)
    three("customer edit Bob --where 'source = fair' --tag x", code=2)
    three("customer edit --where 'nonsense' --tag x --yes", code=2)
    answer = three("customer edit Old --tag x --dry-run --json").json
    assert answer["customers"] == [
        {"id": 4, "name": "Old", "changes": {"tags": {"before": [], "after": ["x"]}}}
    ]


def test_search_follows_every_edit(wang: Crm) -> None:
    wang("customer edit 王芳 --note 'likes green tea' --set 车牌=京A12")
    for text in ("green", "京A12"):
        assert len(wang(["customer", "find", text]).lines) == 2
    wang("customer edit 王芳 --note 'likes coffee' --unset 车牌")
    for text in ("green", "京A12"):
        assert len(wang(["customer", "find", text]).lines) == 1
    assert len(wang("customer find coffee").lines) == 2
