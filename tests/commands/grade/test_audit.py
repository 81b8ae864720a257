"""`crm grade audit`: doubtful grades, and setting the honest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

KEYS = "customer_id customer grade doubts honest since expected_close last_contact"


def doubts(crm: Crm, today: str) -> Any:
    answer = crm("grade audit --json", today=today).json
    return {each["customer"]: (each["grade"], each["doubts"], each["honest"]) for each in answer}


def test_each_doubt_is_listed_with_the_honest_grade(three: Crm) -> None:
    rows = three("grade audit --json").json
    assert [" ".join(each) for each in rows] == [KEYS]
    assert doubts(three, "2026-03-31") == {"王芳": ("A", ["against_rule"], "D")}
    three("log add 李雷 hi --via phone", today="2026-05-01")
    three("log add 王芳 hi --via phone --grade D --reason rule", today="2026-05-01")
    assert doubts(three, "2026-05-01") == {"李雷": ("A", ["too_long", "close_passed"], "D")}


def test_no_contact_since_the_grading_is_doubted_once_the_cadence_ran_out(crm: Crm) -> None:
    crm("customer add 王芳 --need potential", today="2026-03-01")
    assert doubts(crm, "2026-03-31") == {}
    assert doubts(crm, "2026-04-01") == {"王芳": ("D", ["never_contacted"], "E")}
    crm("log add 王芳 hi --via phone", today="2026-04-01")
    assert doubts(crm, "2026-04-01") == {}


def test_apply_sets_the_honest_grade_and_says_why(three: Crm, shown: Callable[..., Any]) -> None:
    day = "2026-05-02"
    refused = three("grade audit --apply --json", today=day, code=2)
    assert refused.error["code"] == "not_confirmed"
    dry = three("grade audit --apply --dry-run --json", today=day).json
    assert {each["customer"]: each["honest"] for each in dry} == {"王芳": "D", "李雷": "D"}
    answer = three("grade audit --apply --yes", today=day)
    assert answer.out.splitlines() == ["Graded 2 customers.", "  A → D  2"]
    report = shown("李雷", day)
    assert (report["grade"], report["source"], report["since"]) == ("D", "rule", day)
    assert report["reason"] == "expected close 2026-04-10 has passed"
    assert report["history"][0]["reason"] == "audit: too_long, close_passed"
    # 30 days after the contact of 31 March is 30 April, before the day the grade changed.
    assert report["next_due"] == day


def test_what_only_a_hand_can_give_is_not_doubted_again(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳 --need clear --close 2026-04-10")
    day = "2026-04-09"
    crm("log add 王芳 hi --via phone --close 2026-05-08", today=day)
    later = "2026-05-01"
    assert doubts(crm, later) == {"王芳": ("A", ["too_long"], "B")}
    crm("grade audit --apply", today=later)
    report = shown("王芳", later)
    assert (report["grade"], report["source"], report["suggested"]) == ("B", "hand", "A")
    assert report["reason"] == "audit: too_long"
    assert doubts(crm, later) == {}
    crm("log add 王芳 hi --via phone", today=later)
    assert doubts(crm, later) == {}
    crm("grade set 王芳 C --reason 'I know better'", today=later)
    assert doubts(crm, later) == {"王芳": ("C", ["against_rule"], "A")}


def test_one_alone_needs_no_confirmation(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --need potential --grade A")
    assert crm("grade audit --apply --json").json["changed"] == 1
    assert shown()["grade"] == "D"


def test_lost_and_archived_customers_are_not_audited(three: Crm) -> None:
    assert set(doubts(three, "2026-05-02")) == {"王芳", "李雷"}
    three("customer lose 王芳 --reason price")
    three("customer archive 李雷")
    assert doubts(three, "2026-05-02") == {}


def test_in_a_pipe_each_doubtful_customer_is_a_line(three: Crm) -> None:
    lines = three("grade audit").lines
    assert lines[0].split("\t") == KEYS.split()
    assert lines[1].split("\t")[:5] == ["1", "王芳", "A", "against_rule", "D"]
    assert three("grade audit --format ids").lines == ["1"]


def test_an_applied_audit_is_told_in_words_and_kept_in_codes(crm: Crm) -> None:
    crm("customer add 王芳 --need potential", today="2026-01-01")
    crm("grade set 1 A --reason x", today="2026-01-01")
    crm("customer add 李雷", today="2026-01-01")
    crm("grade audit --apply --yes", today="2026-03-31")
    kept = crm("grade show 1 --json").json["history"][0]["reason"]

    assert kept == "audit: too_long, against_rule, never_contacted"
    told = "audit: too long in its grade, against the rule, not contacted since"
    assert told in crm("grade show 1").out
    assert told in " ".join(crm("history 1 --format table").out.split())
    # What only a hand can give keeps that reason.
    assert crm("customer show 2 --json").json["grade_reason"] == "audit: never_contacted"
    assert "by hand since 2026-03-31: audit: not contacted since" in crm("customer show 2").out


def test_a_reason_that_only_begins_like_an_audits_stays_as_it_is(crm: Crm) -> None:
    crm("customer add 王芳")
    crm(["grade", "set", "1", "C", "--reason", "audit: against_rule and more"])
    assert "audit: against_rule and more" in crm("grade show 1").out
