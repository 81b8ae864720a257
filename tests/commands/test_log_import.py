"""`crm log import`: contacts come in with their dates and authors, all rows or none, once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.test_schema import faults
from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Crm

TABLE = """客户,联系时间,联系方式,沟通内容,客户反馈,跟进人,结果,时长,联系人
王芳,2026-03-01 15:30,电话,谈报价,太贵了,小陈,接通,20,李四
13900139000,2026/3/2,微信,发资料,,小林,,,
深圳博远贸易有限公司,昨天,拜访,"看厂,合影",不错,,同意,1h30,王五、赵六
"""
KEYS = ("customer_id", "at", "via", "direction", "purpose", "outcome", "note", "said", "minutes",
        "author", "people")  # fmt: skip


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --grade B", today="2026-01-01")
    crm("customer person add 王芳 李四", today="2026-01-01")
    crm("customer add 李雷 --phone 13900139000", today="2026-01-01")
    crm("customer add 赵敏 --company 深圳博远贸易有限公司", today="2026-01-01")
    return crm


def bring(crm: Crm, table: str | bytes, *options: str, code: int = 0, **given: Any) -> Any:
    line = ["log", "import", "-", "--json", *options]
    return crm(line, stdin=table, code=code, **given).json


def failed(crm: Crm, table: str | bytes, *options: str, code: int = 5) -> Answer:
    return crm(["log", "import", "-", "--json", *options], stdin=table, code=code)


def counts(answer: Any) -> tuple[int, ...]:
    names = ("created", "updated", "unchanged", "skipped", "refused")
    assert answer["read"] == sum(answer[name] for name in names)
    return tuple(answer[name] for name in names)


def logged(crm: Crm) -> list[tuple[Any, ...]]:
    found = crm("log list --json").json
    assert all(each["imported"] for each in found)
    return [tuple(each[name] for name in KEYS) for each in reversed(found)]


def reason(crm: Crm, row: str, header: str = "客户,日期,方式,目的,结果,时长") -> str:
    """Give why a row is refused."""
    (refusal,) = bring(crm, f"{header}\n{row}\n", code=5)["refusals"]
    return str(refusal["reason"])


def told(crm: Crm) -> str:
    """Give the history as a terminal shows it."""
    return crm("history --format table --limit 1").out


def snoozed(crm: Crm) -> str | None:
    with closing(sqlite3.connect(crm.db)) as connection:
        sql = "SELECT snoozed_until FROM obligation WHERE kind = 'follow_up' AND subject_id = 1"
        ((found,),) = connection.execute(sql)
        return None if found is None else str(found)


def test_a_chinese_table_is_brought_in_whole_and_twice_changes_nothing(book: Crm) -> None:
    answer = bring(book, TABLE)
    assert counts(answer) == (3, 0, 0, 0, 0)
    assert logged(book) == [
        (1, "2026-03-01T07:30:00+00:00", "phone", "out", None, "reached", "谈报价", "太贵了", 20,
         "小陈", ["李四"]),
        (2, "2026-03-02T04:00:00+00:00", "wechat", "out", None, "reached", "发资料", "", None,
         "小林", []),
        (3, "2026-03-30T04:00:00+00:00", "visit", "out", None, "agreed", "看厂,合影\n@王五 @赵六",
         "不错", 90, "tester", []),
    ]  # fmt: skip
    before = contents(book.db)
    assert counts(bring(book, TABLE)) == (0, 0, 3, 0, 0)
    assert contents(book.db) == before
    assert [each["at"] for each in book("customer find 谈报价 --json").json] == [
        "2026-03-01T07:30:00+00:00"
    ]
    assert list(faults(answer, book("schema log import").json)) == []
    book("check")


def test_it_moves_the_clocks_by_its_own_date_and_grades_nobody(book: Crm) -> None:
    def standing() -> tuple[Any, ...]:
        found = book("customer show 王芳 --json").json
        return found["last_contact"], found["next_due"], found["grade"], found["grade_source"]

    head = "customer,at,via,note\n"
    assert bring(book, f"{head}王芳,2026-03-10,phone,a\n")["moved"] == 1
    assert standing() == ("2026-03-10", "2026-03-17", "B", "hand")
    # Older ones come late, and take nothing back.
    assert bring(book, f"{head}王芳,2026-02-01,visit,b\n王芳,2025-12-01,phone,c\n")["moved"] == 0
    assert standing() == ("2026-03-10", "2026-03-17", "B", "hand")
    with closing(sqlite3.connect(book.db)) as connection:
        graded = connection.execute("SELECT count(*) FROM contact WHERE grade_to NOT NULL")
        assert graded.fetchone() == (0,)
    assert book("promise list --json").json == []
    book("check")


def test_greetings_move_no_clock_and_an_unanswered_call_asks_for_another(book: Crm) -> None:
    head = "customer,at,via,purpose,outcome\n"
    rows = "王芳,2026-03-10,phone,greeting,\n李雷,2026-03-30,phone,,no_answer\n"
    bring(book, head + rows)
    book("log add 赵敏 --via phone --outcome no_answer --at 2026-03-30")
    due = {each["customer_id"]: each for each in book("due --ahead 99 --json").json}
    assert due[1]["why"].startswith("B: never contacted")
    for name in ("due", "overdue_days", "snoozed_until"):
        assert due[2][name] == due[3][name]
    shown = [book(f"customer show id:{key} --json").json["last_contact"] for key in (1, 2, 3)]
    assert shown == [None, None, None]
    book("check")


def test_a_contact_that_moves_a_clock_ends_its_snooze_and_an_older_one_does_not(book: Crm) -> None:
    bring(book, "customer,at,via\n王芳,2026-03-10,phone\n")
    book("due snooze follow_up:1 --until 2026-04-09 --reason away", today="2026-03-20")
    bring(book, "customer,at,via\n王芳,2026-03-01,phone\n")
    assert snoozed(book) == "2026-04-09"
    bring(book, "customer,at,via\n王芳,2026-03-25,phone\n")
    assert snoozed(book) is None
    assert [each["due"] for each in book("due --ahead 9 --customer 王芳 --json").json] == [
        "2026-04-01"
    ]
    book("check")


def test_undo_takes_all_of_it_back_and_redo_brings_it_again(book: Crm) -> None:
    book("due snooze follow_up:1 --until 2026-04-09 --reason away")
    before = contents(book.db)
    rows = "".join(f"王芳,2026-01-{1 + n % 28:02d} 1{n % 10}:00,phone,{n}\n" for n in range(1200))
    assert bring(book, f"customer,at,via,note\n{rows}")["created"] == 1200
    after = contents(book.db)
    assert any("call of 2026-01-02: 1" in each["text"] for each in book("history --json").json)
    assert "imported 1200 contacts" in told(book)
    book("undo")
    assert contents(book.db) == before
    book("check")
    book("redo")
    assert contents(book.db) == after
    book("check")


def test_a_list_of_contacts_goes_into_another_book(book: Crm, tmp_path: Path) -> None:
    bring(book, TABLE)
    book(["log", "add", "王芳", " a\tb\\n\n=1+1 ", "--via", "visit", "--in", "--purpose",
          "greeting", "--outcome", "other", "--said", "x;y", "--minutes", "0", "--with", "李四",
          "--next", "send", "--by", "fri"])  # fmt: skip
    for _ in range(2):
        book("log add 李雷 --via phone")
    found = book("log list --json").json
    assert len(found) == 6
    customers = book("customer export --format jsonl").out
    for options in (["list", "--json"], ["list", "--format", "jsonl"], ["export", "--format",
                    "csv"], ["list", "--format", "tsv"]):  # fmt: skip
        text = book(["log", *options]).out
        other = ["--db", str(tmp_path / f"{'-'.join(options)}.db")]
        book(["customer", "import", "-", *other], stdin=customers)
        answer = bring(book, text, *other)
        assert counts(answer) == (6, 0, 0, 0, 0)
        there = book(["log", "list", "--json", *other]).json
        assert [[each[name] for name in KEYS] for each in there] == [
            [each[name] for name in KEYS] for each in found
        ]
        assert counts(bring(book, text, *other)) == (0, 0, 6, 0, 0)
        left = {each["column"]: each["use"] for each in answer["mapping"] if not each["field"]}
        assert left["promises"] == "left_out"
        assert left["id"] == left["grade_to"] == left["imported"] == "derived"
        assert book(["promise", "list", "--json", *other]).json == []
        book(["check", *other])


def test_rows_that_are_alike_are_one_contact_unless_it_is_a_list_of_ours(book: Crm) -> None:
    table = "customer,at,via,note\n王芳,2026-03-01 9:00,phone,x\n王芳,2026-03-01 09:00,电话,x\n"
    answer = bring(book, table)
    assert counts(answer) == (1, 0, 0, 1, 0)
    assert answer["skips"] == [{"row": 3, "reason": "repeats row 2"}]
    assert counts(bring(book, table)) == (0, 0, 1, 1, 0)
    # Another channel, minute or note is another contact.
    rows = (
        "王芳,2026-03-01 9:00,visit,x\n王芳,2026-03-01 9:01,phone,x\n王芳,2026-03-01 9:00,phone,y\n"
    )
    assert counts(bring(book, f"customer,at,via,note\n{rows}")) == (3, 0, 0, 0, 0)


def test_what_says_no_time_is_any_contact_of_the_day(book: Crm) -> None:
    today = "customer,at,via,note\n王芳,2026-03-31,phone,x\n"
    assert counts(bring(book, today, today="2026-03-31 09:30")) == (1, 0, 0, 0, 0)
    assert logged(book)[0][1] == "2026-03-31T01:30:00+00:00"
    assert counts(bring(book, today, today="2026-03-31 18:00")) == (0, 0, 1, 0, 0)
    assert counts(bring(book, today, today="2026-04-02")) == (0, 0, 1, 0, 0)


def test_other_details_are_said_and_not_taken(book: Crm) -> None:
    bring(book, "customer,at,via,note,author\n王芳,2026-03-01,phone,x,小陈\n")
    answer = bring(book, "customer,at,via,note,author\n王芳,2026-03-01,phone,x,小林\n")
    assert counts(answer) == (0, 0, 0, 1, 0)
    assert answer["skips"] == [{"row": 2, "reason": "contact 1 is the same, with other details"}]
    for more in ("said,", "minutes,3", "outcome,agreed", "direction,in", "people,李四"):
        name, _, value = more.partition(",")
        table = f"customer,at,via,note,{name}\n王芳,2026-03-01,phone,x,{value}\n"
        assert counts(bring(book, table)) == ((0, 0, 0, 1, 0) if value else (0, 0, 1, 0, 0)), more


def test_who_is_known_only_later_makes_no_contact_twice(book: Crm) -> None:
    table = "customer,at,via,note,people\n王芳,2026-03-01,phone,x,李四;王五\n"
    bring(book, table)
    assert (logged(book)[0][6], logged(book)[0][10]) == ("x\n@王五", ["李四"])
    book("customer person add 王芳 王五")
    assert counts(bring(book, table)) in {(0, 0, 1, 0, 0), (0, 0, 0, 1, 0)}


def test_activities_of_other_programs_are_known(book: Crm) -> None:
    salesforce = (
        "Subject,Date,Assigned To,Type,Account Name,Contact,Full Comments,Status\n"
        "Intro,2026-03-01,Ann,Call,王芳,李四,went well,Completed\n"
    )
    zoho = (
        "Subject,Call Type,Call Start Time,Call Owner,Related To,Call Purpose,Call Result,"
        "Description\nPrices,Outbound,2026-03-02 10:00,Bob,李雷,,,asked\n"
    )
    hubspot = (
        "Activity date,Activity type,Activity assigned to,Associated company,Call notes,"
        "Call direction\n2026-03-03T08:00:00Z,Meeting,Cid,深圳博远贸易有限公司,plans,INBOUND\n"
    )
    bring(book, salesforce)
    bring(book, zoho, "--via", "phone")
    bring(book, hubspot)
    names = ("customer_id", "at", "via", "direction", "note", "author", "people")
    found = [{name: each[name] for name in names} for each in book("log list --json").json]
    assert [tuple(each.values()) for each in reversed(found)] == [
        (1, "2026-03-01T04:00:00+00:00", "phone", "out", "Intro\nwent well", "Ann", ["李四"]),
        (2, "2026-03-02T02:00:00+00:00", "phone", "out", "Prices\nasked", "Bob", []),
        (3, "2026-03-03T08:00:00+00:00", "meeting", "in", "plans", "Cid", []),
    ]


def test_a_time_may_stand_in_a_column_of_its_own_and_a_person_for_the_customer(book: Crm) -> None:
    table = "联系人,日期,时间,方式,内容\n李四,2026-03-01,下午三点,电话,x\n王芳,2026-03-02,,电话,y\n"
    bring(book, table)
    assert [each[:2] + each[10:] for each in logged(book)] == [
        (1, "2026-03-01T07:00:00+00:00", ["李四"]),
        (1, "2026-03-02T04:00:00+00:00", []),
    ]
    bring(book, "客户,时间,方式\n李雷,2026-03-05 08:15,短信\n")
    assert logged(book)[-1][:3] == (2, "2026-03-05T00:15:00+00:00", "sms")


def test_how_it_was_made_is_said_by_the_table_or_for_all(book: Crm) -> None:
    table = "customer,at\n王芳,2026-03-01\n"
    error = failed(book, table).error
    assert (error["code"], error["hint"]) == (
        "no_such_column",
        "Say which one does, as in --map COLUMN=via, or how all were, as in --via phone.",
    )
    bring(book, table, "--via", "wechat")
    bring(book, "customer,at,via\n王芳,2026-03-02,\n王芳,2026-03-03,邮件\n", "--via", "phone")
    assert [each[2] for each in logged(book)] == ["wechat", "phone", "email"]
    failed(book, table, "--via", "pigeon", code=2)


def test_why_a_row_is_refused(book: Crm) -> None:
    book("customer add 韩梅")
    book("customer archive 韩梅 --reason moved")
    assert "no customer is called 王方; did you mean 王芳 (1)" in reason(
        book, "王方,昨天,电话,,,"
    ) or ("no customer is called 王方" in reason(book, "王方,昨天,电话,,,"))
    assert "韩梅 is archived" in reason(book, "韩梅,昨天,电话,,,")
    assert "It names no customer" in reason(book, ",昨天,电话,,,")
    assert "It says no 日期" in reason(book, "王芳,,电话,,,")
    assert "It says no 方式" in reason(book, "王芳,昨天,,,,")
    assert "cannot lie in the future" in reason(book, "王芳,2026-04-01,电话,,,")
    assert "cannot lie in the future" in reason(book, "王芳,2026-03-31 12:01,电话,,,")
    assert "Cannot read soon as a date" in reason(book, "王芳,soon,电话,,,")
    assert "it cannot be 鸽子" in reason(book, "王芳,昨天,鸽子,,,")
    told = reason(book, "王芳,昨天,电话,,再联系,")
    assert told.endswith("To keep the column as text: --map 结果=note")
    assert "Cannot read long as a length" in reason(book, "王芳,昨天,电话,,,long")
    assert logged(book) == []
    table = "客户,日期,方式,结果\n王芳,2026-03-01,电话,再联系\n"
    bring(book, table, "--map", "结果=note")
    assert logged(book)[0][6] == "再联系"


def test_the_nearest_names_are_said_of_whom_the_book_does_not_know(book: Crm) -> None:
    book("customer add 上海宏远机械有限公司")
    book("customer add 'Shanghai Pumps'")
    rows = (
        "上海宏远机械公司,昨天,电话,,,\nShanghai Pump,昨天,电话,,,\n上海宏远机械公司,昨天,微信,,,\n"
    )
    refusals = bring(book, f"客户,日期,方式,目的,结果,时长\n{rows}", code=5)["refusals"]
    assert [each["reason"] for each in refusals] == [
        "客户: no customer is called 上海宏远机械公司; did you mean 上海宏远机械有限公司 (4)?",
        "客户: no customer is called Shanghai Pump; did you mean Shanghai Pumps (5)?",
        "客户: no customer is called 上海宏远机械公司; did you mean 上海宏远机械有限公司 (4)?",
    ]
    table = "customer,date,amount\nShanghai Pump,2026-03-01,5\nnobody at all,2026-03-01,5\n"
    refused = book("purchase import - --json", stdin=table, code=5).json["refusals"]
    assert [each["reason"] for each in refused] == [
        "customer: no customer is called Shanghai Pump; did you mean Shanghai Pumps (5)?",
        "customer: no customer is called nobody at all.",
    ]


def test_one_bad_row_refuses_all(book: Crm) -> None:
    before = contents(book.db)
    table = TABLE + "王芳,2027-01-01,电话,,,,,,\nnobody,昨天,电话,,,,,,\n"
    answer = bring(book, table, code=5)
    assert counts(answer) == (0, 0, 0, 3, 2)
    assert [each["row"] for each in answer["refusals"]] == [5, 6]
    assert counts(bring(book, table, "--dry-run", code=5)) == (3, 0, 0, 0, 2)
    assert contents(book.db) == before


def test_a_dry_run_shows_what_would_be_and_writes_nothing(book: Crm) -> None:
    before = book.db.read_bytes()
    told = book(["log", "import", "-", "--dry-run"], stdin=TABLE).out
    assert "联系时间 → at" in told
    assert "跟进人 → author" in told
    assert "2: 王芳 (1) · 2026-03-01 15:30 · phone · 谈报价 · by 小陈" in told
    assert "3 read: 3 to create" in told
    assert bring(book, TABLE, "--dry-run")["moved"] is None
    assert book.db.read_bytes() == before


def test_columns_that_are_left_out_are_said(book: Crm) -> None:
    table = "客户,日期,方式,天气\n王芳,2026-03-01,电话,晴\n"
    assert "Columns left out: 天气" in book("log import - --yes", stdin=table).err
    assert failed(book, table, "--map", "天气=weather", code=2).error["code"] == "no_such_field"
    assert failed(book, "客户,方式\n王芳,电话\n").error["code"] == "no_such_column"
    assert (
        failed(book, "日期,方式\n昨天,电话\n")
        .error["message"]
        .startswith("No column of the file says whom it was with; it has: 日期, 方式.")
    )


def test_purchases_keep_who_sold(book: Crm) -> None:
    table = "客户,日期,金额,经手人\n王芳,2026-03-01,5,小陈\n李雷,2026-03-02,6,\n"
    assert counts(book("purchase import - --json", stdin=table).json) == (2, 0, 0, 0, 0)
    assert counts(book("purchase import - --json", stdin=table).json) == (0, 0, 2, 0, 0)
    text = book("purchase export --format csv").out
    with closing(sqlite3.connect(book.db)) as connection:
        authors = connection.execute("SELECT author FROM purchase ORDER BY id").fetchall()
    assert authors == [("小陈",), ("tester",)]
    assert counts(book("purchase import - --json", stdin=text).json) == (0, 0, 2, 0, 0)
    answer = book("purchase import - --json", stdin=table.replace("小陈", "小林")).json
    assert counts(answer) == (0, 0, 1, 1, 0)


def test_a_retry_gives_the_first_answer(book: Crm) -> None:
    first = bring(book, TABLE, "--key", "k")
    assert bring(book, "customer,at,via\n", "--key", "k") == first
    assert len(logged(book)) == 3


def test_a_book_is_backed_up_before(book: Crm) -> None:
    bring(book, TABLE)
    assert len(list((book.db.parent / "book.backups").glob("before-import-*"))) == 1


def test_without_a_book_there_is_nobody_to_have_talked_to(crm: Crm) -> None:
    failed(crm, TABLE, code=3)
    assert not crm.db.exists()
