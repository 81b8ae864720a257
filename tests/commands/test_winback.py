"""`crm churn try` and `lost`: lost customers, tries to win them back, and who came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

TRY = [
    "id", "customer_id", "customer", "day", "via", "result", "note", "lost", "lost_reason",
    "author", "winback", "is_back", "grade", "next_due", "may_contact",
]  # fmt: skip


@pytest.fixture
def lost(crm: Crm) -> Crm:
    """A customer that was lost, and a try to win it back is planned for today."""
    crm("customer add 王芳 --need clear --close 2026-05-20", today="2026-03-01")
    crm("customer lose 王芳 --reason 太贵 --on 2026-03-10 --winback 2026-03-31", today="2026-03-10")
    return crm


def due(crm: Crm, today: str) -> list[str]:
    return [row["due"] for row in crm("due --json", today=today).json]


def reasons(crm: Crm, line: str = "") -> list[tuple[str, int, int, int]]:
    rows = crm(f"churn lost {line} --json").json
    return [(row["reason"], row["lost"], row["tries"], row["back"]) for row in rows]


def test_a_try_is_noted_with_its_result_and_what_follows(lost: Crm) -> None:
    told = lost("churn try 王芳 --result thinking --via phone --next +2m")
    assert told.out == (
        "Tried 王芳 (1) on 2026-03-31 (phone): thinking about it. Next try 2026-05-31.\n"
    )
    assert due(lost, "2026-05-30") == []
    assert due(lost, "2026-05-31") == ["2026-05-31"]
    done = lost("churn try 王芳 --result 拒绝 --note '明年再说' --json", today="2026-06-01").json
    assert list(done) == TRY
    assert {name: done[name] for name in TRY[1:12]} == {
        "customer_id": 1,
        "customer": "王芳",
        "day": "2026-06-01",
        "via": None,
        "result": "declined",
        "note": "明年再说",
        "lost": "2026-03-10",
        "lost_reason": "太贵",
        "author": "tester",
        "winback": None,
        "is_back": False,
    }
    assert due(lost, "2026-12-31") == []


@pytest.mark.parametrize(
    ("line", "today", "planned"),
    [
        ("--result no_answer", "2026-03-31", "2026-04-01"),
        ("--result no_answer", "2026-04-05", "2026-04-06"),
        ("--result no_answer --next +1w", "2026-03-31", "2026-04-07"),
        ("--result declined", "2026-03-31", None),
        ("--result thinking", "2026-03-31", None),
        # Before the day it was planned for, that plan stands.
        ("--result declined", "2026-03-20", "2026-03-31"),
        ("--result no_answer --at 2026-03-20", "2026-04-05", "2026-03-31"),
    ],
)
def test_a_planned_try_is_done_with_unless_it_lies_ahead(
    lost: Crm, line: str, today: str, planned: str | None
) -> None:
    done = lost(f"churn try 王芳 {line} --json", today=today).json
    assert (done["winback"], done["next_due"]) == (planned, planned)


def test_with_the_result_back_its_clocks_run_again(lost: Crm) -> None:
    told = lost("churn try 王芳 --result back --via visit --note '新采购'")
    assert told.out == (
        "Tried 王芳 (1) on 2026-03-31 (visit): back. It is back. Grade B: closes 2026-05-20."
        " Next follow-up 2026-03-01.\n"
    )
    shown = lost("customer show 王芳 --json").json
    assert (shown["lost"], shown["lost_reason"], shown["lifecycle"]) == (None, None, "prospect")
    assert lost("churn try 王芳 --result back --json", code=4).error["code"] == "not_lost"


def test_a_win_back_without_a_try_counts_as_one(lost: Crm) -> None:
    lost("customer winback 王芳 --reason 'new buyer'")
    (attempt,) = lost("churn show 王芳 --json").json["tries"]
    assert (attempt["result"], attempt["lost_reason"]) == ("back", "太贵")
    assert reasons(lost) == [("太贵", 0, 1, 1)]
    rows = lost("history 王芳 --json").json
    # That it was won back says it.
    assert [row["text"] for row in rows if row["record"] == "winback_try"] == [None]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("王芳 --result maybe", 2, "unknown_choice"),
        ("王芳", 2, "usage"),
        ("王芳 --result declined --via fax", 2, "unknown_choice"),
        ("王芳 --result declined --at 2026-04-02", 5, "try_in_future"),
        ("王芳 --result declined --at 2026-03-09", 5, "try_before_loss"),
        ("王芳 --result declined --next 2026-03-30", 5, "winback_in_past"),
        ("王芳 --result back --next +1m", 2, "next_after_back"),
        ("王芳 --result declined --note ' '", 5, "unusable_text"),
        ("王芳 --result declined --next blursday", 2, "unreadable_date"),
        ("nobody --result declined", 3, "customer_not_found"),
        ("Bob --result declined", 4, "not_lost"),
        ("Old --result declined", 5, "archived_customer"),
    ],
)
def test_what_cannot_be_tried_is_refused(lost: Crm, line: str, code: int, word: str) -> None:
    lost("customer add Bob")
    lost("customer add Old")
    lost("customer lose Old --reason x")
    lost("customer archive Old")
    answer = lost(f"churn try {line} --json", code=code)
    assert answer.error["code"] == word
    assert lost("churn show 王芳 --json").json["tries"] == []


def test_who_may_not_be_contacted_is_warned_of_and_not_due(lost: Crm) -> None:
    lost("customer edit 王芳 --may-contact no --reason asked")
    answer = lost("churn try 王芳 --result thinking --next +1m")
    assert "The win-back on 2026-04-30 is not due." in answer.out
    assert answer.err.startswith("Careful, 王芳 ")
    assert due(lost, "2026-05-31") == []


def test_a_try_is_written_once_with_a_key_and_its_number_told_quietly(lost: Crm) -> None:
    first = lost("churn try 王芳 --result declined --key k --json").json
    assert lost("churn try 王芳 --result declined --key k --json").json == first
    assert lost("churn try 王芳 --result declined --quiet").out == "2\n"
    noted = lost("churn try 王芳 --result declined --note - --json", stdin="寄样品\n").json
    assert noted["note"] == "寄样品"


def test_a_try_is_found_told_and_taken_back(lost: Crm) -> None:
    lost("churn try 王芳 --result thinking --via phone --note 等新价格 --next +1m")
    (found,) = lost("customer find 新价格 --json").json
    assert (found["kind"], found["id"], found["at"]) == ("winback_try", 1, "2026-03-31")
    rows = lost("history 王芳 --json").json
    (told,) = [row["text"] for row in rows if row["record"] == "winback_try"]
    assert told == "try of 2026-03-31 to win it back (phone): thinking about it (等新价格)"
    lost("undo")
    assert lost("customer find 新价格 --json").json == []
    assert lost("churn show 王芳 --json").json["winback"] == "2026-03-31"
    lost("redo")
    assert lost("churn show 王芳 --json").json["winback"] == "2026-04-30"
    lost("backup")
    lost("check")


def test_undoing_a_try_that_won_somebody_back_loses_it_again(lost: Crm) -> None:
    lost("churn try 王芳 --result back")
    lost("undo")
    report = lost("churn show 王芳 --json").json
    assert (report["lost"], report["lost_reason"], report["tries"]) == ("2026-03-10", "太贵", [])
    assert report["winback"] == "2026-03-31"
    lost("redo")
    assert lost("churn show 王芳 --json").json["lost"] is None
    lost("backup")
    lost("check")


def test_a_lost_customer_is_shown_with_its_loss_and_tries(lost: Crm) -> None:
    lost("churn try 王芳 --result no_answer --via phone")
    assert lost("churn show 王芳").lines == [
        "王芳 (1): grade B, value low.",
        "Lost on 2026-03-10: 太贵.",
        "Next try 2026-04-01.",
        "Tries to win it back:",
        "  2026-03-31  phone  no answer",
    ]


def test_losses_are_counted_by_reason_with_tries_and_who_came_back(lost: Crm) -> None:
    for name, reason in (
        ("Ann", "Price"),
        ("Bob", "ｐｒｉｃｅ"),
        ("Cid", "moved"),
        ("Dee", "moved"),
    ):
        lost(f"customer add {name}")
        lost(f"customer lose {name} --reason {reason}")
    lost("churn try Ann --result no_answer")
    lost("churn try Bob --result back")
    lost("churn try Cid --result declined")
    lost("customer archive Dee")
    assert reasons(lost) == [("Price", 1, 2, 1), ("moved", 1, 1, 0), ("太贵", 1, 0, 0)]
    assert reasons(lost, "--reason PRICE") == [("Price", 1, 2, 1)]
    assert reasons(lost, "--archived --reason mov") == [("moved", 2, 1, 0)]
    assert reasons(lost, "--reason weather") == []
    assert lost("churn lost --format ids").lines == ["2", "4", "1"]
    lost("customer lose Bob --reason moved")
    assert reasons(lost, "--reason price") == [("Price", 1, 2, 1)]


def test_the_table_of_losses_fits_eighty_columns(
    lost: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    head, line = lost("churn lost --format table").lines
    assert head.split() == ["Reason", "Lost", "Tries", "Came", "back"]
    assert line.split() == ["太贵", "1", "0", "0"]
    lost("customer winback 王芳")
    lost("undo")
    lost("customer erase 王芳 --yes --reason asked")
    assert lost("churn lost --format table").err == "No customer was lost.\n"


def test_a_try_is_no_contact(lost: Crm) -> None:
    lost("churn try 王芳 --result thinking --via phone --next +1m")
    contacts: list[Any] = lost("log list 王芳 --json").json
    assert contacts == []
    assert lost("customer show 王芳 --json").json["last_contact"] is None


def test_the_last_try_stands_in_the_briefing(lost: Crm) -> None:
    lost("churn try 王芳 --result no_answer --at 2026-03-20")
    lost("churn try 王芳 --result thinking --via phone --note 等新价格")
    page = lost("customer show 王芳").lines
    (line,) = [each for each in page if each.startswith("Win-back")]
    assert line.split() == ["Win-back", "(+1", "more)", "2026-03-31", "phone", "thinking", "about",
                            "it", "等新价格"]  # fmt: skip
    tries = lost("customer show 王芳 --json").json["tries"]
    assert [each["result"] for each in tries] == ["thinking", "no_answer"]
