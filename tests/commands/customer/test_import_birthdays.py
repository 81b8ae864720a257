"""Lunar and solar birthdays in tables: the column says it, or one beside it, or the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Crm


def imported(crm: Crm, folder: Path, text: str, options: str = "", code: int = 0) -> Answer:
    file = folder / "table.csv"
    file.write_text(text)
    return crm(f"customer import {file} {options} --yes --json", code=code)


def birthdays(crm: Crm) -> dict[str, str | None]:
    return {row["name"]: row["birthday"] for row in crm("customer list --json").json}


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("农历生日", "1988-08-15", "lunar:1988-08-15"),
        ("阴历生日", "八月十五", "lunar:08-15"),
        ("生日(农历)", "1988/8/15", "lunar:1988-08-15"),
        ("生日（农历）", "农历八月十五", "lunar:08-15"),
        ("農曆生日", "闰六月初五", "lunar:L06-05"),
        ("Lunar birthday", "15/8/1988", "lunar:1988-08-15"),
        ("公历生日", "1988-08-15", "1988-08-15"),
        ("阳历生日", "1988年8月15日", "1988-08-15"),
        ("新历生日", "8月15日", "08-15"),
        ("国历生日", "1988-08-15", "1988-08-15"),
        ("生日", "农历一九八八年八月十五", "lunar:1988-08-15"),
        ("生日", "1988-08-15（农历）", "lunar:1988-08-15"),
    ],
)
def test_a_column_says_which_calendar_its_birthdays_are_of(
    crm: Crm, tmp_path: Path, column: str, cell: str, kept: str
) -> None:
    imported(crm, tmp_path, f"姓名,{column}\n王芳,{cell}\n")
    assert birthdays(crm) == {"王芳": kept}


@pytest.mark.parametrize("field", ["生日", "birthday", "农历生日", "lunar_birthday"])
def test_a_lunar_column_stays_one_when_it_is_mapped(crm: Crm, tmp_path: Path, field: str) -> None:
    imported(crm, tmp_path, "姓名,农历生日\n王芳,1988-08-15\n", f"--map 农历生日={field}")
    assert birthdays(crm) == {"王芳": "lunar:1988-08-15"}


def test_a_plain_column_can_be_mapped_as_lunar(crm: Crm, tmp_path: Path) -> None:
    imported(
        crm, tmp_path, "姓名,出生\n王芳,1988-08-15\n", "--map 出生=农历生日 --save-mapping 旧表"
    )
    imported(crm, tmp_path, "姓名,出生\n李雷,1988-08-15\n", "--mapping 旧表")
    assert birthdays(crm) == dict.fromkeys(("王芳", "李雷"), "lunar:1988-08-15")


def test_a_column_beside_it_says_so_for_each_row(crm: Crm, tmp_path: Path) -> None:
    rows = "甲,1988-08-15,农历\n乙,1988-08-15,公历\n丙,2000-02-30,阴历\n丁,八月十五,农历生日\n"
    imported(crm, tmp_path, f"姓名,生日,生日类型\n{rows}戊,1988-08-15,\n")
    assert birthdays(crm) == {
        "甲": "lunar:1988-08-15",
        "乙": "1988-08-15",
        "丙": "lunar:2000-02-30",
        "丁": "lunar:08-15",
        "戊": "1988-08-15",
    }
    imported(crm, tmp_path, "姓名,生日,农历\n己,08-15,是\n庚,08-15,否\n")
    assert (birthdays(crm)["己"], birthdays(crm)["庚"]) == ("lunar:08-15", "08-15")


def test_without_a_birthday_the_column_is_kept_as_it_is(crm: Crm, tmp_path: Path) -> None:
    imported(crm, tmp_path, "姓名,农历\n王芳,是\n")
    assert crm("customer show 王芳 --json").json["fields"] == {"农历 2": "是"}


def test_of_two_birthdays_one_is_the_birthday_and_nothing_is_lost(crm: Crm, tmp_path: Path) -> None:
    imported(crm, tmp_path, "姓名,生日,农历生日\n王芳,1988-08-15,七月初四\n")
    shown = crm("customer show 王芳 --json").json
    assert shown["birthday"] == "1988-08-15"
    assert list(shown["fields"].values()) == ["七月初四"]


def test_what_is_no_such_day_is_refused_row_by_row(crm: Crm, tmp_path: Path) -> None:
    lines = ["姓名,生日,生日类型", "甲,13-01,农历", "乙,1988-08-15,火星历"]
    lines += ["丙,1988-08-15(农历),公历", "丁,1988-12-30,农历", "戊,08-15,农历"]
    bad = tmp_path / "bad.csv"
    answer = imported(crm, tmp_path, "\n".join([*lines, ""]), f"--skip-bad {bad}")
    assert [each["row"] for each in answer.json["refusals"]] == [2, 3, 4, 5]
    assert birthdays(crm) == {"戊": "lunar:08-15"}


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("阴历生日", "八月三十一"),
        ("生日,农历", "13-01,是"),
        ("阴历生日", "1988-12-30"),
        ("生日", "lunar:13-01"),
    ],
)
def test_a_birthday_that_is_refused_is_quoted_as_it_stands(
    crm: Crm, tmp_path: Path, heading: str, cell: str
) -> None:
    options = f"--skip-bad {tmp_path / 'bad.csv'}"
    (refusal,) = imported(crm, tmp_path, f"姓名,{heading}\n甲,{cell}\n", options).json["refusals"]
    assert f"Cannot read {cell.removesuffix(',是')} as a birthday" in refusal["reason"]
