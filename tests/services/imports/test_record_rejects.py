"""`log import` and `purchase import` with `--skip-bad`: the rest comes in, and nothing is lost."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"
CONTACTS = (
    "客户,日期,方式,沟通内容\n"
    "王芳,2026-11-02,电话,first\n"
    "Jonathon Smith,2026-11-03,电话,second\n"
    "王芳,2026-11-02,电话,first\n"
    "王芳,2026-13-01,电话,third\n"
)
PURCHASES = (
    "客户,日期,产品,金额\n"
    "王芳,2026-11-02,pump,300\n"
    "王方,2026-11-03,pump,300\n"
    "王芳,2026-11-04,pipe,x\n"
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000", today=TODAY)
    crm("customer add 'Jonathan Smith'", today=TODAY)
    return crm


def bring(crm: Crm, verb: str, table: str, options: str = "", **given: Any) -> dict[str, Any]:
    line = f"{verb} import - --yes --json {options}"
    found: dict[str, Any] = crm(line, stdin=table, today=TODAY, **given).json
    counted = ("created", "updated", "unchanged", "skipped", "refused")
    assert found["read"] == sum(found[name] for name in counted)
    return found


def counts(answer: dict[str, Any]) -> list[int]:
    return [answer[each] for each in ("created", "unchanged", "skipped", "refused")]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_contacts_come_in_and_the_others_are_put_right(book: Crm, tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    answer = bring(book, "log", CONTACTS, f"--skip-bad {path}")
    assert (counts(answer), answer["rejects"]) == ([1, 0, 1, 2], str(path))
    found = rows(path)
    assert [(each["沟通内容"], each["action"]) for each in found] == [
        ("second", ""), ("first", "skip"), ("third", ""),
    ]  # fmt: skip
    assert "Jonathan Smith" in found[0]["reason"], "who is meant is said"
    text = path.read_text("utf-8-sig")
    text = text.replace("Jonathon", "Jonathan").replace("2026-13-01", "2026-11-05")
    assert counts(bring(book, "log", text)) == [2, 0, 1, 0]
    notes = {each["note"] for each in book("log list --json", today=TODAY).json}
    assert notes == {"first", "second", "third"}
    same = text.replace("skip", "create", 1)
    assert counts(bring(book, "log", same)) == [0, 3, 0, 0], "it is there, as the row says it"


def test_a_contact_of_its_own_is_made_once(book: Crm, tmp_path: Path) -> None:
    table = "客户,日期,方式,沟通内容,时长\n王芳,2026-11-02,电话,first,{}\n"
    bring(book, "log", table.format(5))
    path = tmp_path / "rejects.csv"
    assert counts(bring(book, "log", table.format(9), f"--skip-bad {path}")) == [0, 0, 1, 0]
    row = path.read_text("utf-8-sig").replace("skip,", "create,")
    twice = row + row.splitlines()[1] + "\n"
    assert counts(bring(book, "log", twice)) == [1, 0, 1, 0], "the second row repeats the first"
    assert counts(bring(book, "log", twice)) == [0, 1, 1, 0]
    minutes = [each["minutes"] for each in book("log list --json", today=TODAY).json]
    assert sorted(minutes) == [5, 9]


def test_a_purchase_of_its_own_is_made_once(book: Crm, tmp_path: Path) -> None:
    table = "客户,日期,产品,金额,备注\n王芳,2026-11-02,pump,300,{}\n"
    bring(book, "purchase", table.format("a"))
    path = tmp_path / "rejects.csv"
    assert counts(bring(book, "purchase", table.format("b"), f"--skip-bad {path}")) == [0, 0, 1, 0]
    row = path.read_text("utf-8-sig").replace("skip,", "create,")
    twice = row + row.splitlines()[1] + "\n"
    assert counts(bring(book, "purchase", twice)) == [2, 0, 0, 0], "somebody bought it twice"
    assert counts(bring(book, "purchase", twice)) == [0, 2, 0, 0]
    notes = [each["note"] for each in book("purchase list --json", today=TODAY).json]
    assert sorted(notes) == ["a", "b", "b"]


def test_purchases_come_in_and_the_others_are_put_right(book: Crm, tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    assert counts(bring(book, "purchase", PURCHASES, f"--skip-bad {path}")) == [1, 0, 0, 2]
    text = path.read_text("utf-8-sig").replace("王方", "王芳").replace(",x\n", ",12\n")
    assert counts(bring(book, "purchase", text)) == [2, 0, 0, 0]
    assert len(book("purchase list --json", today=TODAY).json) == 3


def test_an_action_that_changes_a_record_is_refused(book: Crm) -> None:
    table = "action,matched_id,reason,客户,日期,方式\nupdate,1,,王芳,2026-11-02,电话\n"
    answer = bring(book, "log", table, code=Refused.exit_code)
    assert "created or skipped" in answer["refusals"][0]["reason"]


def test_without_a_file_for_them_one_bad_row_stops_all(book: Crm) -> None:
    answer = bring(book, "log", CONTACTS, code=Refused.exit_code)
    assert counts(answer) == [0, 0, 2, 2]
    assert book("log list --json", today=TODAY).json == []


def test_no_file_is_made_where_nothing_is_rejected(book: Crm, tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    table = "\n".join(CONTACTS.splitlines()[:2])
    assert bring(book, "log", table, f"--skip-bad {path}")["rejects"] is None
    assert not path.exists()
