"""What became of a deal, told by the history, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --need potential")
    crm("log add 王芳 --via phone")
    crm("deal add 王芳 'ERP licence' --amount 12万 --close 2026-04-21")
    return crm


def told(crm: Crm) -> list[str]:
    """Give what the last command did, line by line."""
    (command, *_) = crm("history --limit 1 --format table").out.split("\n\n")
    return [line.strip() for line in command.splitlines()[1:] if line.strip()]


def test_a_new_deal_is_told_with_the_grade_it_led_to(book: Crm) -> None:
    lines = told(book)
    assert "deal: ERP licence, CNY 120,000.00, initial contact, closes 2026-04-21" in lines
    assert "grade D → A by rule: closes 2026-04-21 (deal 1: ERP licence)" in lines


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("move 1 quote", "deal moved initial contact → quote: ERP licence"),
        ("move 1 quote --note 发邮件", "deal moved initial contact → quote: ERP licence (发邮件)"),
        ("win 1", "deal won: ERP licence"),
        ("lose 1 --reason 太贵", "deal lost: ERP licence (太贵)"),
        ("edit 1 --title 'ERP 2'", "deal ERP licence, title: ERP licence → ERP 2"),
        ("edit 1 --amount 1", "deal ERP licence, amount: CNY 120,000.00 → CNY 1.00"),
        ("edit 1 --unset amount", "deal ERP licence, amount: CNY 120,000.00 → none"),
        ("edit 1 --probability 5", "deal ERP licence, probability: 5"),
        ("edit 1 --close 2026-05-01",
         "deal ERP licence, expected close: 2026-04-21 → 2026-05-01"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_a_line_and_taken_back_in_one(book: Crm, line: str, said: str) -> None:
    book(f"deal {line}")
    assert said in told(book)
    book("undo")
    assert "ERP licence" in " ".join(told(book))


def test_a_move_that_is_taken_back_says_so(book: Crm) -> None:
    book("deal move 1 quote")
    book("undo")
    assert "taken back: deal moved initial contact → quote: ERP licence" in told(book)
    assert not [line for line in told(book) if "stage" in line]


def test_a_deal_that_is_taken_back_is_told_once(book: Crm) -> None:
    book("undo")
    removed = [line for line in told(book) if "ERP licence" in line and "deal" in line]
    assert (
        "removed: deal ERP licence, CNY 120,000.00, initial contact, closes 2026-04-21" in removed
    )
    assert not [line for line in removed if "deal moved" in line]


def test_an_end_is_told_with_what_was_bought_and_learnt(book: Crm) -> None:
    book("deal win 1 --purchase --product ERP --why service --objection price")
    lines = told(book)
    assert "bought: ERP × 1, CNY 120,000.00 on 2026-03-31" in lines
    assert "case of ERP licence: objection price; why service" in lines
    book("deal case 1 --avoid delay --unset objection")
    assert told(book) == [
        "case of ERP licence, avoid: delay",
        "case of ERP licence, objection: price → none",
    ]
    book("deal reopen 1 --reason again")
    assert "deal open again at initial contact: ERP licence (again)" in told(book)


def test_a_deal_that_is_snoozed_is_told_by_its_title(book: Crm) -> None:
    book("due snooze deal:1 --until 2026-06-01 --reason holiday")
    assert told(book) == ["deal snoozed until 2026-06-01: ERP licence (holiday)"]
