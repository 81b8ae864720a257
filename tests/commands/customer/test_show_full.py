"""`crm customer show` of a customer who has everything: one screen on a terminal, whatever size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli.render.width import width
from tests.test_readme import on_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

LONG = "a title that is longer than any screen is wide " * 3
ALWAYS = ("Complaint", "Grade", "Follow-up", "Relationship", "Deals", "Warning", "Promises")


def filled(crm: Crm) -> None:
    crm("customer add Bob", today="2024-03-01")
    crm(
        "customer add 王芳 --company 宏远科技有限公司 --phone 13800138000 --email a@b.cn --tag vip"
        " --set title=采购经理 --need clear --close 2026-04-20 --importance key --potential 1.2万"
        " --referred-by Bob --set birthday=05-06 --note '喜欢茶' --set hobbies=tea",
        today="2024-03-01",
    )
    crm("customer person add 王芳 李四 --title 助理")
    crm("customer pin 王芳 --value high --reason 大单")
    for day in ("2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01"):
        crm(f"purchase add 王芳 --amount 20 --product pump --at {day}", today=day)
    crm("feedback survey add 王芳 --score 2", today="2025-10-02")
    for number in range(1, 6):
        crm(["deal", "add", "王芳", f"{LONG}{number}", "--amount", "5", "--close", "2026-05-01"])
        crm(
            ["feedback", "add", "王芳", f"complaint {LONG}", "--kind", "complaint"],
            today=f"2026-02-0{number}",
        )
        crm(
            f"log add 王芳 '第{number}次 {'很长的话' * 30}' --via phone --next '发报价{number}'"
            f" --by 2026-04-0{number}",
            today=f"2026-01-1{number}",
        )
    crm("feedback add 王芳 'an app' --kind suggestion")
    crm("customer edit 王芳 --grade C --reason 老板不在")
    crm("customer edit 王芳 --may-share no --reason 'asked by phone'")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import Crm

    with pytest.MonkeyPatch.context() as patch:
        for name in ("CRM_LANG", "CRM_TZ", "CRM_CONFIG", "COLUMNS"):
            patch.delenv(name, raising=False)
        folder = tmp_path_factory.mktemp("full")
        patch.setenv("HOME", str(folder))
        crm = Crm(folder / "book.db", patch)
        filled(crm)
    return crm.db


def screen(db: Path, columns: int, lines: int) -> list[str]:
    line = (
        f"COLUMNS={columns} LINES={lines} CRM_TODAY=2026-03-31 CRM_DB={db} crm customer show 王芳"
    )
    return on_a_terminal(line, db.parent).splitlines()


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (60, 20), (40, 24), (120, 40)])
def test_it_is_never_longer_than_the_screen_and_keeps_what_matters(
    whole: Path, columns: int, lines: int
) -> None:
    page = screen(whole, columns, lines)
    assert len(page) <= lines - 2
    assert max(map(width, page)) <= columns
    assert page[0].startswith("王芳 (2)")
    labels = [line.split()[0] for line in page if line[0] != " "]
    assert [each for each in labels if each in {"Consent", *ALWAYS}] == ["Consent", *ALWAYS]


def test_what_is_left_out_is_said_in_the_last_line(whole: Path) -> None:
    page = screen(whole, 80, 24)
    assert len(page) == 22
    assert page[-1].split(None, 1)[0] == "More"
    assert "crm customer show 2 | less: " in page[-1]
    assert "Also" not in {line.split()[0] for line in page}
    tall = screen(whole, 120, 60)
    assert "More" not in {line.split()[0] for line in tall}
    assert {"Also", "Tags", "Class", "Notes"} <= {line.split()[0] for line in tall}


def test_how_many_more_there_are_is_never_cut_away(whole: Path) -> None:
    page = "\n".join(screen(whole, 60, 24))
    for label, count in (("Complaint", 3), ("Deals", 2), ("Promises", 2)):
        section = page[page.index(f"\n{label}") :].split("\n", 4)[1:4]
        assert any(f"  (+{count} more)  " in line for line in section), label


def test_in_a_pipe_it_is_complete(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.conftest import Crm

    page = Crm(whole, monkeypatch)("customer show 王芳").out
    assert "…" not in page
    assert "\nMore" not in page
    assert all(f"第{number}次" in page for number in range(1, 6))
    for label in ("Consent", "Online", "Class", "Pinned", "Tags", "People", "Also", "Notes"):
        assert f"\n{label}  " in page


def test_a_survey_that_is_overdue_is_on_the_page(crm: Crm) -> None:
    crm("customer add 王芳", today="2025-06-01")
    crm("purchase add 王芳 --amount 5", today="2025-06-01")
    crm("feedback survey add 王芳 --score 4", today="2025-06-01")
    assert "Survey" not in crm("customer show 王芳", today="2025-08-31").out
    page = crm("customer show 王芳", today="2026-03-31").out
    assert "\nSurvey        2025-09-01  211 days late  asked every 3 months" in page
    crm("feedback survey add 王芳 --score 4", today="2026-03-31")
    assert "Survey" not in crm("customer show 王芳", today="2026-03-31").out


def test_the_last_complaint_that_was_closed_is_told_with_its_score(crm: Crm) -> None:
    crm("customer add 王芳")
    for number in (1, 2):
        crm(f"feedback add 王芳 'leak {number}' --kind complaint")
        crm(f"feedback advance {number} --skip --to carried_out --note done --reason phone")
        assert crm("customer show 王芳 --json").json["complaint_closed"] is None or number == 2
        crm(f"feedback advance {number} --score 4 --note well", today=f"2026-04-0{number}")
        crm(f"feedback close {number} --note thanks", today=f"2026-04-0{number}")
    page = crm("customer show 王芳", today="2026-04-05").out
    assert "\nSettled    complaint 2 closed on 2026-04-02, score 4: leak 2\n" in page
    assert crm("customer show 王芳 --json").json["complaint_closed"]["id"] == 2
