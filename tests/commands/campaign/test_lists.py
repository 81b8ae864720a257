"""`crm campaign add`, `include`, `remove`, `drop` and `list`: who is on the list of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = [
    *("id", "name", "kind", "day", "days", "filter", "note", "author"),
    *("customers", "reached", "answered", "bought", "response_rate", "buying_rate"),
    *("amounts", "until"),
]


def members(crm: Crm, name: str = "fair") -> list[int]:
    shown = crm(["campaign", "show", name, "--json"]).json
    return [each["customer_id"] for each in shown["members"]]


def groups(made: Any) -> dict[str, list[int]]:
    return {each["reason"]: [one["id"] for one in each["customers"]] for each in made["left_out"]}


def test_a_campaign_is_a_named_list_from_a_filter(book: Crm) -> None:
    line = "campaign add fair --grade B --kind event --days 45 --note 'new hall'"
    assert book(line).out == "Made campaign fair (1): 4 customers on its list.\n"
    assert members(book) == [1, 2, 3, 4]
    (listed,) = book("campaign list --json").json
    assert list(listed) == KEYS
    assert listed == {
        "id": 1,
        "name": "fair",
        "kind": "event",
        "day": "2026-03-31",
        "days": 45,
        "filter": "grade = B",
        "note": "new hall",
        "author": "tester",
        "customers": 4,
        "reached": 0,
        "answered": 0,
        "bought": 0,
        "response_rate": None,
        "buying_rate": None,
        "amounts": [],
        "until": None,
    }


def test_what_is_not_said_of_a_campaign_has_its_default(book: Crm) -> None:
    made = book("campaign add 春节问候 --kind 节日问候 --tag vip --limit 2 --sort -id --json").json
    assert (made["kind"], made["days"], made["note"], made["added"]) == ("greeting", 30, None, 2)
    assert made["filter"] == "tags = vip sort -id limit 2"
    assert members(book, "春节问候") == [3, 4]
    other = book("campaign add other 王芳 --json").json
    assert (other["kind"], other["filter"]) == ("other", None)


def test_who_may_not_be_contacted_is_archived_or_lost_is_left_out_and_said(book: Crm) -> None:
    book("customer edit 王芳 --may-contact no --reason x")
    book("customer archive 李雷")
    book("customer lose 韩梅 --reason price")
    told = book("campaign add fair --grade B")
    assert told.lines == [
        "Made campaign fair (1): 1 customer on its list.",
        "Left out, may not be contacted: 王芳 (1)",
        "Left out, archived: 李雷 (2)",
        "Left out, lost (--lost takes them too): 韩梅 (3)",
    ]
    made = book("campaign add more --grade B --lost --json").json
    assert groups(made) == {"may_not_be_contacted": [1], "archived": [2]}
    assert members(book, "more") == [3, 4]
    made = book("campaign add gone --archived --json").json
    assert (groups(made), members(book, "gone")) == ({}, [2])


def test_who_is_named_is_on_the_list_also_if_lost(book: Crm) -> None:
    book("customer edit 王芳 --may-contact no --reason x")
    book("customer archive 李雷")
    book("customer lose 韩梅 --reason price")
    made = book("campaign add fair 王芳 id:2 韩梅 --customer Bob --json").json
    assert groups(made) == {"may_not_be_contacted": [1], "archived": [2]}
    assert members(book) == [3, 4]
    assert members_of(book("campaign add old id:2 --archived --json").json) == 1


def members_of(made: Any) -> int:
    return int(made["customers"])


def test_ids_come_from_stdin_and_each_counts_once(book: Crm) -> None:
    ids = book("customer list --tag vip --format ids").out
    book("campaign add fair -", stdin=f"{ids}1\n\n")
    assert members(book) == [1, 2, 3, 4]
    # What is piped is an id, never the tail of somebody's number.
    book("customer add Dora --phone 13800000099")
    assert book("campaign add nobody -", stdin="0099\n", code=3).out == ""
    assert book("campaign add nobody - --json", stdin="", code=2).error["code"] == "no_customers"


def test_a_limit_counts_those_who_come_on_the_list(book: Crm) -> None:
    book("customer edit 王芳 --may-contact no --reason x")
    made = book("campaign add fair --grade B --limit 2 --json").json
    assert (made["customers"], members(book)) == (2, [2, 3])


def test_the_whole_book_is_asked_for(book: Crm) -> None:
    refused = book("campaign add fair --json", code=2).error
    assert refused["code"] == "not_confirmed"
    assert "5 records" in refused["message"]
    assert book("campaign list --json").json == []
    assert book("campaign add fair --yes --json").json["customers"] == 5


def test_a_dry_run_says_who_and_writes_nothing(book: Crm) -> None:
    book("customer edit 王芳 --may-contact no --reason x")
    before = contents(book.db)
    assert book("campaign add fair --grade B --dry-run").lines == [
        "3 customers would come on the list of fair.",
        "  李雷 (2), 韩梅 (3), Bob (4)",
        "Left out, may not be contacted: 王芳 (1)",
    ]
    plan = book("campaign add fair --grade A --dry-run --json").json
    assert plan == {
        "campaign": "fair",
        "added": 0,
        "customers": [],
        "left_out": [],
        "dry_run": True,
    }
    assert contents(book.db) == before


def test_more_customers_come_on_a_list_and_those_on_it_stay(book: Crm) -> None:
    book("campaign add fair 王芳")
    book("campaign reach fair 王芳 --via phone")
    assert book("campaign include fair --grade C --dry-run").lines == [
        "1 customer would come on the list of fair.",
        "  Carl (5)",
    ]
    told = book("campaign include FAIR --where 'grade != E'").out
    assert told == "Put 4 customers on the list of fair (1).\n"
    shown = book("campaign show fair --json").json
    assert [each["reached"] for each in shown["members"]] == ["2026-03-31", None, None, None, None]
    assert book("campaign include fair 李雷 --json").json["added"] == 0
    assert book("campaign include fair --json", code=2).error["code"] == "no_customers"


def test_customers_are_taken_from_a_list_one_by_name_many_after_a_question(book: Crm) -> None:
    book("campaign add fair --grade B")
    assert book("campaign remove fair 王芳").out == "Took 1 customer from the list of fair (1).\n"
    assert book("campaign remove fair 李雷 Bob --json", code=2).error["code"] == "not_confirmed"
    assert book("campaign remove fair 李雷 Bob --dry-run").lines == [
        "2 customers would go from the list of fair (1).",
        "  李雷 (2), Bob (4)",
    ]
    assert members(book) == [2, 3, 4]
    cut = book("campaign remove fair - --yes --json", stdin="2\n4\n").json
    assert (cut["removed"], cut["dry_run"], members(book)) == (2, False, [3])
    assert book("campaign remove fair 王芳 --json", code=3).error["code"] == "not_on_list"


def test_a_campaign_goes_with_its_list_and_leaves_the_log(book: Crm) -> None:
    book("campaign add fair --grade B")
    book("campaign reach fair --all --via wechat --yes")
    assert book("campaign drop fair --json", code=2).error["code"] == "not_confirmed"
    assert book("campaign drop fair --dry-run").lines[0] == (
        "Campaign fair (1) would go, with 4 customers on its list."
    )
    told = book("campaign drop 1 --yes").out
    assert told == "Removed campaign fair (1), which had 4 customers on its list.\n"
    assert book("campaign list --json").json == []
    assert len(book("log list --via wechat --json").json) == 4
    assert book("check --json").json["ok"]


def test_a_campaign_is_named_by_its_name_whatever_its_case_or_its_id(book: Crm) -> None:
    book("campaign add 'Spring Fair' 王芳")
    book("campaign add 1 李雷")
    names = [
        book(["campaign", "show", text, "--json"]).json["id"] for text in ("spring  fair", "2")
    ]
    assert names == [1, 2]
    # A name goes before an id, which id: names in any case.
    assert book("campaign show 1 --json").json["id"] == 2
    assert book("campaign show id:1 --json").json["id"] == 1
    missing = book("campaign show 'spring far' --json", code=3).error
    assert (missing["code"], missing["hint"]) == ("campaign_not_found", "Did you mean Spring Fair?")


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("add fair --yes", 4, "campaign_exists"),
        ("add FAIR 王芳", 4, "campaign_exists"),
        ("add '' 王芳", 5, "unusable_text"),
        ("add x --grade A", 5, "nobody_on_list"),
        ("add x --grade Z", 2, "unknown_choice"),
        ("add x --where 'nonsense = 1'", 2, "unknown_field"),
        ("add x 王芳 --kind party", 2, "unknown_choice"),
        ("add x 王芳 --days 0", 2, "usage"),
        ("add x 王芳 --grade B", 2, "contradictory_options"),
        ("add x nobody", 3, "customer_not_found"),
        ("include nothing 王芳", 3, "campaign_not_found"),
        ("remove fair", 2, "no_customers"),
        ("remove fair Carl", 3, "not_on_list"),
        ("drop nothing --yes", 3, "campaign_not_found"),
        ("show nothing", 3, "campaign_not_found"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    book: Crm, line: str, code: int, word: str
) -> None:
    book("campaign add fair --tag vip")
    before = contents(book.db)
    refused = book(
        f"campaign {line} --json --yes" if "add fair" in line else f"campaign {line} --json",
        code=code,
    )
    assert refused.error["code"] == word
    assert contents(book.db) == before


def test_a_retry_with_the_same_key_makes_one_campaign(book: Crm) -> None:
    first = book("campaign add fair --tag vip --key k --json").json
    assert book("campaign add fair --tag vip --key k --json").json == first
    assert book("campaign add more --tag vip --quiet").out == "2\n"


def test_a_list_is_complete_in_a_pipe_and_fits_a_terminal(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert book("campaign list --format table").err == "No campaigns yet.\n"
    book("campaign add 春节问候 --kind greeting --tag vip")
    book("campaign add fair --grade C")
    assert book("campaign list").lines[0].split("\t") == KEYS
    assert book("campaign list --format ids").lines == ["2", "1"]
    for width in (40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        table = book("campaign list --format table").lines
        assert max(map(len, table)) <= width
    monkeypatch.setenv("COLUMNS", "80")
    assert [" ".join(line.split()) for line in book("campaign list --format table").lines] == [
        "Id Campaign Reached Answered Bought",
        "2 fair 0 of 1 no data no data",
        "1 春节问候 0 of 4 no data no data",
    ]
