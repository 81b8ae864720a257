"""`crm log q -`: a sentence on each line of stdin; what is not understood comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm

NOW = "2026-11-22 16:00"
INPUT = """\
# what happened today
电话王芳 报价12万 下周五前给合同

called Anna Smith yesterday 3pm, no answer
昨天3点电话李雷
visited Bobby Brown, wants a demo
   # a remark
微信李雷 需求明确
"""


@pytest.fixture
def book(crm: Crm) -> Crm:
    for name in ("王芳", "王小明", "'Anna Smith'", "李雷"):
        crm(f"customer add {name}", today="2026-11-01")
    return crm


def log(crm: Crm, stdin: str | bytes, *words: str, code: int | None = 0) -> Answer:
    return crm(["log", "q", "-", *words], today=NOW, code=code, stdin=stdin)


def entries(crm: Crm) -> Any:
    return crm("log list --json", today=NOW).json


def test_what_is_understood_is_written_and_the_rest_comes_back_as_it_was_typed(book: Crm) -> None:
    answer = log(book, INPUT, "--yes", code=5)
    assert [each["customer"] for each in entries(book)] == ["李雷", "王芳", "Anna Smith"]
    assert [line for line in answer.lines if line.startswith("Logged")] == [
        (
            "Logged call with 王芳 (1). Grade D stays: clear need, no date yet."
            " Next follow-up 2026-12-22."
        ),
        (
            "Logged call with Anna Smith (3). It was on 2026-11-21. Grade D stays: need not known."
            " Due again 2026-11-22."
        ),
        (
            "Logged WeChat with 李雷 (4). Grade D stays: clear need, no date yet."
            " Next follow-up 2026-12-22."
        ),
    ]
    told = answer.err.splitlines()
    given_back = [line for line in told if not line.startswith("#")]
    assert given_back == ["昨天3点电话李雷", "visited Bobby Brown, wants a demo"]
    assert told[0].startswith("# line 5: 昨天3点 can be read as 2026-11-21 03:00 or as")
    assert told[2].startswith("# line 6: No customer matches Bobby Brown.")


def test_what_came_back_can_be_corrected_and_given_again(book: Crm) -> None:
    again = log(book, INPUT, "--yes", code=5).err
    corrected = again.replace("昨天3点", "昨天下午3点").replace("Bobby Brown", "Anna Smith")
    log(book, corrected, "--yes")
    assert len(entries(book)) == 5


def test_all_that_is_told_beside_the_lines_is_a_remark(book: Crm) -> None:
    book("promise add 王芳 'send samples' --by 2026-11-30", today="2026-11-10")
    book("feedback add 王芳 leaks --kind complaint", today="2026-11-10")
    answer = log(book, INPUT, "--yes", code=5)
    assert "# Still open:" in answer.err.splitlines()
    assert "#   1  2026-11-30  send samples" in answer.err.splitlines()
    assert "# Complaint 1 is open: crm feedback show 1" in answer.err.splitlines()


def test_without_yes_all_are_shown_and_none_is_written(book: Crm) -> None:
    before = contents(book.db)
    answer = log(book, INPUT, code=2)
    assert contents(book.db) == before
    assert answer.out == ""
    assert "# Customer  王芳 (1)" in answer.err.splitlines()
    assert "This change was not confirmed (3 records)." in answer.err


def test_a_dry_run_shows_them_as_the_answer(book: Crm) -> None:
    before = contents(book.db)
    answer = log(book, INPUT, "--dry-run", code=5)
    assert answer.out.count("Customer ") == 3
    plans = log(book, INPUT, "--dry-run", "--json", code=5).json
    assert [each["customer_id"] for each in plans] == [1, 3, 4]
    assert contents(book.db) == before


def test_as_json_the_answer_is_one_list_and_each_fault_a_line(book: Crm) -> None:
    answer = log(book, INPUT, "--yes", "--json", code=5)
    assert [each["customer_id"] for each in answer.json] == [1, 3, 4]
    faults = [json.loads(line)["error"] for line in answer.err.splitlines()]
    assert [(each["line"], each["code"], each["text"]) for each in faults] == [
        (5, "ambiguous_date", "昨天3点电话李雷"),
        (6, "customer_not_found", "visited Bobby Brown, wants a demo"),
    ]
    assert log(book, "", "--yes", "--json").json == []


def test_quiet_prints_the_ids(book: Crm) -> None:
    assert log(book, "电话王芳\n微信李雷\n", "--yes", "--quiet").out == "1\n2\n"


def test_a_table_has_one_header(book: Crm) -> None:
    answer = log(book, "电话王芳\n微信李雷\n", "--yes", "--format", "csv")
    assert [line.split(",")[2] for line in answer.lines] == ["customer", "王芳", "李雷"]
    shown = log(book, "电话王芳\n微信李雷\n", "--dry-run", "--format", "tsv")
    assert [line.split("\t")[1] for line in shown.lines] == ["customer", "王芳", "李雷"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("电话王\n电话王先生\n", 4), ("电话赵总\n", 3), ("昨天3点电话王芳\n", 2),
        ("明天拜访王芳\n", 5), ("电话王\n电话赵总\n", 5), ("电话王芳\n", 0), ("\n# nothing\n", 0),
    ],
)  # fmt: skip
def test_the_exit_code_is_that_of_all_failures_or_5(book: Crm, lines: str, code: int) -> None:
    log(book, lines, "--yes", code=code)


def test_each_line_has_a_retry_key_of_its_own(book: Crm) -> None:
    lines = "电话王芳\n微信李雷\n电话王芳\n"
    log(book, lines, "--yes", "--key", "sunday")
    assert len(entries(book)) == 3
    log(book, "拜访王小明\n" + lines, "--yes", "--key", "sunday")
    assert len(entries(book)) == 4


def test_bytes_that_are_no_text_and_endless_lines_are_given_back(book: Crm) -> None:
    hostile = b"\xff\xfe\n" + "长".encode() * 20_000 + b"\n" + "电话王芳\n".encode() + b"\0\n"
    answer = log(book, hostile, "--yes", code=5)
    assert [each["customer"] for each in entries(book)] == ["王芳"]
    assert "\0" not in answer.err
    reasons = [line for line in answer.err.splitlines() if line.startswith("# line")]
    assert [line.split(":")[0] for line in reasons] == ["# line 1", "# line 2", "# line 4"]


def test_a_line_acts_on_no_terminal(book: Crm) -> None:
    answer = log(book, "电话赵总 \x1b[31mred\n", "--yes", code=3)
    assert "\x1b" not in answer.err
    assert "\\x1b[31mred" in answer.err


def test_a_book_that_cannot_be_used_ends_it(crm: Crm) -> None:
    log(crm, "电话王芳\n微信李雷\n", "--yes", code=3)
    crm.db.write_bytes(b"no book")
    error = log(crm, "电话王芳\n微信李雷\n", "--yes", "--json", code=6)
    assert len(error.err.splitlines()) == 1


def test_the_mark_at_the_beginning_of_a_file_is_no_part_of_the_note(book: Crm) -> None:
    log(book, "\ufeff电话王芳\n微信李雷\n", "--yes")
    assert {each["note"] for each in entries(book)} == {"电话王芳", "微信李雷"}


@pytest.mark.parametrize(("encoding", "named"), [("gbk", "GB18030"), ("utf-16", "UTF-16")])
def test_another_encoding_is_named(book: Crm, encoding: str, named: str) -> None:
    answer = log(book, "电话王芳 报价12万\n".encode(encoding), "--yes", code=5)
    assert f"This line is not UTF-8; it looks like {named}." in answer.err
    assert entries(book) == []


def test_each_line_is_taken_back_by_itself(book: Crm) -> None:
    log(book, "电话王芳\n微信李雷\n", "--yes")
    book("undo --yes", today=NOW)
    assert [each["customer"] for each in entries(book)] == ["王芳"]


def test_a_mark_that_is_written_on_a_word_is_no_remark(book: Crm) -> None:
    answer = log(book, "#重要 电话李雷 没接\n#\n# 电话王芳\n", "--yes")
    assert "李雷" in answer.out
    (entry,) = entries(book)
    assert (entry["customer"], entry["note"]) == ("李雷", "#重要 电话李雷 没接")


def test_who_may_be_meant_is_named_with_the_company(book: Crm) -> None:
    book("customer add 张伟 --company 华信", today="2026-11-01")
    book("customer add 张伟 --company 德高", today="2026-11-01")
    told = log(book, "电话张伟\n", "--yes", code=4).err
    assert "张伟 (id:5 · 华信) 张伟 (id:6 · 德高)" in told


def test_a_greeting_greets_and_moves_no_clock(book: Crm) -> None:
    book("customer edit 李雷 --birthday 11-22", today="2026-11-01")
    before = book("customer show 李雷 --json", today=NOW).json["next_due"]
    log(book, "给李雷发微信祝生日快乐\n", "--yes")
    assert book("customer show 李雷 --json", today=NOW).json["next_due"] == before
    assert book("due --kind birthday --json", today=NOW).json == []
    assert entries(book)[0]["purpose"] == "greeting"
