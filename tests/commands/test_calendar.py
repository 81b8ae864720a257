"""`crm calendar` and what a work calendar does to the due list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


def contacted(crm: Crm, name: str, day: str, close: str) -> None:
    crm(f"customer add {name} --need clear --close {close}", today=day)
    crm(f"log add {name} --via phone --at {day}", today=day)


def due(crm: Crm, today: str, ahead: int = 40) -> dict[str, tuple[str, str]]:
    rows = crm(f"due --ahead {ahead} --kind follow_up --json", today=today).json
    return {row["customer"]: (row["due"], row["why"]) for row in rows}


def test_the_dates_of_the_issue_under_the_calendar_of_china(crm: Crm) -> None:
    crm("config set calendar CN", today="2026-09-01")
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    contacted(crm, "李雷", "2026-09-30", "2026-10-20")
    contacted(crm, "张伟", "2026-10-03", "2026-12-20")
    found = due(crm, "2026-09-26")
    assert found["王芳"] == (
        "2026-09-30",
        (
            "B, every 7 days: last contact 2026-09-26 (phone);"
            " 2026-10-03 is free (National Day (国庆节))"
        ),
    )
    assert found["李雷"] == (
        "2026-10-08",
        (
            "A, every working day: last contact 2026-09-30 (phone);"
            " 2026-10-01 is free (National Day (国庆节))"
        ),
    )
    assert found["张伟"] == ("2026-10-10", "B, every 7 days: last contact 2026-10-03 (phone)")
    why = crm("due --customer 王芳 --why --ahead 40 --json", today="2026-09-26").json[0]["why"]
    assert "2026-09-26 + 7 days = 2026-10-03." in why
    assert (
        "2026-10-03 is free (National Day (国庆节)), so the working day before counts: 2026-09-30."
        in why
    )
    why = crm("due --customer 李雷 --why --ahead 40 --json", today="2026-09-30").json[0]["why"]
    assert "2026-09-30 + 1 working day = 2026-10-08. Free days are passed over," in why
    assert crm("check --json").json["ok"]


@pytest.mark.parametrize("setting", ["config set calendar CN", "grade policy --set calendar=CN"])
def test_a_policy_of_a_book_without_customers_has_always_held(crm: Crm, setting: str) -> None:
    crm(setting, today="2026-11-22")
    crm("grade policy --set B=7d --set C=10d --yes", today="2026-11-22")
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    crm("customer add 李雷 --grade C", today="2026-09-26")
    crm("log add 李雷 --via phone --keep", today="2026-09-26")
    found = due(crm, "2026-09-26")
    assert found["王芳"] == (
        "2026-09-30",
        (
            "B, every 7 days: last contact 2026-09-26 (phone);"
            " 2026-10-03 is free (National Day (国庆节))"
        ),
    )
    assert found["李雷"][0] == "2026-09-30"
    for report in ("compliance", "calibration", "feedback"):
        crm(f"report {report} --period 2026-10 --json", today="2026-11-22")
    since = {row["name"]: row["since"] for row in crm("grade policy --json").json}
    assert (since["calendar"], since["B"], since["C"]) == ("2026-11-22", None, "2026-11-22")
    told = crm("grade policy --history --json").json
    assert [row["on"] for row in told] == ["2026-11-22", "2026-11-22"]
    crm("grade policy --set C=12d --yes", today="2026-11-23")
    assert due(crm, "2026-11-23")["李雷"][0] == "2026-11-23"
    crm("undo --yes", today="2026-11-23")
    assert crm("check --json", today="2026-11-23").json["ok"]


def test_a_change_of_calendar_moves_what_is_due_and_undo_moves_it_back(crm: Crm) -> None:
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    before = due(crm, "2026-09-26")
    assert before["王芳"][0] == "2026-10-03"
    answer = crm("config set calendar CN", today="2026-09-26")
    assert answer.out == (
        "calendar is now CN; it was none. Classes or due dates of 1 customer moved.\n"
    )
    assert crm("config show calendar").out == "CN\n"
    assert crm("grade policy --only calendar --json").json[0]["since"] == "2026-09-26"
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-09-30"
    crm("undo --yes", today="2026-09-26")
    assert due(crm, "2026-09-26") == before
    crm("redo --yes", today="2026-09-26")
    crm("config unset calendar", today="2026-09-26")
    assert due(crm, "2026-09-26") == before
    assert crm("config show calendar --json").json["value"] == "none"


def test_how_cadences_count_and_where_free_days_go_are_policies(crm: Crm) -> None:
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    crm("config set calendar CN", today="2026-09-26")
    crm("grade policy --set free_days=after --yes", today="2026-09-26")
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-10-08"
    crm("grade policy --set free_days=stay --yes", today="2026-09-26")
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-10-03"
    crm("grade policy --set counting.B=working --yes", today="2026-09-26")
    assert due(crm, "2026-09-26")["王芳"] == (
        "2026-10-12",
        (
            "B, every 7 working days: last contact 2026-09-26 (phone);"
            " 2026-09-27 is free (Mid-Autumn Festival (中秋节))"
        ),
    )
    crm("grade policy --set working.days=mon-sun --yes", today="2026-09-26")
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-10-11"
    foreseen = crm("grade policy --set calendar=none --dry-run --json", today="2026-09-26").json
    assert (foreseen["customers"], foreseen["dry_run"]) == (1, True)


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("counting.B=working", "B=1w", "B"),
        ("B=2w", "counting.B=working", "B"),
        ("counting.quiet=working", "quiet.quote=2w", "quiet.quote"),
        ("quiet.quote=1m", "counting.quiet=working", "quiet.quote"),
        ("C=12d", "counting.visit=working", "visit"),
        ("C=12d", "counting.survey=working", "survey"),
        ("C=12d", "counting.E=working", "E"),
    ],
)
def test_only_days_can_be_counted_in_working_days(
    crm: Crm, first: str, second: str, name: str
) -> None:
    crm(f"grade policy --set {first} --yes")
    refused = crm(f"grade policy --set {second} --yes --json", code=2).error
    assert refused["code"] == "only_days_are_counted"
    assert refused["message"].startswith(f"{name} is ")
    crm(f"grade policy --set {second} --dry-run", code=2)
    # Others can be changed still, and each customer may have a rhythm of its own.
    crm("grade policy --set D=20d --set counting.own=working --yes")


def test_what_nobody_answered_is_tried_again_on_the_next_working_day(crm: Crm) -> None:
    crm("config set calendar CN", today="2026-09-01")
    contacted(crm, "王芳", "2026-09-29", "2026-10-20")
    contacted(crm, "李雷", "2026-09-20", "2026-12-10")
    tried = "log add {} --via phone --outcome no_answer"
    told = crm(tried.format("王芳"), today="2026-09-30").out
    assert "Due again 2026-10-08." in told
    found = crm("due --customer 王芳 --ahead 10 --json", today="2026-09-30").json[0]
    assert found["why"].endswith("; no answer, again on 2026-10-08")
    why = crm("due --customer 王芳 --ahead 10 --why --json", today="2026-09-30").json[0]["why"]
    assert "Tried without an answer, to be tried again on 2026-10-08." in why
    assert crm("due --customer 王芳 --json", today="2026-10-07").json == []
    assert crm("due --customer 王芳 --json", today="2026-10-08").json
    # A week counts all days, and ends on no free one either.
    assert "Due again 2026-10-08." in crm(tried.format("李雷"), today="2026-09-30").out
    crm("config set calendar none", today="2026-09-30")
    assert crm("due --customer 王芳 --json", today="2026-10-01").json
    assert crm("check --json", today="2026-10-01").json["ok"]


def test_words_of_days_and_tries_in_chinese(crm: Crm) -> None:
    crm("grade policy --set limits=working --yes", today="2026-09-01")
    crm("customer add 王芳", today="2026-09-30")
    crm("feedback add 王芳 坏了 --kind complaint", today="2026-09-30 10:00")
    line = "--lang zh due --kind complaint --ahead 30 --why --format md"
    assert "周一至周五" in crm(line, today="2026-09-30 11:00").out
    crm("log add 王芳 --via 微信 --outcome 未联系上", today="2026-09-30")
    assert "[未联系上]" in crm("--lang zh customer show 王芳", today="2026-09-30").out
    refused = crm("--lang zh customer edit 王芳 --set festivals=foo", code=2).err
    assert "none、chinese、western" in refused


def test_visits_surveys_quiet_deals_and_checks_of_data_keep_off_free_days_too(crm: Crm) -> None:
    crm("config set calendar CN", today="2026-09-01")
    crm("customer add 王芳 --importance key", today="2026-09-03")
    crm("purchase add 王芳 --amount 100", today="2026-07-04")
    crm("deal add 王芳 ERP --amount 1万", today="2026-09-04")
    rows = crm("due --customer 王芳 --ahead 400 --json", today="2026-09-04").json
    found = {row["kind"]: (row["due"], row["why"]) for row in rows}
    assert found["relationship"] == (
        "2026-09-30",
        (
            "key customer: a visit every month, none since 2026-09-03;"
            " 2026-10-03 is free (National Day (国庆节))"
        ),
    )
    assert found["deal"][0] == "2026-09-30"
    assert found["deal"][1].endswith("2026-10-04 is free (National Day (国庆节))")
    assert found["survey"][0] == "2026-09-30"
    assert found["verify"][0] == "2027-09-03"
    why = crm("due --customer 王芳 --kind deal --why --ahead 90 --json", today="2026-09-04").json
    assert (
        "2026-09-04 + 30 days = 2026-10-04. 2026-10-04 is free (National Day (国庆节))"
        in why[0]["why"]
    )


def test_limits_in_working_time_know_the_holidays(crm: Crm) -> None:
    crm("config set calendar CN", today="2026-09-01")
    crm("grade policy --set limits=working --yes", today="2026-09-01")
    crm("customer add 王芳", today="2026-09-30")
    crm("feedback add 王芳 坏了 --kind complaint", today="2026-09-30 10:00")
    rows = crm("due --kind complaint --ahead 30 --json", today="2026-09-30 11:00").json
    assert rows[0]["due"] == "2026-10-08"


def test_an_import_and_a_levelling_pass_over_free_days(crm: Crm, tmp_path: Path) -> None:
    crm("config set calendar CN", today="2026-09-01")
    file = tmp_path / "new.csv"
    file.write_text("name\n" + "".join(f"客户{at}\n" for at in range(10)), "utf-8")
    crm(f"customer import {file} --yes", today="2026-09-30")
    starts = {row["due"] for row in crm("due --ahead 30 --json", today="2026-09-30").json}
    assert starts == {"2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"}
    for at in range(10):
        crm(f"log add 客户{at} --via phone", today="2026-09-30")
    crm("due spread --days 40 --yes", today="2026-09-30")
    days = {
        row["day"]: row["total"]
        for row in crm("due load --days 40 --json", today="2026-09-30").json
    }
    free = [f"2026-10-0{day}" for day in range(1, 8)] + ["2026-10-11", "2026-10-17", "2026-10-18"]
    assert sum(days.values()) == 10
    assert not any(days.get(day) for day in free)
    assert len([day for day, count in days.items() if count]) > 5


def test_compliance_counts_by_the_calendar_that_was_in_force(crm: Crm) -> None:
    contacted(crm, "王芳", "2026-09-30", "2026-10-20")
    crm("log add 王芳 --via phone", today="2026-10-08")
    late = crm("report compliance --period 2026-10 --json", today="2026-10-31").json
    crm("undo --yes", today="2026-10-08")
    crm("config set calendar CN", today="2026-09-30")
    crm("log add 王芳 --via phone", today="2026-10-08")
    kept = crm("report compliance --period 2026-10 --json", today="2026-10-31").json
    assert late != kept
    shares = [
        next(row for row in each["blocks"]["grades"]["rows"] if row["grade"] == "A")["in_time"]
        for each in (late, kept)
    ]
    assert [share["part"] for share in shares] == [0, 1]


def test_no_change_of_what_is_free_makes_anybody_late_in_retrospect(crm: Crm) -> None:
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    contacted(crm, "李雷", "2026-09-20", "2026-12-10")
    crm("config set calendar CN", today="2026-10-02")
    found = due(crm, "2026-10-02")
    assert found["王芳"] == (
        "2026-10-08",
        (
            "B, every 7 days: last contact 2026-09-26 (phone);"
            " 2026-10-03 is free (National Day (国庆节))"
        ),
    )
    assert found["李雷"][0] == "2026-09-28"
    why = crm("due --customer 王芳 --why --ahead 40 --json", today="2026-10-02").json[0]["why"]
    assert "so the next working day counts: 2026-10-08." in why
    assert "Free days count so from 2026-10-02 on: nothing is moved to a day before that." in why
    late = crm("report compliance --period 2026-09 --json", today="2026-10-02").json
    (row,) = [row for row in late["blocks"]["grades"]["rows"] if row["grade"] == "B"]
    assert row["late"]["count"] == 0


def test_a_limit_in_working_time_explains_which_days_it_passes_over(crm: Crm) -> None:
    crm("config set calendar CN", today="2026-09-01")
    crm("grade policy --set limits=working --yes", today="2026-09-01")
    crm("customer add 王芳", today="2026-09-30")
    crm("feedback add 王芳 坏了 --kind complaint", today="2026-09-30 10:00")
    why = crm("due --kind complaint --ahead 30 --why --json", today="2026-09-30 11:00").json
    assert "Limits count working time: Mon to Fri, 09:00-18:00." in why[0]["why"]
    assert (
        "Free days are passed over, 2026-10-01 among them (National Day (国庆节))." in why[0]["why"]
    )
