"""Who may not be contacted has no clocks, is never lost from sight, and the reason is shown."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

LINE = "may not be contacted"
COMMAND = "(crm customer list --where 'may_contact = no')"


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A key customer with a promise, who is due three times."""
    crm("customer add 王芳 --grade A --importance key", today="2024-03-01")
    crm("promise add 王芳 'send the quote' --by 2026-03-30", today="2026-03-01")
    return crm


@pytest.fixture
def silent(wang: Crm) -> Crm:
    wang(["customer", "edit", "王芳", "--may-contact", "no", "--reason", "asked for it"])
    return wang


def shown(crm: Crm, who: str = "id:1") -> Any:
    return crm(["customer", "show", who, "--json"]).json


def refs(crm: Crm, line: str = "") -> list[str]:
    return [each["ref"] for each in crm(f"due --json {line}").json]


def rows(crm: Crm, sql: str) -> list[Any]:
    with closing(sqlite3.connect(crm.db)) as connection:
        return connection.execute(sql).fetchall()


def test_the_clocks_go_and_come_back_in_the_command_that_changes_the_flag(wang: Crm) -> None:
    before = rows(wang, "SELECT * FROM obligation ORDER BY kind")
    everything = ["promise:1", "follow_up:1", "relationship:1", "churn:1", "verify:1"]
    assert refs(wang) == everything
    wang(["customer", "edit", "王芳", "--may-contact", "no", "--reason", "asked for it"])
    assert rows(wang, "SELECT kind FROM obligation") == [("promise",)]
    wang("customer edit 王芳 --may-contact yes")
    assert rows(wang, "SELECT * FROM obligation ORDER BY kind") == before


def test_the_record_says_since_when_and_why(silent: Crm) -> None:
    customer = shown(silent)
    assert customer["may_contact"] is False
    assert customer["may_share"] is True
    assert (customer["consent_on"], customer["consent_reason"]) == ("2026-03-31", "asked for it")
    assert (customer["next_due"], customer["relationship_due"]) == (None, None)


def test_the_page_says_it_instead_of_the_clocks(silent: Crm) -> None:
    page = silent("customer show 王芳")
    assert page.lines[1] == "Consent   may not be contacted since 2026-03-31: asked for it"
    assert "Follow-up" not in page.out
    assert "Relationship" not in page.out
    assert "send the quote" in page.out


def test_an_edit_tells_what_follows(wang: Crm) -> None:
    told = wang(["customer", "edit", "王芳", "--may-contact", "no", "--reason", "asked for it"])
    assert "It may not be contacted since 2026-03-31: asked for it. No follow-up." in told.out
    back = wang("customer edit 王芳 --may-contact yes")
    assert "It may be contacted and shared. Next follow-up 2024-03-01." in back.out
    assert (shown(wang)["consent_on"], shown(wang)["consent_reason"]) == (None, None)


@pytest.mark.parametrize(
    "given", [["--may-contact", "no"], ["--set", "may-share=否"], ["--may-share", "NO", "--yes"]]
)
def test_saying_no_needs_a_reason(wang: Crm, given: list[str]) -> None:
    before = wang.db.read_bytes()
    refused = wang(["customer", "edit", "王芳", *given, "--json"], code=2)
    assert refused.error["code"] == "reason_missing"
    assert wang.db.read_bytes() == before


def test_on_a_terminal_the_reason_is_asked(wang: Crm) -> None:
    pexpect = pytest.importorskip("pexpect")
    environment = {**os.environ, "CRM_DB": str(wang.db), "CRM_TODAY": "2026-03-31"}
    words = ["-m", "crmcli", "customer", "edit", "id:1", "--may-contact", "no"]
    child = pexpect.spawn(
        sys.executable, words, env=environment, encoding="utf-8", timeout=30, dimensions=(24, 200)
    )
    child.expect("Why")
    child.sendline("moved abroad")
    child.expect("may not be contacted since 2026-03-31: moved abroad")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert shown(wang)["consent_reason"] == "moved abroad"


def test_a_flag_is_yes_or_no_in_both_languages(wang: Crm) -> None:
    assert wang("customer edit 王芳 --may-contact perhaps --reason x", code=2).out == ""
    wang("customer edit 王芳 --may-contact 否 --reason x")
    assert shown(wang)["may_contact"] is False
    wang("customer edit 王芳 --unset may_contact")
    assert shown(wang)["may_contact"] is True


def test_many_are_edited_at_once_with_one_reason(wang: Crm) -> None:
    wang("customer add 李雷 --source fair")
    wang("customer add 韩梅 --source fair")
    words = ["customer", "edit", "--where", "source = fair", "--may-contact", "no", "--yes"]
    assert wang(words, code=2).out == ""
    wang([*words, "--reason", "the fair's list may not be used"])
    found = wang("customer list --where 'may_contact = no' --json").json
    assert [each["name"] for each in found] == ["李雷", "韩梅"]
    assert {each["consent_reason"] for each in found} == {"the fair's list may not be used"}
    assert refs(wang) == ["promise:1", "follow_up:1", "relationship:1", "churn:1", "verify:1"]


def test_adding_takes_both_flags_and_their_reason(crm: Crm) -> None:
    words = ["customer", "add", "王芳", "--may-contact", "no", "--may-share", "no"]
    told = crm([*words, "--reason", "met at a funeral", "--importance", "key"])
    assert "It may be neither contacted nor shared since 2026-03-31: met at a funeral." in told.out
    crm("customer add 李雷 --may-share no --reason letter")
    assert refs(crm) == ["follow_up:2"]
    assert shown(crm, "id:2")["consent_on"] == "2026-03-31"
    assert shown(crm, "id:2")["consent_reason"] == "letter"


def test_a_reason_alone_says_nothing_of_consent(crm: Crm) -> None:
    crm("customer add 王芳 --reason 'from the fair'")
    assert shown(crm)["consent_reason"] is None


# The due list


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "md"])
def test_what_was_promised_stays_with_the_warning_in_every_format(silent: Crm, form: str) -> None:
    told = " ".join(silent(f"due --format {form}").out.split())
    assert "send the quote" in told
    assert "may not be contacted: asked for it" in told


def test_a_narrow_table_warns_too(silent: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert LINE in " ".join(silent("due --format table").out.split())


def test_the_row_says_it_as_a_flag(silent: Crm) -> None:
    silent("customer add 李雷")
    assert [each["may_contact"] for each in silent("due --json").json] == [False, True]


def test_nobody_disappears_silently(silent: Crm) -> None:
    silent("customer add 李雷 --grade B --may-contact no --reason letter")
    told = silent("due --format table").err
    assert told == f"2 customers may not be contacted, so that no contact is due {COMMAND}\n"
    listed = silent(["customer", "list", "--where", "may_contact = no", "--format", "ids"])
    assert listed.lines == ["1", "2"]
    assert "1 customer may not" in silent("due --format table --grade B").err
    assert LINE not in silent("due --format table --grade C").err
    assert LINE not in silent("due --format table --kind promise").err


@pytest.mark.parametrize("form", ["tsv", "json", "ids", "csv"])
def test_nothing_is_told_of_them_beside_data(silent: Crm, form: str) -> None:
    assert silent(f"due --format {form}").err == ""


def test_archived_ones_are_not_counted(silent: Crm) -> None:
    silent("customer archive 王芳")
    assert LINE not in silent("due --format table").err


def test_asked_for_one_it_says_why_nothing_is_due(crm: Crm) -> None:
    crm(["customer", "add", "王芳", "--may-contact", "no", "--reason", "asked for it"])
    told = crm("due --customer 王芳 --why")
    assert len(told.lines) == 1
    assert "王芳 (1) may not be contacted since 2026-03-31: asked for it" in told.err


def test_the_full_explanation_says_since_when_and_why(silent: Crm) -> None:
    (row,) = silent("due --why --json").json
    assert row["why"].endswith("may not be contacted since 2026-03-31: asked for it.")


def test_those_who_may_not_be_contacted_are_found_by_the_index(silent: Crm) -> None:
    plan = rows(silent, "EXPLAIN QUERY PLAN SELECT id FROM customer_card WHERE NOT may_contact")
    assert "customer_not_contacted" in plan[0][3]


# Contacts, and what else moves clocks


def test_they_may_be_logged_and_a_contact_of_ours_is_warned_of(silent: Crm) -> None:
    ours = silent("log add 王芳 'called her' --via phone")
    assert ours.err.startswith("Careful, 王芳 may not be contacted since 2026-03-31: asked for it.")
    assert silent("log add 王芳 x --via phone --json").json["may_contact"] is False
    theirs = silent("log add 王芳 'she called' --via phone --in")
    assert LINE not in theirs.err
    assert rows(silent, "SELECT kind FROM obligation") == [("promise",)]


@pytest.mark.parametrize(
    "line",
    [
        "grade set 王芳 B --reason why",
        "customer edit 王芳 --importance normal --every 2w",
        "customer verify 王芳",
        "grade policy --set A=2d",
        "customer lose 王芳 --reason price --winback +1m",
    ],
)
def test_nothing_else_brings_the_clocks_back(silent: Crm, line: str) -> None:
    silent(line)
    assert rows(silent, "SELECT kind FROM obligation") == [("promise",)]


def test_archived_and_restored_it_still_may_not_be_contacted(silent: Crm) -> None:
    silent("customer archive 王芳")
    silent("customer restore 王芳")
    assert rows(silent, "SELECT kind FROM obligation") == [("promise",)]


# Importing


def bring(crm: Crm, table: str, code: int = 0) -> Any:
    return crm(["customer", "import", "-", "--json", "--now"], stdin=table, code=code).json


@pytest.mark.parametrize(
    ("header", "cell", "contact"),
    [
        ("may_contact", "no", False),
        ("可联系", "否", False),
        ("是否可联系", "是", True),
        ("May Contact", "TRUE", True),
        ("Do Not Call", "1", False),
        ("请勿联系", "是", False),
        ("请勿联系", "否", True),
        ("可联系", "-", True),
    ],
)
def test_columns_say_who_may_be_contacted(
    crm: Crm, header: str, cell: str, *, contact: bool
) -> None:
    bring(crm, f"姓名,{header}\n王芳,{cell}\n")
    assert shown(crm)["may_contact"] is contact
    assert refs(crm) == (["follow_up:1"] if contact else [])
    assert shown(crm)["fields"] == {}


def test_columns_say_who_may_be_shared_since_when_and_why(crm: Crm) -> None:
    bring(crm, "姓名,可分享,同意日期,授权说明\n王芳,否,2026-01-05,口头\n李雷,是,,\n")
    wang = shown(crm)
    assert (wang["may_share"], wang["consent_on"]) == (False, "2026-01-05")
    assert wang["consent_reason"] == "口头"
    assert (shown(crm, "id:2")["may_share"], shown(crm, "id:2")["consent_on"]) == (True, None)


def test_a_flag_that_cannot_be_read_is_refused_with_its_row(crm: Crm) -> None:
    answer = bring(crm, "姓名,可联系\n王芳,周末不行\n", code=5)
    assert answer["refusals"][0]["row"] == 2
    assert "周末不行" in answer["refusals"][0]["reason"]


def test_those_who_may_not_be_contacted_take_no_place_among_those_to_call(crm: Crm) -> None:
    table = "姓名,可联系\n" + "".join(f"客{n},{'否' if n % 2 else '是'}\n" for n in range(10))
    crm(["customer", "import", "-"], stdin=table)
    days = [each["next_due"] for each in crm("customer list --json").json if each["next_due"]]
    assert sorted(days) == [
        f"2026-0{3 if n == 0 else 4}-{31 if n == 0 else n:02}" for n in range(5)
    ]
