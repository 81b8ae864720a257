"""`crm customer import --skip-bad`: what cannot be used goes to a file that can be put right."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.errors import Conflict, Refused, UsageFault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"
TABLE = (
    "姓名,手机,预计成交,编号\n"
    "韩梅梅,13500135000,2026-12-01,7\n"
    "赵六,12,2026-12-01,8\n"
    "王芳,13800138000,2026-12-01,=9\n"
    "钱七,13600136000,2026-02-30,10\n"
    "韩梅梅,13500135000,2026-12-02,11\n"
)


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    return tmp_path / "rejects.csv"


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000", today=TODAY)
    return crm


def bring(crm: Crm, table: str, options: str, **given: Any) -> dict[str, Any]:
    answer = crm(f"customer import - --yes --json {options}", stdin=table, today=TODAY, **given)
    found: dict[str, Any] = answer.json
    counted = ("created", "updated", "unchanged", "skipped", "refused")
    assert found["read"] == sum(found[name] for name in counted)
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_good_rows_come_in_and_the_others_are_written_with_why(
    book: Crm, rejects: Path
) -> None:
    answer = bring(book, TABLE, f"--skip-bad {rejects}")
    assert [answer[each] for each in ("created", "skipped", "refused")] == [1, 2, 2]
    assert answer["rejects"] == str(rejects)
    found = rows(rejects)
    assert [each["姓名"] for each in found] == ["赵六", "王芳", "钱七", "韩梅梅"]
    assert [each["action"] for each in found] == ["", "skip", "", "skip"]
    # Row 2 is a customer by now.
    assert [each["matched_id"] for each in found] == ["", "1", "", "2"]
    assert "手机" in found[0]["reason"]
    assert found[1]["reason"] == "already in the book as 1"
    assert "2026-02-30" in found[2]["reason"]
    assert found[3]["reason"] == "repeats row 2"
    # A cell that a spreadsheet would run is as safe here as in an export.
    assert found[1]["编号"] == "'=9"
    assert rejects.stat().st_mode & 0o777 == 0o600


def test_what_was_put_right_is_imported_and_the_action_is_obeyed(
    book: Crm, rejects: Path, tmp_path: Path
) -> None:
    bring(book, TABLE, f"--skip-bad {rejects}")
    text = rejects.read_text("utf-8-sig")
    text = text.replace(",12,", ",13712345678,").replace("2026-02-30", "2026-02-28")
    text = text.replace("skip,1,", "update,1,").replace("skip,2,", "create,2,")
    again = tmp_path / "again.csv"
    answer = bring(book, text, f"--skip-bad {again}")
    assert [answer[each] for each in ("created", "updated", "skipped")] == [3, 1, 0]
    assert not again.exists()
    assert book("customer show id:1 --json", today=TODAY).json["fields"] == {"编号 2": "=9"}
    names = [each["name"] for each in book("customer list --json", today=TODAY).json]
    assert names.count("韩梅梅") == 2


def test_a_rejected_row_that_is_left_as_it_is_stays_out(book: Crm, rejects: Path) -> None:
    bring(book, TABLE, f"--skip-bad {rejects}")
    text = rejects.read_text("utf-8-sig")
    other = rejects.with_name("other.csv")
    answer = bring(book, text, f"--skip-bad {other}")
    assert [answer[each] for each in ("created", "skipped", "refused")] == [0, 2, 2]
    assert [each["action"] for each in rows(other)] == ["", "skip", "", "skip"]


@pytest.mark.parametrize(
    ("action", "matched", "said"),
    [("perhaps", "1", "create"), ("update", "x", "x is no customer's number")],
)
def test_an_action_that_cannot_be_read_is_refused(
    book: Crm, action: str, matched: str, said: str
) -> None:
    table = f"action,matched_id,reason,name\n{action},{matched},,王芳\n"
    answer = bring(book, table, "", code=Refused.exit_code)
    assert said in answer["refusals"][0]["reason"]


def test_an_update_of_nobody_changes_nothing(book: Crm) -> None:
    table = "action,matched_id,reason,name\nupdate,99,,王芳\n"
    answer = bring(book, table, "")
    assert answer["skips"] == [{"row": 2, "reason": "there is no customer 99"}]


def test_our_own_export_is_exact_among_rejected_rows_too(book: Crm, rejects: Path) -> None:
    book("customer edit id:1 --set 'notes=  =1+1 '", today=TODAY)
    exported = book("customer export --format csv", today=TODAY).out
    header, row = exported.splitlines()
    uid = book("customer show id:1 --json", today=TODAY).json["uid"]
    bad = row.replace(uid, "another").replace("+8613800138000", "x", 1)
    bring(book, f"{header}\n{bad}\n", f"--skip-bad {rejects}")
    fixed = rejects.read_text("utf-8-sig").replace(",'x,", ",13911112222,")
    assert bring(book, fixed, "")["created"] == 1
    assert book("customer show id:2 --json", today=TODAY).json["notes"] == "  =1+1 "


def test_no_file_is_made_where_nothing_is_rejected(crm: Crm, rejects: Path) -> None:
    answer = bring(crm, "name\nAnna\n", f"--skip-bad {rejects}")
    assert answer["rejects"] is None
    assert not rejects.exists()


def test_a_file_that_is_there_is_kept(book: Crm, rejects: Path) -> None:
    rejects.write_text("mine", "utf-8")
    line = f"customer import - --yes --skip-bad {rejects}"
    book(line, stdin=TABLE, today=TODAY, code=Conflict.exit_code)
    assert rejects.read_text("utf-8") == "mine"
    assert len(book("customer list --json", today=TODAY).json) == 1
    book(f"{line} --force", stdin=TABLE, today=TODAY)
    assert len(rows(rejects)) == 4


def test_rejected_rows_are_csv(crm: Crm, tmp_path: Path) -> None:
    answer = crm(
        f"customer import - --yes --skip-bad {tmp_path}/x.xlsx",
        stdin="name\nAnna\n",
        code=UsageFault.exit_code,
    )
    assert ".xlsx" in answer.err


def test_a_dry_run_writes_no_file(book: Crm, rejects: Path) -> None:
    answer = bring(book, TABLE, f"--dry-run --skip-bad {rejects}")
    assert [answer[each] for each in ("created", "skipped", "refused")] == [1, 2, 2]
    assert not rejects.exists()


def test_json_rows_are_written_as_a_table(book: Crm, rejects: Path) -> None:
    bring(book, '[{"name": "A", "phones": ["12"]}]', f"--skip-bad {rejects}")
    assert [(each["name"], each["phones"]) for each in rows(rejects)] == [("A", "12")]


def test_the_terminal_says_where_they_are(book: Crm, rejects: Path) -> None:
    answer = book(f"customer import - --yes --skip-bad {rejects}", stdin=TABLE, today=TODAY)
    assert f"4 rows are in {rejects}" in answer.err
    assert answer.out == "5 read: 1 created, 0 updated, 0 unchanged, 2 skipped, 2 refused.\n"
