"""`crm grade policy`: the numbers, changing them, and the clocks that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

import pytest


def policies(crm: Crm, today: str = "2026-03-31") -> dict[str, Any]:
    return {each["name"]: each for each in crm("grade policy --json", today=today).json}


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer of grade B, contacted on 2 March."""
    crm("customer add 王芳 --grade B", today="2026-03-02")
    crm("log add 王芳 hello --via phone", today="2026-03-02")
    return crm


def test_every_policy_is_listed_with_its_default_and_its_date(wang: Crm) -> None:
    wang("grade policy --set B=5d", today="2026-03-03")
    listed = policies(wang)
    assert listed["B"] == {"name": "B", "value": "5d", "default": "7d", "since": "2026-03-03"}
    assert listed["C"] == {"name": "C", "value": "15d", "default": "15d", "since": None}
    assert set(listed) >= {"horizon.A", "visit", "call", "verify", "minutes.phone"}


def test_a_shorter_cadence_is_due_the_day_it_was_changed_and_not_before(
    wang: Crm, shown: Callable[..., Any]
) -> None:
    assert shown(today="2026-03-08")["next_due"] == "2026-03-09"
    answer = wang("grade policy --set B=3d", today="2026-03-08")
    assert answer.lines == [
        "B: 7d → 3d from 2026-03-08 on.",
        "Dates or classes moved for 1 customer.",
    ]
    report = shown(today="2026-03-08")
    assert (report["next_due"], report["cadence_days"]) == ("2026-03-08", 3)
    wang("log add 王芳 hello --via phone", today="2026-03-08")
    assert shown(today="2026-03-08")["next_due"] == "2026-03-11"


def test_a_longer_cadence_counts_from_the_last_contact(
    wang: Crm, shown: Callable[..., Any]
) -> None:
    wang("grade policy --set B=10d", today="2026-03-08")
    assert shown(today="2026-03-08")["next_due"] == "2026-03-12"


def test_other_grades_keep_their_dates(wang: Crm, shown: Callable[..., Any]) -> None:
    answer = wang("grade policy --set C=3d --json", today="2026-03-08").json
    assert answer["customers"] == 0
    assert shown(today="2026-03-08")["next_due"] == "2026-03-09"


def test_the_present_value_changes_nothing(wang: Crm, shown: Callable[..., Any]) -> None:
    answer = wang("grade policy --set B=1w --json", today="2026-03-20").json
    assert answer == {"changed": [], "customers": 0, "dry_run": False}
    assert policies(wang)["B"]["since"] is None
    assert shown(today="2026-03-20")["next_due"] == "2026-03-09"


def test_every_change_keeps_its_date(wang: Crm) -> None:
    wang("grade policy --set B=5d", today="2026-03-03")
    wang("grade policy --set B=7d --set visit=2m", today="2026-03-05")
    history = wang("grade policy --history --json").json
    assert [tuple(each.values()) for each in history] == [
        ("visit", "1m", "2m", "2026-03-05"),
        ("B", "5d", "7d", "2026-03-05"),
        ("B", "7d", "5d", "2026-03-03"),
    ]


def test_a_dry_run_says_what_would_move_and_writes_nothing(
    wang: Crm, shown: Callable[..., Any]
) -> None:
    answer = wang("grade policy --set B=3d --dry-run --json", today="2026-03-08").json
    assert answer == {
        "changed": [{"name": "B", "before": "7d", "value": "3d", "on": "2026-03-08"}],
        "customers": 1,
        "dry_run": True,
    }
    assert policies(wang)["B"]["value"] == "7d"
    assert shown(today="2026-03-08")["next_due"] == "2026-03-09"


def test_visits_and_calls_move_the_relationship_clock(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --importance key --grade B", today="2026-03-02")
    crm("customer add 李雷 --grade B --every 2w", today="2026-03-02")
    crm("log add 王芳 hello --via visit", today="2026-03-02")
    crm("grade policy --set visit=6w", today="2026-03-03")
    assert shown("王芳", "2026-03-03")["relationship_due"] == "2026-04-13"
    assert shown("李雷", "2026-03-03")["relationship_due"] == "2026-03-16"


def test_verify_moves_the_day_that_data_is_confirmed_again(crm: Crm) -> None:
    crm("customer add 王芳 --grade E", today="2026-03-02")
    crm("log add 王芳 hello --via phone", today="2026-03-02")
    crm("grade policy --set verify=7d", today="2026-03-03")
    due = crm("due --kind verify --json", today="2026-03-09").json
    assert [(each["customer"], each["due"]) for each in due] == [("王芳", "2026-03-09")]
    assert crm("due --kind verify --json", today="2026-03-08").json == []


def test_a_snooze_outlives_a_change_of_policy(wang: Crm) -> None:
    wang("due snooze 王芳 --until 2026-03-25 --reason holiday", today="2026-03-10")
    wang("grade policy --set B=3d", today="2026-03-11")
    assert wang("due --kind follow_up --json", today="2026-03-24").json == []
    assert len(wang("due --kind follow_up --json", today="2026-03-25").json) == 1


def test_archived_customers_stay_without_clocks(wang: Crm, shown: Callable[..., Any]) -> None:
    wang("customer archive 王芳", today="2026-03-03")
    answer = wang("grade policy --set B=3d --set verify=7d --json", today="2026-03-08").json
    assert answer["customers"] == 0
    assert shown(today="2026-03-08")["next_due"] is None
    wang("customer restore 王芳", today="2026-03-09")
    assert shown(today="2026-03-09")["next_due"] == "2026-03-08"


def test_a_horizon_grades_from_the_next_contact_on(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --need clear --close 2026-05-15")
    assert shown()["grade"] == "B"
    answer = crm("grade policy --set horizon.A=2m")
    assert "crm grade suggest" in answer.out
    assert (shown()["grade"], shown()["suggested"]) == ("B", "A")
    crm("log add 王芳 hello --via phone")
    assert shown()["grade"] == "A"


def test_two_horizons_may_move_together(crm: Crm) -> None:
    crm("customer add 王芳")
    refused = crm("grade policy --set horizon.A=4m --json", code=2)
    assert refused.error["code"] == "shrinking_horizons"
    crm("grade policy --set horizon.A=4m --set horizon.B=5m")
    assert policies(crm)["horizon.B"]["value"] == "5m"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("F=3d", "unknown_policy"),
        ("B=soon", "unreadable_span"),
        ("B=0d", "unreadable_span"),
        ("B", "bad_policy"),
        ("B=", "bad_policy"),
        ("=3d", "bad_policy"),
        ("minutes.phone=long", "unreadable_minutes"),
        ("horizon.C=1m", "shrinking_horizons"),
    ],
)
def test_a_policy_that_cannot_be_read_changes_nothing(wang: Crm, text: str, code: str) -> None:
    answer = wang(["grade", "policy", "--set", "C=3d", "--set", text, "--json"], code=2)
    assert answer.error["code"] == code
    assert policies(wang)["C"]["value"] == "15d"


def test_the_same_policy_twice_is_refused(wang: Crm) -> None:
    answer = wang("grade policy --set B=3d --set b=4d --json", code=2)
    assert answer.error["code"] == "twice_given"


def test_the_same_key_changes_once(wang: Crm) -> None:
    line = "grade policy --set B=3d --key k1 --json"
    first = wang(line, today="2026-03-08").out
    wang("grade policy --set B=7d", today="2026-03-09")
    assert wang(line, today="2026-03-10").out == first
    assert policies(wang)["B"]["value"] == "7d"


def test_a_policy_can_be_set_before_there_are_customers(crm: Crm) -> None:
    assert crm("grade policy --set B=3d --dry-run --json").json["customers"] == 0
    assert not crm.db.exists()
    crm("grade policy --set B=3d")
    assert policies(crm)["B"]["value"] == "3d"


def test_changing_a_policy_leaves_each_clock_where_a_contact_would_leave_it(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    names = [f"客户{number}" for number in range(10)]
    for number, name in enumerate(names):
        grade = "ABCDE"[number % 5]
        key = "--importance key" if number % 2 else ""
        crm(f"customer add {name} --grade {grade} {key}", today="2026-03-02")
        crm(f"log add {name} hi --via visit --at 2026-03-0{1 + number % 2}", today="2026-03-02")
    crm("grade policy --set A=2d --set B=1w --set C=3w --set D=2m --set visit=10d")
    before = {name: shown(name) for name in names}
    for name in names:
        # A greeting moves no clock, but every clock is set again with it.
        crm(f"log add {name} hi --via sms --purpose greeting")
        after = shown(name)
        for key in ("next_due", "relationship_due", "cadence_days"):
            assert after[key] == before[name][key], (name, key)


def test_a_policy_has_no_id_but_its_name(crm: Crm) -> None:
    assert crm("grade policy --set B=5d --set C=10d --quiet").out == "B\nC\n"
    assert crm("grade policy --set B=5d --quiet").out == ""
    assert crm("grade policy --set B=6d --format ids").out == "B\n"
    tried = crm("grade policy --set B=7d --quiet --dry-run").out
    assert tried.startswith("B: 6d → 7d\n")


def test_a_part_of_the_list_is_shown_by_name(wang: Crm) -> None:
    names = [each["name"] for each in wang("grade policy --only Complaint --json").json]
    assert names == [
        "complaint.first", "complaint.solution", "complaint.callback", "complaint.close"
    ]  # fmt: skip
    wang("grade policy --set complaint.first=4h --set B=5d --yes")
    (change,) = wang("grade policy --only complaint --history --json").json
    assert change["name"] == "complaint.first"
    assert wang("grade policy --only nothing --json").json == []
