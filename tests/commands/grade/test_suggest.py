"""`crm grade suggest`: where the rule would grade otherwise, and grading by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

MAY = "2026-05-02"


def rows(crm: Crm, today: str = "2026-03-31", who: str = "") -> Any:
    answer = crm(f"grade suggest {who} --json", today=today).json
    return [(each["customer"], each["grade"], each["suggested"]) for each in answer]


def test_only_what_the_rule_grades_otherwise_is_listed(three: Crm) -> None:
    assert rows(three) == [("王芳", "A", "D")]
    # In May the date of 李雷 has passed, which supports no grade, and 韩梅 has come nearer.
    assert rows(three, MAY) == [("王芳", "A", "D"), ("韩梅", "C", "B")]
    assert rows(three, MAY, "韩梅") == [("韩梅", "C", "B")]
    assert rows(three, MAY, "李雷") == []


def test_nothing_is_written_without_apply_or_with_dry_run(
    three: Crm, shown: Callable[..., Any]
) -> None:
    three("grade suggest", today=MAY)
    dry = three("grade suggest --apply --dry-run --json", today=MAY).json
    assert len(dry) == 2
    assert shown("王芳", MAY)["grade"] == "A"


def test_applying_to_one_grades_it_by_rule_and_moves_its_clock(
    three: Crm, shown: Callable[..., Any]
) -> None:
    answer = three("grade suggest 韩梅 --apply", today=MAY)
    assert answer.out == "韩梅 (3): C → B by rule. Next follow-up 2026-05-02.\n"
    report = shown("韩梅", MAY)
    assert (report["grade"], report["source"], report["since"]) == ("B", "rule", MAY)
    assert report["history"][0]["grade_from"] == "C"
    assert shown("王芳", MAY)["grade"] == "A"
    again = three("grade suggest 韩梅 --apply --json", today=MAY).json
    assert again == report


def test_many_need_a_confirmation_in_a_script(three: Crm, shown: Callable[..., Any]) -> None:
    refused = three("grade suggest --apply --json", today=MAY, code=2)
    assert refused.error["code"] == "not_confirmed"
    assert shown("王芳", MAY)["grade"] == "A"
    answer = three("grade suggest --apply --yes --json", today=MAY).json
    assert answer == {
        "changed": 2,
        "moves": [
            {"grade_from": "A", "grade_to": "D", "count": 1},
            {"grade_from": "C", "grade_to": "B", "count": 1},
        ],
    }
    assert (shown("王芳", MAY)["grade"], shown("王芳", MAY)["source"]) == ("D", "rule")
    assert shown("韩梅", MAY)["next_due"] == MAY
    assert rows(three, MAY) == []


def test_the_same_key_applies_once(three: Crm, shown: Callable[..., Any]) -> None:
    line = "grade suggest --apply --yes --key k1 --json"
    first = three(line, today=MAY).out
    three("grade set 王芳 A --reason again", today=MAY)
    assert three(line, today=MAY).out == first
    assert shown("王芳", MAY)["grade"] == "A"


def test_lost_and_archived_customers_are_left_alone(three: Crm) -> None:
    three("customer lose 王芳 --reason price")
    three("customer archive 韩梅")
    assert rows(three, MAY) == []
    assert three("grade suggest --apply --yes --json", today=MAY).json["changed"] == 0


def test_bulk_grading_leaves_the_clocks_where_single_grading_would(
    three: Crm, shown: Callable[..., Any]
) -> None:
    names = [f"客户{number}" for number in range(12)]
    for number, name in enumerate(names):
        every = "--importance key" if number % 3 == 0 else ""
        three(f"customer add {name} --grade E --need clear --close +{number + 1}m {every}")
        if number % 2:
            three(f"log add {name} hi --via visit --keep")
    wanted = {}
    for name in names:
        three(f"grade suggest {name} --apply", today="2026-04-02")
        wanted[name] = shown(name, "2026-04-02")
        three(f"grade set {name} E --reason back", today="2026-04-02")
    three("grade suggest --apply --yes", today="2026-04-02")
    keys = ("grade", "source", "reason", "since", "next_due", "relationship_due")
    for name in names:
        report = shown(name, "2026-04-02")
        assert [report[key] for key in keys] == [wanted[name][key] for key in keys], name
