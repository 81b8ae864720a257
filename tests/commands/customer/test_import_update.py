"""`crm customer import --update`: what a file says otherwise is taken over, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crmcli.errors import UsageFault
from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"


def bring(crm: Crm, table: str, options: str = "", **given: Any) -> dict[str, Any]:
    answer = crm(f"customer import - --yes --json {options}", stdin=table, today=TODAY, **given)
    found: dict[str, Any] = answer.json
    counted = ("created", "updated", "unchanged", "skipped", "refused")
    assert found["read"] == sum(found[name] for name in counted)
    return found


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer[name] for name in ("created", "updated", "unchanged", "skipped", "refused"))


def shown(crm: Crm, customer: str) -> dict[str, Any]:
    found: dict[str, Any] = crm(f"customer show {customer} --json", today=TODAY).json
    return found


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm(
        "customer add 王芳 --company 宏远 --phone 13800138000 --email wf@example.com --tag vip"
        " --note 'likes tea' --set title=经理 --set 楼层=3 --need clear --close 2026-12-15",
        today=TODAY,
    )
    crm("customer add 李雷 --phone 13900139000", today=TODAY)
    return crm


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("手机", "+86 138-0013-8000"), ("邮箱", "WF@example.com"), ("姓名,公司", "王芳,宏远"),
    ],
)  # fmt: skip
def test_a_row_is_a_customer_by_phone_email_or_name_with_company(
    book: Crm, header: str, key: str
) -> None:
    name = "" if "姓名" in header else "姓名,"
    who = "" if "姓名" in header else "王芳,"
    table = f"{name}{header},职务\n{who}{key},总监\n"
    assert counts(bring(book, table)) == (0, 0, 0, 1, 0)
    assert counts(bring(book, table, "--update")) == (0, 1, 0, 0, 0)
    assert shown(book, "id:1")["title"] == "总监"
    assert counts(bring(book, table, "--update")) == (0, 0, 1, 0, 0)


def test_a_row_is_a_customer_by_its_uid_whatever_else_it_says(book: Crm) -> None:
    uid = shown(book, "id:1")["uid"]
    table = f"uid,name,phone\n{uid},王小芳,13900139000\n"
    assert counts(bring(book, table, "--update")) == (0, 1, 0, 0, 0)
    assert shown(book, "id:1")["name"] == "王小芳"


def test_a_row_is_a_customer_by_its_id_in_a_column_that_is_named_so(book: Crm) -> None:
    table = "id,name,phone,title\n2,李大雷,13811112222,boss\n"
    assert counts(bring(book, table, "--update")) == (0, 1, 0, 0, 0)
    after = shown(book, "id:2")
    assert (after["name"], after["title"]) == ("李大雷", "boss")
    assert after["phones"] == ["+8613900139000", "+8613811112222"]
    assert counts(bring(book, '[{"id": 2, "name": "李大雷"}]', "--update")) == (0, 0, 1, 0, 0)


def test_the_id_of_another_program_is_a_fact_of_its_own(book: Crm) -> None:
    strange = "ID,Name,Title\n2,Anna,boss\n"
    assert counts(bring(book, strange, "--update")) == (1, 0, 0, 0, 0)
    assert shown(book, "Anna")["fields"] == {"ID 2": "2"}
    named = "编号,姓名\n2,李大雷\n"
    assert counts(bring(book, named, "--update --map 编号=id")) == (0, 1, 0, 0, 0)
    assert shown(book, "id:2")["name"] == "李大雷"


def test_lists_get_what_they_lack_and_an_empty_cell_says_nothing(book: Crm) -> None:
    table = (
        "姓名,手机,邮箱,标签,备注,职务,楼层,微信\n"
        "王芳,13800138000;13700137000,,老客户,prefers mail,,5,wf88\n"
    )
    answer = bring(book, table, "--update --dry-run")
    (change,) = answer["changes"]
    assert (change["row"], change["id"], change["name"]) == (2, 1, "王芳")
    fields = {name: (pair["before"], pair["after"]) for name, pair in change["changes"].items()}
    assert fields == {
        "phones": (["+8613800138000"], ["+8613800138000", "+8613700137000"]),
        "tags": (["vip"], ["vip", "老客户"]),
        "notes": ("likes tea", "likes tea\nprefers mail"),
        "楼层": ("3", "5"),
        "handle.wechat": (None, "wf88"),
    }
    assert shown(book, "id:1")["tags"] == ["vip"]
    assert counts(bring(book, table, "--update")) == (0, 1, 0, 0, 0)
    after = shown(book, "id:1")
    assert after["phones"] == ["+8613800138000", "+8613700137000"]
    assert after["emails"] == ["wf@example.com"]
    assert after["notes"] == "likes tea\nprefers mail"
    assert (after["title"], after["fields"], after["company"]) == ("经理", {"楼层": "5"}, "宏远")
    assert counts(bring(book, table, "--update")) == (0, 0, 1, 0, 0)


def test_new_facts_grade_the_customer_and_an_equal_grade_is_no_news(book: Crm) -> None:
    same = "姓名,手机,等级,需求\n王芳,13800138000,A,明确\n"
    assert counts(bring(book, same, "--update")) == (0, 0, 1, 0, 0)
    assert shown(book, "id:1")["grade_source"] == "rule"
    later = "姓名,手机,预计成交\n王芳,13800138000,2027-02-10\n"
    assert counts(bring(book, later, "--update")) == (0, 1, 0, 0, 0)
    after = shown(book, "id:1")
    assert (after["grade"], after["grade_source"], after["expected_close"]) == (
        "B", "rule", "2027-02-10",
    )  # fmt: skip
    given = "姓名,手机,等级\n王芳,13800138000,C\n"
    assert counts(bring(book, given, "--update")) == (0, 1, 0, 0, 0)
    assert shown(book, "id:1")["grade_source"] == "hand"


def test_people_are_filled_in_and_added(crm: Crm) -> None:
    crm("customer add 宏远公司 --set kind=company", today=TODAY)
    crm("customer person add 宏远公司 张三 --phone 13600136000", today=TODAY)
    table = "客户名称,联系人,职务\n宏远公司,张三,采购\n宏远公司,,\n"
    assert counts(bring(crm, table, "--update")) == (0, 1, 1, 0, 0)
    other = "客户名称,联系人\n宏远公司,李四\n"
    assert counts(bring(crm, other, "--update")) == (0, 1, 0, 0, 0)
    people = {each["name"]: each for each in shown(crm, "id:1")["people"]}
    assert (people["张三"]["title"], people["张三"]["phones"]) == ("采购", ["+8613600136000"])
    assert set(people) == {"张三", "李四"}


def test_a_later_contact_is_logged_and_an_earlier_one_is_known(book: Crm) -> None:
    table = "姓名,手机,最近联系\n王芳,13800138000,{}\n"
    assert counts(bring(book, table.format("2026-11-18"), "--update")) == (0, 1, 0, 0, 0)
    assert shown(book, "id:1")["last_contact"] == "2026-11-18"
    assert counts(bring(book, table.format("2026-11-10"), "--update")) == (0, 0, 1, 0, 0)
    assert book("check", today=TODAY).code == 0


def test_won_and_lost_are_taken_over(book: Crm) -> None:
    table = (
        "姓名,手机,状态,流失日期,流失原因\n"
        "王芳,13800138000,已成交,,\n李雷,13900139000,,2026-11-01,价格\n"
    )
    assert counts(bring(book, table, "--update")) == (0, 2, 0, 0, 0)
    assert shown(book, "id:1")["status"] == "won"
    after = shown(book, "id:2")
    assert (after["lost"], after["lost_reason"]) == ("2026-11-01", "价格")
    assert counts(bring(book, table, "--update")) == (0, 0, 2, 0, 0)
    assert book("check", today=TODAY).code == 0


def test_a_row_that_may_be_two_customers_changes_neither(book: Crm) -> None:
    table = "姓名,手机,邮箱,职务\n赵六,13900139000,wf@example.com,总监\n"
    answer = bring(book, table, "--update")
    assert counts(answer) == (0, 0, 0, 1, 0)
    assert answer["skips"] == [{"row": 2, "reason": "may be customer 1 or 2"}]


def test_of_two_rows_for_one_customer_the_first_speaks(book: Crm) -> None:
    table = "姓名,手机,职务\n王芳,13800138000,甲\n王芳,13800138000,乙\n"
    answer = bring(book, table, "--update")
    assert counts(answer) == (0, 1, 0, 1, 0)
    assert answer["skips"] == [{"row": 3, "reason": "repeats row 2"}]
    assert shown(book, "id:1")["title"] == "甲"
    assert counts(bring(book, table, "--update")) == (0, 0, 1, 1, 0)


def test_an_archived_customer_takes_nothing(book: Crm) -> None:
    book("customer archive id:1", today=TODAY)
    answer = bring(book, "姓名,手机,职务\n王芳,13800138000,甲\n", "--update")
    assert counts(answer) == (0, 0, 0, 1, 0)
    assert "archived" in answer["skips"][0]["reason"]


def test_all_of_it_is_one_command_that_can_be_taken_back(book: Crm) -> None:
    before = contents(book.db)
    table = (
        "姓名,手机,职务,最近联系,状态\n"
        "王芳,13800138000,甲,2026-11-18,已成交\n韩梅梅,13500135000,,,\n"
    )
    assert counts(bring(book, table, "--update")) == (1, 1, 0, 0, 0)
    book("undo --yes", today=TODAY)
    after = contents(book.db)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"command", "change", "sqlite_sequence"}
    book("redo --yes", today=TODAY)
    assert shown(book, "id:1")["title"] == "甲"


def test_our_own_export_comes_back_edited(book: Crm, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    book(f"customer export {path} --purpose test", today=TODAY)
    table = path.read_text("utf-8")
    assert counts(bring(book, table, "--update")) == (0, 0, 2, 0, 0)
    edited = table.replace("likes tea", "likes coffee").replace("经理", "总监")
    assert counts(bring(book, edited, "--update")) == (0, 1, 1, 0, 0)
    after = shown(book, "id:1")
    assert (after["notes"], after["title"]) == ("likes coffee", "总监")


def test_our_own_export_keeps_its_uids_in_another_book(
    book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    book(f"customer export {path} --purpose test", today=TODAY)
    uids = [shown(book, f"id:{each}")["uid"] for each in (1, 2)]
    other = tmp_path / "other.db"
    monkeypatch.setenv("CRM_DB", str(other))
    book(f"--db {other} customer import {path} --yes", today=TODAY)
    found = book(f"--db {other} customer list --json", today=TODAY).json
    assert [each["uid"] for each in sorted(found, key=lambda each: each["id"])] == uids


def test_a_preview_tells_field_by_field(book: Crm) -> None:
    table = "姓名,手机,职务\n王芳,13800138000,总监\n"
    answer = book("customer import - --update --dry-run", stdin=table, today=TODAY)
    assert "    title: 经理 → 总监" in answer.lines
    assert "1 read: 0 to create, 1 to update, 0 unchanged, 0 to skip, 0 refused." in answer.lines


def test_dates_with_the_year_last_are_asked_about_once(crm: Crm) -> None:
    table = "Name,Birthday,Last Activity\nAnna,5/6/1988,3/4/2026\n"
    answer = bring(crm, table, code=5)
    assert "--dates dmy" in answer["refusals"][0]["reason"]
    assert bring(crm, table, "--dates mdy")["created"] == 1
    after = shown(crm, "id:1")
    assert (after["birthday"], after["last_contact"]) == ("1988-05-06", "2026-03-04")


def test_an_order_of_dates_that_is_none_is_refused(crm: Crm) -> None:
    crm("customer import - --dates ydm --yes", stdin="name\nx\n", code=UsageFault.exit_code)


def test_what_a_vcard_says_beside_the_fields_is_taken_over_too(crm: Crm) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:韩梅\r\nTEL:13600136000\r\n{}END:VCARD\r\n"
    first = card.format("X-SPOUSE:李明\r\nX-PET:cat\r\n")
    assert counts(bring(crm, first)) == (1, 0, 0, 0, 0)
    assert counts(bring(crm, first, "--update")) == (0, 0, 1, 0, 0)
    other = card.format("X-SPOUSE:李亮\r\nX-CAR:red\r\n")
    assert counts(bring(crm, other)) == (0, 0, 0, 1, 0)
    answer = bring(crm, other, "--update")
    assert counts(answer) == (0, 1, 0, 0, 0)
    change = answer["changes"][0]["changes"]["card"]
    assert change == {"before": ["X-SPOUSE"], "after": ["X-CAR", "X-SPOUSE"]}
    exported = crm("customer export --format vcf", today=TODAY).out
    lines = {
        line for line in exported.splitlines() if line.startswith(("X-SPOUSE", "X-PET", "X-CAR"))
    }
    assert lines == {"X-SPOUSE:李亮", "X-PET:cat", "X-CAR:red"}
    assert counts(bring(crm, other, "--update")) == (0, 0, 1, 0, 0)
    crm("undo --yes", today=TODAY)
    assert "X-SPOUSE:李明" in crm("customer export --format vcf", today=TODAY).out


def test_several_rows_can_add_people_to_one_company(crm: Crm) -> None:
    table = (
        "客户名称,联系人,联系电话\n甲有限公司,王芳,13800138000\n甲有限公司,李四,13900139000\n"
        "甲有限公司,赵六,13700137000\n"
    )
    assert counts(bring(crm, table)) == (1, 0, 0, 2, 0)
    assert counts(bring(crm, table, "--update")) == (0, 2, 1, 0, 0)
    after = shown(crm, "id:1")
    assert {each["name"] for each in after["people"]} == {"王芳", "李四", "赵六"}
    assert len(after["phones"]) == 3
    assert counts(bring(crm, table, "--update")) == (0, 0, 3, 0, 0)
