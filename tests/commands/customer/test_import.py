"""`crm customer import`: all rows or none, the same file twice only once, nothing dropped."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm

TODAY = "2026-11-20"
EXAMPLE = Path(__file__).parents[3] / "examples" / "customers.csv"


def bring(crm: Crm, table: str | bytes, *options: str, code: int = 0) -> Any:
    """Import a table from stdin; the answer's JSON."""
    words = ["customer", "import", "-", "--json", *options]
    return crm(words, stdin=table, code=code, today=TODAY).json


def refused(crm: Crm, table: str | bytes, *options: str) -> Any:
    return bring(crm, table, *options, code=5)["refusals"]


def failed(crm: Crm, table: str | bytes, *options: str, code: int = 5) -> Answer:
    words = ["customer", "import", "-", *options]
    return crm(words, stdin=table, code=code, today=TODAY)


def all_customers(crm: Crm) -> Any:
    return crm("customer list --json", today=TODAY).json


def only(crm: Crm) -> Any:
    (found,) = all_customers(crm)
    return found


def select(crm: Crm, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(crm.db)) as connection:
        return connection.execute(sql).fetchall()


def counts(answer: Any) -> tuple[int, ...]:
    names = ("created", "updated", "unchanged", "skipped", "refused")
    assert answer["read"] == sum(answer[name] for name in names)
    return tuple(answer[name] for name in names)


def test_the_example_is_imported_whole_and_twice_changes_nothing(crm: Crm) -> None:
    line = ["customer", "import", str(EXAMPLE), "--json"]
    first = crm(line, today=TODAY)
    assert counts(first.json) == (200, 0, 0, 0, 0)
    before = crm.db.read_bytes()
    again = crm(line, today=TODAY)
    assert counts(again.json) == (0, 0, 200, 0, 0)
    assert crm.db.read_bytes() == before
    assert select(crm, "SELECT count(*) FROM command") == [(1,)]


def test_a_company_and_its_person(crm: Crm) -> None:
    bring(
        crm,
        "客户名称,联系人,职务,手机,邮箱,生日\n"
        "深圳博远贸易有限公司,王芳,采购经理,13800138000,wang@boyuan.example.cn,1988/5/6\n",
    )
    customer = only(crm)
    assert (customer["kind"], customer["title"], customer["birthday"]) == ("company", None, None)
    assert customer["phones"] == ["+8613800138000"]
    assert customer["emails"] == ["wang@boyuan.example.cn"]
    (person,) = customer["people"]
    assert (person["name"], person["title"]) == ("王芳", "采购经理")
    assert (person["birthday"], person["phones"]) == ("1988-05-06", [])
    assert crm("customer show 王芳 --json", today=TODAY).json["id"] == customer["id"]


@pytest.mark.parametrize(
    ("row", "kind", "name", "company", "people"),
    [
        ("王芳,王芳,", "person", "王芳", None, []),
        ("王芳,,", "person", "王芳", None, []),
        ("博远有限公司,,", "company", "博远有限公司", None, []),
        ("博远有限公司,,博远有限公司", "company", "博远有限公司", None, []),
        ("王芳,,博远有限公司", "person", "王芳", "博远有限公司", []),
        (",王芳,博远有限公司", "company", "博远有限公司", None, ["王芳"]),
        (",,博远有限公司", "company", "博远有限公司", None, []),
        (",王芳,", "person", "王芳", None, []),
    ],
)
def test_who_the_customer_is(
    crm: Crm, row: str, kind: str, name: str, company: str | None, people: list[str]
) -> None:
    bring(crm, f"客户名称,联系人,公司\n{row}\n")
    customer = only(crm)
    found = [each["name"] for each in customer["people"]]
    assert (customer["kind"], customer["name"], customer["company"]) == (kind, name, company)
    assert found == people


def test_names_in_parts_are_joined_as_their_language_does(crm: Crm) -> None:
    bring(crm, "First Name,Last Name\nAnna,Schmidt\n芳,王\n")
    assert [each["name"] for each in all_customers(crm)] == ["Anna Schmidt", "王芳"]


def test_a_grade_in_the_file_is_set_by_hand(crm: Crm) -> None:
    bring(crm, "姓名,等级,需求,预计成交\n王芳,Ｂ级,明确,2026-12-01\n李雷,,,2026-12-01\n韩梅,,,\n")
    found = [(each["grade"], each["grade_source"], each["need"]) for each in all_customers(crm)]
    assert found == [("B", "hand", "clear"), ("A", "rule", "clear"), ("D", "start", None)]


def test_a_last_contact_becomes_an_imported_contact_that_moves_the_clock(crm: Crm) -> None:
    bring(crm, "姓名,等级,最近联系,最近联系方式\n王芳,C,2026年11月10日,电话\n李雷,C,2026/11/9,\n")
    rows = crm("log list --json", today=TODAY).json
    assert [(each["customer"], each["via"], each["imported"]) for each in rows] == [
        ("王芳", "phone", True),
        ("李雷", "other", True),
    ]
    assert rows[0]["at"].startswith("2026-11-10T04:00:00")
    assert {each["next_due"] for each in all_customers(crm)} == {"2026-11-25", "2026-11-24"}
    assert {each["grade_source"] for each in all_customers(crm)} == {"hand"}


def test_a_contact_of_today_is_no_contact_of_the_future(crm: Crm) -> None:
    words = ["customer", "import", "-"]
    crm(words, stdin="姓名,最近联系\n王芳,今天\n", today="2026-11-20 09:00")
    assert select(crm, "SELECT at FROM contact") == [("2026-11-20T01:00:00Z",)]


def test_a_last_contact_in_the_future_is_refused_with_its_row(crm: Crm) -> None:
    assert refused(crm, "姓名,最近联系\n王芳,2026-11-20\n李雷,2026-11-21\n") == [
        {"row": 3, "reason": "最近联系: 2026-11-21 lies in the future."}
    ]


def test_those_never_contacted_are_spread_best_grade_first(crm: Crm) -> None:
    grades = "EDCBAEDCBA"
    table = "姓名,等级\n" + "".join(f"客{n},{grade}\n" for n, grade in enumerate(grades))
    bring(crm, table)
    days = {(each["grade"], each["next_due"]) for each in all_customers(crm)}
    assert days == {(grade, f"2026-11-{20 + n}") for n, grade in enumerate("ABCDE")}


def test_with_now_all_are_due_today(crm: Crm) -> None:
    bring(crm, "姓名\n王芳\n李雷\n", "--now")
    assert {each["next_due"] for each in all_customers(crm)} == {TODAY}


def test_what_no_field_is_meant_by_is_kept_as_a_field_of_its_own(crm: Crm) -> None:
    answer = bring(crm, "姓名,上次报价,value,,=x;y\n王芳, 12万 ,3,4,5\n")
    fields = only(crm)["fields"]
    assert fields == {"上次报价": "12万", "column 4": "4", "x y": "5"}
    assert [(each["column"], each["field"], each["use"]) for each in answer["mapping"]] == [
        ("姓名", "name", "field"),
        ("上次报价", "上次报价", "own"),
        ("value", None, "derived"),
        ("column 4", "column 4", "own"),
        ("=x;y", "x y", "own"),
    ]
    told = failed(crm, "姓名,编号,value\n李雷,7,3\n", code=0)
    assert "Kept as fields of your own: 编号" in told.err
    assert "Columns left out: value" in told.err


def test_a_mapping_is_edited(crm: Crm) -> None:
    table = "姓名,编号,数额\n王芳,7,1.2万\n"
    answer = bring(crm, table, "--map", "编号=-", "--map", "数额=potential")
    left_out = {"column": "编号", "field": None, "use": "left_out", "empty": False, "note": None}
    assert answer["mapping"][1] == left_out
    customer = only(crm)
    assert customer["fields"] == {}
    assert customer["potential"] == {"amount": "12000.00", "currency": "CNY"}


def test_a_mapping_of_a_column_that_is_not_there_is_a_usage_fault(crm: Crm) -> None:
    told = failed(crm, "姓名\n王芳\n", "--map", "手机=phones", code=2)
    assert told.err.startswith("crm: The file has no column 手机.")
    assert failed(crm, "姓名\n王芳\n", "--map", "手机", code=2).out == ""


def test_the_books_own_fields_keep_their_type(crm: Crm) -> None:
    crm("customer field add 合同到期 --type date", today=TODAY)
    bring(crm, "姓名,合同到期\n王芳,2027年1月5日\n")
    assert only(crm)["fields"] == {"合同到期": "2027-01-05"}
    assert refused(crm, "姓名,合同到期\n李雷,blursday\n")[0]["row"] == 2


def test_an_imported_won_pins_the_status(crm: Crm) -> None:
    bring(crm, "姓名,状态\n王芳,已成交\n李雷,跟进中\n韩梅,潜在\n", "--now")
    won, other, prospect = all_customers(crm)
    assert (won["status"], won["fields"]) == ("won", {})
    assert won["relationship_due"] == "2027-02-20"
    assert (other["status"], other["fields"]) == ("prospect", {"状态 2": "跟进中"})
    assert (prospect["status"], prospect["fields"]) == ("prospect", {})
    assert select(crm, "SELECT customer_id, axis, value, reason, pinned FROM pin") == [
        (1, "status", "won", "状态：已成交", TODAY)
    ]
    assert bring(crm, "姓名,状态\n王芳,已成交\n")["unchanged"] == 1


def test_numbers_addresses_and_tags_of_several_columns_are_all_kept(crm: Crm) -> None:
    bring(crm, "姓名,手机,电话,邮箱,标签,标签2\n王芳,138 0013 8000/010-88886666,13800138000,"
               "a@b.example;c＠d.example,vip；老客户,vip\n")  # fmt: skip
    customer = only(crm)
    assert customer["phones"] == ["+8613800138000", "010-88886666"]
    assert customer["emails"] == ["a@b.example", "c@d.example"]
    assert sorted(customer["tags"]) == ["vip", "老客户"]


def test_marks_for_nothing_are_nothing_where_a_value_is_needed(crm: Crm) -> None:
    bring(crm, "姓名,手机,邮箱,预计成交,最近联系,性别,需求,职业\n王芳,-,无,待定,从未,/,无,-\n")
    customer = only(crm)
    assert (customer["phones"], customer["emails"], customer["last_contact"]) == ([], [], None)
    assert (customer["need"], customer["occupation"]) == ("none", "-")


def test_our_own_table_is_read_back(crm: Crm) -> None:
    words = ["customer", "add", "王芳", "--phone", "13800138000", "--potential", "EUR 300"]
    crm([*words, "--set", "颜色=红", "--set", "wechat=wf"], today=TODAY)
    table = crm("customer list --format csv", today=TODAY).out
    assert counts(bring(crm, table)) == (0, 0, 1, 0, 0)


# Duplicates


def test_a_row_that_is_in_the_book_is_not_doubled(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800138000 --email w@x.example", today=TODAY)
    crm("customer add 李雷 --company 博远", today=TODAY)
    answer = bring(
        crm,
        "姓名,公司,手机,邮箱\n"
        "王芳,,0086 138-0013-8000,\n"  # the same, and nothing new
        "芳姐,,,W@X.example\n"  # found by its address, but named otherwise
        "李雷,博远,13900139000,\n"
        "李雷,别家,,\n",
    )
    assert counts(answer) == (1, 0, 1, 2, 0)
    assert answer["skips"] == [
        {"row": 3, "reason": "already in the book as 1"},
        {"row": 4, "reason": "already in the book as 2"},
    ]


def test_a_row_that_repeats_an_earlier_one_is_skipped_and_names_it(crm: Crm) -> None:
    answer = bring(
        crm,
        "姓名,公司,手机\n王芳,,13800138000\n\n李雷,,+86 138 0013 8000\n王芳,博远,\n王芳,博远,\n",
    )
    assert counts(answer) == (2, 0, 0, 2, 0)
    assert answer["skips"] == [
        {"row": 4, "reason": "repeats row 2"},
        {"row": 6, "reason": "repeats row 5"},
    ]


def test_two_people_of_one_name_with_numbers_of_their_own_are_two(crm: Crm) -> None:
    assert counts(bring(crm, "姓名,手机\n王伟,13800138000\n王伟,13900139000\n王伟,\n")) == (
        2, 0, 0, 1, 0,
    )  # fmt: skip
    assert counts(bring(crm, "姓名,手机\n王伟,13700137000\n")) == (1, 0, 0, 0, 0)


def test_a_changed_row_is_skipped_and_changes_nothing(crm: Crm) -> None:
    bring(crm, "姓名,手机,职务\n王芳,13800138000,经理\n")
    answer = bring(crm, "姓名,手机,职务\n王芳,13800138000,总监\n")
    assert counts(answer) == (0, 0, 0, 1, 0)
    assert only(crm)["title"] == "经理"
    assert select(crm, "SELECT count(*) FROM command") == [(1,)]


# All or nothing


def test_one_bad_row_in_many_stops_all(crm: Crm) -> None:
    good = "".join(f"客{n},,\n" for n in range(600))
    table = f"姓名,邮箱,等级\n{good}王芳,nonsense,\n,a@b.example,\n李雷,,Z\n"
    answer = bring(crm, table, code=5)
    assert counts(answer) == (0, 0, 0, 600, 3)
    assert [each["row"] for each in answer["refusals"]] == [602, 603, 604]
    assert answer["refusals"][0]["reason"] == "邮箱: nonsense is not an e-mail address."
    assert answer["refusals"][1]["reason"] == "It names no customer."
    assert not crm.db.exists()


def test_the_first_refusals_are_told_and_the_rest_counted(crm: Crm) -> None:
    told = failed(crm, "姓名,邮箱\n" + "".join(f"客{n},x\n" for n in range(25)))
    lines = told.err.splitlines()
    assert lines[0] == "Refused:"
    assert lines[1] == "  row 2: 邮箱: x is not an e-mail address."
    assert lines[21] == "  and 5 more"
    assert lines[22].startswith("crm: 25 of 25 rows of - cannot be used; nothing was imported.")


def test_a_dry_run_shows_the_mapping_and_rows_and_writes_nothing(crm: Crm) -> None:
    table = "姓名,手机,上次报价\n王芳,13800138000,9\n李雷,,\n"
    told = failed(crm, table, "--dry-run", code=0)
    assert "  手机 → phones\n  上次报价 → 上次报价 (a field of your own)\n" in told.out
    assert "  2: 王芳 · +8613800138000 · grade D\n" in told.out
    assert "2 read: 2 to create, 0 to update, 0 unchanged, 0 to skip, 0 refused." in told.out
    answer = bring(crm, table, "--dry-run")
    assert answer["dry_run"] is True
    assert answer["preview"][0]["phones"] == ["+8613800138000"]
    assert not crm.db.exists()


def test_a_dry_run_tells_good_rows_beside_bad_ones(crm: Crm) -> None:
    answer = bring(crm, "姓名,邮箱\n王芳,\n李雷,x\n", "--dry-run", code=5)
    assert counts(answer) == (1, 0, 0, 0, 1)


def test_a_header_alone_is_fine_and_says_so(crm: Crm) -> None:
    told = failed(crm, "姓名,手机\n", code=0)
    assert told.out.startswith("The file has no rows below its header.\n0 read")
    assert not crm.db.exists()


def test_a_file_without_a_column_for_names_is_refused_as_a_whole(crm: Crm) -> None:
    told = failed(crm, "编号,城市\n1,深圳\n")
    assert told.err.startswith(
        "crm: No column of the file names the customers; it has: 编号, 城市."
    )


@pytest.mark.parametrize(
    ("path", "code"), [("none.csv", 3), (".", 5), ("empty.csv", 5), ("book.xlsx", 5)]
)
def test_files_that_are_none(crm: Crm, tmp_path: Path, path: str, code: int) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04rest")
    told = crm(["customer", "import", str(tmp_path / path)], code=code)
    assert told.out == ""
    assert len(told.err.splitlines()) <= 2
    assert not crm.db.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_give_the_same_text(crm: Crm, encoding: str) -> None:
    bring(crm, "客户名称,备注\n镕基𠮷商店,￥１２\n".encode(encoding))
    assert (only(crm)["name"], only(crm)["notes"]) == ("镕基𠮷商店", "￥１２")


def test_another_encoding_is_refused_and_then_named(crm: Crm) -> None:
    table = "客戶,電話\n許功蓋,02-1234\n".encode("big5")
    told = failed(crm, table)
    assert "Encodings that fit: big5 or" in told.err
    bring(crm, table, "--encoding", "big5")
    assert (only(crm)["name"], only(crm)["phones"]) == ("許功蓋", ["021234"])
    assert failed(crm, table, "--encoding", "klingon", code=2).out == ""


def test_columns_and_words_in_traditional_characters_are_known(crm: Crm) -> None:
    bring(
        crm,
        "客戶名稱,聯絡人,職稱,性別,電話,電子信箱,需求,預計成交日期,等級,請勿聯絡,標籤,備註\n"
        "鴻海貿易有限公司,陳淑芬,經理,女士,電話：02-27208889,chen@example.com,潛在,兩週後,B級,否,展覽,"
        "無特別\n"
        "總計,1\n".encode(),
    )
    found = only(crm)
    assert (found["name"], found["people"][0]["name"]) == ("鴻海貿易有限公司", "陳淑芬")
    assert (found["need"], found["expected_close"], found["grade"]) == (
        "potential",
        "2026-12-04",
        "B",
    )
    assert (found["tags"], found["notes"], found["may_contact"]) == (["展覽"], "無特別", True)
    assert found["fields"] == {}


def test_hostile_files_end_well(crm: Crm, shared: Path) -> None:
    for file in sorted((shared / "hostile").iterdir()):
        told = crm(["customer", "import", str(file), "--dry-run"], code=None, today=TODAY)
        assert told.code in {0, 5}, file.name
        assert "Traceback" not in told.err
        assert "\x1b" not in told.out + told.err
    assert not crm.db.exists()


def test_text_is_kept_to_the_byte(crm: Crm) -> None:
    note = ' =cmd|"x"\r\n\x1b[31m; drop \u202e'
    quoted = note.replace('"', '""')
    bring(crm, f'name,note\n"=1+1,[/red]","{quoted}"\n')
    assert (only(crm)["name"], only(crm)["notes"]) == ("=1+1,[/red]", note)


# Retries, history, questions


def test_a_key_makes_a_retry_safe(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("姓名\n王芳\n", encoding="utf-8")
    line = ["customer", "import", str(file), "--key", "k1", "--json"]
    first = crm(line, today=TODAY)
    file.write_text("姓名\n李雷\n", encoding="utf-8")
    assert crm(line, today=TODAY).out == first.out
    assert only(crm)["name"] == "王芳"


def test_the_command_is_recorded_once_with_its_reason(crm: Crm) -> None:
    bring(crm, "姓名\n王芳\n李雷\n", "--reason", "moving in")
    assert select(crm, "SELECT name, reason FROM command") == [("customer import", "moving in")]


def test_imported_customers_are_found_like_others(crm: Crm) -> None:
    bring(
        crm,
        "客户名称,联系人,手机,备注\n"
        + "".join(f"星海{n}有限公司,王芳{n},{13800138000 + n},靠窗{n}\n" for n in range(1200)),
    )
    for text in ("13800138777", "xinghai777youxiangongsi", "星海777有限公司", "王芳777"):
        assert (
            crm(["customer", "show", text, "--json"], today=TODAY).json["name"] == "星海777有限公司"
        )
    found = crm(["customer", "find", "靠窗1199", "--json"], today=TODAY).json
    assert [each["customer"] for each in found] == ["星海1199有限公司"]


def test_on_a_terminal_it_shows_what_it_will_do_and_asks(crm: Crm, tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    import os
    import sys

    file = tmp_path / "c.csv"
    file.write_text("姓名,手机\n王芳,13800138000\n", encoding="utf-8")
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": TODAY}
    words = ["-m", "crmcli", "customer", "import", str(file)]
    for answer, code in (("n", 2), ("y", 0)):
        child = pexpect.spawn(sys.executable, words, env=environment, encoding="utf-8", timeout=30)
        child.expect("手机 → phones")
        child.expect("1 to create")
        child.expect("Import them")
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
        assert crm.db.exists() is (answer == "y")
