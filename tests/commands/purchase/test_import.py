"""`crm purchase import`: all rows or none, the same file twice only once, nobody guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm

TABLE = """客户,日期,产品,数量,金额,币种,备注
王芳,2026-03-01,钢管,2.5,"1,200.50",,急
13900139000,2026/3/2,铜管,1,5,JPY,
深圳博远贸易有限公司,昨天,-,,¥300,人民币,
"""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳")
    crm("customer add 李雷 --phone 13900139000")
    crm("customer add 赵敏 --company 深圳博远贸易有限公司")
    return crm


def bring(crm: Crm, table: str | bytes, *options: str, code: int = 0) -> Any:
    return crm(["purchase", "import", "-", "--json", *options], stdin=table, code=code).json


def failed(crm: Crm, table: str | bytes, *options: str, code: int = 5) -> Answer:
    return crm(["purchase", "import", "-", "--json", *options], stdin=table, code=code)


def reason(crm: Crm, row: str, header: str = "客户,日期,产品,数量,金额,币种") -> str:
    """Give why a row is refused."""
    (refusal,) = bring(crm, f"{header}\n{row}\n", code=5)["refusals"]
    return str(refusal["reason"])


def counts(answer: Any) -> tuple[int, ...]:
    names = ("created", "updated", "unchanged", "skipped", "refused")
    assert answer["read"] == sum(answer[name] for name in names)
    return tuple(answer[name] for name in names)


def listed(crm: Crm) -> list[tuple[Any, ...]]:
    found = crm("purchase list --json").json
    names = ("customer_id", "at", "product", "quantity", "amount", "note")
    return [tuple(each[name] for name in names) for each in reversed(found)]


def test_a_chinese_table_is_brought_in_whole_and_twice_changes_nothing(book: Crm) -> None:
    answer = bring(book, TABLE)
    assert counts(answer) == (3, 0, 0, 0, 0)
    assert listed(book) == [
        (1, "2026-03-01", "钢管", 2.5, {"amount": "1200.50", "currency": "CNY"}, "急"),
        (2, "2026-03-02", "铜管", 1, {"amount": "5", "currency": "JPY"}, None),
        (3, "2026-03-30", None, 1, {"amount": "300.00", "currency": "CNY"}, None),
    ]
    before = contents(book.db)
    again = bring(book, TABLE)
    assert counts(again) == (0, 0, 3, 0, 0)
    assert contents(book.db) == before
    assert [each["at"] for each in book("customer find 铜管 --json").json] == ["2026-03-02"]
    book("check")


def test_classes_follow_and_one_undo_takes_all_of_it_back(book: Crm) -> None:
    before = contents(book.db)
    rows = "".join(f"王芳,2026-01-{day:02d},100000\n" for day in range(1, 13))
    answer = bring(book, f"customer,date,amount\n{rows}")
    assert (answer["created"], answer["moved"]) == (12, 1)
    wang = book("customer list --json").json[0]
    assert (wang["value"], wang["frequency"], wang["lifecycle"]) == ("high", "high", "loyal")
    after = contents(book.db)
    book("check")
    book("undo")
    assert contents(book.db) == before
    book("redo")
    assert contents(book.db) == after


def test_rows_that_are_alike_are_as_many_as_the_file_has(book: Crm) -> None:
    table = "customer,date,amount\n王芳,2026-03-01,5\n王芳,2026-03-01,5.00\n"
    assert counts(bring(book, table)) == (2, 0, 0, 0, 0)
    assert counts(bring(book, table)) == (0, 0, 2, 0, 0)
    book("purchase remove 1")
    assert counts(bring(book, table)) == (1, 0, 1, 0, 0)
    assert counts(bring(book, f"{table}王芳,2026-03-01,5\n")) == (1, 0, 2, 0, 0)


def test_another_note_or_deal_is_said_and_not_taken(book: Crm) -> None:
    bring(book, "customer,date,amount,note\n王芳,2026-03-01,5,old\n")
    answer = bring(book, "customer,date,amount,note\n王芳,2026-03-01,5,new\n")
    assert counts(answer) == (0, 0, 0, 1, 0)
    assert answer["skips"] == [
        {"row": 2, "reason": "purchase 1 is the same, with another deal, note or author"}
    ]
    assert counts(bring(book, "customer,date,amount\n王芳,2026-03-01,5\n")) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize("options", ["--json", "--format jsonl", "--format csv", "--format tsv"])
def test_a_list_of_purchases_comes_back_as_it_was(book: Crm, options: str) -> None:
    bring(book, TABLE)
    book(
        [
            "purchase",
            "add",
            "王芳",
            "--amount",
            "BHD 1.005",
            "--product",
            "a\tb\\n",
            "--note",
            "x\ny",
        ]
    )
    book(["purchase", "add", "王芳", "--amount", "7", "--product", "=1+1", "--quantity", "0.125"])
    text = book(f"purchase list {options}").out
    assert counts(bring(book, text)) == (0, 0, 5, 0, 0)
    before = listed(book)
    for _ in range(3):
        book("undo")
    assert counts(bring(book, text)) == (5, 0, 0, 0, 0)
    assert sorted(listed(book), key=str) == sorted(before, key=str)


@pytest.mark.parametrize("options", ["--json", "--format csv"])
def test_who_recorded_a_purchase_comes_back_with_it(
    book: Crm, monkeypatch: pytest.MonkeyPatch, options: str
) -> None:
    monkeypatch.setenv("CRM_USER", "小李")
    book("purchase add 王芳 --amount 7")
    text = book(f"purchase list {options}").out
    book("undo")
    monkeypatch.setenv("CRM_USER", "tester")

    assert counts(bring(book, text)) == (1, 0, 0, 0, 0)
    assert [each["author"] for each in book("purchase list --json").json] == ["小李"]


def test_one_bad_row_refuses_all_and_each_says_why(book: Crm) -> None:
    table = "customer,date,amount\n王芳,2026-03-01,5\n王芳,2026-03-01,1.005\nnobody,2026-03-01,5\n"
    answer = bring(book, table, code=5)
    assert counts(answer) == (0, 0, 0, 1, 2)
    assert [each["row"] for each in answer["refusals"]] == [3, 4]
    assert listed(book) == []
    assert counts(bring(book, table, "--dry-run", code=5)) == (1, 0, 0, 0, 2)


def test_why_a_row_is_refused(book: Crm) -> None:
    book("customer add 王芳 --company 星河 --force")
    book("customer add 韩梅")
    book("customer archive 韩梅 --reason moved")
    assert "several customers are called 王芳: 王芳 (1), 王芳 (4)" in reason(
        book, "王芳,2026-03-01,,,5,"
    )
    assert "no customer is called 李" in reason(book, "李,2026-03-01,,,5,")
    assert "韩梅 is archived" in reason(book, "韩梅,2026-03-01,,,5,")
    assert "It names no customer" in reason(book, ",2026-03-01,,,5,")
    assert "It says no 日期" in reason(book, "李雷,,,,5,")
    assert "It says no 金额" in reason(book, "李雷,2026-03-01,,,,")
    assert "cannot lie in the future" in reason(book, "李雷,2026-04-01,,,5,")
    assert "Cannot read soon as a date" in reason(book, "李雷,soon,,,5,")
    assert "more decimals than its currency" in reason(book, "李雷,2026-03-01,,,1.5,JPY")
    assert "two different currencies" in reason(book, "李雷,2026-03-01,,,€5,JPY")
    assert "not known" in reason(book, "李雷,2026-03-01,,,5,XYZ")
    assert "Cannot read 0 as a quantity" in reason(book, "李雷,2026-03-01,,0,5,")
    assert "has no deal 9" in reason(book, "李雷,2026-03-01,5,9", "客户,日期,金额,商机")
    assert "It has 4 cells" in reason(book, "李雷,2026-03-01,5,6", "客户,日期,金额")
    assert listed(book) == []


def test_an_id_counts_where_the_name_is_the_same(book: Crm) -> None:
    header = "customer_id,customer,date,amount"
    bring(book, f"{header}\n2,李雷,2026-03-01,5\n3,,2026-03-01,6\n1,李雷,2026-03-01,7\n")
    assert [each[0] for each in listed(book)] == [2, 3, 2]
    assert "no customer is called id:99" in reason(book, "99,,2026-03-01,5", header)
    bring(book, "customer,date,amount\nid:3,2026-03-01,8\n")
    assert listed(book)[-1][0] == 3


@pytest.mark.parametrize(
    ("table", "options", "code", "word"),
    [
        ("customer,amount\n王芳,5\n", (), 5, "no_such_column"),
        ("date,amount\n2026-03-01,5\n", (), 5, "no_such_column"),
        ("customer,date\n王芳,2026-03-01\n", (), 5, "no_such_column"),
        ("customer,date,amount\n", ("--map", "x=amount"), 2, "unknown_column"),
        ("customer,date,amount\n", ("--map", "amount=price"), 2, "no_such_field"),
        ("customer,date,amount\n", ("--map", "amount"), 2, "bad_mapping"),
        ("customer,date,amount\n", ("--encoding", "klingon"), 2, "unknown_encoding"),
        ("", (), 5, "file_unusable"),
        (b"PK\x03\x04", (), 5, "other_format"),
        ('customer,date,amount\n"王芳,1,2\n', (), 5, "open_quote"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    book: Crm, table: str | bytes, options: tuple[str, ...], code: int, word: str
) -> None:
    assert failed(book, table, *options, code=code).error["code"] == word


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("amount,date", "who bought; it has: amount, date."),
        ("customer,amount", "when it was bought; it has: customer, amount."),
        ("customer,date", "for how much it was bought; it has: customer, date."),
    ],
)
def test_a_column_that_is_missing_is_told_in_words(book: Crm, header: str, told: str) -> None:
    answer = failed(book, f"{header}\n李雷,5\n", code=5)
    assert answer.error["message"] == f"No column of the file says {told}"


def test_the_column_of_the_date_can_be_said(book: Crm) -> None:
    table = "customer,amount,when\n李雷,5,2026-03-01\n"
    refused = failed(book, table, code=5).error
    assert refused["hint"] == "Say which one does, as in --map COLUMN=date."
    line = "purchase import - --yes --map when=date --json"
    assert book(line, stdin=table).json["created"] == 1


def test_a_missing_file_and_a_missing_book_are_said(crm: Crm) -> None:
    assert crm("purchase import /nonexistent.csv --json", code=3).error["code"] == "file_not_found"
    assert failed(crm, "customer,date,amount\n王芳,2026-03-01,5\n", code=3).out == ""
    assert not crm.db.exists()


def test_columns_are_mapped_left_out_and_said(book: Crm) -> None:
    table = "谁,何时,单价,合计\n王芳,2026-03-01,1,5\n"
    answer = bring(book, table, "--map", "谁=customer", "--map", "何时=at")
    assert [(each["column"], each["field"], each["use"]) for each in answer["mapping"]] == [
        ("谁", "customer", "field"),
        ("何时", "at", "field"),
        ("单价", None, "left_out"),
        ("合计", "amount", "field"),
    ]
    told = book(["purchase", "import", "-", "--map", "合计=-", "--map", "单价=amount"],
                stdin="客户,日期,单价,合计\n李雷,2026-03-01,1,5\n")  # fmt: skip
    assert "Columns left out: 合计" in told.err
    assert listed(book)[-1][4]["amount"] == "1.00"


def test_a_dry_run_shows_what_would_be_and_writes_nothing(book: Crm) -> None:
    before = book.db.read_bytes()
    told = book(["purchase", "import", "-", "--dry-run"], stdin=TABLE).out
    assert "客户 → customer" in told
    assert "2: 王芳 (1) · 2026-03-01 · 钢管 × 2.5 · CNY 1,200.50" in told
    assert "3 read: 3 to create" in told
    assert book.db.read_bytes() == before


def test_other_encodings_are_known(book: Crm) -> None:
    assert counts(bring(book, TABLE.encode("gb18030"))) == (3, 0, 0, 0, 0)
    assert counts(bring(book, b"\xef\xbb\xbf" + TABLE.encode())) == (0, 0, 3, 0, 0)


def test_a_retry_gives_the_first_answer_and_many_rows_are_one_command(book: Crm) -> None:
    rows = "".join(f"王芳,2025-{1 + n % 12:02d}-01,{n}\n" for n in range(1, 1201))
    first = bring(book, f"customer,date,amount\n{rows}", "--key", "k")
    assert first["created"] == 1200
    assert bring(book, "customer,date,amount\n", "--key", "k") == first
    head = book("purchase list --limit 2 --format ids").lines
    assert len(head) == 2
    assert book("purchase list --sums --json").json[0]["amount"]["amount"] == "720600.00"
    book("check")


def test_the_book_is_backed_up_before_the_first_import_of_a_day(book: Crm) -> None:
    bring(book, TABLE)
    assert len(list((book.db.parent / "book.backups").glob("before-import-*"))) == 1


def test_an_amount_and_a_currency_that_agree_are_one_and_errors_quote_the_cell(book: Crm) -> None:
    header = "客户,日期,金额,币种"
    done = bring(book, f'{header}\n王芳,2026-03-01,"1,200元",人民币\n')
    assert done["created"] == 1
    (row,) = book("purchase list --json").json
    assert row["amount"] == {"amount": "1200.00", "currency": "CNY"}
    for cells, column, quoted in (
        ('"1,200元",美元', "金额", "1,200元:"),
        ("12x,人民币", "金额", "12x:"),
        ("12,金币", "币种", "金币:"),
    ):
        told = reason(book, f"王芳,2026-03-01,{cells}", header)
        assert told.startswith(column)
        assert quoted in told.replace(" as an amount", "")


def test_customers_say_their_potential_in_the_currency_beside_it(crm: Crm) -> None:
    table = '姓名,潜在金额,币种\n甲,"1,200元",人民币\n乙,1200,日元\n丙,1.5,\n'
    crm("customer import - --yes", stdin=table)
    found = [each["potential"] for each in crm("customer list --json").json]
    assert {(each["amount"], each["currency"]) for each in found} == {
        ("1200.00", "CNY"),
        ("1200", "JPY"),
        ("1.50", "CNY"),
    }
    table = '姓名,潜在金额,币种\n丁,"1,200元",美元\n'
    (refusal,) = crm("customer import - --json", stdin=table, code=5).json["refusals"]
    assert "1,200元" in refusal["reason"]
