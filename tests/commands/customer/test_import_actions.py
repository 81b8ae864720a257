"""What rejected rows say is to become of them: `create` makes one customer, `update` finds it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"
PEOPLE = (
    "客户名称,联系人,电话\n"
    "宏远公司,李四,010-88886666\n"
    "宏远公司,王五,13900139000\n"
    "宏远公司,赵六,13700137000\n"
)


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    return tmp_path / "rejects.csv"


def bring(crm: Crm, table: str, options: str = "", **given: Any) -> tuple[int, ...]:
    """Import a table: created, updated, unchanged, skipped, refused."""
    answer = crm(f"customer import - --yes --json {options}", stdin=table, today=TODAY, **given)
    names = ("created", "updated", "unchanged", "skipped", "refused")
    found = tuple(answer.json[name] for name in names)
    assert answer.json["read"] == sum(found)
    return found


def told(*lines: str, header: str = "name,phone") -> str:
    """Make a table of rejected rows."""
    return "\n".join([f"action,matched_id,reason,{header}", *lines, ""])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names(crm: Crm) -> list[str]:
    return sorted(each["name"] for each in crm("customer list --json", today=TODAY).json)


def test_what_is_to_be_created_is_created_once(crm: Crm, rejects: Path) -> None:
    bring(crm, "name,phone\n王芳,13800138000\n")
    bring(crm, "name,phone\n王芳芳,13800138000\n李四,bad\n", f"--skip-bad {rejects}")
    text = rejects.read_text("utf-8-sig").replace("bad\n", "13900139000\n")
    text = text.replace("\nskip,", "\ncreate,").replace("\n,", "\ncreate,")
    assert bring(crm, text) == (2, 0, 0, 0, 0)
    assert bring(crm, text) == (0, 0, 2, 0, 0)
    assert names(crm) == ["李四", "王芳", "王芳芳"]


def test_who_holds_all_that_the_row_says_is_the_customer_of_its_own(crm: Crm) -> None:
    bring(crm, "name,phone,notes\n王芳,13800138000,tea\n")
    same, other = told("create,,,王芳,13800138000"), told("create,1,,王芳,13800138000;13900139000")
    assert bring(crm, same) == (0, 0, 1, 0, 0)
    assert bring(crm, other) == (1, 0, 0, 0, 0)
    assert bring(crm, other) == (0, 0, 1, 0, 0)
    # Whichever of the two it is.
    assert bring(crm, told("create,,,王芳,13800138000,tea", header="name,phone,notes"))[2] == 1


def test_of_rows_that_say_the_same_the_first_speaks(crm: Crm) -> None:
    table = told("create,,,王芳,", "create,,,王芳,", "create,,,王芳,110")
    assert bring(crm, table) == (2, 0, 0, 1, 0)
    assert bring(crm, table) == (0, 0, 3, 0, 0)


def test_a_customer_of_its_own_stays_so_beside_rows_that_change_others(crm: Crm) -> None:
    table = told(",,,王芳,13800138000", "create,,,王方,13800138000")
    assert bring(crm, table) == (2, 0, 0, 0, 0)
    # By its number this one is either; were it 王方, the second row would be a third customer.
    changed = told("update,2,,王方方,13800138000", "create,,,王方,13800138000")
    assert bring(crm, changed) == (0, 0, 1, 1, 0)
    assert names(crm) == ["王方", "王芳"]


def test_a_customer_of_its_own_has_a_uid_of_its_own(crm: Crm) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:abc\nFN:{}\nEND:VCARD\n"
    assert bring(crm, card.format("Anna")) == (1, 0, 0, 0, 0)
    table = told(
        "create,1,,Anne,abc,", "create,,,Bo,new,", "create,,,Bob,new,", header="name,uid,card"
    )
    assert bring(crm, table) == (3, 0, 0, 0, 0)
    assert bring(crm, table) == (0, 0, 3, 0, 0)
    found = {each["name"]: each["uid"] for each in crm("customer list --json", today=TODAY).json}
    assert (found["Anna"], found["Bo"]) == ("abc", "new")
    assert len(set(found.values())) == 4


def test_a_row_that_stands_twice_in_our_own_table_is_one_customer(crm: Crm, tmp_path: Path) -> None:
    bring(crm, "name\nAnna\n")
    header, row = crm("customer export --format csv", today=TODAY).out.splitlines()
    again = f"--db {tmp_path}/again.db customer import - --yes --json"
    for counts in ((1, 0, 1), (0, 2, 0)):
        answer = crm(again, stdin=f"{header}\n{row}\n{row}\n", today=TODAY).json
        assert tuple(answer[each] for each in ("created", "unchanged", "skipped")) == counts


def test_a_row_that_repeats_another_names_its_customer(crm: Crm, rejects: Path) -> None:
    crm("customer add Somebody", today=TODAY)
    assert bring(crm, PEOPLE, f"--skip-bad {rejects}") == (1, 0, 0, 2, 0)
    assert [(each["matched_id"], each["reason"]) for each in rows(rejects)] == [
        ("2", "repeats row 2"), ("2", "repeats row 2"),
    ]  # fmt: skip
    text = rejects.read_text("utf-8-sig").replace("skip,", "update,")
    assert bring(crm, text) == (0, 2, 0, 0, 0)
    assert bring(crm, text) == (0, 0, 2, 0, 0)
    company = crm("customer show 宏远公司 --json", today=TODAY).json
    assert [each["name"] for each in company["people"]] == ["李四", "王五", "赵六"]


def test_through_whichever_rows_it_repeats_one_it_is_that_customer(crm: Crm, rejects: Path) -> None:
    bring(crm, "name,phone\nOld,110\n")
    table = (
        "name,phone,email\n"
        "A,112,a@example.com\n"
        "B,114,a@example.com\n"
        "C,114,c@example.com\n"
        "D,110,d@example.com\n"
        "E,119,d@example.com\n"
        "F,12345,\n"
        "F,12345,\n"
    )  # fmt: skip
    assert bring(crm, table, f"--skip-bad {rejects}") == (2, 0, 0, 5, 0)
    found = [(each["name"], each["matched_id"]) for each in rows(rejects)]
    assert found == [("B", "2"), ("C", "2"), ("D", "1"), ("E", "1"), ("F", "3")]


@pytest.mark.parametrize("update", ["update", "更新"])
def test_an_update_without_a_number_is_whoever_fits(crm: Crm, rejects: Path, update: str) -> None:
    bring(crm, PEOPLE, f"--skip-bad {rejects}")
    text = rejects.read_text("utf-8-sig").replace("skip,1,", f"{update},,")
    assert bring(crm, text) == (0, 2, 0, 0, 0)
    assert bring(crm, text) == (0, 0, 2, 0, 0)
    uid = crm("customer show 宏远公司 --json", today=TODAY).json["uid"]
    assert bring(crm, told("update,,,Acme,1", header="name,id")) == (0, 1, 0, 0, 0)
    assert bring(crm, told(f"update,,,宏远,{uid}", header="name,uid")) == (0, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("line", "said"), [("Nobody,", "nobody in the book fits"), ("Anna,", "may be customer 1 or 2")]
)
def test_an_update_that_nobody_or_several_fit_is_refused(
    crm: Crm, rejects: Path, line: str, said: str
) -> None:
    crm("customer add Anna", today=TODAY)
    crm("customer add Anna --force", today=TODAY)
    table = told(f"update,,,{line}110", ",,,New,112")
    answer = crm("customer import - --yes", stdin=table, today=TODAY, code=Refused.exit_code)
    assert f"row 2: {said}" in answer.err
    assert names(crm) == ["Anna", "Anna"]
    assert bring(crm, table, f"--skip-bad {rejects}") == (1, 0, 0, 0, 1)
    ((action, matched, reason),) = [tuple(each.values())[:3] for each in rows(rejects)]
    assert (action, matched) == ("update", "")
    assert said in reason
    assert bring(crm, table, "--dry-run", code=Refused.exit_code) == (0, 0, 1, 0, 1)


def test_an_update_in_an_empty_book_makes_nobody(crm: Crm) -> None:
    table = told("update,7,,Anna,110", "update,,,Bob,112", ",,,Bob,112")
    assert bring(crm, table, "--dry-run", code=Refused.exit_code) == (1, 0, 0, 1, 1)


def test_an_update_may_be_an_earlier_row(crm: Crm, rejects: Path) -> None:
    table = told(",,,Anna,110", "update,,,Anna,110;112")
    assert bring(crm, table, f"--skip-bad {rejects}") == (1, 0, 0, 1, 0)
    assert rows(rejects)[0]["matched_id"] == "1"
    assert bring(crm, table) == (0, 1, 1, 0, 0)
