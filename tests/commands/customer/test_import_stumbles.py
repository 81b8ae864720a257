"""What people stumbled over when they brought their files in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crmcli.errors import Refused, UsageFault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"


def bring(crm: Crm, table: str | bytes, options: str = "", **given: Any) -> dict[str, Any]:
    answer = crm(f"customer import - --yes --json {options}", stdin=table, today=TODAY, **given)
    found: dict[str, Any] = answer.json
    return found


def test_a_grade_that_the_file_states_stays_beside_new_facts(crm: Crm) -> None:
    table = "客户名称,手机,等级,需求,预计成交\n港诚,13000000001,B,潜在,{}\n"
    bring(crm, table.format("2027-01-20"))
    answer = bring(crm, table.format("2027-02-10"), "--update --dry-run")
    assert list(answer["changes"][0]["changes"]) == ["expected_close"]
    assert bring(crm, table.format("2027-02-10"), "--update")["updated"] == 1
    found = crm("customer show id:1 --json", today=TODAY).json
    assert (found["grade"], found["grade_source"]) == ("B", "hand")
    assert bring(crm, table.format("2027-02-10"), "--update")["unchanged"] == 1


def test_a_grade_by_hand_is_kept_by_an_edit_that_says_it_again(crm: Crm) -> None:
    crm("customer add 王芳 --grade B --need potential", today=TODAY)
    crm("customer edit 王芳 --grade B --close 2027-03-01", today=TODAY)
    found = crm("customer show 王芳 --json", today=TODAY).json
    assert (found["grade"], found["grade_source"]) == ("B", "hand")


def test_the_grade_that_new_facts_lead_to_is_shown_before(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800138000 --need clear --close 2026-12-01", today=TODAY)
    table = "姓名,手机,预计成交\n王芳,13800138000,2027-02-01\n"
    change = bring(crm, table, "--update --dry-run")["changes"][0]["changes"]["grade"]
    assert change == {"before": "A", "after": "B"}
    bring(crm, table, "--update")
    assert crm("customer show 王芳 --json", today=TODAY).json["grade"] == "B"


def test_a_bad_row_that_says_skip_is_skipped(crm: Crm) -> None:
    table = "action,matched_id,reason,客户名称,生日\nskip,,,坏,昨天\n,,,好,1988-05-06\n"
    answer = bring(crm, table)
    assert (answer["created"], answer["skipped"], answer["refused"]) == (1, 1, 0)
    assert answer["skips"] == [{"row": 2, "reason": "left out, as the row says"}]


def test_rejected_rows_never_take_the_place_of_their_file(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,phone\nA,12\nB,13800138000\n", "utf-8")
    line = f"customer import {path} --yes --skip-bad {path} --force"
    answer = crm(line, code=UsageFault.exit_code)
    assert "is the file that is imported" in answer.err
    assert path.read_text("utf-8").startswith("name,phone")


def test_what_no_field_takes_of_a_vcard_is_told(crm: Crm) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:陈丽华\nBDAY:1990-02-30\nTEL:abc\nEND:VCARD\n"
    answer = crm("customer import - --yes", stdin=card, today=TODAY)
    assert "Kept on the card alone: birthday: 1990-02-30" in answer.err
    assert "Kept on the card alone: phones: abc" in answer.err


@pytest.mark.parametrize("text", ["--12-24", " --12-24", "--1224"])
def test_a_birthday_without_its_year_is_read_as_address_books_write_it(crm: Crm, text: str) -> None:
    bring(crm, f"Name,Birthday\nAnna,{text}\n")
    assert crm("customer show Anna --json").json["birthday"] == "12-24"


def test_in_an_address_book_somebody_may_be_known_by_an_address_alone(crm: Crm) -> None:
    table = "First Name,Last Name,E-mail 1 - Value\n,,info@example.com\n"
    assert bring(crm, table)["created"] == 1
    assert crm("customer list --json").json[0]["name"] == "info@example.com"
    bring(crm, "姓名,邮箱\n,x@example.com\n", code=Refused.exit_code)


def test_the_mark_of_unicode_is_no_part_of_a_name_in_any_encoding(crm: Crm) -> None:
    table = "\ufeff客户名称,手机\n王芳,13800138000\n"
    for encoding in ("gb18030", "utf-8", "utf-16-le"):
        answer = bring(crm, table.encode(encoding), "--dry-run")
        assert answer["mapping"][0]["column"] == "客户名称", encoding
        assert answer["created"] == 1
    quoted = '\ufeff"客户名称","手机"\n"王芳","13800138000"\n'
    assert bring(crm, quoted.encode("gb18030"))["created"] == 1


def test_a_mistyped_field_of_a_mapping_is_no_new_one(crm: Crm) -> None:
    answer = crm(
        "customer import - --map 手机=phnoes --yes", stdin="姓名,手机\nA,13800138000\n", code=2
    )
    assert "Did you mean phones?" in answer.err
    bring(crm, "姓名,颜色\nA,red\n", "--map 颜色=色彩")
    assert crm("customer show A --json").json["fields"] == {"色彩": "red"}


def test_a_refusal_says_how_the_rest_comes_in(crm: Crm) -> None:
    answer = crm("customer import - --yes", stdin="姓名,手机\nA,12\n", code=Refused.exit_code)
    assert "--skip-bad" in answer.err


def test_a_book_s_own_log_says_nothing_new(crm: Crm) -> None:
    bring(crm, "姓名,手机,最近联系\n王芳,13800138000,2026-11-03\n")
    log = crm("log list --json", today=TODAY).out
    answer = crm("log import - --yes --json", stdin=log, today=TODAY).json
    assert (answer["created"], answer["unchanged"]) == (0, 1)
    assert crm("log list --json", today=TODAY).out == log
    more = "客户,日期,方式,沟通内容\n王芳,2026-11-03,其他,talked\n"
    assert crm("log import - --yes --json", stdin=more, today=TODAY).json["created"] == 1
    assert [each["note"] for each in crm("log list --json", today=TODAY).json] == ["talked"]


def test_a_mapping_by_hand_comes_before_what_a_name_means(crm: Crm) -> None:
    table = "姓名,简称,公司,总公司\n王芳,小王,甲,总甲\n"
    bring(crm, table, "--map 简称=name --map 总公司=company")
    found = crm("customer show id:1 --json").json
    assert (found["name"], found["company"]) == ("小王", "总甲")
    assert found["fields"] == {"姓名 2": "王芳", "公司 2": "甲"}


def test_a_gender_that_is_not_specified_is_none(crm: Crm) -> None:
    bring(crm, "First Name,Last Name,Gender\nJohn,Doe,Unspecified\n")
    assert crm("customer list --json").json[0]["gender"] is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [("13800138000.00", "+8613800138000"), ("13800138000.50", None), ("13800138000.5", None)],
)
def test_a_number_with_decimals_is_no_other_number(crm: Crm, text: str, kept: str | None) -> None:
    table = f"name,phone\nA,{text}\n"
    if kept is None:
        bring(crm, table, code=Refused.exit_code)
    else:
        bring(crm, table)
        assert crm("customer list --json").json[0]["phones"] == [kept]


def test_a_tag_that_stands_there_twice_is_one(crm: Crm) -> None:
    assert bring(crm, '[{"name": "a", "tags": ["vip", "vip"]}]')["created"] == 1
    assert crm("customer list --json").json[0]["tags"] == ["vip"]


def test_an_order_of_dates_that_is_none_names_those_there_are(crm: Crm) -> None:
    answer = crm("customer import - --dates foo", stdin="name\nA\n", code=UsageFault.exit_code)
    assert "dmy" in answer.err


def test_a_date_that_is_none_is_refused_with_examples(crm: Crm) -> None:
    answer = bring(crm, "姓名,生日\nA,1990-02-30\n", code=Refused.exit_code)
    assert "1988-05-06" in answer["refusals"][0]["reason"]
