"""Files of holidays: the next year, other countries, what is known, and what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.test_calendar import contacted, due

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

CN_2027 = "# calendar: CN\n# known: 2027-01-01 to 2027-12-31\n2027-01-01,2027-01-03,free,元旦\n"


def test_the_next_year_is_imported_and_beyond_it_the_list_says_so(crm: Crm, tmp_path: Path) -> None:
    contacted(crm, "王芳", "2026-12-25", "2027-03-10")
    crm("config set calendar CN", today="2026-12-25")
    assert due(crm, "2026-12-25")["王芳"] == (
        "2027-01-01",
        "B, every 7 days: last contact 2026-12-25 (phone); holidays known until 2026-12-31 only",
    )
    why = crm("due --ahead 9 --why --json", today="2026-12-25").json[0]["why"]
    assert "Holidays are known until 2026-12-31; later only weekends are free." in why
    listed = crm("due --ahead 9", today="2026-12-25")
    assert "Holidays are known until 2026-12-31" in listed.err
    file = tmp_path / "cn-2027.csv"
    file.write_text(CN_2027, "utf-8")
    tried = crm(f"calendar import {file} --dry-run", today="2026-12-25")
    assert tried.out.startswith("Nothing was written (dry run). The holidays of CN are known from")
    answer = crm(f"calendar import {file}", today="2026-12-25")
    assert answer.out == (
        "The holidays of CN are known from 2018-01-01 to 2027-12-31. Dates of 1 customer moved.\n"
    )
    assert due(crm, "2026-12-25")["王芳"][0] == "2026-12-31"
    assert crm("due --ahead 9", today="2026-12-25").err == ""
    assert crm("calendar list --json").json[-1] == {
        "name": "CN",
        "known_from": "2018-01-01",
        "known_until": "2027-12-31",
        "in_force": True,
        "origin": "book",
    }
    crm("undo --yes", today="2026-12-25")
    assert due(crm, "2026-12-25")["王芳"][0] == "2027-01-01"
    crm("config unset calendar", today="2026-12-25")
    crm("calendar remove CN", today="2026-12-25")
    assert crm("calendar list --json").json[-1]["origin"] == "built_in"


def test_a_book_keeps_its_calendar_until_it_is_brought_up_to_date(crm: Crm) -> None:
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    old = "# calendar: CN\n# known: 2018-01-01 to 2026-12-31\n2026-10-01,,free,国庆\n"
    crm("calendar import - --name CN", stdin=old, today="2026-09-26")
    crm("config set calendar CN", today="2026-09-26")
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-10-02"
    answer = crm("calendar update --json", today="2026-09-26").json
    assert (answer["customers"], answer["known_until"]) == (1, "2026-12-31")
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-09-30"
    assert crm("calendar update XX --json", code=3).error["code"] == "calendar_not_shipped"


def test_another_country_comes_in_the_same_form(crm: Crm, tmp_path: Path) -> None:
    text = crm("calendar show CN --file").out
    assert "2026-10-01,2026-10-07,free,国庆节" in text
    file = tmp_path / "feiertage.csv"
    file.write_bytes("日期,至,类型,节日\n2026-10-02,,休,统一日\n".encode("gb18030"))
    crm(f"calendar import {file} --name de")
    crm("config set calendar DE", today="2026-09-01")
    contacted(crm, "王芳", "2026-09-25", "2026-12-10")
    assert due(crm, "2026-09-25")["王芳"] == (
        "2026-10-01",
        "B, every 7 days: last contact 2026-09-25 (phone); 2026-10-02 is free (统一日)",
    )
    refused = crm("calendar remove DE --json", code=5)
    assert refused.error["code"] == "calendar_in_use"
    assert crm("calendar show --year 2026 --json").json == [
        {
            "calendar": "DE",
            "day": "2026-10-02",
            "until": "2026-10-02",
            "kind": "free",
            "name": "统一日",
            "days": 1,
        }
    ]


@pytest.mark.parametrize(
    ("line", "stdin", "code", "word"),
    [
        ("config set calendar XX", "", 3, "unknown_calendar"),
        ("grade policy --set calendar=XX --yes", "", 3, "unknown_calendar"),
        ("config set calendar 1!", "", 2, "unreadable_number"),
        ("calendar show XX", "", 3, "unknown_calendar"),
        ("calendar import -", "2027-01-01,,free,元旦", 2, "calendar_unnamed"),
        ("calendar import - --name weekend", "2027-01-01,,free,元旦", 2, "calendar_unnamed"),
        ("calendar import - --name CN", "2028-01-01,,free,元旦", 5, "calendar_gap"),
        ("calendar import - --name CN", "2027-13-01,,free,元旦", 5, "bad_calendar"),
        ("calendar import nowhere.csv", "", 3, "file_not_found"),
        ("calendar remove CN", "", 3, "calendar_not_kept"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    crm: Crm, line: str, stdin: str, code: int, word: str
) -> None:
    crm("customer add 王芳")
    before = crm("calendar list --json").json
    assert crm(f"{line} --json", code=code, stdin=stdin).error["code"] == word
    assert crm("calendar list --json").json == before


def test_whatever_is_imported_can_be_read_back(crm: Crm) -> None:
    two = "2000-01-01,2026-01-01,free,H\n2026-01-02,2050-01-01,free,H\n"
    crm("calendar import - --name MM", stdin=two)
    quoted = '2027-01-02,,free,""""\n2027-01-03,,free,"a, b"\n2027-01-04;;free;c\n'
    crm("calendar import - --name QQ", stdin=quoted)
    rows = crm("calendar show QQ --json").json
    assert [row["name"] for row in rows] == ['"', "a, b", "c"]
    assert crm("calendar list --json").json[-1]["known_until"] == "2027-12-31"
    assert crm("calendar show MM --json").json[-1]["until"] == "2050-01-01"
    too_many = "1990-01-01,2040-01-01,free,H\n2040-01-02,2090-01-01,free,H\n"
    refused = crm("calendar import - --name TM --json", stdin=too_many, code=5)
    assert refused.error["code"] == "bad_calendar"


def test_a_file_that_does_not_say_what_it_knows_adds_to_what_is_there(crm: Crm) -> None:
    crm("config set calendar CN", today="2026-09-01")
    contacted(crm, "王芳", "2026-09-26", "2026-12-10")
    day = "day,kind,name\n2026-12-31,free,公司年会\n"
    assert crm("calendar import - --name CN --json", stdin=day).json["customers"] == 0
    assert due(crm, "2026-09-26")["王芳"][0] == "2026-09-30"
    whole = f"# known: 2026-01-01 to 2026-12-31\n{day}"
    assert crm("calendar import - --name CN --json", stdin=whole).json["customers"] == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-01-01,,free,a\n2027-01-01,,free,a\n", "bad_calendar"),
        ("# known 2026-01-01 - 2026-06-30\n2026-01-01,,free,a\n", "bad_calendar"),
        ("2010-01-01,,free,元旦\n", "calendar_gap"),
    ],
)
def test_no_day_is_taken_for_known_that_is_not(crm: Crm, text: str, code: str) -> None:
    assert crm("calendar import - --name CN --json", stdin=text, code=5).error["code"] == code


def test_before_the_known_days_it_says_so_too(crm: Crm) -> None:
    crm("calendar import - --name DE", stdin="2027-01-01,,free,Neujahr\n")
    crm("config set calendar DE", today="2026-12-20")
    contacted(crm, "王芳", "2026-12-20", "2027-03-10")
    assert due(crm, "2026-12-20")["王芳"] == (
        "2026-12-25",
        (
            "B, every 7 days: last contact 2026-12-20 (phone); 2026-12-27 is a weekend;"
            " holidays known from 2027-01-01 on only"
        ),
    )


def test_a_file_in_another_encoding_is_named_one(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "cn.csv"
    file.write_bytes("2027-01-01,,free,元旦\n".encode("gb18030"))
    crm(f"calendar import {file} --name CN --encoding gb18030")
    assert crm("calendar show CN --year 2027 --json").json[0]["name"] == "元旦"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_as_spreadsheets_save_it(crm: Crm, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "cn.csv"
    lines = ["# calendar: CN,,,", "# known: 2027-12-31,,,", "日期,结束,类型,节日"]
    lines += ["2027/1/1,2027/1/3,休,元旦", "2027年2月6日,,休,春节", "2027-2-20,,班,春节", ",,,", ""]
    file.write_bytes("\r\n".join(lines).encode(encoding))
    answer = crm(f"calendar import {file} --json").json
    assert (answer["known_until"], answer["free_days"], answer["working_days"]) == (
        "2027-12-31",
        4,
        1,
    )
    assert answer["assumed"] is False
    shown = crm("calendar show CN --year 2027 --json").json
    assert [(row["day"], row["until"], row["kind"]) for row in shown] == [
        ("2027-01-01", "2027-01-03", "free"),
        ("2027-02-06", "2027-02-06", "free"),
        ("2027-02-20", "2027-02-20", "work"),
    ]


@pytest.mark.parametrize(
    ("comment", "known"),
    [
        ('"# known: 2027-01-01 to 2027-06-30",,,', ("2027-01-01", "2027-06-30")),
        ("# known: 2027/1/1 to 2027/6/30;;;", ("2027-01-01", "2027-06-30")),
        ("# 已知：2027/6/30", ("2027-01-01", "2027-06-30")),
    ],
)
def test_which_days_are_known_is_read_in_whatever_form(
    crm: Crm, comment: str, known: tuple[str, str]
) -> None:
    stdin = f"{comment}\n2027/1/1,,free,Neujahr,\n"
    answer = crm("calendar import - --name DE --json", stdin=stdin).json
    assert (answer["known_from"], answer["known_until"]) == known


def test_a_file_that_does_not_say_what_it_knows_is_answered_with_what_is_taken(crm: Crm) -> None:
    told = crm("calendar import - --name DE", stdin="2027-01-01,,free,Neujahr\n").out
    assert "known from 2027-01-01 to 2027-12-31." in told
    assert "does not say which days it knows (# known), so whole years count as known." in told


def test_a_year_that_is_not_known_is_said_to_be_so(crm: Crm) -> None:
    shown = crm("calendar show CN --year 2027")
    assert shown.lines == ["calendar\tday\tuntil\tkind\tname\tdays"]
    assert "The holidays of CN are known from 2018-01-01 to 2026-12-31" in shown.err
    assert crm("calendar show CN --year 2026").err == ""
    assert crm("calendar show weekend --year 2026").err == ""
    file = crm("calendar show CN --year 2026 --file").out
    assert "# known: 2026-01-01 to 2026-12-31" in file
    assert {line[:4] for line in file.splitlines()[3:]} == {"2026"}
    refused = crm("calendar show CN --year 2027 --file --json", code=3)
    assert refused.error["code"] == "unknown_calendar_year"


def test_an_update_without_a_calendar_in_force_says_how_to_set_one(crm: Crm) -> None:
    crm("customer add 王芳")
    for setting in ("none", "weekend"):
        crm(f"config set calendar {setting}")
        refused = crm("calendar update --json", code=3).error
        assert refused["code"] == "no_calendar_in_force"
        assert "crm config set calendar CN" in refused["hint"]
    assert crm("calendar update CN --json").json["name"] == "CN"
