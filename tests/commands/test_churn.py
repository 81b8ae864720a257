"""`crm churn list`, `show` and `look`: who may leave, in figures, and who was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

ORDERS = ("2026-01-01", "2026-01-31", "2026-03-03", "2026-04-01")
DAY_140 = "2026-05-21"
FIGURES = "orders every 30 days, now 50 (1.7×)"
ROW = [
    "kind", "customer_id", "customer", "company", "grade", "value", "appears", "since", "why",
    "looked", "orders", "gap_days", "quiet_days", "ratio", "amounts", "score", "complaint_id",
    "limit", "may_contact", "due",
]  # fmt: skip
REPORT = [
    "customer_id", "customer", "company", "grade", "value", "warnings", "missing", "orders",
    "gap_days", "last_order", "quiet_from", "next_warning", "looks", "lost", "lost_reason",
    "winback", "tries", "may_contact",
]  # fmt: skip


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer with orders on days 0, 30, 61 and 90, and none since."""
    crm("customer add 王芳 --company 星河贸易", today="2026-01-01")
    for day in ORDERS:
        crm(f"purchase add 王芳 --amount 100 --at {day}", today="2026-04-01")
    return crm


def listed(crm: Crm, line: str = "", today: str = DAY_140) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = crm(f"churn list {line} --json", today=today).json
    return rows


def kinds(crm: Crm, line: str = "", today: str = DAY_140) -> list[str]:
    return [row["kind"] for row in listed(crm, line, today)]


def due(crm: Crm, today: str) -> list[str]:
    return [row["why"] for row in crm("due --kind churn --json", today=today).json]


def test_a_broken_rhythm_is_warned_of_in_figures(wang: Crm) -> None:
    (row,) = listed(wang)
    assert list(row) == ROW
    assert row == {
        "kind": "rhythm",
        "customer_id": 1,
        "customer": "王芳",
        "company": "星河贸易",
        "grade": "D",
        "value": "low",
        "appears": "2026-05-17",
        "since": "2026-04-01",
        "why": FIGURES,
        "looked": None,
        "orders": 4,
        "gap_days": 30.0,
        "quiet_days": 50,
        "ratio": 1.67,
        "amounts": [],
        "score": None,
        "complaint_id": None,
        "limit": None,
        "may_contact": True,
        "due": "2026-05-17",
    }
    assert due(wang, DAY_140) == [FIGURES]


def test_it_is_warned_of_from_the_first_day_that_is_too_quiet(wang: Crm) -> None:
    assert listed(wang, today="2026-05-16") == []
    assert due(wang, "2026-05-16") == []
    assert kinds(wang, today="2026-05-17") == ["rhythm"]
    assert due(wang, "2026-05-17") == ["orders every 30 days, now 46 (1.5×)"]


def test_with_two_orders_there_is_no_warning_and_the_reason_is_said(wang: Crm) -> None:
    wang("purchase remove 4")
    wang("purchase remove 3")
    assert listed(wang) == []
    report = wang("churn show 王芳 --json", today=DAY_140).json
    assert list(report) == REPORT
    assert (report["warnings"], report["orders"], report["gap_days"]) == ([], 2, None)
    assert report["missing"] == [
        {"kind": "rhythm", "why": "2 orders known; a rhythm needs 3"},
        {"kind": "falling", "why": "2 orders known; to see them fall takes 4"},
        {"kind": "low_score", "why": "no score known"},
    ]
    told = wang("churn show 王芳", today=DAY_140).lines
    assert told[:3] == [
        "王芳 (1): grade D, value low.",
        "No warnings.",
        "Not known: broken rhythm (2 orders known; a rhythm needs 3).",
    ]


def test_a_customer_is_shown_with_all_that_is_known_of_it(wang: Crm) -> None:
    wang("churn look 王芳 --note 五月再来", today="2026-05-18")
    wang("feedback survey add 王芳 --score 2", today="2026-05-20")
    assert wang("churn show 王芳", today=DAY_140).lines == [
        "王芳 (1): grade D, value low.",
        "Warnings:",
        f"  2026-05-17  {FIGURES} (looked at on 2026-05-18)",
        "  2026-05-20  score 2 on 2026-05-20",
        "4 orders, one every 30 days, the last on 2026-04-01; too quiet from 2026-05-17 on.",
        "Looked at:",
        "  2026-05-18  broken rhythm  五月再来",
    ]
    wang("churn show nobody", code=3)


def test_a_look_clears_what_stands_and_is_told(wang: Crm) -> None:
    told = wang("churn look 王芳", today=DAY_140)
    assert told.out == f"Looked at 王芳 (1): {FIGURES}.\n"
    assert listed(wang) == []
    assert due(wang, DAY_140) == []
    (row,) = listed(wang, "--all")
    assert row["looked"] == DAY_140
    assert listed(wang, today="2026-12-01") == []


def test_a_new_order_makes_a_new_warning_of_the_same_kind(wang: Crm) -> None:
    wang("churn look 王芳", today=DAY_140)
    wang("purchase add 王芳 --amount 100 --at 2026-05-30", today="2026-06-01")
    assert [row["appears"] for row in listed(wang, today="2026-12-01")] == ["2026-07-15"]


def test_what_comes_up_on_the_day_of_a_look_is_warned_of_all_the_same(wang: Crm) -> None:
    wang("churn look 王芳", today=DAY_140)
    wang("feedback survey add 王芳 --score 1", today=DAY_140)
    assert kinds(wang) == ["low_score"]
    assert due(wang, DAY_140) == [f"score 1 on {DAY_140}"]
    assert kinds(wang, "--all") == ["rhythm", "low_score"]
    wang("churn look 王芳", today=DAY_140)
    assert due(wang, DAY_140) == []


def test_a_look_where_nothing_stands_writes_nothing_but_a_note(wang: Crm) -> None:
    told = wang("churn look 王芳", today="2026-05-01")
    assert told.out == (
        "王芳 (1) has no warning that nobody has looked at. The next one appears on 2026-05-17.\n"
    )
    assert wang("churn look 王芳 --quiet", today="2026-05-01").out == ""
    done = wang("churn look 王芳 --json", today="2026-05-01").json
    assert (done["id"], done["warnings"], done["next_warning"]) == (None, [], "2026-05-17")
    assert wang("churn show 王芳 --json", today="2026-05-01").json["looks"] == []
    noted = wang("churn look 王芳 --note called --json", today="2026-05-01").json
    assert (noted["id"], noted["note"]) == (1, "called")
    assert kinds(wang) == ["rhythm"]


def test_several_are_looked_at_together_or_not_at_all(wang: Crm) -> None:
    wang("customer add Bob --importance key", today="2026-01-01")
    assert kinds(wang) == ["no_deal", "rhythm"]
    wang("churn look 王芳 nobody", today=DAY_140, code=3)
    assert len(listed(wang)) == 2
    ids = wang("churn list --format ids", today=DAY_140).out
    assert ids == "2\n1\n"
    done = wang("churn look - --note 'all seen' --json", stdin=ids, today=DAY_140).json
    assert [(each["customer_id"], each["note"]) for each in done] == [
        (2, "all seen"),
        (1, "all seen"),
    ]
    assert done[0]["warnings"][0]["why"] == "key customer, 140 days without a deal"
    assert listed(wang) == []
    assert len(wang("churn look 1 2 --note x", today=DAY_140).lines) == 2


@pytest.mark.parametrize(
    ("line", "stdin", "code", "word"),
    [
        ("look -", "", 2, "nobody_to_look_at"),
        ("look - --note -", "1", 2, "twice_from_stdin"),
        ("look 王芳 --note ''", "", 5, "unusable_text"),
        ("look nobody", "", 3, "customer_not_found"),
        ("list --kind weather", "", 2, "unknown_choice"),
        ("show", "", 2, "usage"),
    ],
)
def test_what_cannot_be_done_is_refused(
    wang: Crm, line: str, stdin: str, code: int, word: str
) -> None:
    answer = wang(f"churn {line} --json", stdin=stdin, code=code, today=DAY_140)
    assert answer.error["code"] == word
    assert kinds(wang) == ["rhythm"]


def test_the_note_can_come_from_stdin_and_is_found(wang: Crm) -> None:
    wang("churn look 王芳 --note -", stdin="搬家了，六月再订\n", today=DAY_140)
    (found,) = wang("customer find 六月再订 --json").json
    assert (found["kind"], found["customer"], found["text"]) == (
        "churn_look",
        "王芳",
        "搬家了，六月再订",
    )


def test_a_look_is_written_once_with_a_key(wang: Crm) -> None:
    first = wang("churn look 王芳 --note x --key k1 --json", today=DAY_140).json
    assert wang("churn look 王芳 --note x --key k1 --json", today=DAY_140).json == first
    assert len(wang("churn show 王芳 --json", today=DAY_140).json["looks"]) == 1


def test_a_look_can_be_taken_back_and_done_again(wang: Crm) -> None:
    wang("churn look 王芳 --note 六月", today=DAY_140)
    assert listed(wang) == []
    wang("undo", today=DAY_140)
    assert kinds(wang) == ["rhythm"]
    assert due(wang, DAY_140) == [FIGURES]
    assert wang("customer find 六月 --json").json == []
    wang("redo", today=DAY_140)
    assert listed(wang) == []
    assert due(wang, DAY_140) == []
    wang("backup")
    wang("check")


def test_the_history_says_what_was_looked_at(wang: Crm) -> None:
    wang("churn look 王芳 --note 六月", today=DAY_140)
    rows = wang("history 王芳 --json", today=DAY_140).json
    (told,) = [row["text"] for row in rows if row["record"] == "churn_look"]
    assert told == "looked at the warnings: broken rhythm (六月)"


def test_falling_orders_are_listed_with_their_amounts(crm: Crm) -> None:
    crm("customer add 李雷", today="2026-01-01")
    for day, amount in enumerate(("500", "400", "300.50", "200"), 1):
        crm(f"purchase add 李雷 --amount {amount} --at 2026-02-0{day}", today="2026-02-05")
    (row,) = listed(crm, "--kind 下降", today="2026-02-05")
    assert (
        row["why"] == "3 orders in a row smaller: CNY 500.00 → CNY 400.00 → CNY 300.50 → CNY 200.00"
    )
    assert row["amounts"][2] == {"amount": "300.50", "currency": "CNY"}
    assert (row["appears"], row["quiet_days"]) == ("2026-02-04", None)
    crm("purchase edit 4 --amount 301", today="2026-02-05")
    assert listed(crm, "--kind falling", today="2026-02-05") == []


def test_an_overdue_complaint_is_warned_of_once_its_limit_has_passed(crm: Crm) -> None:
    crm("customer add 李雷", today="2026-03-02")
    crm("feedback add 李雷 'too late' --kind complaint", today="2026-03-02 09:00")
    assert listed(crm, today="2026-03-03 09:00") == []
    (row,) = listed(crm, today="2026-03-03 09:01")
    assert (row["kind"], row["complaint_id"]) == ("overdue_complaint", 1)
    assert row["limit"] == "2026-03-03T01:00:00+00:00"
    assert row["why"] == "complaint 1 overdue since 2026-03-03 09:00"
    assert crm("due --kind churn --json", today="2026-03-04").json[0]["customer_id"] == 1
    crm("churn look 李雷", today="2026-03-03 09:01")
    assert listed(crm, today="2026-03-09") == []


def test_an_overdue_complaint_says_from_when_it_is_due(crm: Crm) -> None:
    crm("customer add 李雷", today="2026-03-02")
    crm("feedback add 李雷 'too late' --kind complaint", today="2026-03-02 09:00")
    (row,) = listed(crm, today="2026-03-03 09:01")
    assert row["due"] == "2026-03-04"
    assert due(crm, "2026-03-03 09:01") == []
    told = "complaint 1 overdue since 2026-03-03 09:00"
    assert [why.partition(";")[0] for why in due(crm, "2026-03-04")] == [told]
    for line in ("churn show 李雷", "churn list --format table"):
        shown = crm.real(line, today="2026-03-03 09:01", COLUMNS="200").out
        assert f"{told}; due from 2026-03-04 on" in shown
    crm("churn look 李雷", today="2026-03-03 09:01")
    assert listed(crm, "--all", today="2026-03-09")[0]["due"] is None


def test_what_is_not_on_the_due_list_has_no_day_there(wang: Crm) -> None:
    wang("customer edit 王芳 --may-contact no --reason asked", today=DAY_140)
    assert listed(wang)[0]["due"] is None


def test_a_limit_that_is_still_ahead_is_not_told_as_passed(crm: Crm) -> None:
    crm("customer add 李雷", today="2026-03-02")
    crm("feedback add 李雷 'too late' --kind complaint", today="2026-03-02 09:00")
    (row,) = crm("due --kind churn --ahead 7 --json", today="2026-03-02 10:00").json
    assert row["why"].startswith("complaint 1 overdue from 2026-03-03 09:00 on")


def test_a_lost_customer_has_no_warning_and_an_archived_one_is_left_out(wang: Crm) -> None:
    wang("customer lose 王芳 --reason price", today=DAY_140)
    assert listed(wang) == []
    assert due(wang, DAY_140) == []
    wang("customer winback 王芳", today=DAY_140)
    assert kinds(wang) == ["rhythm"]
    wang("customer archive 王芳", today=DAY_140)
    assert listed(wang, "--all") == []
    wang("churn look 王芳", code=5, today=DAY_140)


def test_who_may_not_be_contacted_is_warned_of_and_not_due(wang: Crm) -> None:
    wang("customer edit 王芳 --may-contact no --reason asked", today=DAY_140)
    (row,) = listed(wang)
    assert row["may_contact"] is False
    assert due(wang, DAY_140) == []
    wang("churn look 王芳", today=DAY_140)
    assert listed(wang) == []


def test_a_policy_moves_the_warning_at_once(wang: Crm) -> None:
    wang("grade policy --set churn.quiet=2 --yes", today=DAY_140)
    assert listed(wang) == []
    assert kinds(wang, today="2026-06-01") == ["rhythm"]
    wang("grade policy --set churn.orders=5 --yes", today=DAY_140)
    assert listed(wang, today="2026-06-01") == []


def test_a_table_fits_eighty_columns(wang: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    empty = wang("churn list --format table", today="2026-04-02")
    assert empty.err == "No warnings that nobody has looked at.\n"
    head, line = wang("churn list --format table", today=DAY_140).lines
    assert head.split() == ["Since", "Grade", "Value", "Customer", "Warning"]
    assert line.split() == ["2026-05-17", "D", "low", "王芳", "(1)", *FIGURES.split()]
    wang("churn look 王芳", today=DAY_140)
    head, *rows = wang("churn list --all --format table", today=DAY_140).lines
    assert head.split()[-2:] == ["Looked", "at"]
    assert rows[0].rstrip().endswith(DAY_140)
    wide = (sum(2 if char > "ᄀ" else 1 for char in each) for each in (head, *rows))
    assert max(wide) <= 80


def test_in_a_pipe_every_figure_has_its_column(wang: Crm) -> None:
    head, line = wang("churn list", today=DAY_140).lines
    assert head.split("\t") == ROW
    cells = dict(zip(ROW, line.split("\t"), strict=True))
    assert (cells["gap_days"], cells["quiet_days"], cells["ratio"]) == ("30.0", "50", "1.67")


def test_the_briefing_says_what_warns_us(wang: Crm) -> None:
    (line,) = [
        each
        for each in wang("customer show 王芳", today=DAY_140).lines
        if each.startswith("Warning")
    ]
    assert line.split(maxsplit=1)[1] == FIGURES
    shown = wang("customer show 王芳 --json", today=DAY_140).json
    assert ([each["kind"] for each in shown["warnings"]], shown["too_little"]) == (["rhythm"], None)
    wang("purchase remove 4", today=DAY_140)
    wang("purchase remove 3", today=DAY_140)
    shown = wang("customer show 王芳 --json", today=DAY_140).json
    assert (shown["warnings"], shown["too_little"]) == ([], "2 orders known; a rhythm needs 3")


def test_a_bad_call_back_is_a_low_score(crm: Crm) -> None:
    crm("customer add 李雷", today="2026-03-02")
    crm("feedback add 李雷 leaks --kind complaint", today="2026-03-02 09:00")
    crm("feedback advance 1 --to carried_out --skip --reason quick", today="2026-03-02 10:00")
    crm("feedback advance 1 --score 2", today="2026-03-02 11:00")
    (row,) = listed(crm, "--kind low_score", today="2026-03-02 12:00")
    assert (row["why"], row["score"], row["complaint_id"]) == (
        "call-back of complaint 1: score 2 on 2026-03-02",
        2,
        1,
    )
    crm("feedback survey add 李雷 --score 5", today="2026-03-03")
    assert listed(crm, "--kind low_score", today="2026-03-03") == []


def test_a_warning_can_be_snoozed_and_is_explained(wang: Crm) -> None:
    wang("due snooze churn:1 --until 2026-06-01 --reason busy", today=DAY_140)
    assert due(wang, "2026-05-31") == []
    assert kinds(wang, today="2026-05-31") == ["rhythm"]
    (row,) = wang("due --kind churn --why --json", today="2026-06-01").json
    assert "2026-04-01 + 46 = 2026-05-17" in row["why"]
    assert row["ref"] == "churn:1"
    wang("purchase add 王芳 --amount 100 --at 2026-06-02", today="2026-06-02")
    assert due(wang, "2026-06-02") == []


def test_long_without_a_deal_is_followed_up_again(crm: Crm) -> None:
    crm("customer add 李雷 --importance key", today="2026-01-01")
    assert kinds(crm, today="2026-03-31") == []
    assert kinds(crm, "--kind 需再次跟进", today="2026-04-01") == ["no_deal"]
    crm("deal add 李雷 ERP --amount 5", today="2026-04-01")
    assert kinds(crm, today="2026-04-01") == []
    crm("deal lose 1 --reason price", today="2026-04-02")
    (row,) = listed(crm, today="2026-07-01")
    assert (row["since"], row["quiet_days"]) == ("2026-04-02", 90)
    assert row["why"] == "key customer, 90 days without a deal"
    crm("customer edit 李雷 --importance normal", today="2026-07-01")
    assert kinds(crm, today="2026-07-01") == []


def test_a_worse_score_on_the_day_of_a_look_is_warned_of_again(crm: Crm) -> None:
    day = "2026-01-09"
    crm("customer add 王芳", today=day)
    crm("log add 王芳 --via phone", today=day)
    crm("feedback survey add 王芳 --score 2", today=day)
    crm("churn look 王芳", today=day)
    assert crm("due --kind churn --json", today=day).json == []
    crm("feedback survey add 王芳 --score 1", today=day)
    (row,) = crm("due --kind churn --json", today=day).json
    assert "score 1" in row["why"]
    assert crm("check", today=day).code == 0
