"""`crm due snooze`: a row is put off with a reason, and never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer that is due since 9 March, with a promise for 30 March."""
    crm("customer add 王芳 --grade B", today="2026-03-02")
    crm("log add 王芳 --via phone --next 'send quote' --by 2026-03-30", today="2026-03-02")
    return crm


def refs(crm: Crm, today: str) -> list[str]:
    return [row["ref"] for row in crm("due --json", today=today).json]


def test_a_snoozed_row_is_gone_and_back_on_its_date(wang: Crm) -> None:
    told = wang("due snooze follow_up:1 --until +1w --reason 'on holiday'").out
    assert told == "Snoozed 王芳 (1): follow-up. Back on 2026-04-07.\n"
    assert refs(wang, "2026-03-31") == ["promise:1"]
    assert refs(wang, "2026-04-06") == ["promise:1"]
    assert refs(wang, "2026-04-07") == ["promise:1", "follow_up:1"]
    assert [row["ref"] for row in wang("due --ahead 7 --json").json] == ["promise:1", "follow_up:1"]


def test_the_answer_is_the_row_as_it_is_afterwards(wang: Crm) -> None:
    row = wang("due snooze promise:1 --until fri --reason later --json").json
    assert (row["ref"], row["due"], row["snoozed_until"]) == (
        "promise:1",
        "2026-03-30",
        "2026-04-03",
    )
    why = wang("due --why --kind promise --json", today="2026-04-03").json[0]["why"]
    assert why.endswith("Snoozed until 2026-04-03: later.")


def test_a_snooze_never_brings_a_row_forward(wang: Crm) -> None:
    told = wang("due snooze follow_up:1 --until 2026-03-05 --reason x", today="2026-03-03").out
    assert told == (
        "Snoozed 王芳 (1): follow-up, not before 2026-03-05. It is due only on 2026-03-09.\n"
    )
    assert refs(wang, "2026-03-08") == []
    assert refs(wang, "2026-03-09") == ["follow_up:1"]


def test_a_snooze_that_is_over_before_a_row_is_due_holds_if_the_row_comes_sooner(crm: Crm) -> None:
    crm("customer add 王芳 --grade B", today="2026-03-02")
    crm("log add 王芳 --via phone", today="2026-03-02")
    crm("due snooze 王芳 --until 2026-03-05 --reason 'on holiday'", today="2026-03-02")
    crm("grade set 王芳 A --reason urgent", today="2026-03-02")
    assert refs(crm, "2026-03-04") == []
    assert refs(crm, "2026-03-05") == ["follow_up:1"]


@pytest.mark.parametrize("who", ["王芳", "1", "id:1", "Follow-Up:1"])
def test_a_customer_means_its_follow_up(wang: Crm, who: str) -> None:
    row = wang(["due", "snooze", who, "--until", "明天", "--reason", "x", "--json"]).json
    assert row["ref"] == "follow_up:1"


def test_a_contact_ends_the_snooze_of_its_clock_and_no_other(wang: Crm) -> None:
    wang("customer edit 王芳 --importance key", today="2026-03-02")
    wang("due snooze follow_up:1 --until 2026-06-01 --reason x")
    wang("due snooze relationship:1 --until 2026-06-01 --reason x")
    wang("log add 王芳 --via phone", today="2026-04-01")
    after = {row["ref"]: row for row in wang("due --ahead 90 --json", today="2026-04-01").json}
    assert after["follow_up:1"]["snoozed_until"] is None
    assert after["relationship:1"]["snoozed_until"] == "2026-06-01"
    assert "follow_up:1" in refs(wang, "2026-04-08")
    wang("log add 王芳 --via visit", today="2026-04-08")
    assert "relationship:1" in refs(wang, "2026-05-08")


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("follow_up:1 --until +1w", 2, "reason_missing"),
        ("follow_up:1 --reason x", 2, "missing_argument"),
        ("follow_up:1 --until +1w --reason ' '", 5, "unusable_text"),
        ("follow_up:1 --until today --reason x", 5, "past_snooze"),
        ("follow_up:1 --until 2026-03-01 --reason x", 5, "past_snooze"),
        ("follow_up:1 --until blursday --reason x", 2, "unreadable_date"),
        ("follow_up:9 --until +1w --reason x", 3, "nothing_owed"),
        ("deal:1 --until +1w --reason x", 3, "nothing_owed"),
        ("nobody --until +1w --reason x", 3, "customer_not_found"),
        ("follow_up:x --until +1w --reason x", 2, "unreadable_ref"),
        ("folow_up:1 --until +1w --reason x", 2, "unknown_choice"),
    ],
)
def test_what_cannot_be_snoozed_changes_nothing(wang: Crm, line: str, code: int, word: str) -> None:
    before = wang("due --json").out
    answer = wang(f"due snooze {line} --json", code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert wang("due --json").out == before


def test_an_ambiguous_name_is_not_guessed(wang: Crm) -> None:
    wang("customer add 王伟")
    answer = wang("due snooze 王 --until +1w --reason x", code=4)
    assert "王伟" in answer.err
    assert "follow_up:1" in refs(wang, "2026-03-31")


def test_a_retry_with_a_key_gives_the_first_answer(wang: Crm) -> None:
    line = "due snooze follow_up:1 --until +1w --reason x --key k1 --json"
    assert wang(line).out == wang(line).out
