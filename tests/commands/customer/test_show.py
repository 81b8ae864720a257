"""`crm customer show`: the one-page briefing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from crmcli.render.width import width
from tests.test_readme import on_a_terminal

if TYPE_CHECKING:
    from tests.conftest import Crm

PAGE_LINES = 23
PAGE_COLUMNS = 80


def full(crm: Crm) -> None:
    crm("customer add Bob", today="2024-03-01")
    crm(
        "customer add 王芳 --company 宏远科技有限公司 --phone 13800138000 --email a@b.cn --tag vip"
        " --tag 展会 --set wechat=wf --set title=采购经理 --need clear --close 2026-04-20"
        " --importance key --potential 1.2万 --referred-by Bob --set birthday=05-06 --set 车牌=京A"
        " --note '喜欢茶'",
        today="2024-03-01",
    )
    crm("customer person add 王芳 李四 --title 助理")
    crm("customer pin 王芳 --value high --status won --reason 大单")
    for number in range(1, 7):
        crm(
            f"log add 王芳 '第{number}次 {'很长的话' * 30}' --via phone --next '发报价{number}'"
            f" --by 2026-04-0{number}",
            today=f"2026-03-{10 + number}",
        )
    crm("customer edit 王芳 --grade C --reason 老板不在")


def test_the_whole_page_is_as_it_should_be(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800138000 --need clear --close 2026-04-20", today="2026-03-01")
    crm("log add 王芳 'wants the quote' --via phone --next 'send it' --by fri", today="2026-03-02")
    assert crm("customer show 王芳", today="2026-03-10").lines == [
        "王芳 (1)",
        "Grade      B by rule since 2026-03-01: closes 2026-04-20",
        "Follow-up  2026-03-09  1 day late  B, every 7 days: last contact 2026-03-02 (phone)",
        "Phone      +8613800138000",
        (
            "Class      importance normal · urgency urgent · sale prospect · value low"
            " · lifecycle prospect · frequency low"
        ),
        "Promises   1  2026-03-06  send it",
        "Contacts   2026-03-02  phone  wants the quote",
    ]


def test_the_fullest_customer_fits_on_one_page(crm: Crm) -> None:
    full(crm)
    shown = on_a_terminal(f"CRM_DB={crm.db} crm customer show 王芳", crm.db.parent)
    assert len(shown.splitlines()) <= PAGE_LINES
    assert max(map(width, shown.splitlines())) <= PAGE_COLUMNS
    lines = crm("customer show 王芳").lines
    page = "\n".join(lines)
    for told in (
        "C by hand since 2026-03-31: 老板不在",
        "The rule says A: closes 2026-04-20.",
        "Relationship",
        "Verify",
        "status won: 大单; value high: 大单",
        "李四 (助理)",
        "referred by Bob",
        "第6次",
        "喜欢茶",
    ):
        assert told in page
    assert "more)" not in page
    assert "第1次" not in page


def test_the_values_stand_below_each_other_whatever_the_width_of_their_labels(crm: Crm) -> None:
    full(crm)
    lines = crm("customer show 王芳").lines[1:]
    starts = {width(line[: len(line) - len(line.lstrip())]) for line in lines if line[0] == " "}
    label = next(line for line in lines if line.startswith("Phone"))
    assert starts == {label.index("+86")}


def test_json_is_the_record_with_its_lists_beside_the_fields(crm: Crm) -> None:
    full(crm)
    record = crm("customer show 王芳 --json").json
    assert record["name"] == "王芳"
    assert (record["grade"], record["grade_reason"]) == ("C", "老板不在")
    assert (record["suggested"], record["suggested_reason"]) == ("A", "closes 2026-04-20")
    assert record["grade_since"] == "2026-03-31"
    assert [each["id"] for each in record["promises"]] == [1, 2, 3, 4, 5, 6]
    assert [each["id"] for each in record["contacts"]] == [6, 5, 4, 3, 2]
    assert {each["axis"] for each in record["pins"]} == {"status", "value"}


def test_a_close_that_has_passed_is_flagged(crm: Crm) -> None:
    crm("customer add 王芳 --close 2026-04-20")
    page = crm("customer show 王芳", today="2026-04-21").out
    assert "expected close 2026-04-20 has passed; give a new date or grade." in page
    assert crm("customer show 王芳 --json", today="2026-04-21").json["suggested"] is None


def test_lost_and_archived_are_said_first(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer lose 王芳 --reason price")
    crm("customer archive 王芳")
    lines = crm("customer show 王芳").lines
    assert lines[1].split() == ["Archived", "2026-03-31"]
    assert lines[2].split() == ["Lost", "2026-03-31", "price"]


def test_text_of_the_book_cannot_act_on_the_terminal(crm: Crm) -> None:
    crm(["customer", "add", "a\x1b[31mb [red]x[/red]", "--note", "one\ntwo\x9b"])
    page = crm("customer show id:1").out
    assert "a\\x1b[31mb [red]x[/red] (1)" in page
    assert "Notes      one\n           two\\x9b\n" in page


def test_reading_loads_neither_the_writers_nor_rich(crm: Crm) -> None:
    crm("customer add 王芳")
    code = (
        "import sys; from crmcli.main import run;"
        "run(['--db', sys.argv[1], 'customer', 'show', '王芳']);"
        "print(*(each for each in ('sqlmodel', 'sqlalchemy', 'rich') if each in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(crm.db)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""


def test_nobody_is_exit_code_3(crm: Crm) -> None:
    crm("customer add 王芳")
    assert crm("customer show 李四 --json", code=3).error["code"] == "customer_not_found"
