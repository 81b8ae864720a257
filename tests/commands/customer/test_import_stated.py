"""`crm customer import --update`: what a row states is in the book afterwards, or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-11-20"
HEAD = "name,phone"
WANG = "王芳,13800138000"
CONSENT = ("may_contact", "may_share", "consent_on", "consent_reason")


def bring(crm: Crm, table: str, options: str = "--update", **given: Any) -> dict[str, Any]:
    line = f"customer import - --yes --json {options}"
    found: dict[str, Any] = crm(line, **{"stdin": table, "today": TODAY, **given}).json
    return found


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer[name] for name in ("created", "updated", "unchanged", "skipped", "refused"))


def shown(crm: Crm, customer: str = "id:1") -> dict[str, Any]:
    found: dict[str, Any] = crm(f"customer show {customer} --json", today=TODAY).json
    return found


def changes(crm: Crm, table: str) -> dict[str, tuple[Any, Any]]:
    (change,) = bring(crm, table, "--update --dry-run")["changes"]
    return {name: (pair["before"], pair["after"]) for name, pair in change["changes"].items()}


def exported(crm: Crm, path: Path, today: str = TODAY) -> str:
    crm(["customer", "export", str(path), "--force"], today=today)
    return path.read_text("utf-8")


# Consent


@pytest.fixture
def refusing(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --may-contact no --reason asked", today="2026-11-05")
    return crm


@pytest.mark.parametrize(
    ("stated", "after"),
    [
        ("no,no,2026-11-05,asked", (False, False, "2026-11-05", "asked")),
        ("yes,no,2026-11-05,asked", (True, False, "2026-11-05", "asked")),
        ("yes,yes,2026-11-05,asked", (True, True, "2026-11-05", "asked")),
        ("no,no,2026-11-05,", (False, False, "2026-11-05", None)),
        ("no,no,,asked", (False, False, TODAY, "asked")),
        ("no,no,,", (False, False, TODAY, None)),
        ("yes,no,,signed", (True, False, TODAY, "signed")),
        ("yes,yes,,signed", (True, True, TODAY, "signed")),
        ("no,,2026-11-07,wrote", (False, True, "2026-11-07", "wrote")),
    ],
)
def test_a_consent_is_dated_and_explained_as_its_row_says(
    refusing: Crm, stated: str, after: tuple[Any, ...]
) -> None:
    table = f"{HEAD},{','.join(CONSENT)}\n{WANG},{stated}\n"
    assert counts(bring(refusing, table)) == (0, 1, 0, 0, 0)
    found = shown(refusing)
    assert tuple(found[name] for name in CONSENT) == after
    assert counts(bring(refusing, table)) == (0, 0, 1, 0, 0)


def test_an_export_in_which_a_flag_alone_is_edited_is_taken_over_as_it_stands(
    refusing: Crm, tmp_path: Path
) -> None:
    table = exported(refusing, tmp_path / "a.csv")
    edited = table.replace(",false,true,2026-11-05,", ",false,false,2026-11-05,")
    assert edited != table
    assert changes(refusing, edited) == {"may_share": (True, False)}
    assert counts(bring(refusing, edited)) == (0, 1, 0, 0, 0)
    found = shown(refusing)
    assert (found["consent_on"], found["consent_reason"]) == ("2026-11-05", "asked")
    assert counts(bring(refusing, edited)) == (0, 0, 1, 0, 0)


# Who is lost


@pytest.fixture
def lost(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000", today="2026-11-01")
    crm("customer lose 王芳 --reason 'too dear' --on 2026-11-02 --winback 2026-12-01", today=TODAY)
    return crm


@pytest.mark.parametrize("day", [",2026-11-02", ""])
def test_another_reason_of_a_loss_is_taken_over_and_the_next_try_stays(lost: Crm, day: str) -> None:
    table = f"{HEAD}{',lost' if day else ''},lost_reason\n{WANG}{day},moved away\n"
    assert changes(lost, table) == {"lost_reason": ("too dear", "moved away")}
    assert counts(bring(lost, table)) == (0, 1, 0, 0, 0)
    found = shown(lost)
    assert (found["lost"], found["lost_reason"]) == ("2026-11-02", "moved away")
    assert (found["next_due"], found["fields"]) == ("2026-12-01", {})
    assert lost("customer field list --json", today=TODAY).json == []
    assert counts(bring(lost, table)) == (0, 0, 1, 0, 0)
    assert lost("check", today=TODAY).code == 0


def test_another_day_of_a_loss_keeps_the_reason_that_is_not_stated(lost: Crm) -> None:
    assert counts(bring(lost, f"{HEAD},lost\n{WANG},2026-11-03\n")) == (0, 1, 0, 0, 0)
    found = shown(lost)
    assert (found["lost"], found["lost_reason"]) == ("2026-11-03", "too dear")


def test_a_loss_is_foreseen_with_its_reason(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800138000", today=TODAY)
    table = f"{HEAD},lost,lost_reason\n{WANG},2026-11-03,too dear\n"
    assert changes(crm, table) == {"lost": (None, "2026-11-03"), "lost_reason": (None, "too dear")}


@pytest.mark.parametrize(
    ("column", "field"), [("lost_reason", "lost_reason 2"), ("流失原因", "流失原因 2")]
)
def test_a_reason_without_a_day_loses_nobody_and_is_kept(crm: Crm, column: str, field: str) -> None:
    crm("customer add 王芳 --phone 13800138000", today=TODAY)
    table = f"{HEAD},{column}\n{WANG},too far\n李雷,13900139000,too dear\n韩梅,13600136000,-\n"
    answer = bring(crm, table)
    assert counts(answer) == (2, 1, 0, 0, 0)
    note = f"of whoever is not lost it is kept in {field}, a field of your own"
    assert answer["mapping"][2]["note"] == note
    found = [shown(crm, f"id:{each}") for each in (1, 2, 3)]
    assert [each["fields"] for each in found] == [{field: "too far"}, {field: "too dear"}, {}]
    assert [(each["lost"], each["lost_reason"]) for each in found] == [(None, None)] * 3
    assert counts(bring(crm, table)) == (0, 0, 3, 0, 0)
    told = crm("customer import - --yes", stdin=table, today=TODAY)
    assert f"{column}: {note}.\n" in told.err
    assert crm("check", today=TODAY).code == 0


# What the book works out


def test_a_status_that_follows_from_deals_is_told_as_not_taken(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳 --phone 13800138000", today=TODAY)
    won_alone = "won is pinned; all else follows from deals and purchases"
    edited = exported(crm, tmp_path / "a.csv").replace(",prospect,normal,", ",negotiating,normal,")
    (note,) = [each["note"] for each in bring(crm, edited)["mapping"] if each["note"]]
    assert note == won_alone
    told = crm("customer import - --dry-run", stdin=edited, today=TODAY)
    assert f"  status → status: {won_alone}\n" in told.out
    assert "status" not in told.lines[1]
    assert f"status: {won_alone}.\n" in crm("customer import -", stdin=edited, today=TODAY).err
    table = f"{HEAD},状态\n{WANG},跟进中\n李雷,13900139000,已成交\n"
    other_words = "won is pinned; other words are kept in 状态 2, a field of your own"
    answer = bring(crm, table)
    assert (counts(answer), answer["mapping"][2]["note"]) == ((1, 1, 0, 0, 0), other_words)
    assert (shown(crm)["status"], shown(crm)["fields"]) == ("prospect", {"状态 2": "跟进中"})
    assert shown(crm, "李雷")["status"] == "won"
    assert bring(crm, f"{HEAD},状态\n李雷,13900139000,已成交\n")["mapping"][2]["note"] is None


# Grades


@pytest.fixture
def graded(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --need clear --close 2027-02-01", today="2026-11-10")
    crm("customer add 李雷 --phone 13900139000", today="2026-11-10")
    return crm


def grades(crm: Crm) -> list[tuple[str, str]]:
    found = crm("customer list --json", today=TODAY).json
    return [(each["grade"], each["grade_source"]) for each in found]


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_a_grade_that_is_edited_in_an_export_is_given_by_hand(
    graded: Crm, tmp_path: Path, form: str
) -> None:
    table = exported(graded, tmp_path / f"a.{form}")
    edited = table
    for old, new, source in (("B", "D", "rule"), ("D", "C", "start")):
        edited = edited.replace(f",{old},{source},", f",{new},{source},")
        edited = edited.replace(f"\t{old}\t{source}\t", f"\t{new}\t{source}\t")
        edited = edited.replace(f'"{old}", "grade_source": "{source}"',
                                f'"{new}", "grade_source": "{source}"')  # fmt: skip
    assert edited != table
    assert counts(bring(graded, edited)) == (0, 2, 0, 0, 0)
    assert grades(graded) == [("D", "hand"), ("C", "hand")]
    assert counts(bring(graded, edited)) == (0, 0, 2, 0, 0)
    assert counts(bring(graded, table)) == (0, 0, 2, 0, 0)


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_an_export_from_before_the_rule_graded_again_is_no_edit(
    graded: Crm, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"a.{form}"
    graded(["customer", "export", str(file)], today="2026-11-10 18:00")
    graded("log add 王芳 hello --via phone", today="2027-01-10")
    assert grades(graded)[0] == ("A", "rule")
    answer = graded(f"customer import {file} --update --json", today="2027-01-11").json
    assert counts(answer) == (0, 0, 2, 0, 0)
    assert grades(graded)[0] == ("A", "rule")


def test_new_facts_beside_a_grade_of_the_rule_are_graded_by_the_rule(
    graded: Crm, tmp_path: Path
) -> None:
    table = exported(graded, tmp_path / "a.csv")
    assert counts(bring(graded, table.replace("2027-02-01", "2027-04-01"))) == (0, 1, 1, 0, 0)
    assert grades(graded)[0] == ("C", "rule")
    both = table.replace("2027-02-01", "2027-05-01").replace(",B,rule,", ",E,rule,")
    assert counts(bring(graded, both)) == (0, 1, 1, 0, 0)
    assert (grades(graded)[0], shown(graded)["expected_close"]) == (("E", "hand"), "2027-05-01")


def test_a_grade_of_another_table_counts_unless_facts_beside_it_are_new(graded: Crm) -> None:
    start = f"{HEAD},grade,grade_source\n{WANG},D,start\n"
    assert counts(bring(graded, start)) == (0, 0, 1, 0, 0)
    table = f"{HEAD},grade,grade_source,expected_close\n{WANG},D,rule,{{}}\n"
    assert counts(bring(graded, table.format("2026-12-01"))) == (0, 1, 0, 0, 0)
    assert grades(graded)[0] == ("A", "rule")
    assert counts(bring(graded, table.format(""))) == (0, 1, 0, 0, 0)
    assert grades(graded)[0] == ("D", "hand")


# One address is one


def test_an_address_in_another_case_is_the_one_that_is_there(crm: Crm) -> None:
    crm("customer add 王芳 --email e@x.com", today=TODAY)
    table = "name,email\n王芳,E@X.COM;f@x.com;F@x.com\n"
    assert counts(bring(crm, "name,email\n王芳,E@X.COM\n", "")) == (0, 0, 1, 0, 0)
    assert counts(bring(crm, table)) == (0, 1, 0, 0, 0)
    assert shown(crm)["emails"] == ["e@x.com", "f@x.com"]
    assert counts(bring(crm, table)) == (0, 0, 1, 0, 0)
    other = "name,email,email 2\n李雷,A@b.example;a@b.example,a@B.example\n"
    assert counts(bring(crm, other)) == (1, 0, 0, 0, 0)
    assert shown(crm, "李雷")["emails"] == ["A@b.example"]


def test_an_address_of_a_person_in_another_case_is_the_one_that_is_there(crm: Crm) -> None:
    crm("customer add 宏远公司 --set kind=company", today=TODAY)
    crm("customer person add 宏远公司 张三 --email z@x.com", today=TODAY)
    people = '[{"name": "张三", "emails": ["Z@X.com", "Y@x.com"]}]'
    table = f'[{{"name": "宏远公司", "kind": "company", "people": {people}}}]'
    assert counts(bring(crm, table)) == (0, 1, 0, 0, 0)
    assert shown(crm)["people"][0]["emails"] == ["z@x.com", "Y@x.com"]
    assert counts(bring(crm, table)) == (0, 0, 1, 0, 0)
