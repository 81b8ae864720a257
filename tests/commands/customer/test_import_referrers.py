"""`crm customer import`: who referred a customer is told by name or id, and never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.customer_columns import OWN_START
from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"
HEAD = "name,phone,referred_by\n"
SAY_WHICH = "in the file or in the book; say id:7, or a number."


def bring(crm: Crm, table: str, *options: str, code: int = 0) -> dict[str, Any]:
    words = ["customer", "import", "-", "--yes", "--json", *options]
    found: dict[str, Any] = crm(words, stdin=table, today=TODAY, code=code).json
    return found


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    found = tuple(
        answer[name] for name in ("created", "updated", "unchanged", "skipped", "refused")
    )
    assert answer["read"] == sum(found)
    return found


def referrers(crm: Crm) -> dict[str, str | None]:
    everyone = crm("customer list --json", today=TODAY).json
    names = {each["id"]: each["name"] for each in everyone}
    return {each["name"]: names.get(each["referred_by"]) for each in everyone}


def ledger(crm: Crm, customer: str) -> list[tuple[str, int]]:
    lines = crm(f"loyalty show {customer} --json", today=TODAY).json["entries"]
    return [(each["kind"], each["points"]) for each in lines]


def refusals(answer: dict[str, Any]) -> list[tuple[int, str]]:
    return [(each["row"], each["reason"]) for each in answer["refusals"]]


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --email w@x.example", today=TODAY)
    crm("customer add 李雷 --phone 13900139000", today=TODAY)
    return crm


def test_who_referred_a_customer_is_named_as_on_the_command_line(book: Crm) -> None:
    table = (
        f"{HEAD}A,13700137001,王芳\nB,13700137002,a\nC,13700137003,id:2\nD,13700137004,1\n"
        "E,13700137005,138 0013 8000\nF,13700137006,W@x.example\nG,13700137007,-\nH,13700137008,\n"
    )
    answer = bring(book, table)
    assert counts(answer) == (8, 0, 0, 0, 0)
    column = {"column": "referred_by", "field": "referred_by", "use": "field"}
    assert answer["mapping"][2] == {**column, "empty": False, "note": None}
    found = referrers(book)
    assert [found[name] for name in "ABCDEFGH"] == [
        "王芳", "A", "李雷", "王芳", "王芳", "王芳", None, None,
    ]  # fmt: skip
    assert counts(bring(book, table, "--update")) == (0, 0, 8, 0, 0)
    assert book("check", today=TODAY).code == 0


def test_who_nobody_or_several_are_called_is_refused_with_the_row(book: Crm) -> None:
    book("customer add 王芳 --phone 13600136000 --force", today=TODAY)
    before = contents(book.db)
    table = (
        f"{HEAD}A,13700137001,王芳\nB,13700137002,Nobody\nC,13700137003,id:99\nD,13700137004,D\n"
        "E,13700137005,B\n李雷,13700137006,\nF,13700137007,李雷\nG,13700137008,H\nH,13700137009,G\n"
    )
    answer = bring(book, table, code=5)
    assert refusals(answer) == [
        (2, "referred_by: several customers are called 王芳: 王芳 (1), 王芳 (3)."),
        (3, "referred_by: no customer is called Nobody."),
        (4, "referred_by: no customer is called id:99."),
        (5, "referred_by: D cannot have been referred by itself."),
        (6, "referred_by: B is row 3, which is refused."),
        (8, f"referred_by: several are called 李雷, {SAY_WHICH}"),
        (9, "referred_by: H is row 10, which is refused."),
        (10, "referred_by: H cannot have been referred by G, who came through H."),
    ]  # fmt: skip
    assert counts(answer) == (0, 0, 0, 1, 8)
    assert contents(book.db) == before
    assert counts(bring(book, table, "--dry-run", code=5)) == (1, 0, 0, 0, 8)


def test_rows_that_name_nobody_come_back_put_right(book: Crm, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    table = f"{HEAD}A,13700137001,王方\nB,13700137002,王芳\n"
    assert counts(bring(book, table, "--skip-bad", str(rejects))) == (1, 0, 0, 0, 1)
    text = rejects.read_text("utf-8-sig")
    assert "referred_by: no customer is called 王方." in text
    assert counts(bring(book, text.replace(",王方", ",王芳"))) == (1, 0, 0, 0, 0)
    assert referrers(book)["A"] == "王芳"


def test_customers_of_the_book_take_over_who_referred_them(book: Crm) -> None:
    table = f"{HEAD}王芳,13800138000,New\nNew,13700137001,\n李雷,13900139000,王芳\n"
    assert counts(bring(book, table)) == (1, 0, 0, 2, 0)
    book("undo --yes", today=TODAY)
    answer = bring(book, table, "--update", "--dry-run")
    assert [each["changes"] for each in answer["changes"]] == [
        {"referred_by": {"before": None, "after": "New"}},
        {"referred_by": {"before": None, "after": 1}},
    ]
    before = contents(book.db)
    assert counts(bring(book, table, "--update")) == (1, 2, 0, 0, 0)
    assert referrers(book) == {"王芳": "New", "李雷": "王芳", "New": None}
    assert counts(bring(book, table, "--update")) == (0, 0, 3, 0, 0)
    book("undo --yes", today=TODAY)
    assert contents(book.db)["customer"] == before["customer"]


def test_of_two_rows_for_one_customer_the_first_says_who_referred_it(book: Crm) -> None:
    table = f"{HEAD}王芳,13800138000,李雷\n王芳,13800138000,A\nA,13700137001,\n"
    answer = bring(book, table, "--update")
    assert (counts(answer), referrers(book)["王芳"]) == ((1, 1, 0, 1, 0), "李雷")
    assert answer["skips"] == [{"row": 3, "reason": "repeats row 2"}]


def test_nobody_of_the_book_was_referred_by_whom_it_referred(book: Crm) -> None:
    book("customer edit 李雷 --referred-by 王芳", today=TODAY)
    told = bring(book, f"{HEAD}王芳,13800138000,李雷\n", "--update", code=5)
    reason = "referred_by: 王芳 cannot have been referred by 李雷, who came through 王芳."
    assert refusals(told) == [(2, reason)]
    own = bring(book, f"{HEAD}王芳,13800138000,王芳\n", "--update", code=5)
    assert refusals(own) == [(2, "referred_by: 王芳 cannot have been referred by itself.")]
    around = f"{HEAD}王芳,13800138000,New\nNew,13700137001,李雷\n"
    answer = bring(book, around, "--update")
    assert (counts(answer)[:2], answer["in_circle"]) == ((1, 1), 1)
    assert referrers(book) == {"王芳": None, "李雷": "王芳", "New": "李雷"}
    assert book("check", today=TODAY).code == 0


def test_points_of_a_referral_go_to_whom_the_file_says(book: Crm) -> None:
    book("grade policy --set loyalty.points=1 --set loyalty.referral=50", today=TODAY)
    book("customer edit 李雷 --referred-by 王芳", today=TODAY)
    book("purchase add 李雷 --amount 1000", today=TODAY)
    assert ledger(book, "王芳") == [("referral", 50)]
    assert counts(bring(book, f"{HEAD}李雷,13900139000,Bob\nBob,,\n", "--update"))[:2] == (1, 1)
    assert (ledger(book, "王芳"), ledger(book, "Bob")) == ([], [("referral", 50)])
    assert book("check", today=TODAY).code == 0


# Tables that crm wrote


def test_who_referred_whom_is_edited_in_our_own_export(book: Crm, tmp_path: Path) -> None:
    book("customer add Bob --phone 13700137001", today=TODAY)
    book("customer edit 李雷 --referred-by 王芳", today=TODAY)
    path = tmp_path / "a.jsonl"
    book(f"customer export {path}", today=TODAY)
    table = path.read_text("utf-8")
    assert counts(bring(book, table, "--update")) == (0, 0, 3, 0, 0)
    for said in ("3", '"Bob"', '"id:3"'):
        edited = table.replace('"referred_by": 1', f'"referred_by": {said}')
        assert edited != table
        assert counts(bring(book, edited, "--update")) == (0, 1, 2, 0, 0)
        assert referrers(book)["李雷"] == "Bob"
        assert counts(bring(book, edited, "--update")) == (0, 0, 3, 0, 0)
        book("undo --yes", today=TODAY)
    circle = table.replace('"referred_by": null', '"referred_by": 2', 1)
    answer = bring(book, circle, "--update")
    assert (counts(answer), answer["in_circle"]) == ((0, 0, 3, 0, 0), 1)
    unknown = bring(book, table.replace('"referred_by": 1', '"referred_by": "Eve"'), code=5)
    assert refusals(unknown) == [(2, "referred_by: no customer is called Eve.")]
    part = "".join(line for line in table.splitlines(keepends=True) if "李雷" in line)
    assert bring(book, part, "--update")["unlinked"] == 0
    other = part.replace('"referred_by": 1', '"referred_by": 3')
    assert bring(book, other, "--update")["unlinked"] == 1
    told = book("customer import - --update", stdin=other, today=TODAY)
    assert "1 customer was referred by somebody who is not in the file." in told.err


def test_the_ids_of_a_part_of_our_own_columns_are_those_of_its_rows(book: Crm) -> None:
    table = "id,name,phone,referred_by\n7,A,13700137001,\n8,B,13700137002,7\n9,C,13700137003,2\n"
    assert counts(bring(book, table)) == (3, 0, 0, 0, 0)
    assert referrers(book) | {"王芳": None} == {
        "王芳": None, "李雷": None, "A": None, "B": "A", "C": "李雷",
    }  # fmt: skip


def test_a_column_of_referrers_can_be_kept_as_it_is(book: Crm) -> None:
    table = f"{HEAD}A,13700137001,a friend\n"
    assert counts(bring(book, table, "--map", "referred_by=介绍")) == (1, 0, 0, 0, 0)
    assert book("customer show A --json", today=TODAY).json["fields"] == {"介绍": "a friend"}
    mapped = "姓名,手机,介绍人\nB,13700137002,王芳\n"
    assert counts(bring(book, mapped, "--map", "介绍人=referred_by")) == (1, 0, 0, 0, 0)
    assert referrers(book)["B"] == "王芳"


def test_new_customers_in_a_circle_of_our_own_are_told_and_left_out(crm: Crm) -> None:
    head = ",".join((*OWN_START, "name", "referred_by"))
    table = f"{head}\n11,,A,12\n12,,B,11\n"
    answer = bring(crm, table)
    assert (counts(answer), answer["in_circle"]) == ((2, 0, 0, 0, 0), 1)
    assert referrers(crm) == {"A": "B", "B": None}
