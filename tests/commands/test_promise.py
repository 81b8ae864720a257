"""`crm promise`: made, listed, kept, moved and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = ["id", "customer_id", "customer", "text", "by", "theirs", "state", "made", "kept", "reason"]


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer who was phoned today, so that only promises are due."""
    crm("customer add 王芳 --grade B")
    crm("log add 王芳 --via phone")
    return crm


def refs(crm: Crm, today: str) -> list[str]:
    return [row["ref"] for row in crm("due --json --kind promise", today=today).json]


def test_a_promise_is_told_in_a_line(wang: Crm) -> None:
    told = wang("promise add 王芳 'send quote' --by 2026-12-01").out
    assert told == "Promised 王芳 (1): send quote by 2026-12-01 (promise 1).\n"
    told = wang("promise add 王芳 'send drawings' --by 2026-12-01 --theirs").out
    assert told == "王芳 (1) promised: send drawings by 2026-12-01 (promise 2).\n"
    assert wang("promise add 王芳 call --by fri --quiet").out == "3\n"


def test_a_promise_without_a_contact_moves_no_clock(wang: Crm) -> None:
    before = wang("due --json --ahead 30 --kind follow_up").json
    made = wang("promise add 王芳 'send quote' --by 下周三 --json").json
    assert list(made) == [*KEYS, "may_contact"]
    assert made.pop("may_contact") is True
    assert made == {
        "id": 1,
        "customer_id": 1,
        "customer": "王芳",
        "text": "send quote",
        "by": "2026-04-08",
        "theirs": False,
        "state": "open",
        "made": "2026-03-31",
        "kept": None,
        "reason": None,
    }
    assert wang("due --json --ahead 30 --kind follow_up").json == before


def test_a_promise_is_due_on_its_date_until_it_is_kept(wang: Crm) -> None:
    wang("promise add 王芳 'send quote' --by 2026-04-02")
    assert refs(wang, "2026-04-01") == []
    assert refs(wang, "2026-04-02") == ["promise:1"]
    wang("log add 王芳 --via phone", today="2026-04-03")
    assert refs(wang, "2026-04-03") == ["promise:1"]
    assert wang("promise keep 1", today="2026-04-03").out == (
        "Kept promise 1, 王芳 (1): send quote.\n"
    )
    assert refs(wang, "2026-04-03") == []
    (kept,) = wang("promise list --all --json").json
    assert (kept["state"], kept["kept"]) == ("kept", "2026-04-03")


def test_a_moved_promise_comes_back_on_its_new_date_with_its_reason(wang: Crm) -> None:
    wang("promise add 王芳 'send quote' --by 2026-04-02")
    wang("due snooze promise:1 --until 2026-09-01 --reason x")
    moved = wang("promise move 1 --by 2026-04-10 --reason 'price list' --json").json
    assert (moved["state"], moved["by"], moved["reason"]) == ("open", "2026-04-10", "price list")
    assert refs(wang, "2026-04-09") == []
    assert refs(wang, "2026-04-10") == ["promise:1"]
    assert "Now due 2026-04-12." in wang("promise move 1 --by 2026-04-12 --reason x").out


def test_a_dropped_promise_is_off_the_list_and_on_record(wang: Crm) -> None:
    wang("promise add 王芳 'send quote' --by 2026-04-02")
    assert wang("promise drop 1 --reason 'not wanted'").out.startswith("Dropped promise 1,")
    assert refs(wang, "2026-04-02") == []
    assert wang("promise list --json").json == []
    (dropped,) = wang("promise list 王芳 --all --json").json
    assert (dropped["state"], dropped["reason"], dropped["kept"]) == ("dropped", "not wanted", None)


def test_several_are_kept_together_or_not_at_all(wang: Crm) -> None:
    for text in ("one", "two", "three"):
        wang(f"promise add 王芳 {text} --by 2026-04-02")
    wang("promise keep 1 9", code=3)
    wang("promise keep 2 x", code=2)
    assert len(wang("promise list --json").json) == 3
    kept = wang("promise keep 1 2 --json").json
    assert [(each["id"], each["state"]) for each in kept] == [(1, "kept"), (2, "kept")]
    assert wang("promise keep - --json", stdin="3\n").json["id"] == 3
    assert wang("promise keep -", stdin="", code=2).out == ""


def test_the_list_is_filtered_and_in_the_order_of_dates(wang: Crm) -> None:
    wang("customer add Bob")
    wang("promise add 王芳 late --by 2026-04-20")
    wang("promise add 王芳 early --by 2026-03-30")
    wang("promise add Bob theirs --by 2026-04-05 --theirs")

    def listed(line: str = "") -> list[str]:
        return [each["text"] for each in wang(f"promise list {line} --json").json]

    assert listed() == ["early", "theirs", "late"]
    assert listed("王芳") == ["early", "late"]
    assert listed("--theirs") == ["theirs"]
    assert listed("--mine") == ["early", "late"]
    assert listed("--overdue") == ["early"]
    wang("promise add 王芳 today --by today")
    assert listed("--overdue") == ["early"]
    wang("promise drop 4 --reason x")
    assert listed("--overdue --all") == ["early"]
    wang("promise keep 2")
    assert listed() == ["theirs", "late"]
    assert listed("--all --mine") == ["early", "today", "late"]
    assert listed("--overdue --all") == []
    assert wang("promise list --format ids").lines == ["3", "1"]
    wang("promise list --mine --theirs", code=2)
    wang("customer archive Bob")
    assert listed() == ["late"]


def test_a_table_of_promises_says_who_and_when(wang: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert wang("promise list --format table").err == "No open promises.\n"
    wang("promise add 王芳 'send quote' --by 2026-04-20")
    head, line = wang("promise list --format table").lines
    assert head.split() == ["Id", "By", "Customer", "Who", "Promise"]
    assert line.split() == ["1", "2026-04-20", "王芳", "(1)", "I", "send", "quote"]


def test_the_text_can_come_from_stdin_and_stays_as_it_is(wang: Crm) -> None:
    text = "[/red] 寄样品 \x1b[31m"
    made = wang("promise add 王芳 - --by fri --json", stdin=f"{text}\n").json
    assert made["text"] == text.strip()
    assert "\x1b" not in wang("promise add 王芳 - --by fri", stdin=text).out


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("add 王芳 '' --by fri", 5, "unusable_text"),
        ("add 王芳 call", 2, "missing_argument"),
        ("add 王芳 call --by blursday", 2, "unreadable_date"),
        ("add nobody call --by fri", 3, "customer_not_found"),
        ("keep 9", 3, "promise_not_found"),
        (f"keep {2**63}", 3, "promise_not_found"),
        ("keep 2", 4, "promise_closed"),
        ("drop 1", 2, "reason_missing"),
        ("drop 2 --reason x", 4, "promise_closed"),
        ("drop 1 --reason ''", 5, "unusable_text"),
        ("move 1 --by fri", 2, "reason_missing"),
        ("move 1 --reason x", 2, "missing_argument"),
        ("move 2 --by fri --reason x", 4, "promise_closed"),
        ("move 1 --by fir --reason x", 2, "unreadable_date"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    wang: Crm, line: str, code: int, word: str
) -> None:
    wang("promise add 王芳 one --by fri")
    wang("promise add 王芳 two --by fri")
    wang("promise keep 2")
    before = wang("promise list --all --json").out
    answer = wang(f"promise {line} --json", code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert wang("promise list --all --json").out == before


@pytest.mark.parametrize(
    "line",
    [
        "add 王芳 more --by fri",
        "keep 1",
        "keep 1 2",
        "move 1 --by +1w --reason x",
        "drop 1 --reason x",
    ],
)
def test_a_retry_with_a_key_gives_the_first_answer(wang: Crm, line: str) -> None:
    wang("promise add 王芳 one --by fri")
    wang("promise add 王芳 two --by fri")
    first = wang(f"promise {line} --key k1 --json").out
    assert wang(f"promise {line} --key k1 --json").out == first
    assert len(wang("promise list --all --json").json) == 2 + line.startswith("add")


def test_reading_promises_does_not_load_the_writers(wang: Crm) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from crmcli.main import run; run(['promise', 'list', '--db', sys.argv[1]]);"
        "print([name for name in ('rich', 'sqlmodel') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(wang.db)], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_an_archived_customer_takes_no_promise_and_is_owed_none(wang: Crm) -> None:
    wang("promise add 王芳 one --by today")
    wang("customer archive 王芳")
    assert wang("due --json").json == []
    answer = wang("promise add 王芳 two --by fri --json", code=5)
    assert answer.error["code"] == "archived_customer"
    wang("customer restore 王芳")
    assert refs(wang, "2026-03-31") == ["promise:1"]
