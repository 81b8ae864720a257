"""Words that people try as a command lead to the command that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("complaint", "crm feedback"),
        ("投诉", "crm feedback"),
        ("survey", "crm feedback survey"),
        ("satisfaction", "crm feedback survey"),
        ("measure", "crm feedback measure"),
        ("festival", "crm campaign"),
        ("greetings", "crm campaign"),
        ("cases", "crm report cases"),
        ("products", "crm report products"),
        ("policy", "crm grade policy"),
        ("person", "crm customer person"),
        ("winback", "crm customer winback"),
        ("churm", "crm churn"),
        ("dupes", "crm customer dupes"),
        ("dedupe", "crm customer dupes"),
        ("merge", "crm customer merge"),
        ("ical", "crm due export"),
        ("holidays", "crm calendar"),
    ],
)
def test_a_word_of_the_trade_leads_to_its_command(crm: Crm, word: str, meant: str) -> None:
    error = crm([word, "list", "--json"], code=2).error
    assert error["message"] == f"There is no command crm {word}."
    assert error["hint"] == f"Did you mean {meant}?"
    crm([*meant.split()[1:], "--help"])


def test_within_a_group_its_own_verbs_are_suggested(crm: Crm) -> None:
    assert (
        crm("feedback surveys --json", code=2).error["hint"] == "Did you mean crm feedback survey?"
    )
    assert (
        crm("customer duplicates --json", code=2).error["hint"]
        == "Did you mean crm customer dupes?"
    )
    assert "Did you mean" not in crm("deal festival --json", code=2).error["hint"]
