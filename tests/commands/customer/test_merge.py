"""`crm customer merge`: everything of the one goes to the other, and undo brings both back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.store.records import LINKS, PARTS
from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

EVERYTHING = (
    "grade policy --set loyalty.points=1 --set loyalty.referral=50 --yes",
    "customer field add hat",
    "customer field add shoe",
    "customer add 王芳 --phone 13800138000 --tag vip --set hat=red --company 宏远 --note tea",
    (
        "customer add 王方 --phone 13800138001 --email f@b.cn --tag silk --set hat=blue --set"
        " shoe=left --set wechat=wf --company 远宏 --birthday 1988-05-06 --note silk"
    ),
    "customer add 李雷 --referred-by 王方",
    "customer person add 王芳 Jane --phone 13700137000",
    "customer person add 王方 jane --phone 13700137001 --title boss",
    "customer person add 王方 Tom",
    "log add 王芳 one --via phone --at -9d --next more --by +3d",
    "log add 王方 two --via visit --at -2d --with jane --with Tom --next less --by +4d",
    "deal add 王方 ERP --amount 120000 --close +2w",
    "deal add 王方 old --amount 5",
    "deal lose 2 --reason price --why dear",
    "deal add 王芳 support --amount 700",
    "purchase add 王方 --amount 20000 --product pump --at -40d",
    "purchase add 王芳 --amount 300 --at -100d",
    "purchase add 李雷 --amount 500",
    "feedback add 王方 'the box leaks' --kind complaint",
    "feedback advance 1 --note looked",
    "feedback measure add 'test boxes' --feedback 1 --by +3d",
    "feedback survey add 王方 --score 2 --recommend 3",
    "customer pin 王方 --frequency high --reason friend",
    "loyalty adjust 王芳 +7 --reason old",
    "campaign add fair 王芳 王方 李雷",
    "campaign reach fair 王方 --via wechat",
    "churn look 王方 --note seen",
    "due snooze promise:2 --until +7d --reason away",
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    for line in EVERYTHING:
        crm(line)
    return crm


def owed(crm: Crm, name: str) -> set[tuple[str, str | None]]:
    """List what a customer is owed by records of its own, with the day."""
    rows = crm("due --ahead 400 --json").json
    kinds = {"promise", "deal", "complaint"}
    return {
        (each["ref"], each["snoozed_until"] or each["due"])
        for each in rows
        if each["customer"] == name and each["kind"] in kinds
    }


def test_everything_of_both_is_with_the_one_that_stays(book: Crm) -> None:
    before = owed(book, "王芳") | owed(book, "王方")
    done = book("customer merge 王芳 王方 --yes --json").json

    assert (done["id"], done["merged"], done["dry_run"]) == (1, {"id": 2, "name": "王方"}, False)
    assert {name: done["moved"][name] for name in ("deal", "contact", "feedback", "purchase")} == {
        "deal": 2,
        "contact": 2,
        "feedback": 1,
        "purchase": 1,
    }
    assert owed(book, "王芳") == before
    assert {each["customer_id"] for each in book("due --ahead 400 --json").json} <= {1, 3}
    assert done["phones"] == ["+8613800138000", "+8613800138001"]
    assert (done["emails"], done["tags"]) == (["f@b.cn"], ["silk", "vip"])
    assert (done["fields"], done["handles"]) == ({"hat": "red", "shoe": "left"}, {"wechat": "wf"})
    assert (done["company"], done["birthday"]) == ("宏远", "1988-05-06")
    assert [(each["name"], each["title"], each["phones"]) for each in done["people"]] == [
        ("Jane", "boss", ["+8613700137000", "+8613700137001"]),
        ("Tom", None, []),
    ]
    assert done["notes"] == "tea\nsilk\n#2 王方: name = 王方; company = 远宏; hat = blue"
    assert (done["value"], done["frequency"], done["status"]) == ("medium", "high", "negotiating")
    assert (done["purchase_count"], done["open_deals"], done["open_complaints"]) == (2, 2, 1)
    shown = book("customer show id:1 --json").json
    assert [(each["note"], each["people"]) for each in shown["contacts"]] == [
        ("fair", []),
        ("two", ["Jane", "Tom"]),
        ("one", []),
    ]
    assert book("customer show 李雷 --json").json["referred_by"] == 1
    assert book("loyalty show id:1 --json").json["balance"] == 7 + 200 + 3 + 50
    assert book("check --json").json["ok"]


def test_nothing_is_left_of_the_one_that_went(book: Crm) -> None:
    book("customer merge 王芳 王方 --yes")
    with closing(sqlite3.connect(book.db)) as connection:
        for tables in (PARTS, LINKS):
            for table, columns in tables.items():
                for column in [each for each, whole in columns.items() if whole == "customer"]:
                    sql = f"SELECT count(*) FROM {table} WHERE {column} = 2"
                    assert connection.execute(sql).fetchone() == (0,), table
        sql = "SELECT count(*) FROM search_key WHERE customer_id = 2"
        assert connection.execute(sql).fetchone() == (0,)
    for text in ("13800138001", "f@b.cn", "13700137001", "wf", "silk"):
        found = book(["customer", "find", text, "--json"]).json
        assert {each["customer_id"] for each in found} == {1}, text
    assert book("customer show f@b.cn --json").json["id"] == 1
    assert [each["customer_id"] for each in book("customer find 王方 --json").json] == [1]
    missing = book("customer show 2 --json", code=3).error
    assert missing["hint"] == "Customer 2 was merged into 王芳 (1)."


def test_undo_restores_both_byte_for_byte_and_redo_merges_again(book: Crm) -> None:
    before = contents(book.db)
    book("customer merge 王芳 王方 --yes --take company --reason twice")
    after = contents(book.db)
    book("undo")
    assert contents(book.db) == before
    book("redo")
    assert contents(book.db) == after
    book("undo")
    assert contents(book.db) == before
    assert book("check --json").json["ok"]
    assert book("customer show f@b.cn --json").json["id"] == 2


def test_a_merge_is_shown_field_by_field_before_it_and_writes_nothing_then(book: Crm) -> None:
    before = contents(book.db)
    told = book("customer merge 王芳 王方 --dry-run").lines
    assert told[0] == "王方 (2) goes into 王芳 (1):"
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in told[1:-2]}
    assert rows["company"] == "宏远 | 远宏 → 宏远; the rest goes into the notes"
    assert rows["birthday"] == "– | 1988-05-06 → 1988-05-06"
    assert rows["phones"].endswith("→ +8613800138000, +8613800138001")
    assert told[-2].startswith("With it move: 2 contacts, 1 promise, 2 deals, 1 purchase")
    assert told[-1] == "Nothing was merged (dry run)."
    assert contents(book.db) == before

    seen = book("customer merge 王芳 王方 --dry-run --json").json
    done = book("customer merge 王芳 王方 --yes --json").json
    assert (seen["dry_run"], seen["phones"]) == (True, ["+8613800138000"])
    assert [seen[name] for name in ("merged", "moved", "merged_fields")] == [
        done[name] for name in ("merged", "moved", "merged_fields")
    ]
    for each in done["merged_fields"]:
        if each["field"] in done and each["field"] not in {"people", "need", "expected_close"}:
            assert done[each["field"]] == each["result"], each


def test_in_a_script_it_needs_yes(book: Crm) -> None:
    before = contents(book.db)
    refused = book("customer merge 王芳 王方 --json", code=2).error
    assert (refused["code"], contents(book.db) == before) == ("not_confirmed", True)


def test_it_says_what_happened_and_what_follows(book: Crm) -> None:
    told = book("customer merge 王芳 王方 --yes").out
    assert told.startswith("Merged 王方 (2) into 王芳 (1): 2 contacts, 1 promise, 2 deals, 1 ")
    assert "Next follow-up 2026-0" in told
    assert told.endswith("In the notes now: name, company, hat.\n")
    book("undo")
    assert book("customer merge 王芳 王方 --yes --quiet").out == "1\n"


def test_a_retry_with_its_key_merges_once(book: Crm) -> None:
    first = book("customer merge 王芳 王方 --yes --key k --json").json
    after = contents(book.db)
    assert book("customer merge 王芳 王方 --yes --key k --json").json == first
    assert contents(book.db) == after


def test_the_history_tells_of_it_on_both_sides(book: Crm) -> None:
    book("customer merge 王芳 王方 --yes --reason twice")
    assert "deals: 2 taken over from customer 2" in book("history id:1 --format table").out
    assert "merged into another: 王方 · 远宏" in book("history id:2 --format table").out


def test_undo_is_refused_where_somebody_else_changed_the_customer(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    book("customer merge 王芳 王方 --yes")
    monkeypatch.setenv("CRM_USER", "ann")
    book("customer edit 王芳 --set title=CEO")
    monkeypatch.setenv("CRM_USER", "tester")
    assert book("undo --json", code=4).error["code"] == "changed_by_another"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("customer merge 王芳 id:1 --yes", 2, "same_customer"),
        ("customer merge 王芳 13800138000 --yes", 2, "same_customer"),
        ("customer merge 王芳 王方 --take colour --yes", 2, "unknown_field"),
        ("customer merge 王芳 王方 --take grade --dry-run", 2, "unknown_field"),
        ("customer merge 王芳 李雷 --take company --yes", 2, "nothing_to_take"),
        ("customer merge 王芳 nobody --yes", 3, "customer_not_found"),
        ("customer merge 王 王方 --yes", 4, "ambiguous_customer"),
    ],
)
def test_what_cannot_be_merged_is_refused(book: Crm, line: str, code: int, word: str) -> None:
    before = contents(book.db)
    refused = book(f"{line} --json", code=code).error
    assert refused["code"] == word
    assert contents(book.db) == before
    if word == "unknown_field":
        assert "company, title" in refused["hint"]
        assert "handle.wechat, hat, shoe" in refused["hint"]


def test_what_goes_into_what_went_into_another_is_told_to_the_end(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("name\nA\nB\nC\n", "utf-8")
    crm(["customer", "import", str(table), "--yes"])
    crm("customer merge B C --yes")
    crm("customer merge A B --yes")
    assert (
        crm("customer show 3 --json", code=3).error["hint"] == "Customer 3 was merged into A (1)."
    )
    crm("customer erase id:1 --yes --reason asked")
    assert "#3" not in json.dumps(crm("history --json").json)


def test_what_somebody_confirmed_is_what_is_done(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.services.merging import merging

    seen: list[Any] = []
    foresee = merging.foresee

    def shown(*given: Any) -> Any:
        seen.append(foresee(*given))
        book("customer edit 王方 --set title=CEO")
        return seen[-1]

    monkeypatch.setattr("crmcli.session.Session.interactive", True)
    monkeypatch.setattr("crmcli.commands.customer.merge.confirm", lambda *_, **__: None)
    monkeypatch.setattr(merging, "foresee", shown)
    told = book("customer merge id:1 id:2 --json", code=4).err.splitlines()
    refused = json.loads(told[-1])["error"]
    assert told[0] == "王方 (2) goes into 王芳 (1):"
    assert (refused["code"], len(seen)) == ("changed_meanwhile", 1)
    assert book("customer show 王方 --json").json["title"] == "CEO"


def test_what_a_merge_notes_stands_apart_from_the_notes(crm: Crm) -> None:
    crm("customer add 王芳 --note 爱喝茶")
    crm("customer add 王晓明 --note 不喝咖啡")
    seen = crm("customer merge 王芳 王晓明 --dry-run").out
    assert "→ 爱喝茶 / 不喝咖啡 / #2 王晓明: name = 王晓明" in seen
    crm("customer merge 王芳 王晓明 --yes")
    shown = [line.strip() for line in crm("customer show 王芳").lines[-3:]]
    assert shown == ["Notes      爱喝茶", "不喝咖啡", "#2 王晓明: name = 王晓明"]
