"""What crm shows for a value of a closed list can be typed, in English, Chinese and old Chinese."""

from __future__ import annotations

import pkgutil
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import crmcli.domain
import crmcli.store.staging.staged_row
from crmcli import language
from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.choice_words import WORDS
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.contact import Outcome
from crmcli.domain.due_kind import DueKind
from crmcli.domain.feedback_state import FeedbackState
from crmcli.domain.field import FieldType
from crmcli.domain.grade import Grade, GradeSource
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Iterator


def enums() -> dict[str, type[StrEnum]]:
    """Find every closed list that has words, by its name."""
    modules = [
        each.name for each in pkgutil.walk_packages(crmcli.domain.__path__, "crmcli.domain.")
    ]
    found = [
        each
        for name in [*modules, crmcli.store.staging.staged_row.__name__]
        for each in vars(import_module(name)).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each.__name__ in WORDS
    ]
    return {each.__name__: each for each in found}


ENUMS = enums()
SORTED_BY = "DealSort"
"""The keys of deals, which are never shown by the labels of values."""


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.bind(request.param)
    yield request.param
    language.bind("en")


def test_the_words_are_those_of_lists_that_there_are() -> None:
    assert set(WORDS) == set(ENUMS)
    for name, words in WORDS.items():
        # The feedback's severities have the name of what a check finds, which nobody types.
        values = {each.value for each in ENUMS[name]} | {"low", "normal", "high"}
        assert set(words.values()) <= values


@pytest.mark.parametrize("kind", [Grade, *ENUMS.values()], ids=lambda kind: str(kind.__name__))
def test_what_is_shown_of_a_value_is_read_as_it(kind: type[StrEnum], spoken: str) -> None:
    del spoken
    if kind.__name__ in {SORTED_BY, "Severity", "Axis", "Action"}:
        return
    assert [read_choice(kind, label(each), "field") for each in kind] == list(kind)


@pytest.mark.parametrize(
    ("kind", "word", "value"),
    [
        (Outcome, "無人接聽", Outcome.NO_ANSWER),
        (FeedbackState, "已告知客戶", FeedbackState.CUSTOMER_TOLD),
        (ChurnKind, "購買節奏", ChurnKind.RHYTHM),
        (ChurnKind, "沉寂", ChurnKind.RHYTHM),
        (ChurnKind, "評分低", ChurnKind.LOW_SCORE),
        (DueKind, "核實資料", DueKind.VERIFY),
        (GradeSource, "手動", GradeSource.HAND),
        (FieldType, "數字", FieldType.NUMBER),
        (LoyaltyKind, "轉介紹", LoyaltyKind.REFERRAL),
        (Grade, "等级 A", Grade.A),
        (Grade, "等級a", Grade.A),
        (Grade, "Ａ 级", Grade.A),
        (Grade, "B类客户", Grade.B),
    ],
)
def test_words_are_read_in_old_characters_and_as_they_are_written(
    kind: type[StrEnum], word: str, value: StrEnum
) -> None:
    assert read_choice(kind, word, "field") is value


def test_the_nearest_word_is_offered_in_the_language_that_was_typed() -> None:
    with pytest.raises(UnknownChoice) as caught:
        read_choice(DueKind, "满意度调差", "kind")
    assert caught.value.details["nearest"] == "满意度调查"
